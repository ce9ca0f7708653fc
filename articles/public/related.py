"""Other articles about the same, with the reason why they are offered."""

from collections import Counter
from collections.abc import Sequence

from articles.models import Edition, Topic
from articles.public.cards import Card, card, listing

OFFERED = 4
NAMED = 3
"""More topics than this in a reason are not read."""
FILINGS = 1000
"""The newest filings that are looked through: a topic may hold a large part of the archive."""
CANDIDATES = 40
"""Looked at more closely; among them are editions that were superseded, withdrawn or retracted."""


def related(edition: Edition, topics: Sequence[Topic]) -> list[Card]:
    """Cards of the current editions that share most of ``topics`` with ``edition``, each with its reason."""
    # A section says little: it counts only where there is nothing else to go by.
    telling = [topic for topic in topics if topic.kind != Topic.Kind.SECTION] or topics
    filings = Edition.topics.through.objects.filter(topic__in=telling).order_by("-pk")
    shared = Counter(filings.values_list("edition_id", flat=True)[:FILINGS])
    candidates = sorted(shared, key=lambda pk: (shared[pk], pk), reverse=True)[:CANDIDATES]
    others = listing().filter(pk__in=candidates).exclude(article_id=edition.article_id)
    # What was retracted is kept for the record and recommended to nobody.
    offered = others.exclude(kind=Edition.Kind.RETRACTION)
    found = sorted(offered, key=lambda other: candidates.index(other.pk))[:OFFERED]
    return [card(other, _reason(telling, other)) for other in found]


def _reason(topics: Sequence[Topic], other: Edition) -> str:
    theirs = {topic.pk for topic in other.topics.all()}
    shared = [topic for topic in topics if topic.pk in theirs]
    names = [topic.name for topic in shared][:NAMED]
    if shared[0].kind == Topic.Kind.SECTION:
        return f"Also in {names[0]}"
    *most, last = names
    return f"Also about {', '.join(most)} and {last}" if most else f"Also about {last}"
