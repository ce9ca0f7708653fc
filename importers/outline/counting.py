"""How many articles a page holds: what the programme says of it, and what it says once that is known beforehand.

The listings of a site mostly hold the same number of articles. Which number that is, an archive tells by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from .programme import Solution, solve
from .said import Span

MOST = 12
"""Numbers beyond are not told apart: sites do not show more full articles at a time."""
HOPELESS = 1e-6
"""Spans of a smaller probability are left out, so that counting costs little beside solving."""
FEWEST_PAGES = 8
"""Fewer pages could have the same number by chance."""
USUAL = 0.75
"""A number that a smaller share of the pages has is not the usual one."""
TOLD = 0.5
"""Where the pages themselves, each for itself, give a number no more than this, it is only what their doubts have in
common: unsure pages hold more articles than they seem to."""
ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Usual:
    """``articles`` is how many a listing mostly holds, ``share`` the share of the listings that do."""

    articles: int
    share: float

    @property
    def odds(self) -> float:
        """The logarithm of how much likelier this number is than any other one."""
        return log(self.share * MOST / (1 - self.share))


def counts(scores: Mapping[Span, float], solution: Solution, end: int, is_text_above: bool) -> list[float]:
    """The probability of each number of articles, from 0 to `MOST`."""
    solved = _counted(scores, solution, end, is_text_above, {})
    last = (end + 1) * (MOST + 1)
    return [solved.spans.get((end * (MOST + 1) + number, last), 0.0) for number in range(MOST + 1)]


def solve_again(
    scores: Mapping[Span, float], solution: Solution, end: int, is_text_above: bool, usual: Usual
) -> Solution:
    """The solution where it is known how many articles such a page mostly holds."""
    solved = _counted(scores, solution, end, is_text_above, {usual.articles: usual.odds})
    spans: dict[Span, float] = {}
    opens: dict[int, float] = {}
    for (start, stop), probability in solved.spans.items():
        span = start // (MOST + 1), stop // (MOST + 1)
        if span[1] <= end:
            spans[span] = spans.get(span, 0.0) + probability
            opens[span[0]] = opens.get(span[0], 0.0) + probability
    path = [(start // (MOST + 1), stop // (MOST + 1)) for start, stop in solved.path]
    return Solution(path[:-1], dict.fromkeys(solution.spans, 0.0) | spans, opens)


def _counted(
    scores: Mapping[Span, float], solution: Solution, end: int, is_text_above: bool, odds: Mapping[int, float]
) -> Solution:
    """The programme over places that also know how many articles stand above them."""
    size = MOST + 1
    reached = {0: {0}}
    edges: dict[Span, float] = {}
    for start, stop in sorted(span for span, probability in solution.spans.items() if probability > HOPELESS):
        is_article = start > 0 or is_text_above
        for number in reached.get(start, ()):
            above = min(number + is_article, MOST)
            edges[start * size + number, stop * size + above] = scores[start, stop]
            reached.setdefault(stop, set()).add(above)
    last = (end + 1) * size
    edges |= {(end * size + number, last): odds.get(number, 0.0) for number in reached[end]}
    return solve(edges, last)


def usual_count(pages: Sequence[Sequence[float]]) -> Usual | None:
    """The number of articles that most ``pages`` hold, each given by the probabilities of its numbers.

    None at all is no such number: that other listings are empty says nothing of one with text.
    """
    if len(pages) < FEWEST_PAGES:
        return None
    number = max(range(MOST), key=lambda number: sum(page[number] for page in pages))
    if not number or sum(page[number] for page in pages) <= TOLD * len(pages):
        return None
    share = 1 / MOST
    for _ in range(ROUNDS):
        odds = share * MOST / (1 - share)
        held = sum(page[number] * odds / (1 + page[number] * (odds - 1)) for page in pages)
        share = (held + 0.5) / (len(pages) + 2)
    return Usual(number, share) if share >= USUAL else None
