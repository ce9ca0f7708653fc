"""Which short lines of a page open an article: the whole page decided at once, with confidence and runner-up.

    segments ── lay_out ──> Sheet: short lines, and sections of text between them
             ── Cohesion ─> which sections speak of the same things, by the archive's own word weights
             ── figures ──> a score for each line (title, sub-heading, plain text) and for each span (one article?)
             ── solve ────> the best chain of spans, and the probability of every other one
             ── count ────> the same once more, where it is known how many articles such pages mostly hold

Pure: segments in, `Outline` out. Never raises for what stands on a page.
"""

from collections.abc import Sequence

from importers.segments import Kind, Segment

from .counting import Usual, usual_count
from .decision import Outline, decide, numbers
from .sheet import lay_out
from .verdict import Opening
from .weights import fitted
from .words import WordWeights, count_words

__all__ = [
    "Opening",
    "Outline",
    "Usual",
    "WordWeights",
    "count_articles",
    "count_words",
    "outline",
    "usual_count",
]


def outline(
    segments: Sequence[Segment],
    kind: Kind | None = None,
    words: WordWeights | None = None,
    begins: frozenset[int] = frozenset(),
    goes_on: frozenset[int] = frozenset(),
    usual: Usual | None = None,
) -> Outline:
    """Decide which undecided lines open articles and what the others are.

    ``words`` are the weights counted over the run; without them the page's own text is counted. An editor said that an
    article begins in each of the lines ``begins``, and that none begins in the lines ``goes_on``. ``usual`` is how many
    articles such pages mostly hold: evidence, not law.
    """
    sheet = lay_out(segments, kind, begins, goes_on)
    if words is None:
        words = count_words(segment.text for segment in segments)
    return decide(sheet, words, fitted(), usual)


def count_articles(segments: Sequence[Segment], kind: Kind | None, words: WordWeights) -> list[float]:
    """The probability of each number of articles on a page, from none on; nothing where there is nothing to decide."""
    return numbers(lay_out(segments, kind), words, fitted())
