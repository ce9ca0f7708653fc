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
        self.places: dict[str, list[int]] = {}
        """The sections that a telling term stands in, in order."""
        self._squares: dict[str, float] = {}
        size = len(sheet.sections)
        pairs = [[0.0] * size for _ in range(size)]
        self._collect(sheet)
        for term, places in self.places.items():
            square = self._squares[term]
            for index, first in enumerate(places):
                row = pairs[first]
                for second in places[index:]:
                    row[second] += square
        self._sums = _prefix_sums(pairs)
        self._diagonal = [0.0, *accumulate(pairs[number][number] for number in range(size))]

    def _collect(self, sheet: Sheet) -> None:
        places, squares = self.places, self._squares
        for number, section in enumerate(sheet.sections):
            for term in {term for block in section.blocks for term in block.terms}:
                if term in squares:
                    if term in places:
                        places[term].append(number)
                    continue
                weight = self.words.weight(term)
                squares[term] = weight * weight
                if weight > TELLING:
                    places[term] = [number]

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
            if places[0] < middle:
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
        norms = self._norm(start, middle) * self._norm(middle, end)
        return self._mass(start, middle, middle, end) / norms if norms else 0.0

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
