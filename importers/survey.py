"""What the captures of a run tell of each other, before any of them is decided. Pure.

In: pages. Out: a `Survey`. It depends on the pages alone, never on their order; so a run comes to the same result
however many workers read with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from importers.copies import Seam, passages, seams
from importers.outline import WordWeights, count_words
from importers.read import read
from importers.segments import Page


@dataclass(frozen=True, slots=True)
class Survey:
    """``words`` weigh how much each word tells; ``proved`` are the openings of articles that their copies prove."""

    words: WordWeights = field(default_factory=WordWeights)
    proved: frozenset[Seam] = frozenset()


def look_over(pages: Iterable[Page]) -> Survey:
    """Look over the captures of a run, or over as many of them as stand for the others."""
    texts: set[str] = set()
    known = []
    for page in pages:
        segments = read(page)
        texts.update(segment.text for segment in segments)
        known.append(passages(segments))
    return Survey(count_words(texts), seams(known))
