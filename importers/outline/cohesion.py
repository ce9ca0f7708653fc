"""How much the sections of a page speak of the same things, from one pass over their terms."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import accumulate, chain
from math import sqrt
from operator import mul

from .sheet import Section, Sheet
from .words import WordWeights


class Cohesion:
    """Weights of a page's terms by section; each likeness of sections is a cosine taken from prefix sums."""

    def __init__(self, sheet: Sheet, words: WordWeights) -> None:
        self._words = words
        self._sections = [_counted(section, words) for section in sheet.sections]
        seen: set[str] = set()
        recurring: set[str] = set()
        for terms in self._sections:
            recurring |= seen & terms.keys()
            seen.update(terms)
        # Looked up once for the page: the weights of an archive are too many to lie close at hand.
        self._weights = words.weights(seen)
        products = _products(self._sections, self._weights, recurring)
        self._sums = _prefix_sums(products)
        self._norms: dict[tuple[int, int], float] = {}
        self._diagonal = [0.0, *accumulate(row[number] for number, row in enumerate(products))]

    def telling(self, words: Iterable[str]) -> set[str]:
        """The telling terms of ``words`` that stand in the text of the page."""
        return self._weights.keys() & self._words.telling(words)

    def weigh(self, terms: Iterable[str]) -> float:
        """The weight of terms of the page together."""
        return sum(map(self._weights.__getitem__, terms))

    def inside(self, terms: Set[str], start: int, end: int) -> float:
        """The weight of those terms that stand in the sections ``start..end-1``."""
        found = self._sections[start].keys() & terms
        for section in self._sections[start + 1 : end]:
            found |= section.keys() & terms
        return self.weigh(found)

    def recurrence(self, words: Iterable[str], start: int) -> list[float]:
        """For each section, from ``start`` on, the share of the weight of ``words`` that stands in it."""
        known = self.telling(words)
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
        if not norms:
            return 0.0
        above, below = self._sums[top], self._sums[bottom]
        return (below[right] - above[right] - below[left] + above[left]) / norms

    def _norm(self, start: int, end: int) -> float:
        norm = self._norms.get((start, end))
        if norm is None:
            above, below = self._sums[start], self._sums[end]
            # All products of the square but the diagonal stand on one side of it only.
            twice = 2 * (below[end] - above[end] - below[start] + above[start])
            square = twice - self._diagonal[end] + self._diagonal[start]
            norm = self._norms[start, end] = sqrt(max(0.0, square))
        return norm


def _counted(section: Section, words: WordWeights) -> Counter[str]:
    """How often each telling term stands in a section."""
    printed = chain.from_iterable([block.words for block in section.blocks])
    counts = Counter(words.telling(printed))
    counts.pop("", None)
    return counts


def _products(
    sections: Sequence[Mapping[str, int]], weights: Mapping[str, float], recurring: Set[str]
) -> list[list[float]]:
    """The scalar product of each section with itself and with every later one. Most terms stand in one section only."""
    products = [[0.0] * len(sections) for _ in sections]
    earlier: dict[str, list[tuple[list[float], float]]] = {term: [] for term in recurring}
    for number, counts in enumerate(sections):
        own = products[number]
        values = list(map(mul, counts.values(), map(weights.__getitem__, counts)))
        own[number] = sum(map(mul, values, values))
        for term in counts.keys() & recurring:
            value, others = counts[term] * weights[term], earlier[term]
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
