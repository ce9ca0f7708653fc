"""What is said of an article that was found: where it starts, how sure that is, and what it would be otherwise."""

from dataclasses import dataclass
from math import log

from .candidates import is_heading
from .programme import Solution
from .said import Span
from .scoring import Scores, logistic
from .sheet import Sheet
from .weights import Weights

NOTABLE = 0.05
"""Another reading with a smaller probability is not worth an editor's time."""

REVIEW_BELOW = 0.8
HIDES_ANOTHER = 0.2
"""An inner line with at least this probability of being a title makes its article one to look at."""

MATTERS = 0.015
"""A line with a smaller share of an article's text may be misread without making the article wrong."""

LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Opening:
    """Where an article starts. ``first`` is its first line; ``title_line`` is None where it has no title.

    ``confidence`` is the probability that the article both starts and ends where the outline has it; ``runner_up`` says
    in words what it would be otherwise. ``hides`` is the line in it that may well open another article.
    """

    first: int
    title_line: int | None
    confidence: float
    runner_up: str
    needs_review: bool
    hides: int | None = None


def opening(sheet: Sheet, solution: Solution, span: Span, scores: Scores, weights: Weights) -> Opening:
    start, end = span
    hidden, hides = max(
        ((solution.opens.get(number, 0.0), number) for number in range(start + 1, end)), default=(0.0, 0)
    )
    hides_another = hidden > HIDES_ANOTHER
    confidence = calibrated(solution.spans[span] * _text_kept(sheet, span, scores), weights)
    title_line = sheet.shorts[start - 1].line if start else None
    return Opening(
        first=title_line if title_line is not None else sheet.first_line(),
        title_line=title_line,
        confidence=confidence,
        runner_up=_runner_up(sheet, solution, span, hidden, hides),
        needs_review=confidence < REVIEW_BELOW or hides_another,
        hides=sheet.shorts[hides - 1].line if hides_another else None,
    )


def calibrated(probability: float, weights: Weights) -> float:
    """The share of articles with this probability that proved right when the weights were fitted."""
    slope, offset = weights.calibration
    probability = min(max(probability, 1e-9), 1 - 1e-9)
    return round(logistic(slope * log(probability / (1 - probability)) + offset), 4)


def _text_kept(sheet: Sheet, span: Span, scores: Scores) -> float:
    """The probability that no running text that matters is taken for a sub-heading."""
    start, end = span
    length = sum(section.characters for section in sheet.sections[start:end])
    kept = 1.0
    for number in range(start + 1, end):
        heading = scores.headings[number - 1]
        text = sheet.shorts[number - 1].text
        if len(text) > MATTERS * length and is_heading(text, heading):
            kept *= heading
    return kept


def _runner_up(sheet: Sheet, solution: Solution, span: Span, hidden: float, hides: int) -> str:
    start, end = span
    others: list[tuple[float, str]] = []
    if hides:
        others.append((hidden, f"{_named(sheet, hides)} opens another article"))
    if start:
        others.append((1 - solution.opens[start], "no title: the article above goes on"))
    if end <= len(sheet.shorts):
        others.append((1 - solution.opens.get(end, 0.0), f"it goes on past {_named(sheet, end)}"))
    probability, said = max(others, default=(0.0, ""))
    return f"{said} ({probability:.0%})" if probability >= NOTABLE else ""


def _named(sheet: Sheet, number: int) -> str:
    block = sheet.shorts[number - 1]
    text = block.text
    if len(text) > LONGEST_QUOTE:
        text = text[: LONGEST_QUOTE - 1].rstrip() + "…"
    return f"“{text}” in line {block.line}"
