"""Fit the weights of the outline on labelled captures: ``python -m importers.outline.fit PATH…``.

Writes `weights.json` and `common_words.json` beside this file. Needs numpy and scipy, which nothing else here does.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from . import fit_deal, fit_manners, fit_truth, weights
from .cohesion import Cohesion
from .fit_objective import Array, Case, Field, Numbers, fit_logistic
from .lines import Figures
from .scoring import line_figures, possible_spans
from .sheet import Sheet, lay_out
from .spans import span_figures
from .words import WordWeights, count_words

LINE_PENALTY = 0.08
"""Strength of the ridge penalty on a line's figures, for each page: the more pages there are of the same newsrooms, the
better these are learnt by heart, and the less that tells of others."""
SPAN_PENALTY = 30.0
PLAIN_PENALTY = 3.0
"""Strengths of the other penalties, chosen like it by fitting on one newsroom and measuring on the other."""

DEALS = 2
"""How often the listings are dealt anew."""
MANNERS = 2
"""How often they are printed in another manner: more of it tells less of the newsrooms that there are."""

COMMON_IN = 0.004
"""A word is common if it stands in at least this share of the paragraphs of every newsroom."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "paths", nargs="+", type=Path, help="folders with truth.json and captures/ in or under them"
    )
    parser.add_argument("--output", type=Path, default=weights.FILE)
    options = parser.parse_args()
    fitted = fit_on(fit_truth.load(options.paths))
    options.output.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")


def fit_on(pages: Sequence[fit_truth.Labelled]) -> dict[str, Any]:
    """The table of weights for these pages, and for their listings dealt anew."""
    dealt = [page for seed in range(DEALS) for page in fit_deal.deal(pages, seed)]
    restyled = [page for seed in range(MANNERS) for page in fit_manners.restyle(pages, seed)]
    return fit([*pages, *dealt, *restyled])


def fit(pages: Sequence[fit_truth.Labelled]) -> dict[str, Any]:
    """The table of weights for these pages."""
    cohesive = [(page, *prepare(page, counted)) for counted, page in with_words(pages)]
    cohesive = [prepared for prepared in cohesive if prepared[3]]
    line_names = list(next(figures[0] for *_, figures in cohesive if figures))
    stacks = [_table(figures, line_names) for *_, figures in cohesive]
    known = [_labels(page, sheet) for page, sheet, *_ in cohesive]
    plain = fit_plain(np.vstack(stacks), np.concatenate(known))
    cases, span_names = [], SPAN_NAMES
    for (_, sheet, cohesion, _), lines, labels in zip(cohesive, stacks, known, strict=True):
        case = case_of(sheet, cohesion, lines, labels, plain, span_names)
        if case.size and case.is_reachable():
            cases.append(case)
    title, heading, span = Field(cases, LINE_PENALTY * len(cases), SPAN_PENALTY).fit()
    return {
        "title": _named(line_names, title),
        "heading": _named(line_names, heading),
        "plain": _named(line_names, plain),
        "span": _named(span_names, span),
        "calibration": [1.0, 0.0],
    }


def with_words(pages: Sequence[fit_truth.Labelled]) -> Iterator[tuple[WordWeights, fit_truth.Labelled]]:
    """Each page with the word weights of its own newsroom, as an archive would have them."""
    for source in sorted({page.source for page in pages}):
        own = [page for page in pages if page.source == source]
        counted = count_words(segment.text for page in own for segment in page.segments)
        for page in own:
            yield counted, page


def prepare(page: fit_truth.Labelled, counted: WordWeights) -> tuple[Sheet, Cohesion, list[Figures]]:
    sheet = lay_out(page.segments, page.kind)
    cohesion = Cohesion(sheet, counted)
    figures = [
        {name: value for part in parts for name, value in part.items()}
        for parts in line_figures(sheet, cohesion)
    ]
    return sheet, cohesion, figures


def fit_plain(lines: Array, labels: Numbers) -> Array:
    """Weights that tell running text from sub-headings among the lines that are no titles."""
    others = labels != fit_truth.TITLE
    return fit_logistic(lines[others], labels[others] == fit_truth.PLAIN, PLAIN_PENALTY)


def case_of(
    sheet: Sheet, cohesion: Cohesion, lines: Array, labels: Numbers, plain: Array, names: Sequence[str]
) -> Case:
    running = 1 / (1 + np.exp(-(lines @ plain)))
    openings = range(1, 1 + (sheet.lines_above_text() if sheet.single else len(sheet.shorts)))
    spans = possible_spans(sheet, openings)
    found = {
        (start, end): figures for start, end, figures in span_figures(sheet, cohesion, list(running), spans)
    }
    borders = np.array(list(found))
    return Case(lines, labels, _table(list(found.values()), names), borders[:, 0], borders[:, 1])


SPAN_NAMES = (
    "article", "empty", "words_log", "words_under_60", "words_60_to_150", "words_over_800", "words_over_1500",
    "words_over_2500", "one_block", "any_heading", "lone_heading", "headings", "heading_at_once", "first_gap",
    "section_words", "title_longer", "title_shorter", "case_apart", "length_spread", "case_spread", "ask_spread",
    "number_spread", "likeness_mean", "likeness_least", "likeness_onward", "lead_likeness", "onward_all",
    "ends_bare", "ends_plain", "title_mean", "title_least", "plain_inside", "title_last", "title_lead", "title_onward",
    "opening_text", "opening_headings", "opening_lines", "opening_likeness",
    "opening_onward", "opening_long", "opening_compact",
)  # fmt: skip


def _labels(page: fit_truth.Labelled, sheet: Sheet) -> Numbers:
    return np.array([page.labels[block.line] for block in sheet.shorts], dtype=np.int64)


def _table(rows: Sequence[Figures], names: Sequence[str]) -> Array:
    return np.array([[row.get(name, 0.0) for name in names] for row in rows]).reshape(len(rows), len(names))


def _named(names: Sequence[str], values: Array) -> dict[str, float]:
    return {name: float(f"{value:.4g}") for name, value in zip(names, values, strict=True)}


if __name__ == "__main__":
    main()
