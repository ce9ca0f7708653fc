"""What search engines are told: the sitemap, and where they may go."""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from articles.models import Author, Edition, Topic
from articles.public.addresses import absolute
from articles.public.sheets import public

logger = logging.getLogger(__name__)

ARTICLES = 10_000
"""In one file. The protocol allows 50 000, which take seconds to build."""

PARTS = 50_000
"""More files than this the protocol does not allow."""

Place = tuple[str, datetime | None]
"""An address, or the slug it is made of, and when what stands there last changed."""

XML = "application/xml; charset=utf-8"


@public
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """All addresses; for an archive that fills more than one file, the list of the files."""
    count = Edition.objects.current().count()
    if count <= ARTICLES:
        return _urls(request, [*_pages(), *_articles(0)])
    parts = [reverse("paper:sitemap-part", args=[number]) for number in range(-(-count // ARTICLES) + 1)]
    context = {"parts": [absolute(request, part) for part in parts]}
    return render(request, "paper/sitemap_index.xml", context, content_type=XML)


@public
def sitemap_part(request: HttpRequest, number: int) -> HttpResponseBase:
    """One file of the sitemap: 0 has the pages that are no articles, the others have the articles."""
    entries = list(_articles(number - 1) if number else _pages()) if number <= PARTS else []
    if not entries:
        raise Http404
    return _urls(request, entries)


@public
def robots(request: HttpRequest) -> HttpResponseBase:
    """Everything is closed until the operator says that the site is live."""
    context = {"is_live": settings.NEWSROOM_LIVE, "sitemap": absolute(request, reverse("paper:sitemap"))}
    return render(request, "paper/robots.txt", context, content_type="text/plain; charset=utf-8")


def _articles(part: int) -> Iterator[Place]:
    """The articles of one part, each with its last change."""
    editions = Edition.objects.current().order_by("-article_id").values_list("slug", "published_at")
    return _places("article", editions[part * ARTICLES : (part + 1) * ARTICLES])


def _pages() -> Iterator[Place]:
    for name in ("front", "latest", "about"):
        yield reverse(f"paper:{name}"), None
    current = Edition.objects.current()
    topics = Topic.objects.filter(Exists(current.filter(topics=OuterRef("pk"))))
    authors = Author.objects.filter(Exists(current.filter(authors=OuterRef("pk"))))
    for name, in_use in (("topic", topics), ("author", authors)):
        slugs = in_use.order_by("slug").values_list("slug", flat=True)
        yield from _places(name, ((slug, None) for slug in slugs))


def _places(name: str, rows: Iterable[Place]) -> Iterator[Place]:
    """The address of each (slug, last change); one that has none is left out and logged."""
    for slug, changed in rows:
        try:
            yield reverse(f"paper:{name}", args=[slug]), changed
        except NoReverseMatch:
            logger.exception("“%s” is no address and is left out of the sitemap", slug)


def _urls(request: HttpRequest, entries: list[Place]) -> HttpResponse:
    urls = [(absolute(request, address), changed) for address, changed in entries]
    return render(request, "paper/sitemap.xml", {"urls": urls}, content_type=XML)
