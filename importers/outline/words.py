"""How much each word tells: document frequencies counted on the archive that is being read."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain
from math import log
from pathlib import Path
from typing import Any

WORD = re.compile(r"[^\W_]+")
STEM = 7
"""Words are cut to this length: "minister" and "ministers", "regional" and "regions" count as one."""

SHIPPED_WEIGHT = 2000
"""The shipped table counts as much as this many paragraphs: decisive for one capture, unheard in an archive."""

_TABLE = Path(__file__).with_name("common_words.json")


MOST_KNOWN = 60_000
"""Words of a page kept with their terms, some 12 MB; more than the pages of one batch have."""
LONGEST_KNOWN = 40
TELLING = 2.5
"""Terms with a lower weight (in more than one paragraph of twelve) say nothing about a subject."""


class _Terms(dict[str, tuple[str, ...]]):
    """The terms of each word as a page has it, marks and all: in lower case, cut to stems, without single letters.

    Most words of a page stood on the pages before, so each is taken apart once. When it is full it forgets them all.
    """

    def __missing__(self, word: str) -> tuple[str, ...]:
        found = tuple(part[:STEM] for part in WORD.findall(word.lower()) if len(part) > 1)
        _keep(self, word, found)
        return found


class _Telling(dict[str, str]):
    """The term of each word that tells most; none where it tells nothing about a subject."""

    def __init__(self, weight: Callable[[str], float]) -> None:
        super().__init__()
        self._weight = weight

    def __missing__(self, word: str) -> str:
        found = max(_terms[word], key=self._weight, default="")
        if found and self._weight(found) <= TELLING:
            found = ""
        _keep(self, word, found)
        return found


def _keep(known: dict[str, Any], word: str, found: Any) -> None:
    if len(word) <= LONGEST_KNOWN:
        if len(known) >= MOST_KNOWN:
            known.clear()
        known[word] = found


_terms = _Terms()


class WordWeights:
    """Document frequencies by term. A document is one distinct paragraph; two counts may be added."""

    __slots__ = ("_telling", "_weights", "documents", "frequencies", "rarest")

    def __init__(self, frequencies: Counter[str] | None = None, documents: int = 0) -> None:
        self.frequencies: Counter[str] = Counter() if frequencies is None else frequencies
        self.documents = documents
        shipped, total = shipped_table()
        scale = SHIPPED_WEIGHT / total
        whole = documents + SHIPPED_WEIGHT + 1
        self._weights = {
            term: log(whole / (self.frequencies[term] + shipped.get(term, 0) * scale + 0.5))
            for term in self.frequencies.keys() | shipped.keys()
        }
        self.rarest = log(whole / 0.5)
        """The weight of a term that was not counted."""
        self._telling = _Telling(self.weight)

    def __add__(self, other: "WordWeights") -> "WordWeights":
        return WordWeights(self.frequencies + other.frequencies, self.documents + other.documents)

    def __reduce__(self) -> tuple[type["WordWeights"], tuple[Counter[str], int]]:
        return WordWeights, (self.frequencies, self.documents)

    def weight(self, term: str) -> float:
        """The inverse document frequency of a term, the archive's count blended with the shipped table."""
        return self._weights.get(term, self.rarest)

    def weights(self, terms: Iterable[str]) -> dict[str, float]:
        """The weight of each of ``terms``."""
        weight, rarest = self._weights.get, self.rarest
        return {term: weight(term, rarest) for term in terms}

    def telling(self, words: Iterable[str]) -> Iterator[str]:
        """Of each of ``words`` the term that tells something about a subject, or nothing."""
        return map(self._telling.__getitem__, words)


def count_words(texts: Iterable[str]) -> WordWeights:
    """Count each distinct text once; a text is a paragraph or a line."""
    distinct = set(texts)
    in_each = (set(chain.from_iterable(map(_terms.__getitem__, text.split()))) for text in distinct)
    return WordWeights(Counter(chain.from_iterable(in_each)), len(distinct))


@cache
def shipped_table() -> tuple[dict[str, int], int]:
    """The table for tiny archives: in how many of how many paragraphs each common term stood."""
    table = json.loads(_TABLE.read_text(encoding="utf-8"))
    return table["terms"], table["documents"]
