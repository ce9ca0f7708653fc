"""What an importer says of one article in one capture: a row of the import report, as values. Pure."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any


@dataclass(frozen=True, slots=True)
class Occurrence:
    """``title`` is the printed one alone, None where it was supplied. ``bullets`` and ``captions`` may be unsaid."""

    capture: str
    index: int
    title: str | None
    body: tuple[str, ...]
    headings: tuple[str, ...]
    bullets: tuple[str, ...] | None = None
    captions: tuple[str, ...] | None = None
    credit: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    capture_date: str | None = None
    rates: Mapping[str, str] | None = None
    article: Hashable | None = None
    """Equal for occurrences of one article."""
    copy_of: tuple[str, int] | None = None
    confidence: float | None = None
    needs_review: bool | None = None

    @property
    def place(self) -> tuple[str, int]:
        return self.capture, self.index


def occurrence(row: Mapping[str, Any]) -> Occurrence:
    """A row of the import report as `Occurrence`."""
    copied = row.get("duplicate_of")
    bullets, captions = row.get("bullets"), row.get("captions")
    is_printed = row.get("title_source", "text") == "text"
    return Occurrence(
        capture=PurePath(row["capture"]).name,
        index=row["index"],
        title=(row.get("title") or None) if is_printed else None,
        body=tuple(row.get("body") or ()),
        headings=tuple(row.get("headings") or ()),
        bullets=None if bullets is None else tuple(bullets),
        captions=None if captions is None else tuple(captions),
        credit=row.get("image_credit"),
        authors=tuple(row.get("authors") or ()),
        published=row.get("published"),
        capture_date=row.get("capture_date"),
        rates=row.get("ticker"),
        article=row.get("article_id"),
        copy_of=(PurePath(copied["capture"]).name, copied["index"]) if copied else None,
        confidence=row.get("confidence"),
        needs_review=row.get("needs_review"),
    )
