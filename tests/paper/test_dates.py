"""What a reader is told about the first publication, and how old a piece is called."""

import re
from datetime import date
from typing import Any

import pytest

from articles.models import Article, Edition
from articles.public.dates import dating, years_old
from tests.make import make_edition
from tests.paper.reading import elements_of

DAY, MONTH, YEAR = Article.Precision.DAY, Article.Precision.MONTH, Article.Precision.YEAR


def edition(**fields: Any) -> Edition:
    return Edition(**fields)


def known(precision: str, confirmed: bool = False) -> dict[str, Any]:
    return {
        "first_published": date(2025, 2, 19),
        "first_published_precision": precision,
        "date_is_confirmed": confirmed,
    }


BEFORE, AFTER = {"not_before": date(2024, 6, 1)}, {"not_after": date(2025, 12, 10)}

TOLD = [
    ("a day", known(DAY), "First published 19 February 2025", "19 February 2025", "2025-02-19"),
    ("a month", known(MONTH, True), "First published in February 2025", "February 2025", "2025-02"),
    (
        "a guessed month",
        known(MONTH),
        "First published about February 2025",
        "About February 2025",
        "2025-02",
    ),
    ("a year", known(YEAR, True), "First published in 2025", "2025", "2025"),
    ("a guessed year", known(YEAR), "First published about 2025", "About 2025", "2025"),
    ("nothing", {}, "Date unknown", "Date unknown", ""),
    ("the latest day", AFTER, "Date unknown; not after 10 December 2025", "Date unknown", ""),
    ("the earliest day", BEFORE, "Date unknown; not before 1 June 2024", "Date unknown", ""),
    (
        "both bounds",
        BEFORE | AFTER,
        "Date unknown; between 1 June 2024 and 10 December 2025",
        "Date unknown",
        "",
    ),
    (
        "bounds that meet",
        AFTER | {"not_before": date(2025, 12, 10)},
        "Date unknown; about 10 December 2025",
        "Date unknown",
        "",
    ),
]


@pytest.mark.parametrize(("what", "fields", "words", "short", "machine"), TOLD, ids=[row[0] for row in TOLD])
def test_a_date_is_told_as_exactly_as_it_is_known(
    what: str, fields: dict[str, Any], words: str, short: str, machine: str
) -> None:
    told = dating(edition(**fields))

    assert (told.words, told.short, told.machine) == (words, short, machine)


def test_invariant_7_a_capture_date_is_a_bound_and_never_a_date_of_publication() -> None:
    told = dating(edition(**AFTER))

    assert told.machine == ""
    assert "published" not in told.words
    assert "2025" not in told.short


def test_invariant_9_only_what_is_known_to_the_day_or_confirmed_is_no_estimate() -> None:
    assert dating(edition(**known(MONTH))).is_estimate
    assert dating(edition(**AFTER)).is_estimate
    assert not dating(edition(**known(DAY))).is_estimate
    assert not dating(edition(**known(MONTH, confirmed=True))).is_estimate


AGES = [
    ("on its first birthday", DAY, date(2026, 2, 19), 0),
    ("a day later", DAY, date(2026, 2, 20), 1),
    ("after three years", DAY, date(2028, 5, 1), 3),
    ("in the month after", MONTH, date(2026, 2, 28), 0),
    ("once the month is surely over", MONTH, date(2026, 3, 1), 1),
    ("before the year is over", YEAR, date(2026, 12, 31), 0),
    ("once the year is surely over", YEAR, date(2027, 1, 1), 1),
    ("before it appeared", DAY, date(2024, 1, 1), 0),
]


@pytest.mark.parametrize(("when", "precision", "today", "years"), AGES, ids=[row[0] for row in AGES])
def test_a_piece_is_called_as_old_as_it_certainly_is(
    when: str, precision: str, today: date, years: int
) -> None:
    assert years_old(edition(**known(precision)), today) == years


def test_a_piece_of_the_29th_of_february_grows_older_too() -> None:
    leap = edition(first_published=date(2024, 2, 29), first_published_precision=DAY)

    assert years_old(leap, date(2025, 2, 28)) == 0
    assert years_old(leap, date(2025, 3, 1)) == 1


def test_without_a_date_no_age_is_claimed() -> None:
    assert years_old(edition(not_after=date(2001, 1, 1)), date(2026, 1, 1)) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("precision", [DAY, MONTH, YEAR])
def test_machines_are_given_a_date_that_they_can_read(client, precision: str) -> None:
    edition = make_edition(**known(precision))

    for address in ("/", "/latest/", edition.get_absolute_url()):
        times = [
            attributes["datetime"] for tag, attributes in elements_of(client.get(address)) if tag == "time"
        ]
        assert len(times) > 1
        assert [time for time in times if not re.fullmatch(r"\d{4}(-\d\d){0,2}", time or "")] == []
