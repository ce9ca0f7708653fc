"""What was read of a capture as JSON, to be kept and read again: the base of the next merge. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from importers.segments import (
    DROPPED_ROLES,
    Block,
    Bound,
    Doubt,
    Extract,
    Kind,
    Line,
    Name,
    Page,
    Rate,
    Reading,
    Role,
    Segment,
    TitleSource,
)

LONGEST_TITLE = 500
LONGEST_RUNNER_UP = 500
LONGEST_EVIDENCE = 300
LONGEST_RULE = 40

OF_THE_ARCHIVE = frozenset({"may_be_same", "headline_differs", "date_differs", "byline_differs", "proposal"})
"""Codes of doubts that comparing with the archive brought up; the others come from the capture itself."""

LEFT_ALONE = "left_alone"
"""Where a kept reading names the articles that stayed without a capture when it ceased to hold."""

Packed = dict[str, Any]


Run = tuple[int | None, int, int, str, str, str, float, str]
"""Neighbouring segments with one role, rule and extract, which are kept as one: the index of the extract, the first
line and the last, role, rule, evidence and confidence, and the text if it reaches no article. A page has a hundred of
them, and every one travels from a worker and becomes a row: so it is a plain tuple."""


def runs_of(segments: Iterable[Segment]) -> tuple[Run, ...]:
    """The segments of a page as they are kept."""
    runs: list[Run] = []
    run: list[Segment] = []
    for segment in segments:
        if run and not _is_one(run[0], segment):
            runs.append(_run(run))
            run = []
        run.append(segment)
    if run:
        runs.append(_run(run))
    return tuple(runs)


def pack_reading(reading: Reading, runs: Iterable[Run]) -> Packed:
    """All that was read of a capture, without its text. `unpack_reading` reads it."""
    return {
        "kind": reading.kind.value,
        "capture_date": _iso(reading.capture_date),
        "warnings": list(reading.warnings),
        "rates": [[rate.pair, rate.value, rate.change, rate.line] for rate in reading.rates],
        "spans": [[*span, extract] for extract, *span, _ in runs],
        "extracts": [
            {
                "title": (extract.title or "")[:LONGEST_TITLE],
                "first": extract.first,
                "last": extract.last,
                "confidence": extract.confidence,
                "runner_up": extract.runner_up[:LONGEST_RUNNER_UP],
                "needs_review": extract.needs_review,
                "doubts": pack_doubts(extract.doubts),
                "reading": pack(extract),
            }
            for extract in reading.extracts
        ],
    }


def unpack_reading(packed: Packed, page: Page) -> Reading:
    """What `pack_reading` packed, of the page that it was read from."""
    return Reading(
        page=page,
        kind=Kind(packed["kind"]),
        capture_date=_day(packed["capture_date"]),
        rates=tuple(Rate(*rate) for rate in packed["rates"]),
        segments=tuple(_segment(*span, page=page) for span in packed["spans"]),
        extracts=tuple(
            unpack(
                extract["reading"],
                index=index,
                doubts=unpack_doubts(extract["doubts"]),
                **{name: value for name, value in extract.items() if name not in ("reading", "doubts")},
            )
            for index, extract in enumerate(packed["extracts"])
        ),
        warnings=tuple(packed["warnings"]),
    )


def pack(extract: Extract) -> dict[str, Any]:
    """Blocks, byline, biography, credit and date as read, with their lines. ``unpack`` reads it."""
    published = extract.published
    return {
        "title_line": extract.title_line,
        "blocks": [[block.role.value, block.first, block.last, block.text] for block in extract.blocks],
        "authors": [[name.name, name.printed, name.line] for name in extract.authors],
        "bio": list(extract.author_bio),
        "credit": extract.credit,
        "published": {
            "day": _iso(published.day),
            "not_after": _iso(published.not_after),
            "not_before": _iso(published.not_before),
            "evidence": published.evidence,
        },
    }


def unpack(reading: dict[str, Any], *, index: int, title: str, first: int, last: int, **rest: Any) -> Extract:
    """The extract that was packed; what has columns of its own is given beside the reading."""
    published = reading["published"]
    return Extract(
        index=index,
        title=title or None,
        title_source=TitleSource.TEXT if title else TitleSource.SUPPLIED,
        title_line=reading["title_line"],
        first=first,
        last=last,
        blocks=tuple(Block(Role(role), text, start, end) for role, start, end, text in reading["blocks"]),
        authors=tuple(Name(*name) for name in reading["authors"]),
        author_bio=tuple(reading["bio"]),
        published=Bound(
            _day(published["day"]),
            _day(published["not_after"]),
            _day(published["not_before"]),
            published["evidence"],
        ),
        credit=reading["credit"],
        **rest,
    )


def pack_doubts(doubts: Iterable[Doubt]) -> list[dict[str, Any]]:
    return [{"code": doubt.code, "words": doubt.words, "line": doubt.line} for doubt in doubts]


def unpack_doubts(doubts: Iterable[dict[str, Any]]) -> tuple[Doubt, ...]:
    return tuple(Doubt(doubt["code"], doubt["words"], doubt["line"]) for doubt in doubts)


def _is_one(one: Segment, other: Segment) -> bool:
    return one.role is other.role and one.extract == other.extract and one.rule == other.rule


def _run(run: Sequence[Segment]) -> Run:
    role, first, last, text, rule, evidence, confidence, extract, _ = run[0]
    is_dropped = role in DROPPED_ROLES
    if len(run) > 1:
        last = run[-1].last
        confidence = min(segment.confidence for segment in run)
        text = "\n".join(segment.text for segment in run) if is_dropped else ""
    return (
        extract,
        first,
        last,
        role.value,
        rule[:LONGEST_RULE],
        evidence[:LONGEST_EVIDENCE],
        confidence,
        text if is_dropped else "",
    )


def _segment(
    first: int,
    last: int,
    role: str,
    rule: str,
    evidence: str,
    confidence: float,
    extract: int | None,
    *,
    page: Page,
) -> Segment:
    text = _text(page.lines[first - 1 : last])
    return Segment(Role(role), first, last, text, rule, evidence, confidence, extract)


def _text(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
