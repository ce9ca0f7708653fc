"""One article's segments to its `Extract`: title, blocks, byline, biography, credit, dates, doubts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from importers.dates import parse_date
from importers.names import is_sign_off, names_editors, same_name, split_names
from importers.rules.author_box import BOX
from importers.rules.furniture import MORE_FROM_AUTHOR, linked_name
from importers.rules.in_text_byline import RULE as IN_TEXT
from importers.rules.in_text_byline import name_in
from importers.rules.page_dates import SECOND_DATE, UNDER_HEADLINE
from importers.rules.people import owner_of
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
class Header:
    """What the page says of all its articles: when it was captured, and under whose name they are listed."""

    captured: date | None = None
    captured_line: int | None = None
    doubt: str = ""
    owner: Name | None = None


def header_of(segments: Sequence[Segment]) -> Header:
    owner = owner_of(segments)
    page_date = Role.PAGE_DATE
    segment = next((segment for segment in segments if segment.role is page_date), None)
    if segment is None:
        return Header(owner=owner)
    printed = parse_date(segment.text)
    if printed is None or printed.day is None:
        doubt = f"Line {segment.first}: “{segment.text}” can be read as two dates; the capture date stays unknown."
        return Header(None, segment.first, doubt, owner)
    return Header(printed.day, segment.first, "", owner)


def extract_of(index: int, start: Start, group: Sequence[Segment], header: Header) -> Extract:
    """The article that ``group``, its segments and the links among them, makes."""
    of_role: defaultdict[Role, list[Segment]] = defaultdict(list)
    for segment in group:
        of_role[segment.role].append(segment)
    title = _first(of_role[Role.HEADLINE])
    credit = _first(of_role[Role.CREDIT])
    blocks = tuple(_blocks(group, credit))
    own = [segment for segment in group if segment.extract is not None and segment.rule != SECOND_DATE]
    authors, author_doubts = _authors(group, of_role[Role.BYLINE], header)
    published, date_doubts = _published(_first(of_role[Role.PUBLICATION_DATE]), header)
    return Extract(
        index=index,
        title=title.text if title else None,
        title_source=TitleSource.TEXT if title else TitleSource.SUPPLIED,
        title_line=title.first if title else None,
        first=own[0].first if own else start.first,
        last=own[-1].last if own else start.first,
        blocks=blocks,
        authors=authors,
        author_bio=tuple(segment.text for segment in of_role[Role.AUTHOR_BIO]),
        published=published,
        credit=credit.text if credit else None,
        confidence=start.confidence,
        runner_up=start.runner_up,
        needs_review=start.needs_review,
        doubts=(*_doubts(start, title, blocks), *author_doubts, *date_doubts),
    )


def _first(segments: Sequence[Segment]) -> Segment | None:
    return segments[0] if segments else None


def _blocks(group: Sequence[Segment], credit: Segment | None) -> Iterator[Block]:
    """The text, with the pictures' captions. An article has one picture: a second ``credit`` stands where it stood."""
    for segment in group:
        for aside in segment.asides:
            yield Block(Role.CAPTION, aside, segment.first, segment.last)
        if segment.role in BLOCK_ROLES:
            yield Block(segment.role, segment.text, segment.first, segment.last)
        elif segment.role is Role.CREDIT and segment is not credit:
            yield Block(Role.CAPTION, segment.text, segment.first, segment.last)


def _authors(
    group: Sequence[Segment], bylines: Sequence[Segment], header: Header
) -> tuple[tuple[Name, ...], list[Doubt]]:
    """The names on bylines, each once; else the one in the text, else the one whose page this is."""
    found, doubts = _on_bylines(group, bylines) if bylines else ([], [])
    if found:
        return tuple(found), doubts
    for segment in group:
        name = name_in(segment.text) if segment.rule == IN_TEXT else None
        if name:
            words = f"The text opens with “By {name}”, which was taken for its byline and left standing."
            return (Name(name, f"By {name}", segment.first),), [Doubt("in_text_byline", words, segment.first)]
    if header.owner is not None:
        words = f"No byline here; the page lists the articles of {header.owner.name}."
        return (header.owner,), [Doubt("author_from_page", words, header.owner.line)]
    return (), doubts


def _on_bylines(group: Sequence[Segment], bylines: Sequence[Segment]) -> tuple[list[Name], list[Doubt]]:
    """Where an author's box names two people, its link says whose it is. Who edited is named where nobody wrote."""
    linked = [name for s in group if s.rule == MORE_FROM_AUTHOR and (name := linked_name(s.text))]
    found: list[Name] = []
    doubts: list[Doubt] = []
    wrote = [segment for segment in bylines if not names_editors(segment.text)]
    edited = [segment for segment in bylines if not is_sign_off(segment.text)]
    for segment in wrote or edited:
        for name in split_names(segment.text) or (segment.text,):
            if any(same_name(name, other.name) for other in found):
                continue
            is_linked = any(same_name(other, name) or same_name(other, segment.text) for other in linked)
            if segment.rule == BOX and linked and not is_linked:
                words = f"The author's box names {name}, its link {linked[0]}; the link was followed."
                doubts.append(Doubt("byline_disagrees", words, segment.first))
            else:
                found.append(Name(name, segment.text, segment.first))
    return found, doubts


def _published(segment: Segment | None, header: Header) -> tuple[Bound, list[Doubt]]:
    """The day where a second date tells it; otherwise only that it was not after the capture."""
    if segment is None:
        return _unknown(header), []
    printed = parse_date(segment.text)
    if printed is None or printed.day is None:
        words = f"“{segment.text}” can be read as two dates; the publication date stays unknown."
        return _unknown(header), [Doubt("date_ambiguous", words, segment.first)]
    if header.captured and printed.day > header.captured:
        words = f"“{segment.text}” lies after the capture date; the publication date stays unknown."
        return _unknown(header), [Doubt("date_after_capture", words, segment.first)]
    if segment.rule == UNDER_HEADLINE:
        words = f"The date under the headline, “{segment.text}”, was taken for the publication date."
        evidence = f"line {segment.first}: the date right under the headline"
        return Bound(printed.day, header.captured, None, evidence), [
            Doubt("date_under_headline", words, segment.first)
        ]
    evidence = f"line {segment.first}: the second date of the page; the first, line {header.captured_line}, is its own"
    return Bound(printed.day, header.captured, None, evidence), []


def _unknown(header: Header) -> Bound:
    if header.captured is None:
        return Bound(evidence="no date in the capture tells it")
    evidence = f"line {header.captured_line}: the only date is the page's own, so not after the capture"
    return Bound(not_after=header.captured, evidence=evidence)


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
    body = [block for block in blocks if block.role in BODY_ROLES]
    if not body:
        return [*doubts, Doubt("no_body", "There is no text under this headline.", start.first)]
    if body[0].text[0].islower():
        doubts.append(Doubt("cut_off_start", "The text begins in the middle of a sentence.", body[0].first))
    if body[-1].role is Role.PARAGRAPH and body[-1].text[-1].isalnum():
        doubts.append(
            Doubt("cut_off_end", "The text ends without a full stop; it may be cut off.", body[-1].last)
        )
    return doubts
