"""What is the same on every page: the masthead, and how a page is rendered, cached and asked for again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.views.decorators.http import require_safe

from articles.models import Edition, Topic

MAX_AGE = 30
"""Seconds that a cache may keep a page: so long at most does a withdrawn article live on in one."""

NEWEST = 200
"""Topics are ranked by the newest editions alone: what the paper is about now, at a cost that stays the same."""

IN_MASTHEAD = 8


@dataclass(frozen=True, slots=True)
class Masthead:
    """The paper's name, today, and the sections and places it writes about."""

    name: str
    today: date
    sections: list[Topic]


def topics_in_use(*kinds: str) -> list[Topic]:
    """Topics of ``kinds`` that the newest current editions are filed under, the most frequent first."""
    newest = Edition.objects.current().newest_first().values("pk")[:NEWEST]
    topics = Topic.objects.filter(kind__in=kinds, editions__in=newest)
    return list(topics.annotate(frequency=Count("editions")).order_by("-frequency", "name"))


def sheet(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """``template`` with ``context``, under the masthead."""
    return render(request, template, context | {"masthead": _masthead()}, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing at this address, or nothing that its reader may know of."""
    response = sheet(request, "404.html", {}, status=404)
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What is at this address is not open to who asks."""
    return sheet(request, "403.html", {}, status=403)


def public(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Serve ``view`` to everybody: the same to all, for any cache to keep a moment, not sent again unchanged."""

    @require_safe
    @wraps(view)
    def served(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            return not_found(request)
        patch_cache_control(response, public=True, max_age=MAX_AGE)
        return _unless_known(request, response) if response.status_code == 200 else response

    return served


def _masthead() -> Masthead:
    topics = topics_in_use(Topic.Kind.SECTION, Topic.Kind.PLACE)
    sections = sorted(topics, key=lambda topic: topic.kind != Topic.Kind.SECTION)
    return Masthead(settings.NEWSROOM_NAME, timezone.localdate(), sections[:IN_MASTHEAD])


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """304 in place of what the reader already has, word for word.

    The day of the last change decides nothing: a page also names other articles, and one of them may have been
    withdrawn since.
    """
    set_response_etag(response)
    return get_conditional_response(request, etag=response.headers["ETag"], response=response)
