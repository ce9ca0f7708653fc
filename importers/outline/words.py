"""How much each word tells: document frequencies counted on the archive that is being read."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
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


def terms(text: str) -> list[str]:
    """The words of a text in order, in lower case and cut to stems; single letters and digits left out."""
    return [word[:STEM] for word in WORD.findall(text[:LONGEST].lower()) if len(word) > 1]


class WordWeights:
    """Document frequencies by term. A document is one distinct paragraph; two counts may be added."""

    __slots__ = ("_known", "documents", "frequencies")

    def __init__(self, frequencies: Counter[str] | None = None, documents: int = 0) -> None:
        self.frequencies: Counter[str] = Counter() if frequencies is None else frequencies
        self.documents = documents
        self._known: dict[str, float] = {}

    def __add__(self, other: "WordWeights") -> "WordWeights":
        return WordWeights(self.frequencies + other.frequencies, self.documents + other.documents)

    def weight(self, term: str) -> float:
        """The inverse document frequency of a term, the archive's count blended with the shipped table."""
        known = self._known.get(term)
        if known is None:
            shipped, total = shipped_table()
            scale = SHIPPED_WEIGHT / total
            seen = self.frequencies[term] + shipped.get(term, 0) * scale
            known = self._known[term] = log((self.documents + SHIPPED_WEIGHT + 1) / (seen + 0.5))
        return known


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
