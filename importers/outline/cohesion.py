"""How much the sections of a page speak of the same things, from one pass over their terms."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from math import sqrt
from operator import mul

from .sheet import Section, Sheet
from .words import WordWeights

TELLING = 2.5
"""Terms with a lower weight (in more than one paragraph of twelve) say nothing about a subject."""


class Cohesion:
    """Weights of a page's terms by section; each likeness of sections is a cosine taken from prefix sums."""

    def __init__(self, sheet: Sheet, words: WordWeights) -> None:
        self._weight = words.weight
        self._sections = [_weighted(section, words) for section in sheet.sections]
        self._first: dict[str, int] = {}
        """In which section a telling term stands first."""
        for number in range(len(self._sections) - 1, -1, -1):
            self._first.update(dict.fromkeys(self._sections[number], number))
        products = _products(self._sections)
        self._sums = _prefix_sums(products)
        self._diagonal = [0.0, *accumulate(row[number] for number, row in enumerate(products))]

    def telling(self, terms: Iterable[str]) -> set[str]:
        """The distinct telling terms of ``terms`` that stand in the text of the page."""
        return self._first.keys() & terms

    def weigh(self, terms: Iterable[str]) -> float:
        """The weight of terms, of which each is given once."""
        return sum(map(self._weight, terms))

    def above(self, terms: Iterable[str], middle: int) -> float:
        """The weight of those telling terms that stand in the sections before ``middle``."""
        first = self._first
        return self.weigh([term for term in terms if first[term] < middle])

    def inside(self, terms: set[str], start: int, end: int) -> float:
        """The weight of those telling terms that stand in the sections ``start..end-1``."""
        if end - start == 1:
            return self.weigh(self._sections[start].keys() & terms)
        found: set[str] = set()
        for section in self._sections[start:end]:
            found |= section.keys() & terms
        return self.weigh(found)

    def recurrence(self, terms: Iterable[str], start: int) -> list[float]:
        """For each section, from ``start`` on, the share of the weight of ``terms`` that stands in it."""
        known = self.telling(terms)
        whole = self.weigh(known)
        if not whole:
            return [0.0] * (len(self._sections) + 1)
        shares = [self.weigh(section.keys() & known) / whole for section in self._sections[start:]]
        return [0.0] * start + shares + [0.0]

    def likeness(self, start: int, middle: int, end: int) -> float:
        """Cosine of sections ``start..middle-1`` with ``middle..end-1``; 0 where a side is empty."""
        return self.between(start, middle, middle, end)

    def between(self, top: int, bottom: int, left: int, right: int) -> float:
        """Cosine of sections ``top..bottom-1`` with the later sections ``left..right-1``."""
        norms = self._norm(top, bottom) * self._norm(left, right)
        return self._mass(top, bottom, left, right) / norms if norms else 0.0

    def _mass(self, top: int, bottom: int, left: int, right: int) -> float:
        sums = self._sums
        return sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left]

    def _norm(self, start: int, end: int) -> float:
        diagonal = self._diagonal[end] - self._diagonal[start]
        return sqrt(max(0.0, 2 * self._mass(start, end, start, end) - diagonal))


def _weighted(section: Section, words: WordWeights) -> dict[str, float]:
    """The telling terms of a section, each with its weight as often as it stands there."""
    counts = Counter(chain.from_iterable([block.terms for block in section.blocks]))
    weight = words.weight
    return {term: known * times for term, times in counts.items() if (known := weight(term)) > TELLING}


def _products(sections: Sequence[Mapping[str, float]]) -> list[list[float]]:
    """The scalar product of each section with itself and with every later one. Most terms stand in one section only."""
    products = [[0.0] * len(sections) for _ in sections]
    spread = Counter(chain.from_iterable(sections))
    recurring = {term for term, times in spread.items() if times > 1}
    earlier: dict[str, list[tuple[list[float], float]]] = {term: [] for term in recurring}
    for number, section in enumerate(sections):
        own = products[number]
        own[number] = sum(map(mul, section.values(), section.values()))
        for term in recurring.intersection(section):
            value, others = section[term], earlier[term]
            for row, other in others:
                row[number] += other * value
            others.append((own, value))
    return products


def _prefix_sums(pairs: list[list[float]]) -> list[list[float]]:
    """Two-dimensional prefix sums: the sum over a rectangle is four look-ups."""
    sums = [[0.0] * (len(pairs) + 1)]
    for row in pairs:
        above = sums[-1]
        sums.append([up + left for up, left in zip(above, [0.0, *accumulate(row)], strict=True)])
    return sums
