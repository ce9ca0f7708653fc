"""How much the sections of a page speak of the same things, from one pass over their terms."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import accumulate, chain
from math import sqrt
from operator import mul

from .sheet import Section, Sheet
from .words import WordWeights

EDGE = 80
"""Words at the beginning and at the end of a section that stand for it. Those in between make a long section like all
others: with them, fewer articles are told apart, and more words have to be looked up."""


class Cohesion:
    """The terms of a page by section; each likeness of sections is a cosine taken from prefix sums.

    A term is known by its weight. ``lines`` has the terms of each short line that stand in the page's text, ``leads``
    those of the first running text of each section. ``lines_above`` and ``leads_above`` are the weight of those of
    them that stand in the sections before. Where a page is known to hold one article nothing is compared: its title
    and sub-headings are found as well without.
    """

    def __init__(self, sheet: Sheet, words: WordWeights) -> None:
        self.leads: list[Set[float]] = []
        self.lines_above: list[float] = []
        self.leads_above: list[float] = []
        self._sections: list[Set[float]] = []
        self._norms: dict[tuple[int, int], float] = {}
        if sheet.single:
            self._be_silent(len(sheet.sections))
        else:
            self._compare(sheet, words)

    def _compare(self, sheet: Sheet, words: WordWeights) -> None:
        printed = [words.telling(short.words) for short in sheet.shorts]
        counted: list[Mapping[float, int]] = []
        seen: set[float] = set()
        recurring: set[float] = set()
        for number, section in enumerate(sheet.sections):
            lead, others = map(words.told, _edges(section))
            terms = Counter(chain(lead, others))
            terms.pop(0.0, None)
            self.leads.append(set(lead))
            self.leads_above.append(sum(seen & self.leads[-1]))
            if number:
                self.lines_above.append(sum(seen & printed[number - 1]))
            recurring |= terms.keys() & seen
            seen |= terms.keys()
            counted.append(terms)
            self._sections.append(terms.keys())
        self.lines: list[Set[float]] = [terms & seen for terms in printed]
        products = _products(counted, recurring)
        self._sums = _prefix_sums(products)
        self._diagonal = [0.0, *accumulate(row[number] for number, row in enumerate(products))]

    def _be_silent(self, sections: int) -> None:
        """Every figure is nought."""
        self.lines = self.leads = self._sections = [frozenset()] * sections
        self.lines_above = self.leads_above = [0.0] * sections
        self._sums = [[0.0] * (sections + 1)] * (sections + 1)
        self._diagonal = [0.0] * (sections + 1)

    def inside(self, terms: Set[float], start: int, end: int) -> float:
        """The weight of those terms that stand in the sections ``start..end-1``."""
        if end == start + 1:
            return sum(self._sections[start] & terms)
        return sum(set().union(*[section & terms for section in self._sections[start:end]]))

    def recurrence(self, number: int) -> list[float]:
        """For each section, from ``number`` on, the share of the weight of the ``number``-th line that stands in it."""
        known = self.lines[number - 1] if number else set()
        whole = sum(known)
        if not whole:
            return [0.0] * (len(self._sections) + 1)
        shares = [sum(section & known) / whole for section in self._sections[number:]]
        return [0.0] * number + shares + [0.0]

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


def _edges(section: Section) -> tuple[Sequence[str], Sequence[str]]:
    """The words of a section's first text, and those of its others, as far as they stand at its edges."""
    texts = section.texts
    if not texts:
        return (), ()
    if section.words <= 2 * EDGE:
        return texts[0].split(), " ".join(texts[1:]).split()
    beginning = _some(texts)
    lead = texts[0].count(" ") + 1
    ending = [text.split() for text in _enough(reversed(texts))]
    return beginning[:lead], beginning[lead:] + list(chain.from_iterable(reversed(ending)))[-EDGE:]


def _some(texts: Sequence[str]) -> list[str]:
    return list(chain.from_iterable([text.split() for text in _enough(texts)]))[:EDGE]


def _enough(texts: Iterable[str]) -> Iterator[str]:
    """The first of ``texts`` that have as many words as an edge together."""
    left = EDGE
    for text in texts:
        yield text
        left -= text.count(" ") + 1
        if left <= 0:
            return


def _products(sections: Sequence[Mapping[float, int]], recurring: Set[float]) -> list[list[float]]:
    """The scalar product of each section with itself and with every later one. Most terms stand in one section only."""
    shared: list[dict[float, float]] = []
    products = []
    for number, counts in enumerate(sections):
        values = list(map(mul, counts, counts.values()))
        products.append([0.0] * number + [sum(map(mul, values, values))])
        own = {term: counts[term] * term for term in counts.keys() & recurring}
        for row, other in zip(products, shared, strict=False):
            both = own.keys() & other
            row.append(
                sum(map(mul, map(own.__getitem__, both), map(other.__getitem__, both))) if both else 0.0
            )
        shared.append(own)
    return products


def _prefix_sums(pairs: list[list[float]]) -> list[list[float]]:
    """Two-dimensional prefix sums: the sum over a rectangle is four look-ups."""
    sums = [[0.0] * (len(pairs) + 1)]
    for row in pairs:
        above = sums[-1]
        sums.append([up + left for up, left in zip(above, [0.0, *accumulate(row)], strict=True)])
    return sums
