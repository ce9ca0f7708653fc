"""Other articles about the same, with the reason why they are offered."""

from collections.abc import Sequence

from django.db.models import Count

from articles.models import Edition, Topic
from articles.public.cards import Card, card, listing

OFFERED = 4
NAMED = 3
"""More topics than this in a reason are not read."""


def related(edition: Edition, topics: Sequence[Topic]) -> list[Card]:
    """Cards of the current editions that share most of ``topics`` with ``edition``, each with its reason."""
    others = Edition.objects.current().exclude(article_id=edition.article_id)
    # What was retracted is kept for the record and recommended to nobody.
    offered = others.exclude(kind=Edition.Kind.RETRACTION)
    filings = Edition.topics.through.objects.filter(topic__in=topics, edition__in=offered)
    ranked = filings.values("edition").annotate(shared=Count("pk")).order_by("-shared", "-edition")
    order = [row["edition"] for row in ranked[:OFFERED]]
    found = sorted(listing().filter(pk__in=order), key=lambda other: order.index(other.pk))
    return [card(other, _reason(topics, other)) for other in found]


def _reason(topics: Sequence[Topic], other: Edition) -> str:
    theirs = {topic.pk for topic in other.topics.all()}
    shared = [topic for topic in topics if topic.pk in theirs]
    # A section says little: it is the reason only where nothing else is shared.
    names = [topic.name for topic in shared if topic.kind != Topic.Kind.SECTION][:NAMED]
    if not names:
        return f"Also in {shared[0].name}"
    *most, last = names
    return f"Also about {', '.join(most)} and {last}" if most else f"Also about {last}"
