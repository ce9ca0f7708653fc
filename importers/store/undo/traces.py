"""What an editor left on rows that an import made: whatever has a trace is not taken back."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q, QuerySet

from articles.models import Article, Edition, Picture, Revision
from importers.models import DoubtfulPair, Extract, Proposal, TopicSuggestion
from importers.store.removal import plain_pictures

JUDGED_PAIR = "An editor said whether it is the same as another."
BESIDE = 2
"""Lines behind an article in which a word on where the next one begins is also a word on where this one ends."""


class Logged:
    """The rows that the desk's log names, asked once for each kind."""

    def __init__(self) -> None:
        self._of = cache(self._ask)

    def of(self, model: type[models.Model]) -> frozenset[int]:
        return self._of(model)

    def _ask(self, model: type[models.Model]) -> frozenset[int]:
        kind = ContentType.objects.get_for_model(model)
        keys = LogEntry.objects.filter(content_type=kind).order_by().values_list("object_id", flat=True)
        return frozenset(int(key) for key in keys.distinct() if key and key.isdecimal())


def by_hand() -> Q:
    """Revisions that no import made."""
    return ~Q(act=Revision.Act.IMPORT) | Q(user__isnull=False)


def on_articles(articles: Collection[int], logged: Logged) -> dict[int, str]:
    """Why each article that has a trace of an editor has one; of several traces the weightiest."""
    found: dict[int, str] = {}
    for keys, why in _traces(articles, logged):
        for key in keys:
            found.setdefault(key, why)
    return found


def judged_witnesses(articles: Collection[int], run: int | None = None) -> set[int]:
    """Those of the articles of which an editor said whether they are others; with ``run``, by its own witnesses."""
    judged = DoubtfulPair.objects.exclude(verdict=DoubtfulPair.Verdict.OPEN).order_by()
    found: set[int] = set()
    for side in ("earlier", "later"):
        where = {f"{side}__article__in": articles}
        if run is not None:
            where[f"{side}__capture__run"] = run
        found.update(judged.filter(**where).values_list(f"{side}__article", flat=True))
    return found


def _traces(articles: Collection[int], logged: Logged) -> Iterator[tuple[Iterable[int], str]]:
    mine = {"article__in": articles}
    yield _keys(Edition.objects.filter(**mine)), "It was published."
    yield _keys(Revision.objects.filter(by_hand(), **mine)), "An editor changed it."
    judged = TopicSuggestion.objects.filter(state__in=TopicSuggestion.JUDGED, **mine)
    yield _keys(judged), "An editor judged its topics."
    decided = Proposal.objects.filter(**mine).exclude(state=Proposal.State.OPEN)
    yield _keys(decided), "An editor decided on what was proposed for it."
    yield judged_witnesses(articles), JUDGED_PAIR
    yield _keys(_decided_lines(articles)), "An editor decided on its lines."
    yield _worked_on_pictures(articles, logged), "An editor worked on its picture."
    yield logged.of(Article) & set(articles), "An editor worked on it in the desk."


def _keys(rows: QuerySet) -> Iterable[int]:
    return rows.order_by().values_list("article", flat=True).distinct()


def _decided_lines(articles: Collection[int]) -> QuerySet:
    line = "capture__decisions__line"
    inside = Q(**{f"{line}__gte": F("first")}) & Q(**{f"{line}__lte": F("last") + BESIDE})
    anywhere = Q(capture__decisions__isnull=False, **{f"{line}__isnull": True})
    return Extract.objects.filter(inside | anywhere, article__in=articles)


def _worked_on_pictures(articles: Collection[int], logged: Logged) -> Iterator[int]:
    plain = plain_pictures().values("pk")
    pictured = Article.objects.filter(pk__in=articles, picture__isnull=False).order_by()
    yield from pictured.exclude(picture__in=plain).values_list("pk", flat=True)
    for article, picture in pictured.values_list("pk", "picture"):
        if picture in logged.of(Picture):
            yield article
