"""An `Extract` as JSON, to be kept and read again: what the importer last read is the base of its next merge. Pure."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from importers.segments import Block, Bound, Doubt, Extract, Name, Role, TitleSource


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


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
