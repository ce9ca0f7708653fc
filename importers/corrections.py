"""What an editor made of an article, in terms of the lines of one capture that has it. Pure.

In: the article as read from the capture, the lines that may be its, and what stands. Out: the article as it should have
been read, in the form of a truth. An editor writes for readers: only what is printed on the capture says how that
should be read. So a headline counts where a line has its words, a block where a line is one, a name or a day where it
is printed. A sentence written anew, a passage cut or a fact known from elsewhere say nothing about the page, and what
was read there stays; that a line is no text, or begins an article, is said in a decision, by which the page is read.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from articles.body import BlockKind
from importers.dates import parse_date
from importers.evaluate.text import key
from importers.segments import BODY_ROLES, Extract, Line, Role

ROLES = {
    BlockKind.PARAGRAPH: Role.PARAGRAPH,
    BlockKind.ITEM: Role.LIST_ITEM,
    BlockKind.NUMBERED: Role.LIST_ITEM,
    BlockKind.QUOTATION: Role.QUOTATION,
    BlockKind.HEADING: Role.SUB_HEADING,
    BlockKind.SUBHEADING: Role.SUB_HEADING,
    BlockKind.CAPTION: Role.CAPTION,
}
"""What a block of an article is on a capture; others, such as a credit, say nothing that a truth has room for."""


@dataclass(frozen=True, slots=True)
class Stands:
    """An article as it stands. Each field is None where an editor left what was read."""

    title: str | None = None
    blocks: tuple[tuple[BlockKind, str], ...] | None = None
    authors: tuple[str, ...] | None = None
    day: tuple[date | None] | None = None


@dataclass(frozen=True, slots=True)
class _Block:
    line: int
    role: Role
    text: str


def corrected(extract: Extract, lines: Sequence[Line], stands: Stands) -> dict[str, Any]:
    """The article as it should have been read; ``lines`` are those between its neighbours."""
    title, title_line = _title(extract, lines, stands.title)
    blocks = _blocks(extract, lines, stands.blocks, title_line)
    day = _day(extract, lines, stands.day)
    return {
        "title": title,
        "body": [block.text for block in blocks if block.role in BODY_ROLES],
        "headings": [block.text for block in blocks if block.role is Role.SUB_HEADING],
        "bullets": [block.text for block in blocks if block.role is Role.LIST_ITEM],
        "captions": [block.text for block in blocks if block.role is Role.CAPTION],
        "credit": extract.credit,
        "authors": _authors(extract, lines, stands.authors),
        "author_bio": list(extract.author_bio),
        "published": day.isoformat() if day else None,
    }


def _title(extract: Extract, lines: Iterable[Line], stands: str | None) -> tuple[str | None, int | None]:
    """The headline and its line: the one that an editor gave where it is printed, else the one that was read."""
    wanted = key(stands or "")
    if wanted and wanted != key(extract.title or ""):
        for line in lines:
            if key(line.text) == wanted:
                return line.text, line.number
    return extract.title, extract.title_line


def _blocks(
    extract: Extract,
    lines: Iterable[Line],
    stands: Sequence[tuple[BlockKind, str]] | None,
    title_line: int | None,
) -> list[_Block]:
    """The blocks in order. An editor's say what a line is, and which lines are text that were read as none."""
    read = [_Block(block.first, block.role, block.text) for block in extract.blocks]
    read = [block for block in read if block.line != title_line]
    said = {key(text): ROLES[kind] for kind, text in stands or () if kind in ROLES and key(text)}
    had = {key(block.text) for block in read}
    missed = {line.number: line for line in lines if key(line.text) in said.keys() - had}
    missed.pop(title_line or 0, None)
    blocks = [_Block(block.line, said.get(key(block.text), block.role), block.text) for block in read]
    blocks += [_Block(line.number, said[key(line.text)], line.text) for line in missed.values()]
    return sorted(blocks, key=lambda block: block.line)


def _authors(extract: Extract, lines: Sequence[Line], stands: Sequence[str] | None) -> list[str]:
    """The names that an editor gave and that are printed. Where none of them is, those that were read."""
    read = [name.name for name in extract.authors]
    if stands is None:
        return read
    printed = [name for name in stands if _is_printed(name, lines)]
    return printed if printed or not stands else read


def _is_printed(name: str, lines: Iterable[Line]) -> bool:
    whole = re.compile(rf"(?<!\w){re.escape(name.casefold())}(?!\w)")
    return any(whole.search(line.text.casefold()) for line in lines)


def _day(extract: Extract, lines: Iterable[Line], stands: tuple[date | None] | None) -> date | None:
    """The day that an editor gave, where a line is that day, or none where an editor took it away."""
    read = extract.published.day
    if stands is None:
        return read
    (day,) = stands
    if day is None:
        return None
    return day if any(_is_day(line.text, day) for line in lines) else read


def _is_day(text: str, day: date) -> bool:
    printed = parse_date(text)
    return printed is not None and printed.day == day
