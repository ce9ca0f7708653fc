"""How captures that are in were read until now, and which extract of a new reading is which of the old one."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.models import Article
from importers import readings
from importers.models import Capture, EarlierReading, Rate, Span
from importers.models import Extract as Row
from importers.prepare import Prepared
from importers.segments import Doubt, Extract
from importers.store.removal import untouched
from importers.store.shelf import chunks

OWN_COLUMNS = ("title", "first", "last", "confidence", "runner_up", "needs_review", "reading")


@dataclass(frozen=True, slots=True)
class Standing:
    """A capture as it was read until now, packed by `readings.pack_reading`."""

    packed: readings.Packed
    source: int | None
    free: frozenset[int]
    """Its articles that no editor touched."""
    doubts: list[list[dict[str, Any]]] = field(default_factory=list)
    """What comparing each extract with the archive brought up."""
    left: list[tuple[int, Extract]] = field(default_factory=list)
    """Articles that stay without a capture, with what this one said of each before it was read otherwise."""

    def differs(self, entry: Prepared) -> bool:
        """Whether ``entry`` reads the capture otherwise."""
        return _said(self.packed) != _said(readings.pack_reading(entry.reading, entry.runs))

    def asked(self, position: int) -> tuple[Doubt, ...]:
        """The doubts whether an extract is the same as another."""
        return readings.unpack_doubts(d for d in self.doubts[position] if d["code"] == "may_be_same")


def standing(captures: Iterable[int]) -> dict[int, Standing]:
    """How each of the captures was read, by primary key."""
    found: dict[int, Standing] = {}
    free = _free(captures := set(captures))
    for chunk in chunks(captures):
        for capture in Capture.objects.filter(pk__in=chunk).defer("content"):
            day = capture.capture_date
            packed = {
                "kind": capture.kind,
                "capture_date": day.isoformat() if day else None,
                "warnings": capture.warnings,
                "rates": [],
                "spans": [],
                "extracts": [],
            }
            found[capture.pk] = Standing(packed, capture.source_id, free)
        _add_rates(found, chunk)
        positions = _add_extracts(found, chunk)
        spans = Span.objects.filter(capture__in=chunk).order_by("capture", "first")
        for capture_id, extract, *rest in spans.values_list(
            "capture", "extract", "first", "last", "role", "rule", "evidence", "confidence"
        ):
            found[capture_id].packed["spans"].append([*rest, positions.get(extract)])
        _add_left(found, chunk)
    return found


def heirs_of(before: Sequence[Extract], after: Sequence[Extract]) -> list[int | None]:
    """For each extract of a capture, the index of the one in the new reading that goes on for it; None for none.

    The one under the same headline does, else the one that has most of its text.
    """
    shares = [
        (_shared(one, other), i, j)
        for i, one in enumerate(before)
        for j, other in enumerate(after)
        if one.first <= other.last and other.first <= one.last
    ]
    heirs: list[int | None] = [None] * len(before)
    for (same_headline, share), i, j in sorted(shares, key=lambda found: (found[0], -found[1]), reverse=True):
        if (same_headline or share) and heirs[i] is None and j not in heirs:
            heirs[i] = j
    return heirs


def _free(captures: Collection[int]) -> frozenset[int]:
    articles: set[int] = set()
    for chunk in chunks(captures):
        articles.update(
            Row.objects.filter(capture__in=chunk, article__isnull=False).values_list("article", flat=True)
        )
    return frozenset(untouched(articles))


def _add_rates(found: dict[int, Standing], chunk: Sequence[int]) -> None:
    rates = Rate.objects.filter(capture__in=chunk).order_by("capture", "line", "pk")
    for capture, *rest in rates.values_list("capture", "pair", "value", "change", "line"):
        found[capture].packed["rates"].append(rest)


def _add_extracts(found: dict[int, Standing], chunk: Sequence[int]) -> dict[int, int]:
    """Put the extracts in. Returns the position of each in its capture."""
    positions: dict[int, int] = {}
    rows = Row.objects.filter(capture__in=chunk).order_by("capture", "position")
    for row in rows.values("pk", "capture", "position", "doubts", *OWN_COLUMNS):
        own = [doubt for doubt in row["doubts"] if doubt["code"] not in readings.OF_THE_ARCHIVE]
        capture = found[row["capture"]]
        capture.packed["extracts"].append({name: row[name] for name in OWN_COLUMNS} | {"doubts": own})
        capture.doubts.append([doubt for doubt in row["doubts"] if doubt not in own])
        positions[row["pk"]] = row["position"]
    return positions


def _add_left(found: dict[int, Standing], chunk: Sequence[int]) -> None:
    kept = EarlierReading.objects.filter(capture__in=chunk, reading__has_key=readings.LEFT_ALONE).order_by(
        "run"
    )
    left = {
        article: (capture, extract)
        for capture, of_one in kept.values_list("capture", f"reading__{readings.LEFT_ALONE}")
        for article, extract in of_one
    }
    alone = Article.objects.filter(pk__in=left, extracts=None).order_by("pk")
    for article in alone.values_list("pk", flat=True):
        capture, packed = left[article]
        said = {name: packed[name] for name in ("title", "first", "last")}
        found[capture].left.append((article, readings.unpack(packed["reading"], index=0, **said)))


def _said(packed: readings.Packed) -> str:
    """A reading as a text to compare. Whether it is to be reviewed also depends on what else is in the archive."""
    extracts = [
        {name: value for name, value in extract.items() if name != "needs_review"}
        for extract in packed["extracts"]
    ]
    return json.dumps(packed | {"extracts": extracts}, sort_keys=True)


def _shared(one: Extract, other: Extract) -> tuple[bool, int]:
    """Whether both have their headline on the same line, and how many characters of text."""
    lines = {line for block in other.blocks for line in range(block.first, block.last + 1)}
    text = sum(len(block.text) for block in one.blocks if block.first in lines)
    return one.title_line is not None and one.title_line == other.title_line, text
