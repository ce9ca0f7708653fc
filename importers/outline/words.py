"""How much each word tells: document frequencies counted on the archive that is being read."""

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from functools import cache
from itertools import chain
from math import log
from pathlib import Path
from zlib import crc32

WORD = re.compile(r"[^\W_]+")
STEM = 7
"""Words are cut to this length: "minister" and "ministers", "regional" and "regions" count as one."""

SHIPPED_WEIGHT = 2000
"""The shipped table counts as much as this many paragraphs: decisive for one capture, unheard in an archive."""

_TABLE = Path(__file__).with_name("common_words.json")

MOST_KNOWN = 100_000
"""Words of a page kept with what they tell, some 17 MB; more than the pages of one batch have."""
LONGEST_KNOWN = 40
MOST_COUNTED = 6_000
"""Texts that are counted at most: enough to tell common words from rare ones, at half of what a survey would cost."""
TELLING = 2.5
"""Terms with a lower weight (in more than one paragraph of twelve) say nothing about a subject."""

MARKS = ".,;:!?'\"()[]‘’“”"

_STEPS, _GRAIN = 2**17, 2.0**-49
"""A weight is rounded to so many steps a unit, far finer than it is known; 32 bits of the term fit in below."""


class _Telling(dict[str, float]):
    """The telling term of each word as a page has it, marks and all, by its weight; 0 where a word tells nothing.

    Most words of a page stood on the pages before, so each is taken apart once. When it is full it forgets those that
    were not asked for since it was last full.
    """

    def __init__(self, weight: Callable[[str], float]) -> None:
        super().__init__()
        self._weight = weight
        self._earlier: dict[str, float] = {}

    def __missing__(self, word: str) -> float:
        found = self._earlier.get(word)
        if found is None:
            bare = word.strip(MARKS).lower()
            # Most new words are known ones with another mark beside them.
            found = self[bare] if bare != word and bare.isalnum() else self._told(terms_of(word))
        if len(word) <= LONGEST_KNOWN:
            if len(self) >= MOST_KNOWN // 2:
                self._earlier = self.copy()
                self.clear()
            self[word] = found
        return found

    def _told(self, terms: list[str]) -> float:
        if not terms:
            return 0.0
        term = terms[0] if len(terms) == 1 else max(terms, key=lambda term: (self._weight(term), term))
        weight = self._weight(term)
        return known_by(weight, term) if weight > TELLING else 0.0


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

    def telling(self, words: Iterable[str]) -> set[float]:
        """The terms among ``words`` that tell something about a subject, each known by its weight."""
        found = set(map(self._telling.__getitem__, words))
        found.discard(0.0)
        return found

    def told(self, words: Iterable[str]) -> list[float]:
        """The telling term of each of ``words`` in order; 0 for a word that tells nothing."""
        return list(map(self._telling.__getitem__, words))


def known_by(weight: float, term: str) -> float:
    """The weight of a term, made so little another for each term that it stands for the term, too.

    Sets of such numbers are as good as sets of terms, and what they weigh together is their sum: no look-up for each
    of the hundreds of terms of a page. They stand in the same order in every process, which sets of words do not.
    """
    return round(weight * _STEPS) / _STEPS + crc32(term.encode("utf-8", "replace")) * _GRAIN


def terms_of(word: str) -> list[str]:
    """The terms of a word as a page has it: in lower case, cut to stems, without single letters."""
    lowered = word.lower()
    parts = (lowered,) if lowered.isalnum() else WORD.findall(lowered)
    return [part[:STEM] for part in parts if len(part) > 1]


def count_words(texts: Iterable[str]) -> WordWeights:
    """Count each distinct text once; a text is a paragraph or a line."""
    distinct = _sample(set(texts))
    printed = Counter(chain.from_iterable(map(set, map(str.split, distinct))))
    counted: Counter[str] = Counter()
    for word, count in printed.items():
        for term in terms_of(word):
            counted[term] += count
    # A text that prints a term in two forms was counted twice: too rare to matter but for the whole.
    most = len(distinct)
    return WordWeights(Counter({term: min(count, most) for term, count in counted.items()}), most)


def _sample(texts: set[str]) -> Collection[str]:
    """All of few texts; of many, as many as tell what each word weighs, chosen by what they say and not by order."""
    if len(texts) <= MOST_COUNTED:
        return texts
    limit = MOST_COUNTED * 2**32 // len(texts)
    return [text for text in texts if crc32(text.encode("utf-8", "replace")) < limit]


@cache
def shipped_table() -> tuple[dict[str, int], int]:
    """The table for tiny archives: in how many of how many paragraphs each common term stood."""
    table = json.loads(_TABLE.read_text(encoding="utf-8"))
    return table["terms"], table["documents"]
