"""Labelled captures for fitting: which undecided line is a title, which a sub-heading, which running text."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from importers.capture import read_capture
from importers.kinds import page_format
from importers.read import read
from importers.segments import Kind, Role, Segment

TITLE, HEADING, PLAIN = 0, 1, 2

MOSTLY = 0.6
"""A title's text opens the next article once this share of the present article's blocks went by."""

_BULLET = re.compile(r"^\s*(?:[•·▪*-]|\d{1,2}[.)])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One capture: its segments, and the label of each undecided line."""

    source: str
    name: str
    segments: tuple[Segment, ...]
    kind: Kind | None
    labels: dict[int, int]


def load(folders: Iterable[Path]) -> list[Labelled]:
    """Every capture under ``folders`` that a ``truth.json`` beside a folder ``captures`` describes."""
    truths = sorted(truth for folder in folders for truth in folder.rglob("truth.json"))
    return [page for truth in truths for page in _pages(truth)]


def _pages(truth: Path) -> Iterator[Labelled]:
    for capture in json.loads(truth.read_text(encoding="utf-8"))["captures"]:
        segments = read(read_capture(truth.parent / "captures" / capture["file"]))
        kind = page_format(segments).kind
        yield Labelled(
            capture["source"], capture["file"], segments, kind, labels(segments, capture["articles"])
        )


def key(text: str | None) -> str:
    """A text without case, marks and bullets, to find it again whatever its typography."""
    return re.sub(r"\W+", "", _BULLET.sub("", text or "")).casefold()


class _Article:
    def __init__(self, truth: dict[str, Any]) -> None:
        self.title = key(truth["title"])
        self.body = {key(text) for text in truth["body"]}
        self.headings = {key(text) for text in truth["headings"]}
        self.seen: set[str] = set()

    def is_mostly_seen(self) -> bool:
        return len(self.seen & self.body) >= MOSTLY * len(self.body)


def labels(segments: Sequence[Segment], truth: Sequence[dict[str, Any]]) -> dict[int, int]:
    """Walk down the page and the truth together. A line that is in no article counts as running text."""
    ahead = [_Article(article) for article in truth]
    now = ahead.pop(0) if ahead and not ahead[0].title else None
    found: dict[int, int] = {}
    for segment in segments:
        if segment.role is Role.BLANK:
            continue
        text = key(segment.text)
        is_next = bool(ahead) and text == ahead[0].title
        if is_next and (now is None or now.is_mostly_seen() or text not in now.headings | now.body):
            now = ahead.pop(0)
            label = TITLE
        else:
            label = HEADING if now and text in now.headings else PLAIN
        if now:
            now.seen.add(text)
        if segment.role is Role.UNKNOWN:
            found[segment.first] = label
    return found
