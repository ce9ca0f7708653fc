"""Which short lines of a page open an article: the whole page decided at once, with confidence and runner-up.

    segments ── lay_out ──> Sheet: short lines, and sections of text between them
             ── Cohesion ─> which sections speak of the same things, by the archive's own word weights
             ── figures ──> a score for each line (title, sub-heading, plain text) and for each span (one article?)
             ── solve ────> the best chain of spans, and the probability of every other one

Pure: segments in, `Outline` out. Never raises for what stands on a page.
"""

from collections.abc import Sequence

from importers.segments import Kind, Segment

from .decision import Outline, decide
from .sheet import lay_out
from .verdict import Opening
from .weights import fitted
from .words import WordWeights, count_words

__all__ = ["Opening", "Outline", "WordWeights", "count_words", "outline"]


def outline(
    segments: Sequence[Segment],
    kind: Kind | None = None,
    words: WordWeights | None = None,
    begins: frozenset[int] = frozenset(),
    goes_on: frozenset[int] = frozenset(),
) -> Outline:
    """Decide which undecided lines open articles and what the others are.

    ``words`` are the weights counted over the run; without them the page's own text is counted. An editor said that an
    article begins in each of the lines ``begins``, and that none begins in the lines ``goes_on``.
    """
    sheet = lay_out(segments, kind, begins, goes_on)
    if words is None:
        words = count_words(segment.text for segment in segments)
    return decide(sheet, words, fitted())
