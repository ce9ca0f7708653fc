"""Captures that are in the database, read back as they were decided when they came in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from importers import readings
from importers.capture import page_of
from importers.models import Capture, Extract, Span
from importers.segments import Extract as Read
from importers.segments import Kind, Line, Page, Rate, Reading, Role, Segment

SHA256_PREFIX = re.compile(r"[0-9a-f]{4,64}", re.IGNORECASE)
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Named:
    """A capture by what an operator may call it."""

    pk: int
    name: str
    sha256: str


def named(words: str) -> list[Named]:
    """The captures with this file name, or with a SHA-256 that begins so: at most `MOST_NAMED` of them."""
    wanted = Q(file_name=words)
    if SHA256_PREFIX.fullmatch(words):
        wanted |= Q(sha256__startswith=words.lower())
    found = Capture.objects.filter(wanted).values_list("pk", "file_name", "sha256")
    return [Named(*row) for row in found[:MOST_NAMED]]


def reading_of(pk: int) -> Reading:
    """What the capture was read as. Neighbouring lines with one role, rule and article are one segment."""
    capture = Capture.objects.get(pk=pk)
    page = page_of(capture.file_name, bytes(capture.content))
    extracts = list(capture.extracts.order_by("position"))
    positions = {extract.pk: extract.position for extract in extracts}
    spans = capture.spans.order_by("first")
    return Reading(
        page=page,
        kind=Kind(capture.kind),
        capture_date=capture.capture_date,
        rates=tuple(Rate(rate.pair, rate.value, rate.change, rate.line) for rate in capture.rates.all()),
        segments=tuple(_segment(span, page, positions.get(span.extract_id)) for span in spans),
        extracts=tuple(map(_extract, extracts)),
        warnings=tuple(capture.warnings),
    )


def _segment(span: Span, page: Page, position: int | None) -> Segment:
    return Segment(
        role=Role(span.role),
        first=span.first,
        last=span.last,
        text=_text(page.lines[span.first - 1 : span.last]),
        rule=span.rule,
        evidence=span.evidence,
        confidence=span.confidence,
        extract=position,
    )


def _text(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _extract(extract: Extract) -> Read:
    return readings.unpack(
        extract.reading,
        index=extract.position,
        title=extract.title,
        first=extract.first,
        last=extract.last,
        confidence=extract.confidence,
        runner_up=extract.runner_up,
        needs_review=extract.needs_review,
        doubts=readings.unpack_doubts(extract.doubts),
    )
