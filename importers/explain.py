"""A capture as the reader understood it, line by line, in columns for a terminal. Pure.

In: a `Reading`. Out: `Printed` lines: what was captured, every line with its role and why, the articles, the ledger.
"""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from importers.segments import DROPPED_ROLES, Extract, Reading, Role, Segment

LEAST_WIDTH = 72
"""Narrower than this the columns hold nothing."""
WIDEST_RULE = 20
EVIDENCE_SHARE = 0.4
"""What the evidence gets of the room that is left beside the narrow columns; the text has the rest."""
HEADINGS = ("line", "role", "art.", "sure", "rule", "evidence", "text")
ELLIPSIS = "…"


class Tone(StrEnum):
    """What a line is to the eye."""

    PLAIN = auto()
    HEADING = auto()
    """Of the printed table."""
    OPENING = auto()
    SUB_HEADING = auto()
    DROPPED = auto()
    UNKNOWN = auto()
    REMARK = auto()


@dataclass(frozen=True, slots=True)
class Printed:
    """A line for the terminal, not wider than was asked for."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the capture. ``opens`` is the article that begins with it."""

    number: int
    segment: Segment
    text: str
    opens: Extract | None = None

    @property
    def is_dropped(self) -> bool:
        return self.segment.role in DROPPED_ROLES

    @property
    def tone(self) -> Tone:
        if self.segment.role is Role.UNKNOWN:
            return Tone.UNKNOWN
        if self.is_dropped:
            return Tone.DROPPED
        if self.opens or self.segment.role is Role.HEADLINE:
            return Tone.OPENING
        return Tone.SUB_HEADING if self.segment.role is Role.SUB_HEADING else Tone.PLAIN


def explain(reading: Reading, width: int, dropped_only: bool = False) -> Iterator[Printed]:
    """The lines to print, each at most ``width`` cells wide, which is `LEAST_WIDTH` at least."""
    width = max(width, LEAST_WIDTH)
    for words in (*_head(reading), ""):
        yield from _remark(words, width)
    yield from _table(reading, width, dropped_only)
    yield Printed("")
    for extract in reading.extracts:
        yield from _remark(_article(extract), width)
    yield Printed("")
    yield from _ledger(reading, width)


def rows(reading: Reading) -> list[Row]:
    """Every line of the capture once."""
    opening = {_opening_line(extract): extract for extract in reading.extracts}
    lines = reading.page.lines
    return [
        Row(number, segment, lines[number - 1].text, opening.get(number))
        for segment in reading.segments
        for number in range(segment.first, segment.last + 1)
    ]


def fit(text: str, width: int) -> str:
    """``text`` in exactly ``width`` cells of a terminal: filled up with spaces, or cut with an ellipsis."""
    taken = cells(text)
    if taken > width:
        text = _cut(text, width - 1) + ELLIPSIS
        taken = cells(text)
    return text + " " * (width - taken)


def cells(text: str) -> int:
    """How many cells of a terminal a text fills: a wide character two, one that sits on another none."""
    if text.isascii():
        return len(text)
    return sum(map(_cell, text))


