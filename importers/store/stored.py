"""Captures that are in, as the table and the report show them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import F, Sum

from importers import readings
from importers.models import Capture, Extract, Rate, Span
from importers.segments import Extract as Read
from importers.store.shelf import chunks

Identity = tuple[int | str | None, tuple[str, int] | None]
"""An article, and the capture and index of the occurrence that this one is a copy of."""


@dataclass(slots=True)
class Stored:
    """A capture as it was kept."""

    name: str
    kind: str
    capture_date: date | None
    warnings: list[str]
    rates: dict[str, str] = field(default_factory=dict)
    roles: Counter[str] = field(default_factory=Counter)
    confidences: list[float] = field(default_factory=list)


def stored(captures: Iterable[int]) -> dict[int, Stored]:
    """What is shown of each capture."""
    found: dict[int, Stored] = {}
    for chunk in chunks(captures):
        for capture in Capture.objects.filter(pk__in=chunk).defer("content"):
            found[capture.pk] = Stored(
                capture.file_name, capture.kind, capture.capture_date, capture.warnings
            )
        for capture, pair, value in Rate.objects.filter(capture__in=chunk).values_list(
            "capture", "pair", "value"
        ):
            found[capture].rates[pair] = value
        lines = Span.objects.filter(capture__in=chunk).order_by().values_list("capture", "role")
        for capture, role, count in lines.annotate(count=Sum(F("last") - F("first") + 1)):
            found[capture].roles[role] = count
        rows = Extract.objects.filter(capture__in=chunk).order_by("capture", "position")
        for capture, confidence in rows.values_list("capture", "confidence"):
            found[capture].confidences.append(confidence)
    return found


def extracts_of(captures: Iterable[int]) -> dict[int, list[tuple[int, Read]]]:
    """The extracts of each capture in order, with their primary keys."""
    found: dict[int, list[tuple[int, Read]]] = {}
    for chunk in chunks(captures):
        for row in Extract.objects.filter(capture__in=chunk).order_by("capture", "position"):
            read = readings.unpack(
                row.reading,
                index=row.position,
                title=row.title,
                first=row.first,
                last=row.last,
                confidence=row.confidence,
            )
            found.setdefault(row.capture_id, []).append(
                (row.pk, replace(read, needs_review=row.needs_review))
            )
    return found


def identities(extracts: Sequence[int]) -> dict[int, Identity]:
    """Which article each extract belongs to, and the occurrence that it is a copy of."""
    found: dict[int, Identity] = {}
    for chunk in chunks(set(extracts)):
        rows = Extract.objects.filter(pk__in=chunk).values_list(
            "pk", "article_id", "duplicate_of__capture__file_name", "duplicate_of__position"
        )
        for pk, article, name, position in rows:
            found[pk] = article, ((name, position) if name is not None else None)
    return found
