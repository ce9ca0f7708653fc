"""The Atom feed: the newest articles in full, for programs that follow the paper."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import http_date

from articles import body
from articles.models import Article, Edition, Topic
from articles.public.addresses import absolute
from articles.public.bylines import written
from articles.public.cards import sorted_topics
from articles.public.figures import figure
from articles.public.history import History, histories
from articles.public.openings import opening
from articles.public.sheets import public

logger = logging.getLogger(__name__)

ENTRIES = 30
EMPTY_SINCE = datetime(1970, 1, 1, tzinfo=UTC)
"""What a feed without entries gives as its last change, which Atom demands."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article in the feed. ``published`` is empty unless its day is known; ``content`` is HTML."""

    edition: Edition
    address: str
    updated: str
    published: str
    authors: list[tuple[str, str]]
    topics: list[Topic]
    summary: str
    content: str


@public
def atom(request: HttpRequest) -> HttpResponseBase:
    # Withdrawals stand among the newest too, so that programs which kept a copy are told; but not those of pieces
    # that never appeared, which are not to be heard of.
    standing = Edition.objects.standing(timezone.now()).seen().newest_first()
    newest = standing.select_related("source").prefetch_related("bylines__author", "topics")[:ENTRIES]
    editions = [edition for edition in newest if not edition.is_withdrawal]
    changed = max((edition.published_at for edition in newest), default=EMPTY_SINCE)
    context = {
        "name": settings.NEWSROOM_NAME,
        "address": absolute(request, reverse("paper:front")),
        "self_address": absolute(request, reverse("paper:atom")),
        "changed": _moment(changed),
        "withdrawn": [(e.uid.urn, _moment(e.published_at)) for e in newest if e.is_withdrawal],
        "entries": _entries(request, editions),
    }
    # One character that XML forbids would take the whole feed from its readers.
    text = body.neutralise(render_to_string("paper/atom.xml", context))
    response = HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
    response.headers["Last-Modified"] = http_date(changed.timestamp())
    return response


def _entries(request: HttpRequest, editions: list[Edition]) -> list[Entry]:
    """An entry for each edition; one that has no address is left out and logged."""
    entries = []
    past = histories(edition.article_id for edition in editions)
    for edition in editions:
        try:
            entries.append(_entry(request, edition, past[edition.article_id]))
        except NoReverseMatch:
            logger.exception("Edition %s has no address and is left out of the feed", edition.pk)
    return entries


def _entry(request: HttpRequest, edition: Edition, past: History) -> Entry:
    is_known_to_the_day = edition.first_published_precision == Article.Precision.DAY
    picture = figure(edition.illustration)
    picture_address = absolute(request, picture.url) if picture else ""
    content = {"edition": edition, "figure": picture, "picture_address": picture_address, "history": past}
    return Entry(
        edition=edition,
        address=absolute(request, edition.get_absolute_url()),
        updated=_moment(edition.published_at),
        published=f"{edition.first_published}T00:00:00Z" if is_known_to_the_day else "",
        authors=[
            (line.printed, absolute(request, line.author.get_absolute_url())) for line in written(edition)
        ],
        topics=sorted_topics(edition),
        summary=opening(edition, edition.html),
        content=render_to_string("paper/entry.html", content),
    )


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
