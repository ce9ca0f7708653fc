"""From scores to an outline: the best chain of articles on a page, and the role of every undecided line."""

from dataclasses import dataclass

from importers.segments import Role

from .candidates import is_heading
from .counting import Usual, counts, solve_again
from .programme import Solution, solve
from .scoring import score
from .sheet import Sheet
from .verdict import Opening, opening
from .weights import Weights
from .words import WordWeights


@dataclass(frozen=True, slots=True)
class Outline:
    """``roles`` has the role of every line that was undecided: headline, sub-heading, or paragraph."""

    openings: tuple[Opening, ...]
    roles: dict[int, Role]


def decide(sheet: Sheet, words: WordWeights, weights: Weights, usual: Usual | None = None) -> Outline:
    roles = dict.fromkeys(sheet.plain, Role.PARAGRAPH)
    if not sheet.shorts:
        untitled = Opening(sheet.first_line(), None, 1.0, "", False)
        return Outline((untitled,) if sheet.sections[0].words else (), roles)
    if sheet.is_empty():
        return Outline((), roles | {short.line: Role.PARAGRAPH for short in sheet.shorts})
    openings: list[Opening] = []
    parts = list(sheet.parts())
    for part in parts:
        found = _decide_part(part, words, weights, roles, usual if len(parts) == 1 else None)
        # What stands above the first title of a later part belongs to the last article of the part before.
        openings += [one for one in found if one.title_line is not None or not openings]
    return Outline(tuple(openings), roles)


def numbers(sheet: Sheet, words: WordWeights, weights: Weights) -> list[float]:
    """The probability of each number of articles on a page, as far as its text alone tells."""
    part = next(sheet.parts(), None)
    if part is None or sheet.is_empty():
        return []
    scores = score(part, words, weights)
    end = len(part.sections)
    return counts(scores.spans, solve(scores.spans, end), end, bool(part.sections[0].words))


SURE = 0.98
"""Where each article is at least so probable, and there are as many as on most such pages, nothing is left to weigh."""


def _is_sure(solution: Solution, usual: Usual) -> bool:
    found = [span for span in solution.path if span[0]]
    return len(found) == usual.articles and all(solution.spans[span] >= SURE for span in found)


def _decide_part(
    sheet: Sheet, words: WordWeights, weights: Weights, roles: dict[int, Role], usual: Usual | None
) -> list[Opening]:
    scores = score(sheet, words, weights)
    solution = solve(scores.spans, len(sheet.sections))
    if usual is not None and not _is_sure(solution, usual):
        is_text_above = bool(sheet.sections[0].words)
        solution = solve_again(scores.spans, solution, len(sheet.sections), is_text_above, usual)
    for block, heading in zip(sheet.shorts, scores.headings, strict=True):
        roles[block.line] = Role.SUB_HEADING if is_heading(block.text, heading) else Role.PARAGRAPH
    for start, _ in solution.path:
        if start:
            roles[sheet.shorts[start - 1].line] = Role.HEADLINE
    return [
        opening(sheet, solution, (start, end), scores, weights)
        for start, end in solution.path
        if start or any(section.words for section in sheet.sections[:end])
    ]
