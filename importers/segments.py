"""The types that travel through the reading half of the importer: text in, data out, nothing of Django.

``read_capture`` makes a `Page`; `read` lays `Segment`s over its lines; `infer` reads `Extract`s from them and hands on
a `Reading`. None can be changed: a later stage answers with new values and never edits an earlier stage's. What a page
has many of is a tuple, which is made four times as fast as a frozen dataclass.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import NamedTuple, cast


class Role(StrEnum):
    """What a line of a capture is. Every line has exactly one."""

    TICKER = "ticker"
    PAGE_DATE = "page_date"
    PUBLICATION_DATE = "publication_date"
    PAGINATION = "pagination"
    HEADLINE = "headline"
    SUB_HEADING = "sub_heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTATION = "quotation"
    CAPTION = "caption"
    CREDIT = "credit"
    BYLINE = "byline"
    AUTHOR_BIO = "author_bio"
    LINK_TEXT = "link_text"
    BOILERPLATE = "boilerplate"
    SPAM = "spam"
    BLANK = "blank"
    UNKNOWN = "unknown"


BODY_ROLES = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTATION})
"""Roles whose text is an article's running text: the report's ``body``."""

DROPPED_ROLES = frozenset(
    {Role.TICKER, Role.PAGE_DATE, Role.PAGINATION, Role.LINK_TEXT, Role.BOILERPLATE, Role.SPAM, Role.UNKNOWN}
)
"""Roles whose text reaches no article; it stays searchable with the rule that dropped it."""


class Kind(StrEnum):
    """What sort of page was captured."""

    ARTICLE = "article"
    LISTING = "listing"
    BODY = "body"


class TitleSource(StrEnum):
    TEXT = "text"
    SUPPLIED = "supplied"


class Line(NamedTuple):
    """One line of a capture.

    ``number`` counts from 1 as an editor's screen does. ``raw`` is the decoded line without its line end; ``text`` is
    what may be shown: no-break spaces made plain, invisible and control characters gone, mojibake repaired where sure,
    white space trimmed outside and single inside.
    """

    number: int
    raw: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A capture as read from disk: the bytes kept exactly, the lines numbered."""

    name: str
    content: bytes
    sha256: str
    encoding: str
    lines: tuple[Line, ...]
    repairs: tuple[str, ...] = ()
    """What was neutralised or repaired while decoding, each in words with its count."""


class Segment(NamedTuple):
    """A run of lines with one role, and why. ``first`` and ``last`` are line numbers, both included."""

    role: Role
    first: int
    last: int
    text: str
    rule: str
    evidence: str
    confidence: float = 1.0
    extract: int | None = None
    """Index of the extract that the text belongs to; None for what belongs to the page."""
    asides: tuple[str, ...] = ()
    """Captions and placeholders that stood inside the line as shortcodes; they belong to the same extract."""


SegmentFields = tuple[Role, int, int, str, str, str, float, int | None, tuple[str, ...]]
segment_of = cast("Callable[[SegmentFields], Segment]", partial(tuple.__new__, Segment))
"""A segment of all its fields in order, in a third of the time of the class: each line of each page passes here."""


class Block(NamedTuple):
    """One block of an article in reading order; ``role`` is paragraph, list item, quotation, sub-heading or caption."""

    role: Role
    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the reader is unsure of, in words for an editor. ``code`` is stable and may be filtered by."""

    code: str
    words: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """What is known of a publication date: the day, or only its limits, with the evidence in words."""

    day: date | None = None
    not_after: date | None = None
    not_before: date | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """A currency pair as printed on the ticker; the value stays text. ``-0%`` is printed for no change: ``0%``."""

    pair: str
    value: str
    change: str
    line: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name as printed in a byline, with the line it stood on."""

    name: str
    printed: str
    line: int


@dataclass(frozen=True, slots=True)
class Extract:
    """One article as read from one capture, with everything inferred and the lines it came from."""

    index: int
    title: str | None
    title_source: TitleSource
    title_line: int | None
    first: int
    last: int
    blocks: tuple[Block, ...]
    authors: tuple[Name, ...] = ()
    author_bio: tuple[str, ...] = ()
    published: Bound = Bound()
    credit: str | None = None
    """The lead picture's credit line as printed, label included."""
    confidence: float = 1.0
    """Probability (0..1) that title and extent are right."""
    runner_up: str = ""
    """The rejected alternative, in words."""
    needs_review: bool = False
    doubts: tuple[Doubt, ...] = ()

    @property
    def body(self) -> tuple[str, ...]:
        return tuple(b.text for b in self.blocks if b.role in BODY_ROLES)

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(b.text for b in self.blocks if b.role is Role.SUB_HEADING)

    @property
    def bullets(self) -> tuple[str, ...]:
        return tuple(b.text for b in self.blocks if b.role is Role.LIST_ITEM)

    @property
    def captions(self) -> tuple[str, ...]:
        return tuple(b.text for b in self.blocks if b.role is Role.CAPTION)


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a people page describes: ``name`` as the page's trail has it, ``bio`` what stands under it."""

    name: str
    bio: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one capture. The segments cover every line once; the totals add up."""

    page: Page
    kind: Kind
    capture_date: date | None
    rates: tuple[Rate, ...]
    segments: tuple[Segment, ...]
    extracts: tuple[Extract, ...]
    warnings: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
