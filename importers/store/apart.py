"""Articles and texts of which an editor said that they are two: no import makes them one, or asks again."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from importers.models import Decision, DoubtfulPair
from importers.store.rows import chunks


@dataclass(frozen=True, slots=True)
class Apart:
    """Pairs of fingerprints, and pairs of articles by primary key, each in order."""

    texts: frozenset[tuple[str, str]] = frozenset()
    articles: frozenset[tuple[int, int]] = frozenset()

    def __or__(self, more: "Apart") -> "Apart":
        return Apart(self.texts | more.texts, self.articles | more.articles)

    def has_texts(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Whether one of ``some`` is not the same article as one of ``others``."""
        if not self.texts:
            return False
        others = list(others)
        return any(
            ((one, other) if one < other else (other, one)) in self.texts for one in some for other in others
        )

    def has_articles(self, one: int | None, other: int | None) -> bool:
        """Whether witnesses of both were judged to be two articles."""
        if one is None or other is None:
            return False
        return (min(one, other), max(one, other)) in self.articles


def apart(articles: Iterable[int], fingerprints: Iterable[str]) -> Apart:
    """What was said of any of these ``articles`` and texts."""
    texts: set[tuple[str, str]] = set()
    for chunk in chunks(set(fingerprints)):
        said = Decision.objects.filter(kind=Decision.Kind.APART).order_by()
        texts.update(said.filter(Q(anchor__in=chunk) | Q(value__in=chunk)).values_list("anchor", "value"))
    pairs: set[tuple[int, int]] = set()
    for chunk in chunks(set(articles)):
        judged = DoubtfulPair.objects.filter(verdict=DoubtfulPair.Verdict.DIFFERENT).order_by()
        for side in ("earlier__article__in", "later__article__in"):
            found = judged.filter(**{side: chunk}).values_list("earlier__article", "later__article")
            pairs.update((min(pair), max(pair)) for pair in found if None not in pair)
    return Apart(frozenset(texts), frozenset(pairs))
