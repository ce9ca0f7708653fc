"""How much each word tells: document frequencies counted on the archive that is being read."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain
from math import log
from pathlib import Path

WORD = re.compile(r"[^\W_]+")
STEM = 7
"""Words are cut to this length: "minister" and "ministers", "regional" and "regions" count as one."""

LONGEST = 20_000
"""Characters of one paragraph that are looked at; a hostile one is not worth more."""

SHIPPED_WEIGHT = 2000
"""The shipped table counts as much as this many paragraphs: decisive for one capture, unheard in an archive."""

_TABLE = Path(__file__).with_name("common_words.json")


MOST_KNOWN = 60_000
"""Words kept with their terms, some 12 MB; more than the pages of one batch have."""
LONGEST_KNOWN = 40


class _Terms(dict[str, tuple[str, ...]]):
    """The terms of each word as printed, for most words of a page were seen before. It forgets all when it is full."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        found = tuple(part[:STEM] for part in WORD.findall(word.lower()) if len(part) > 1)
        if len(word) <= LONGEST_KNOWN:
            if len(self) >= MOST_KNOWN:
                self.clear()
            self[word] = found
        return found


_terms_of = _Terms().__getitem__


def terms(text: str) -> list[str]:
    """The words of a text in order, in lower case and cut to stems; single letters and digits left out."""
    return list(chain.from_iterable(map(_terms_of, text[:LONGEST].split())))


class _Weights(dict[str, float]):
    """The inverse document frequency of each term, the archive's count blended with the shipped table."""

    def __init__(self, frequencies: Counter[str], documents: int) -> None:
        super().__init__()
        self._frequencies = frequencies
        self._whole = documents + SHIPPED_WEIGHT + 1

    def __missing__(self, term: str) -> float:
        shipped, total = shipped_table()
        seen = self._frequencies[term] + shipped.get(term, 0) * SHIPPED_WEIGHT / total
        weight = log(self._whole / (seen + 0.5))
        if seen:  # the others have no end
            self[term] = weight
        return weight


class WordWeights:
    """Document frequencies by term. A document is one distinct paragraph; two counts may be added."""

    __slots__ = ("documents", "frequencies", "weight")

    weight: Callable[[str], float]
    """The weight of a term: the rarer it is, the more it tells."""

    def __init__(self, frequencies: Counter[str] | None = None, documents: int = 0) -> None:
        self.frequencies: Counter[str] = Counter() if frequencies is None else frequencies
        self.documents = documents
        self.weight = _Weights(self.frequencies, documents).__getitem__

    def __add__(self, other: "WordWeights") -> "WordWeights":
        return WordWeights(self.frequencies + other.frequencies, self.documents + other.documents)

    def __reduce__(self) -> tuple[type["WordWeights"], tuple[Counter[str], int]]:
        return WordWeights, (self.frequencies, self.documents)


def count_words(texts: Iterable[str]) -> WordWeights:
    """Count each distinct text once; a text is a paragraph or a line."""
    frequencies: Counter[str] = Counter()
    distinct = set(texts)
    for text in distinct:
        frequencies.update(set(terms(text)))
    return WordWeights(frequencies, len(distinct))


@cache
def shipped_table() -> tuple[dict[str, int], int]:
    """The table for tiny archives: in how many of how many paragraphs each common term stood."""
    table = json.loads(_TABLE.read_text(encoding="utf-8"))
    return table["terms"], table["documents"]
