"""The outline of a page by the shape of its short lines alone: a plain first reading, without weights.

Same interface as `importers.outline`, which decides the whole page at once and stands in its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from importers.segments import Kind, Role, Segment

# Headlines of the captures seen have seven words or more nine times in ten, sub-headings fewer.
HEADLINE_WORDS = 7
MOST_WORDS = 22
STOPS = frozenset(".:;,…")
QUOTES = '”»"’'
SUBJECT_TO_OUTLINE = "short_line"


@dataclass(frozen=True, slots=True)
class Opening:
    """Where an article starts: ``first`` is its first line, ``title_line`` its headline's, if it has one."""

    first: int
    title_line: int | None
    confidence: float
    runner_up: str
    needs_review: bool


@dataclass(frozen=True, slots=True)
class Outline:
    openings: tuple[Opening, ...]
    roles: dict[int, Role]


def outline(
    segments: Sequence[Segment], expected: int | None = None, kind: Kind | None = None, words: object = None
) -> Outline:
    """Which short lines open an article, and what the others are."""
    texts = [segment for segment in segments if segment.role is not Role.BLANK]
    roles: dict[int, Role] = {}
    openings: list[Opening] = []
    for index, segment in enumerate(texts):
        if segment.rule != SUBJECT_TO_OUTLINE:
            continue
        roles[segment.first] = _role(segment, texts[index + 1 : index + 2], bool(openings), kind)
        if roles[segment.first] is Role.HEADLINE:
            openings.append(_opening(segment, texts, index))
    if kind is Kind.BODY or not openings:
        openings = [Opening(s.first, None, 0.9, "", False) for s in texts[:1]]
    return Outline(tuple(openings), roles)


def _role(segment: Segment, following: Sequence[Segment], has_opening: bool, kind: Kind | None) -> Role:
    if segment.text.rstrip(QUOTES)[-1:] in STOPS or segment.text[-1] in QUOTES or not following:
        return Role.PARAGRAPH
    if len(segment.text.split()) > MOST_WORDS:
        return Role.PARAGRAPH
    if kind is Kind.BODY or (kind is Kind.ARTICLE and has_opening):
        return Role.SUB_HEADING
    if not has_opening or len(segment.text.split()) >= HEADLINE_WORDS:
        return Role.HEADLINE
    return Role.SUB_HEADING


def _opening(segment: Segment, texts: Sequence[Segment], index: int) -> Opening:
    words = len(segment.text.split())
    before = texts[index - 1] if index else None
    first = (
        before.first if before is not None and before.role is Role.CAPTION and index == 1 else segment.first
    )
    unsure = abs(words - HEADLINE_WORDS) <= 1
    return Opening(
        first, segment.first, 0.6 if unsure else 0.85, "a sub-heading of the article above", unsure
    )