def _cell(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _cut(text: str, width: int) -> str:
    taken = 0
    for place, character in enumerate(text):
        taken += _cell(character)
        if taken > width:
            return text[:place].rstrip()
    return text


def _opening_line(extract: Extract) -> int:
    return extract.first if extract.title_line is None else extract.title_line


def _head(reading: Reading) -> Iterator[str]:
    page = reading.page
    yield f"{page.name}: {len(page.lines):,} lines, {len(page.content):,} bytes, {page.encoding}"
    yield f"SHA-256 {page.sha256}"
    day = reading.capture_date.isoformat() if reading.capture_date else "unknown"
    rates = ", ".join(f"{rate.pair} {rate.value}" for rate in reading.rates)
    yield f"Kind {reading.kind.value}, captured {day}" + (f", rates {rates}" if rates else "")
    for repair in page.repairs:
        yield f"Repaired: {repair}"
    for warning in reading.warnings:
        yield f"Warning: {warning}"


def _table(reading: Reading, width: int, dropped_only: bool) -> Iterator[Printed]:
    shown = [row for row in rows(reading) if row.is_dropped or not dropped_only]
    columns = _columns(reading, shown, width)
    yield Printed(_line(HEADINGS, columns), Tone.HEADING)
    for row in shown:
        segment = row.segment
        article = "" if segment.extract is None else str(segment.extract + 1)
        sure = "" if segment.role is Role.BLANK else f"{segment.confidence:.2f}"
        found = (
            str(row.number),
            _words(segment.role),
            article,
            sure,
            segment.rule,
            segment.evidence,
            row.text,
        )
        yield Printed(_line(found, columns), row.tone)
        if row.opens is not None and not dropped_only:
            yield from _remark(_opening(row.opens), width)
    if not shown:
        yield Printed("No line was dropped.", Tone.REMARK)


def _columns(reading: Reading, shown: Collection[Row], width: int) -> tuple[int, ...]:
    number = max(len(HEADINGS[0]), len(str(len(reading.page.lines))))
    role = max((len(_words(row.segment.role)) for row in shown), default=4)
    rule = min(WIDEST_RULE, max((len(row.segment.rule) for row in shown), default=4))
    narrow = (number, max(4, role), len(HEADINGS[2]), len(HEADINGS[3]), max(4, rule))
    left = width - sum(narrow) - len(HEADINGS) + 1
    needed = max((cells(row.segment.evidence) for row in shown), default=0)
    evidence = min(max(needed, len(HEADINGS[5])), int(left * EVIDENCE_SHARE))
    return (*narrow, evidence, left - evidence)


def _line(found: Sequence[str], columns: Sequence[int]) -> str:
    number, *others = [fit(text, size) for text, size in zip(found, columns, strict=True)]
    return " ".join([number.strip().rjust(columns[0]), *others]).rstrip()


def _remark(words: str, width: int) -> Iterator[Printed]:
    """Words on lines of their own, broken between words; what follows the first line is indented."""
    indent = " " * (len(words) - len(words.lstrip()))
    line, is_first = "", True
    for word in words.split():
        start = indent if is_first else indent + "  "
        if line and cells(f"{start}{line} {word}") > width:
            yield Printed(start + line, Tone.REMARK)
            line, is_first = "", False
            start = indent + "  "
        line = f"{line} {word}" if line else fit(word, min(cells(word), width - len(start)))
    yield Printed((indent if is_first else indent + "  ") + line if line else "", Tone.REMARK)


def _opening(extract: Extract) -> str:
    said = (
        f"     ↳ opens article {extract.index + 1}, {extract.confidence:.2f} sure that it begins and ends so"
    )
    return f"{said}; else {extract.runner_up}" if extract.runner_up else said


def _article(extract: Extract) -> str:
    title = f"“{extract.title}”" if extract.title else "no title in the capture"
    facts = [f"lines {extract.first}–{extract.last}", f"{extract.confidence:.2f} sure"]
    if extract.authors:
        facts.append("by " + ", ".join(name.name for name in extract.authors))
    if extract.published.day:
        facts.append(f"published {extract.published.day.isoformat()}")
    if extract.needs_review:
        facts.append("to be reviewed")
    doubts = " ".join(doubt.words for doubt in extract.doubts)
    return f"Article {extract.index + 1}: {title}, {', '.join(facts)}. {doubts}"


def _ledger(reading: Reading, width: int) -> Iterator[Printed]:
    """Lines by role, which add up to the lines of the capture."""
    counts: Counter[Role] = Counter()
    for segment in reading.segments:
        counts[segment.role] += segment.last - segment.first + 1
    told = " + ".join(f"{count:,} {_words(role)}" for role, count in counts.most_common())
    whole = len(reading.page.lines)
    yield from _remark(f"{told or '0'} = {counts.total():,} of {whole:,} lines", width)
    dropped = sum(count for role, count in counts.items() if role in DROPPED_ROLES)
    yield from _remark(f"{dropped:,} {'line reaches' if dropped == 1 else 'lines reach'} no article.", width)


def _words(role: Role) -> str:
    return role.value.replace("_", " ")
