"""Where an article stands between desk and readers: in words for a list, and as conditions for a filter."""

from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Article, Edition, Revision


class State(StrEnum):
    WORKING = "working"
    SCHEDULED = "scheduled"
    LIVE = "live"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


WORDS = {
    State.WORKING: "working copy",
    State.SCHEDULED: "scheduled",
    State.LIVE: "live",
    State.CHANGED: "live + changes",
    State.WITHDRAWN: "withdrawn",
}


def with_standing(articles: QuerySet[Article]) -> QuerySet[Article]:
    """``articles`` with what `state_of` reads of their newest edition and revision."""
    standing = Edition.objects.filter(article=OuterRef("pk"), superseded_at__isnull=True)
    newest = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
    return articles.annotate(
        standing_kind=Subquery(standing.values("kind")[:1]),
        standing_from=Subquery(standing.values("published_at")[:1]),
        standing_revision=Subquery(standing.values("revision")[:1]),
        newest_revision=Subquery(newest.values("pk")[:1]),
    )


def state_of(article: Article, now: datetime | None = None) -> State:
    """The state of an article that came `with_standing`."""
    if article.standing_kind is None:
        return State.WORKING
    if article.standing_kind == Edition.Kind.WITHDRAWAL:
        return State.WITHDRAWN
    if article.standing_from > (now or timezone.now()):
        return State.SCHEDULED
    return State.LIVE if article.standing_revision == article.newest_revision else State.CHANGED


def in_state(articles: QuerySet[Article], state: State, now: datetime | None = None) -> QuerySet[Article]:
    """Those of ``articles`` that `state_of` would call ``state``."""
    now = now or timezone.now()
    standing = Edition.objects.filter(article=OuterRef("pk"), superseded_at__isnull=True)
    if state is State.WORKING:
        return articles.filter(~Exists(standing))
    withdrawn = Q(kind=Edition.Kind.WITHDRAWAL)
    if state is State.WITHDRAWN:
        return articles.filter(Exists(standing.filter(withdrawn)))
    if state is State.SCHEDULED:
        return articles.filter(Exists(standing.filter(~withdrawn, published_at__gt=now)))
    newest = Revision.objects.filter(article=OuterRef("article")).order_by("-number").values("pk")[:1]
    live = standing.filter(~withdrawn, published_at__lte=now).annotate(newest=Subquery(newest))
    as_published = Q(revision=F("newest"))
    return articles.filter(Exists(live.filter(as_published if state is State.LIVE else ~as_published)))


def pill(word: str, words: str) -> SafeString:
    """A label whose colour follows ``word``; the words carry the meaning."""
    return format_html('<span class="pill pill-{}">{}</span>', word, words)
