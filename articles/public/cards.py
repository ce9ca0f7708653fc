"""Editions as lists show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Left

from articles.models import Edition, Topic
from articles.models.edition import EditionQuerySet
from articles.public.dates import Dating, dating
from articles.public.figures import Figure, figure
from articles.public.openings import opening

READ_FOR_OPENING = 2000
"""Characters of the text that are read for a card's opening: past a lost picture with a long caption."""

_RANK = {kind: rank for rank, kind in enumerate(Topic.Kind.values)}


@dataclass(frozen=True, slots=True)
class Card:
    """One edition in a list. ``heading`` is the topic it is filed under, ``reason`` why it stands in this list."""

    edition: Edition
    heading: Topic | None
    dating: Dating
    opening: str
    figure: Figure | None
    reason: str = ""


def listing() -> EditionQuerySet:
    """Current editions, newest first, ready for `cards` in a constant number of queries."""
    editions = Edition.objects.current().newest_first().for_listing()
    return editions.annotate(beginning=Left("html", READ_FOR_OPENING))


def cards(editions: Iterable[Edition]) -> list[Card]:
    """A card for each edition of a `listing`."""
    return [card(edition) for edition in editions]


def card(edition: Edition, reason: str = "") -> Card:
    """The card of one edition of a `listing`."""
    return Card(
        edition=edition,
        heading=heading(edition, sorted_topics(edition)),
        dating=dating(edition),
        opening=opening(edition, edition.beginning),
        figure=figure(edition.illustration),
        reason=reason,
    )


def sorted_topics(edition: Edition) -> list[Topic]:
    """The edition's topics: sections first, then places, people, organisations, subjects, each by name."""
    return sorted(edition.topics.all(), key=lambda topic: (_RANK.get(topic.kind, len(_RANK)), topic.name))


def heading(edition: Edition, topics: list[Topic]) -> Topic | None:
    """What stands over the headline: the first section of sorted ``topics``, or the place that the headline is about.

    A piece may be filed under many places; the one that its headline names first is the one to announce. A section
    that only repeats the type, as Opinion does over an opinion, announces nothing.
    """
    sections = [topic for topic in topics if topic.kind == Topic.Kind.SECTION]
    section = next((topic for topic in sections if topic.key != edition.type), None)
    places = [topic for topic in topics if topic.kind == Topic.Kind.PLACE]
    title = edition.title.casefold()
    named = [place for place in places if place.name.casefold() in title]
    first = min(named, key=lambda place: title.index(place.name.casefold()), default=None)
    return section or first or next(iter(places), None)
