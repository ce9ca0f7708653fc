"""How much the sections of a page speak of the same things, from one pass over their terms."""

from collections.abc import Iterable
from itertools import accumulate
from math import sqrt

from .sheet import Sheet
from .words import WordWeights

TELLING = 2.5
"""Terms with a lower weight (in more than one paragraph of twelve) say nothing about a subject."""


class Cohesion:
    """Weights and places of a page's terms; each likeness is a cosine taken from prefix sums."""

    def __init__(self, sheet: Sheet, words: WordWeights) -> None:
        self.words = words
        self.places: dict[str, dict[int, int]] = {}
        """How often a telling term stands in which sections, in order."""
        self._collect(sheet)
        size = len(sheet.sections)
        pairs = [[0.0] * size for _ in range(size)]
        for term, places in self.places.items():
            square = words.weight(term) ** 2
            counts = list(places.items())
            for index, (first, times) in enumerate(counts):
                row, once = pairs[first], square * times
                for second, others in counts[index:]:
                    row[second] += once * others
        self._sums = _prefix_sums(pairs)
        self._diagonal = [0.0, *accumulate(pairs[number][number] for number in range(size))]

    def _collect(self, sheet: Sheet) -> None:
        known: dict[str, dict[int, int] | None] = {}
        for number, section in enumerate(sheet.sections):
            for block in section.blocks:
                for term in block.terms:
                    if term not in known:
                        known[term] = {} if self.words.weight(term) > TELLING else None
                    places = known[term]
                    if places is not None:
                        places[number] = places.get(number, 0) + 1
        self.places = {term: places for term, places in known.items() if places}

    def weigh(self, terms: Iterable[str]) -> float:
        """The weight of the distinct telling terms that stand in the text of the page."""
        return sum(self.words.weight(term) for term in set(terms) if term in self.places)

    def shared(self, terms: Iterable[str], others: Iterable[str]) -> float:
        """The share of the weight of ``terms`` that ``others`` have too."""
        whole = self.weigh(terms)
        return self.weigh(set(terms).intersection(others)) / whole if whole else 0.0

    def found(self, terms: Iterable[str], start: int, middle: int, end: int) -> tuple[float, float, float]:
        """Shares of the weight of ``terms`` found in ``start..middle-1``, ``0..middle-1`` and ``middle..end-1``."""
        near = anywhere = below = whole = 0.0
        for term in set(terms):
            places = self.places.get(term)
            if places is None:
                continue
            weight = self.words.weight(term)
            whole += weight
            if next(iter(places)) < middle:
                anywhere += weight
            if any(start <= place < middle for place in places):
                near += weight
            if any(middle <= place < end for place in places):
                below += weight
        return (near / whole, anywhere / whole, below / whole) if whole else (0.0, 0.0, 0.0)

    def recurrence(self, terms: Iterable[str]) -> list[float]:
        """For each section, the share of the weight of ``terms`` that stands in it."""
        shares = [0.0] * len(self._diagonal)
        whole = self.weigh(terms)
        for term in set(terms):
            share = self.words.weight(term) / whole if whole else 0.0
            for place in self.places.get(term, ()):
                shares[place] += share
        return shares

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


def _prefix_sums(pairs: list[list[float]]) -> list[list[float]]:
    """Two-dimensional prefix sums: the sum over a rectangle is four look-ups."""
    sums = [[0.0] * (len(pairs) + 1)]
    for row in pairs:
        above = sums[-1]
        sums.append([up + left for up, left in zip(above, [0.0, *accumulate(row)], strict=True)])
    return sums
