"""Which lines are dates, to which day, and which stay open."""

from datetime import date

import pytest

from importers.dates import Precision, parse_date


@pytest.mark.parametrize(
    "text",
    [
        "19 February 2025",
        "19th February, 2025",
        "February 19, 2025",
        "Feb. 19 2025",
        "Feb 19th, 2025",
        "Wednesday, 19 February 2025",
        "Wed 19 Feb 2025",
        "2025-02-19",
        "19.02.2025",
        "02/19/2025",
        "19/02/2025",
        "19 February 2025, 14:05",
        "19 February 2025 at 2:05 pm",
        "19 February 2025 14:05 GMT+6",
        "Published on 19 February 2025",
        "Last updated: February 19, 2025",
        "19  FEBRUARY  2025",
    ],
)
def test_a_printed_day_is_that_day(text):
    printed = parse_date(text)
    assert printed is not None
    assert (printed.day, printed.precision, printed.ambiguous) == (date(2025, 2, 19), Precision.DAY, False)
    assert printed.printed == text


def test_a_date_whose_day_and_month_could_be_exchanged_has_no_day():
    printed = parse_date("04.03.2025")
    assert printed is not None
    assert printed.ambiguous
    assert printed.day is None


def test_a_date_that_is_the_same_both_ways_is_not_ambiguous():
    assert parse_date("03.03.2025").day == date(2025, 3, 3)


def test_a_month_is_a_date_of_lesser_precision():
    assert parse_date("February 2025").precision is Precision.MONTH


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025",
        "19 February",
        "31 February 2025",
        "19 Febtober 2025",
        "19 February 1066",
        "32.13.2025",
        "2025-13-01",
        "On 19 February 2025 the ferry ran",
        "19 February 2025 to 3 March 2025",
        "February 19, 2025 – Ferry Returns",
        "1" * 500,
    ],
)
def test_what_is_no_date_or_more_than_a_date_is_none(text):
    assert parse_date(text) is None
