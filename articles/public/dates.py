"""What readers are told about when an article first appeared. Pure.

A capture's date bounds a publication date and is never printed as one.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from articles.models import Article, Edition

Precision = Article.Precision


@dataclass(frozen=True, slots=True)
class Dating:
    """``words`` for the article's own page, ``short`` for lists, ``machine`` for a time element (may be empty).

    ``basis`` says how it is known; ``is_estimate`` that nobody has confirmed what is not known to the day.
    """

    words: str
    short: str
    machine: str
    basis: str
    is_estimate: bool


def dating(edition: Edition) -> Dating:
    """What is known of the first publication of ``edition``'s article."""
    is_estimate = not edition.date_is_confirmed and edition.first_published_precision != Precision.DAY
    day = edition.first_published
    if day is None:
        words = "; ".join(filter(None, ["Date unknown", _bounds(edition.not_before, edition.not_after)]))
        return Dating(words, "Date unknown", "", edition.date_basis, is_estimate)
    about = "about " if is_estimate else ""
    preposition = "" if is_estimate or edition.first_published_precision == Precision.DAY else "in "
    told = spelled(day, edition.first_published_precision)
    return Dating(
        words=f"First published {preposition}{about}{told}",
        short=f"{about.capitalize()}{told}",
        machine=_machine(day, edition.first_published_precision),
        basis=edition.date_basis,
        is_estimate=is_estimate,
    )


def spelled(day: date, precision: str = Precision.DAY) -> str:
    """``day`` in words, as exactly as it is known."""
    if precision == Precision.YEAR:
        return str(day.year)
    return date_format(day, "F Y" if precision == Precision.MONTH else "j F Y")


def years_old(edition: Edition, today: date) -> int:
    """How many full years ago the article certainly appeared; 0 for less than one, or where no date is known."""
    if edition.first_published is None:
        return 0
    latest = _latest(edition.first_published, edition.first_published_precision)
    is_before_its_day = (today.month, today.day) <= (latest.month, latest.day)
    return max(today.year - latest.year - is_before_its_day, 0)


def _bounds(not_before: date | None, not_after: date | None) -> str:
    if not_before and not_after:
        if not_before == not_after:
            return f"about {spelled(not_before)}"
        return f"between {spelled(not_before)} and {spelled(not_after)}"
    if not_after:
        return f"not after {spelled(not_after)}"
    return f"not before {spelled(not_before)}" if not_before else ""


def _machine(day: date, precision: str) -> str:
    whole = day.isoformat()
    return {Precision.YEAR.value: whole[:4], Precision.MONTH.value: whole[:7]}.get(precision, whole)


def _latest(day: date, precision: str) -> date:
    """The last day that ``day`` can mean."""
    if precision == Precision.YEAR:
        return date(day.year, 12, 31)
    if precision == Precision.MONTH:
        return day.replace(day=monthrange(day.year, day.month)[1])
    return day
