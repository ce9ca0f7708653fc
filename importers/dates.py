"""Dates as a newsroom prints them: which day, how precisely, and whether another reading is as good.

In: the text of a line. Out: `PrintedDate`, or None where the line is not a date and nothing else. Months are English;
a numeric date whose day and month could be exchanged is kept as printed and given no day.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """``day`` is the first of the month where only the month is printed, and None where the print is ambiguous."""

    printed: str
    day: date | None
    precision: Precision
    ambiguous: bool = False


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}
# The longest printed date, "Published on Wednesday, 24th September 2025, 12:45 p.m. GMT+06:00", has 66 characters.
LONGEST = 70
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199

# Every form has a number of two digits or more; most short lines have none.
HAS_NUMBER = re.compile("[0-9][0-9]")
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_LABEL = r"(?:(?:first |last )?(?:published|posted|updated|date)(?: on| at)?:? )?"
_WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? |(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)\.?,? )?"
)
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?"
_ZONE = r"(?: ?\(?[A-Z]{2,4}(?:[+-]\d{1,2}(?::\d{2})?)?\)?)?"
_TIME = rf"(?:,? (?:at |[-–—|] )?{_CLOCK}{_ZONE})?"
_FORMS = tuple(
    re.compile(_LABEL + _WEEKDAY + form + _TIME, re.IGNORECASE)
    for form in (
        rf"{_DAY} {_MONTH},? {_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        r"(?P<year>\d{4})-(?P<month_number>\d{2})-(?P<day>\d{2})",
        rf"{_MONTH},? {_YEAR}",
        r"(?P<first>\d{1,2})[./-](?P<second>\d{1,2})[./-](?P<year>\d{4})",
    )
)


def parse_date(text: str) -> PrintedDate | None:
    """The date that the whole of ``text`` is."""
    if len(text) > LONGEST or not HAS_NUMBER.search(text):
        return None
    plain = " ".join(text.split())
    for form in _FORMS:
        match = form.fullmatch(plain)
        if match:
            return _printed(text, match.groupdict())
    return None


def _printed(text: str, parts: dict[str, str | None]) -> PrintedDate | None:
    year = int(parts["year"] or 0)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    if parts.get("first"):
        return _numeric(text, year, int(parts["first"] or 0), int(parts["second"] or 0))
    month = (
        int(parts["month_number"] or 0)
        if "month_number" in parts
        else MONTHS.get((parts["month"] or "").lower())
    )
    if month is None:
        return None
    if "day" not in parts:
        return PrintedDate(text, date(year, month, 1), Precision.MONTH)
    day = _day(year, month, int(parts["day"] or 0))
    return PrintedDate(text, day, Precision.DAY) if day else None


def _numeric(text: str, year: int, first: int, second: int) -> PrintedDate | None:
    """``19.02.2025`` can only be February; ``04.03.2025`` may be either month, and stays open."""
    readings = {day for day in (_day(year, second, first), _day(year, first, second)) if day}
    if not readings:
        return None
    ambiguous = len(readings) > 1
    return PrintedDate(text, None if ambiguous else readings.pop(), Precision.DAY, ambiguous)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
