"""What a run of sections says for being one article: its length, its sub-headings, its subject."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import log1p
from operator import itemgetter

from .cohesion import Cohesion
from .lines import Figures
from .said import Span
from .sheet import Sheet, Short

SHORT_SECTION = 60
"""A following section with fewer words is compared together with the one after it."""


@dataclass(slots=True)
class _Run:
    """What is known of the sections and inner lines of a span while it grows section by section."""

    words: int = 0
    blocks: int = 0
    none: float = 1.0
    """Probability that no inner line is a sub-heading; ``lone`` that exactly one is."""
    lone: float = 0.0
    headings: float = 0.0
    plain: float = 0.0
    first_gap: int | None = None
    sums: list[float] = field(default_factory=lambda: [0.0] * 4)
    squares: list[float] = field(default_factory=lambda: [0.0] * 4)
    likenesses: list[float] = field(default_factory=list)
    recurrences: list[float] = field(default_factory=list)
    leads: list[float] = field(default_factory=list)

    def add_line(self, traits: Sequence[float], plain: float) -> None:
        heading = 1.0 - plain
        self.lone = self.lone * plain + self.none * heading
        self.none *= plain
        self.headings += heading
        self.plain += plain
        for index, value in enumerate(traits):
            self.sums[index] += heading * value
            self.squares[index] += heading * value * value
        if self.first_gap is None and heading > 0.5:
            self.first_gap = self.words

    def mean(self, index: int) -> float:
        return self.sums[index] / self.headings

    def spread(self, index: int) -> float:
        if self.headings <= 1:
            return 0.0
        return max(0.0, self.squares[index] / self.headings - self.mean(index) ** 2)


def span_figures(
    sheet: Sheet, cohesion: Cohesion, plain: Sequence[float], spans: Iterable[Span]
) -> Iterator[tuple[int, int, Figures]]:
    """Yield start, end and figures of each of ``spans``, in order.

    ``plain`` holds for each short line the probability that it is running text if it is no title. Span (start, end)
    holds sections ``start..end-1``; start 0 is the page's top, which may be text without a title, or nothing.
    """
    traits = [_traits(short) for short in sheet.shorts]
    for start, found in groupby(sorted(spans), itemgetter(0)):
        ends = [end for _, end in found]
        recurrence = cohesion.recurrence(start)
        run = _Run()
        for number in range(start, ends[-1]):
            section = sheet.sections[number]
            if number > start:
                run.add_line(traits[number - 1], plain[number - 1])
                if run.words and section.words:
                    run.likenesses.append(cohesion.likeness(start, number, number + 1))
                    run.leads.append(cohesion.between(start, start + 1, number, number + 1))
                if section.words:
                    run.recurrences.append(recurrence[number])
            run.words += section.words
            run.blocks += section.paragraphs + section.items
            end = number + 1
            if end not in ends:
                continue
            onward = _onward(sheet, cohesion, start, end)
            if start:
                figures = _article(run, traits[start - 1], onward)
                figures["onward_all"] = (
                    cohesion.likeness(start, end, len(sheet.sections)) if end < len(sheet.sections) else 0.0
                )
                figures["ends_bare"] = (
                    (1 - plain[number - 1]) * (not section.words) if number > start else 0.0
                )
                figures["ends_plain"] = plain[number - 1] * (not section.words) if number > start else 0.0
                figures["title_last"] = recurrence[number] if number > start else 0.0
                figures["title_lead"] = recurrence[start]
                figures["title_onward"] = recurrence[end]
            else:
                figures = _opening(run, sheet, onward)
            yield start, end, figures


def _traits(short: Short) -> tuple[float, float, float, float]:
    words = short.words
    return len(words), short.capitals, float(short.text[-1] == "?"), float(short.text[0].isdigit())


def _onward(sheet: Sheet, cohesion: Cohesion, start: int, end: int) -> float:
    """Likeness of the span with what follows it."""
    if end >= len(sheet.sections):
        return 0.0
    further = end + 1
    if sheet.sections[end].words < SHORT_SECTION and further < len(sheet.sections):
        further += 1
    return cohesion.likeness(start, end, further)


def _article(run: _Run, title: Sequence[float], onward: float) -> Figures:
    words, headings = run.words, run.headings
    known = headings > 0.3
    longer = title[0] - run.mean(0) if known else 0.0
    return {
        "article": 1.0,
        "empty": float(not words),
        "words_log": log1p(words) / 6,
        "words_under_60": float(0 < words < 60),
        "words_60_to_150": float(60 <= words < 150),
        "words_over_800": max(0, words - 800) / 1000,
        "words_over_1500": max(0, words - 1500) / 1000,
        "words_over_2500": max(0, words - 2500) / 1000,
        "one_block": float(run.blocks == 1),
        "any_heading": 1 - run.none,
        "lone_heading": run.lone,
        "headings": min(headings, 10) / 10,
        "heading_at_once": float(run.first_gap == 0),
        "first_gap": log1p(run.first_gap) / 6 if run.first_gap is not None else 0.0,
        "section_words": log1p(words / (1 + headings)) / 6,
        "title_longer": (1 - run.none) * min(max(longer, 0), 6) / 6,
        "title_shorter": (1 - run.none) * min(max(-longer, 0), 6) / 6,
        "case_apart": (1 - run.none) * abs(title[1] - run.mean(1)) if known else 0.0,
        "length_spread": min(run.spread(0), 16) / 16,
        "case_spread": run.spread(1),
        "ask_spread": run.spread(2),
        "number_spread": run.spread(3),
        "likeness_mean": _mean(run.likenesses),
        "likeness_least": min(run.likenesses, default=0.0),
        "lead_likeness": _mean(run.leads),
        "likeness_onward": onward,
        "title_mean": _mean(run.recurrences),
        "title_least": min(run.recurrences, default=0.0),
        "plain_inside": min(run.plain, 6) / 6,
    }


def _opening(run: _Run, sheet: Sheet, onward: float) -> Figures:
    has_text = float(run.words > 0)
    return {
        "opening_text": has_text,
        "opening_headings": min(run.headings, 10) / 10,
        "opening_lines": (1 - has_text) * (run.headings + run.plain),
        "opening_likeness": _mean(run.likenesses),
        "opening_onward": onward,
        "opening_long": max(0, run.words - 800) / 1000,
        "opening_compact": has_text * (sheet.compact and not sheet.alternates),
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
