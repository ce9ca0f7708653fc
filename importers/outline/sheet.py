"""The page as the outline sees it: blocks of text, the short lines among them, the sections between these."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from importers.segments import Kind, Role, Segment

from .candidates import capital_share, may_head

MOST_LINES = 150
"""Short lines decided together: three times as many as a page seen. The work grows with the square of it."""
LONG_BODY = 1500
"""Words of a body without its page that is too long to be taken for one article without a closer look."""
HEAD_WORDS = 8
"""Words of running text that stand for a headline, where an editor said that an article without one begins."""


class Sort(IntEnum):
    """What a block is, as far as the outline cares. The first three have words; the others only stand there."""

    SHORT = 0
    PARAGRAPH = 1
    ITEM = 2
    CAPTION = 3
    BOX = 4
    LINK = 5


# To name a member of an enumeration costs five times what a name of its own does, and each block of a page asks.
_SHORT, _PARAGRAPH, _ITEM = Sort.SHORT, Sort.PARAGRAPH, Sort.ITEM
BOXES = frozenset({Sort.BOX, Sort.LINK})
_SORTS = {
    Role.UNKNOWN: Sort.SHORT,
    Role.PARAGRAPH: Sort.PARAGRAPH,
    Role.QUOTATION: Sort.PARAGRAPH,
    Role.LIST_ITEM: Sort.ITEM,
    Role.CAPTION: Sort.CAPTION,
    Role.CREDIT: Sort.CAPTION,
    Role.BYLINE: Sort.BOX,
    Role.AUTHOR_BIO: Sort.BOX,
    Role.LINK_TEXT: Sort.LINK,
}
_FURNITURE = frozenset({Role.TICKER, Role.PAGE_DATE, Role.PAGINATION})


@dataclass(slots=True)
class Short:
    """A short line, its words as they stand there, and the share of them that begins with a capital."""

    line: int
    text: str
    words: Sequence[str]
    capitals: float


@dataclass(slots=True)
class Section:
    """What stands between two short lines: its ``texts``, and what sort its first and its last block are."""

    texts: list[str] = field(default_factory=list)
    first: Sort | None = None
    last: Sort | None = None
    has_box: bool = False
    """Whether an author's box or a link stands in it."""
    line: int = 0
    """The line of its first text."""
    paragraphs: int = 0
    items: int = 0
    words: int = 0
    characters: int = 0

    @property
    def lead(self) -> str:
        """The first running text, and ``close`` the last."""
        return self.texts[0] if self.texts else ""

    @property
    def close(self) -> str:
        return self.texts[-1] if self.texts else ""

    def add(self, sort: Sort, line: int, text: str) -> None:
        if self.first is None:
            self.first = sort
        self.last = sort
        if sort is _PARAGRAPH:
            self.paragraphs += 1
        elif sort is _ITEM:
            self.items += 1
        else:
            self.has_box = self.has_box or sort in BOXES
            return
        self.line = self.line or line
        self.texts.append(text)
        # No text has two blanks in a row: its words can be counted without taking it apart.
        self.words += text.count(" ") + 1
        self.characters += len(text)


@dataclass(slots=True)
class Sheet:
    """``sections[k]`` follows ``shorts[k - 1]``; ``sections[0]`` stands before the first short line.

    ``plain`` are the lines that were undecided and can be nothing but text. ``bare`` is a page without ticker, date
    or pagination; ``compact`` one without blank lines as well; ``single`` one that holds one article.
    ``begins`` are the lines in which an editor said that an article begins, ``goes_on`` those in which none does.
    """

    shorts: list[Short]
    sections: list[Section]
    plain: list[int]
    bare: bool
    compact: bool
    single: bool
    begins: frozenset[int] = frozenset()
    goes_on: frozenset[int] = frozenset()

    def lines_above_text(self) -> int:
        """How many short lines stand above the first running text."""
        texts = (number for number, section in enumerate(self.sections) if section.words)
        return next(texts, len(self.shorts))

    def is_empty(self) -> bool:
        """Whether the page may hold several articles and has no running text for one: its lines say so, perhaps."""
        return not self.single and not self.begins and not any(section.words for section in self.sections)

    def needs_title(self) -> bool:
        """Whether the first text has a title. Only a body without its page begins with a short line that is none."""
        if not self.shorts or self.sections[0].words or self.compact:
            return False
        return not self.goes_on or any(
            block.line not in self.goes_on for block in self.shorts[: self.lines_above_text()]
        )

    def begun(self) -> list[int]:
        """The numbers of the short lines in which an editor said that an article begins, in order."""
        if not self.begins:
            return []
        return [number for number, block in enumerate(self.shorts, 1) if block.line in self.begins]

    def first_line(self) -> int:
        """The line of the first running text or short line; 0 on a page without either."""
        leads = [section.line for section in self.sections if section.texts][:1]
        return min(leads + [block.line for block in self.shorts[:1]], default=0)

    def parts(self) -> Iterator["Sheet"]:
        """The sheet in pieces of at most `MOST_LINES` short lines; each piece keeps the section above it in view."""
        for start in range(0, len(self.shorts), MOST_LINES):
            end = start + MOST_LINES
            yield replace(self, shorts=self.shorts[start:end], sections=self.sections[start : end + 1])

    @property
    def alternates(self) -> bool:
        """Whether each short line is followed by one paragraph, as on a page of teasers."""
        first, *others = self.sections
        return not first.words and all(other.paragraphs == 1 and not other.items for other in others)


def lay_out(
    segments: Sequence[Segment],
    kind: Kind | None = None,
    begins: frozenset[int] = frozenset(),
    goes_on: frozenset[int] = frozenset(),
) -> Sheet:
    """Read the blocks of a page from its segments; only short lines are taken apart into words."""
    shorts: list[Short] = []
    sections = [Section()]
    plain: list[int] = []
    for segment in segments:
        sort = _SORTS.get(segment.role)
        if sort is None:
            continue
        text, line = segment.text, segment.first
        if sort is _SHORT:
            words = text.split()
            if line in begins or may_head(text, words):
                shorts.append(_short(line, text, words))
                sections.append(Section())
                continue
            plain.append(line)
            sort = _PARAGRAPH
        elif line in begins:
            words = text.split()[:HEAD_WORDS]
            shorts.append(_short(line, " ".join(words), words))
            sections.append(Section())
        sections[-1].add(sort, line, text)
    roles = {segment.role for segment in segments[:-1]}
    bare = roles.isdisjoint(_FURNITURE)
    compact = bare and Role.BLANK not in roles
    is_brief = kind is Kind.BODY and sum(section.words for section in sections) <= LONG_BODY
    return Sheet(shorts, sections, plain, bare, compact, kind is Kind.ARTICLE or is_brief, begins, goes_on)


def _short(line: int, text: str, words: Sequence[str]) -> Short:
    return Short(line, text, words, capital_share(words))
