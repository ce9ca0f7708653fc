"""The import report: one JSON object for every occurrence of an article in a capture, and a summary. Pure.

The format is the one that captures with known truth are scored by, and a path, for several files may have one name.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from importers.segments import Extract, Rate, TitleSource


def occurrence(
    capture: str, extract: Extract, capture_date: date | None, rates: Mapping[str, str]
) -> dict[str, Any]:
    """What was read of one article in one capture. Which article it is, is told by `identified`."""
    day = extract.published.day
    return {
        "capture": capture,
        "index": extract.index,
        "title": extract.title if extract.title_source is TitleSource.TEXT else None,
        "title_source": extract.title_source.value,
        "body": list(extract.body),
        "headings": list(extract.headings),
        "bullets": list(extract.bullets),
        "captions": list(extract.captions),
        "image_credit": extract.credit,
        "authors": [name.name for name in extract.authors],
        "author_bio": list(extract.author_bio),
        "published": day.isoformat() if day else None,
        "capture_date": capture_date.isoformat() if capture_date else None,
        "duplicate_of": None,
        "article_id": None,
        "confidence": round(extract.confidence, 4),
        "needs_review": extract.needs_review,
        "ticker": dict(rates) or None,
    }


def identified(
    row: Mapping[str, Any], article: int | str | None, primary: tuple[str, int] | None
) -> dict[str, Any]:
    """The row with its article and, of a copy, the occurrence that it is a copy of."""
    place = {"capture": primary[0], "index": primary[1]} if primary else None
    return {**row, "article_id": article, "duplicate_of": place}


def ticker(rates: tuple[Rate, ...]) -> dict[str, str]:
    return {rate.pair: rate.value for rate in rates}


def line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"
