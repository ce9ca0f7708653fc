"""The paper's pages: each fetches editions, decides what is not there, and renders."""

import re

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.utils import timezone
from django.utils.http import http_date

from articles.models import Author, Edition, EditionByline, Topic
from articles.models.edition import EditionQuerySet
from articles.public.addresses import absolute
from articles.public.bylines import credits, monogram, writers
from articles.public.cards import Card, cards, heading, listing, sorted_topics
from articles.public.dates import dating, years_old
from articles.public.figures import figure
from articles.public.history import histories
from articles.public.openings import opening
from articles.public.related import related
from articles.public.sheets import public, sheet, topics_in_use
from articles.public.structured import structured

PER_PAGE = 20
ON_FRONT = 18
LEAD_AMONG = 6
"""The front page opens with the newest piece that has a picture, but with none that is older than these."""

PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,6}")


@public
def front(request: HttpRequest) -> HttpResponseBase:
    found = cards(listing().exclude(kind=Edition.Kind.RETRACTION)[:ON_FRONT])
    lead = _lead(found)
    context = {
        "canonical": absolute(request, request.path),
        "lead": lead,
        "others": [card for card in found if card is not lead],
        "topics": topics_in_use(*Topic.Kind.values)[:24],
    }
    return sheet(request, "paper/front.html", context)


@public
def latest(request: HttpRequest) -> HttpResponseBase:
    return sheet(request, "paper/latest.html", _page(request, listing(), may_be_empty=True))


@public
def article(request: HttpRequest, slug: str) -> HttpResponseBase:
    edition = (
        Edition.objects.current()
        .filter(slug=slug)
        .select_related("source")
        .prefetch_related("bylines__author", "topics")
        # Named, because the default order would look into the working copies.
        .order_by("-published_at")
        .first()
    )
    if edition is None:
        return _moved_or_gone(request, slug)
    response = sheet(request, "paper/article.html", _article(request, edition))
    response.headers["Last-Modified"] = http_date(edition.published_at.timestamp())
    return response


@public
def author(request: HttpRequest, slug: str) -> HttpResponseBase:
    person = get_object_or_404(Author, slug=slug)
    context = _page(request, listing().filter(authors=person))
    current = Edition.objects.current().filter(pk=OuterRef("edition"))
    others = EditionByline.objects.filter(Exists(current), author=person).exclude(printed=person.name)
    names = others.order_by("printed").values_list("printed", flat=True).distinct()
    context |= {"person": person, "monogram": monogram(person.name), "also_printed": list(names)}
    return sheet(request, "paper/author.html", context)


@public
def topic(request: HttpRequest, slug: str) -> HttpResponseBase:
    subject = get_object_or_404(Topic, slug=slug)
    context = _page(request, listing().filter(topics=subject))
    return sheet(request, "paper/topic.html", context | {"topic": subject})


@public
def about(request: HttpRequest) -> HttpResponseBase:
    return sheet(request, "paper/about.html", {"canonical": absolute(request, request.path)})


@public
def favicon(request: HttpRequest) -> HttpResponseBase:
    """Programs that read no page ask for the icon here."""
    return HttpResponseRedirect(static("paper/icon.png"))


def _lead(found: list[Card]) -> Card | None:
    pictured = (card for card in found[:LEAD_AMONG] if card.figure and card.figure.is_captured)
    return next(pictured, found[0] if found else None)


def _page(request: HttpRequest, editions: EditionQuerySet, may_be_empty: bool = False) -> dict[str, object]:
    """The page of ``editions`` that the request asks for.

    404 for a page that there is not, and for an empty list: what nothing public is filed under is not known to exist.
    """
    asked = request.GET.get("page", "1")
    paginator = Paginator(editions, PER_PAGE)
    if not PAGE_NUMBER.fullmatch(asked) or int(asked) > paginator.num_pages:
        raise Http404
    if not paginator.count and not may_be_empty:
        raise Http404
    page = paginator.page(int(asked))
    address = request.path if page.number == 1 else f"{request.path}?page={page.number}"
    return {"canonical": absolute(request, address), "page": page, "cards": cards(page.object_list)}


def _article(request: HttpRequest, edition: Edition) -> dict[str, object]:
    topics = sorted_topics(edition)
    past = histories([edition.article_id])[edition.article_id]
    picture = figure(edition.illustration)
    description = opening(edition, edition.html)
    return {
        "canonical": absolute(request, edition.get_absolute_url()),
        "description": description,
        "picture_address": absolute(request, picture.url) if picture and picture.is_captured else "",
        "edition": edition,
        "figure": picture,
        "heading": heading(edition, topics),
        "topics": topics,
        "credits": credits(edition),
        "people": [(person, monogram(person.name)) for person in writers(edition)],
        "dating": dating(edition),
        "years_old": years_old(edition, timezone.localdate()),
        "is_republished": edition.first_published != timezone.localdate(edition.first_published_here),
        "history": past,
        "related": related(edition, topics),
        "structured": structured(
            request, edition, description=description, figure=picture, topics=topics, history=past
        ),
    }


def _moved_or_gone(request: HttpRequest, slug: str) -> HttpResponse:
    """The way from an address where an article once stood; a 404 where readers never saw one."""
    seen = Edition.objects.seen().exclude(kind=Edition.Kind.WITHDRAWAL).filter(slug=slug)
    former = seen.order_by("-published_at").first()
    if former is None:
        raise Http404
    standing = Edition.objects.standing(timezone.now()).filter(article_id=former.article_id)
    present = standing.order_by("-number").first()
    if present is None:
        raise Http404
    if not present.is_withdrawal:
        return HttpResponsePermanentRedirect(present.get_absolute_url())
    response = sheet(request, "410.html", {"edition": present}, status=410)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
