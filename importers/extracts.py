"""One article's segments to its `Extract`: title, blocks, byline, biography, credit, dates, doubts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from importers.dates import parse_date
from importers.names import same_name, split_names
from importers.rules.furniture import linked_name
from importers.rules.page_dates import UNDER_HEADLINE
from importers.rules.people import PROFILE
from importers.segments import (
    BODY_ROLES,
    Block,
    Bound,
    Doubt,
    Extract,
    Name,
    Role,
    Segment,
    TitleSource,
)

BLOCK_ROLES = BODY_ROLES | {Role.SUB_HEADING, Role.CAPTION}
LINK_RULE = "more_from_author"


class Start(Protocol):
    """What an extract needs to know of the opening that the outline decided."""

    @property
    def first(self) -> int: ...
    @property
    def title_line(self) -> int | None: ...
    @property
    def confidence(self) -> float: ...
    @property
    def runner_up(self) -> str: ...
    @property
    def needs_review(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates in a page's header."""

    captured: date | None = None
    captured_line: int | None = None
    doubt: str = ""


def page_dates_of(segments: Sequence[Segment]) -> Dates:
    segment = next((segment for segment in segments if segment.role is Role.PAGE_DATE), None)
    if segment is None:
        return Dates()
    printed = parse_date(segment.text)
    if printed is None or printed.day is None:
        doubt = f"Line {segment.first}: “{segment.text}” can be read as two dates; the capture date stays unknown."
        return Dates(None, segment.first, doubt)
    return Dates(printed.day, segment.first)


def extract_of(index: int, start: Start, group: Sequence[Segment], dates: Dates) -> Extract:
    """The article that ``group``, its segments and the links among them, makes."""
    title = next((segment for segment in group if segment.role is Role.HEADLINE), None)
    blocks = tuple(Block(s.role, s.text, s.first, s.last) for s in group if s.role in BLOCK_ROLES)
    own = [segment for segment in group if segment.extract is not None]
    authors, author_doubts = _authors(group)
    published, date_doubts = _published(group, dates)
    return Extract(
        index=index,
        title=title.text if title else None,
        title_source=TitleSource.TEXT if title else TitleSource.SUPPLIED,
        title_line=title.first if title else None,
        first=own[0].first if own else start.first,
        last=own[-1].last if own else start.first,
        blocks=blocks,
        authors=authors,
        author_bio=tuple(s.text for s in group if s.role is Role.AUTHOR_BIO and s.rule != PROFILE),
        published=published,
        credit=next((s.text for s in group if s.role is Role.CREDIT), None),
        confidence=start.confidence,
        runner_up=start.runner_up,
        needs_review=start.needs_review,
        doubts=(*_doubts(start, title, blocks), *author_doubts, *date_doubts),
    )


def _authors(group: Sequence[Segment]) -> tuple[tuple[Name, ...], list[Doubt]]:
    """The names on bylines, each once. Where a box names two people, its link says whose it is."""
    linked = [name for s in group if s.rule == LINK_RULE and (name := linked_name(s.text))]
    found: list[Name] = []
    doubts: list[Doubt] = []
    for segment in group:
        if segment.role is not Role.BYLINE or segment.rule == PROFILE:
            continue
        for name in split_names(segment.text) or (segment.text,):
            if any(same_name(name, other.name) for other in found):
                continue
            if (
                segment.rule == "author_box"
                and linked
                and not any(same_name(name, other) for other in linked)
            ):
                doubts.append(_disagreement(name, linked[0], segment.first))
            else:
                found.append(Name(name, segment.text, segment.first))
    return tuple(found), doubts


def _disagreement(name: str, linked: str, line: int) -> Doubt:
    return Doubt(
        "byline_disagrees", f"The author's box names {name}, its link {linked}; the link was followed.", line
    )


def _published(group: Sequence[Segment], dates: Dates) -> tuple[Bound, list[Doubt]]:
    """The day where a second date tells it; otherwise only that it was not after the capture."""
    segment = next((segment for segment in group if segment.role is Role.PUBLICATION_DATE), None)
    if segment is None:
        return _unknown(dates), []
    printed = parse_date(segment.text)
    if printed is None or printed.day is None:
        words = f"“{segment.text}” can be read as two dates; the publication date stays unknown."
        return _unknown(dates), [Doubt("date_ambiguous", words, segment.first)]
    if dates.captured and printed.day > dates.captured:
        words = f"“{segment.text}” lies after the capture date; the publication date stays unknown."
        return _unknown(dates), [Doubt("date_after_capture", words, segment.first)]
    if segment.rule == UNDER_HEADLINE:
        words = f"The date under the headline, “{segment.text}”, was taken for the publication date."
        evidence = f"line {segment.first}: the date right under the headline"
        return Bound(printed.day, dates.captured, None, evidence), [
            Doubt("date_under_headline", words, segment.first)
        ]
    evidence = f"line {segment.first}: the second date of the page; the first, line {dates.captured_line}, is its own"
    return Bound(printed.day, dates.captured, None, evidence), []


def _unknown(dates: Dates) -> Bound:
    if dates.captured is None:
        return Bound(evidence="no date in the capture tells it")
    evidence = f"line {dates.captured_line}: the only date is the page's own, so not after the capture"
    return Bound(not_after=dates.captured, evidence=evidence)


def _doubts(start: Start, title: Segment | None, blocks: Sequence[Block]) -> list[Doubt]:
    doubts = []
    if title is None:
        doubts.append(
            Doubt("no_title", "No line of the capture is the headline; one has to be supplied.", start.first)
        )
    if start.needs_review:
        other = f" It may be {start.runner_up}." if start.runner_up else ""
        doubts.append(
            Doubt("boundary", f"Where this article begins or ends is uncertain.{other}", start.first)
        )
    if not any(block.role in BODY_ROLES for block in blocks):
        doubts.append(Doubt("no_body", "There is no text under this headline.", start.first))
    return doubts
