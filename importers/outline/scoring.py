"""Scores for a page: each short line as a title and as a sub-heading, each span as an article."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log1p

from .around import after, before, page
from .cohesion import Cohesion
from .lines import Figures, shape
from .rivals import rivals
from .said import Span, agreeing, one_article
from .sheet import Sheet
from .spans import span_figures
from .subject import subject
from .weights import Weights, dot
from .words import WordWeights

HOPELESS = -9.0
"""A line whose title score lies this far under its other score is not tried as an opening."""


@dataclass(frozen=True, slots=True)
class Scores:
    """``titles`` of the lines as logarithmic odds against running text, ``headings`` as probabilities of being a
    sub-heading if no title, ``spans`` whole: with the title that opens them and the lines inside."""

    titles: list[float]
    headings: list[float]
    spans: dict[Span, float]


def score(sheet: Sheet, words: WordWeights, weights: Weights) -> Scores:
    cohesion = Cohesion(sheet, words)
    said = [weights.of_line(figures) for figures in line_figures(sheet, cohesion)]
    titles = [title for title, _, _ in said]
    headings = [heading for _, heading, _ in said]
    plain = [logistic(plain) for _, _, plain in said]
    openings = possible_openings(sheet, titles, headings)
    inner = [0.0]
    for heading in headings:
        inner.append(inner[-1] + log1p(exp(-abs(heading))) + max(heading, 0.0))
    spans: dict[Span, float] = {}
    for start, end, figures in span_figures(sheet, cohesion, plain, possible_spans(sheet, openings)):
        own = titles[start - 1] if start else 0.0
        spans[start, end] = dot(weights.span, figures) + own + inner[end - 1] - inner[start]
    return Scores(titles, [logistic(heading) for heading in headings], spans)


def line_figures(sheet: Sheet, cohesion: Cohesion) -> Iterator[Sequence[Figures]]:
    """All figures of every short line, in order, from each of the places that have some."""
    top, below_top = page(sheet, 1), page(sheet, 2)
    for number, (block, rival) in enumerate(zip(sheet.shorts, rivals(sheet.shorts), strict=True), 1):
        yield (
            shape(block),
            before(sheet, number),
            after(sheet, number),
            top if number == 1 else below_top,
            subject(sheet, cohesion, number),
            rival,
        )


def possible_openings(sheet: Sheet, titles: Sequence[float], headings: Sequence[float]) -> list[int]:
    """The numbers of the lines worth trying: on a page of one article, those above its text; else all with hope.

    An editor's word takes a line away, or adds it.
    """
    if sheet.single:
        found = list(range(1, 1 + sheet.lines_above_text()))
    else:
        top = sheet.lines_above_text() if sheet.needs_title() else 0
        found = [
            number
            for number, (title, heading) in enumerate(zip(titles, headings, strict=True), 1)
            if number <= top or title - max(heading, 0.0) > HOPELESS
        ]
    if not sheet.begins and not sheet.goes_on:
        return found
    begun = sheet.begun()
    return sorted({*begun, *(n for n in found if sheet.shorts[n - 1].line not in sheet.goes_on)})


def possible_spans(sheet: Sheet, openings: Sequence[int]) -> set[Span]:
    """The spans worth trying: from the top of the page or an opening to another one or the end of the page."""
    end = len(sheet.sections)
    spans = {(start, stop) for start in (0, *openings) for stop in (*openings, end) if start < stop}
    top = sheet.lines_above_text()
    if sheet.needs_title() and sheet.sections[top].words:
        spans -= {(0, stop) for stop in range(top + 1, end + 1)}
    begun = sheet.begun()
    if sheet.single:
        return one_article(spans, openings, end, begun)
    return agreeing(spans, begun) if begun else spans


def logistic(score: float) -> float:
    return 1 / (1 + exp(-score)) if score > -700 else 0.0
