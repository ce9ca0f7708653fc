"""A capture is explained line by line: every line once, in columns that fit, with totals that add up."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.explain import LEAST_WIDTH, Tone, cells, explain, fit, rows
from importers.segments import DROPPED_ROLES, Reading, Role
from tests.importers.pages import BRIDGE, FERRY, HERONS, reading_of, ticker

PAIRS = ("SRN/USD = 0.01144 0%", "QUO/USD = 0.00193 -0%")


def listing() -> Reading:
    return reading_of(
        *ticker(*PAIRS),
        "4 May 2031",
        "",
        "Ferry Returns to the Lower Sarn After Eleven Weeks",
        "",
        FERRY,
        "",
        HERONS,
        "",
        "Council Votes for a Second Bridge in Upper Sarn",
        "",
        BRIDGE,
    )


def printed(reading: Reading, width: int = 160, **options: bool) -> list[str]:
    return [line.text for line in explain(reading, width, **options)]


def numbered(lines: list[str]) -> list[int]:
    return [int(found[1]) for line in lines if (found := re.match(r"\s{0,6}(\d+) [a-z_ ]+ .*", line))]


def test_every_line_is_shown_once_in_order():
    reading = listing()
    assert [row.number for row in rows(reading)] == [line.number for line in reading.page.lines]
    assert numbered(printed(reading))[: len(reading.page.lines)] == [
        line.number for line in reading.page.lines
    ]


def test_a_line_shows_role_article_rule_evidence_and_sureness():
    reading = listing()
    [line] = [line for line in printed(reading, 240) if "Council Votes" in line and "headline" in line]
    segment = next(one for one in reading.segments if one.text.startswith("Council Votes"))
    assert segment.extract == 1
    for words in ("headline", " 2 ", f"{segment.confidence:.2f}", segment.rule, segment.evidence):
        assert words in line


def test_an_opening_shows_how_sure_it_is_and_what_it_would_be_otherwise():
    reading = listing()
    lines = printed(reading, 240)
    for extract in reading.extracts:
        at = next(
            n for n, line in enumerate(lines) if line.lstrip().startswith(f"{extract.title_line} headline")
        )
        assert f"opens article {extract.index + 1}, {extract.confidence:.2f} sure" in lines[at + 1]
    unsure = [extract for extract in reading.extracts if extract.runner_up]
    for extract in unsure:
        assert any(f"else {extract.runner_up}" in line for line in lines)


def test_the_ledger_adds_up_to_the_lines_of_the_capture():
    reading = listing()
    [told] = [line for line in printed(reading, 400) if line.endswith("lines") and " = " in line]
    counts = [int(number.replace(",", "")) for number in re.findall(r"([\d,]+) [a-z]", told.split(" = ")[0])]
    assert sum(counts) == len(reading.page.lines)
    assert told.endswith(f"= {len(reading.page.lines)} of {len(reading.page.lines)} lines")


def test_only_what_reaches_no_article_is_shown_on_request():
    reading = listing()
    dropped = [row.number for row in rows(reading) if row.segment.role in DROPPED_ROLES]
    lines = printed(reading, dropped_only=True)
    assert numbered(lines)[: len(dropped)] == dropped
    assert not any(FERRY[:30] in line for line in lines)
    assert any(f"= {len(reading.page.lines)} of" in line for line in lines)


def test_a_capture_that_lost_nothing_says_so():
    assert "No line was dropped." in printed(reading_of(FERRY, "", HERONS), dropped_only=True)


@pytest.mark.parametrize("width", [LEAST_WIDTH, 80, 100, 133, 200])
def test_no_line_is_wider_than_the_terminal(width):
    reading = listing()
    assert max(cells(line) for line in printed(reading, width)) <= width


def test_a_narrower_terminal_gets_the_least_that_columns_need():
    assert printed(listing(), 10) == printed(listing(), LEAST_WIDTH)


def test_long_lines_are_shortened_with_an_ellipsis():
    [line] = [line for line in printed(listing(), 100) if "paragraph" in line and FERRY[:12] in line]
    assert line.endswith("…")


def test_dropped_lines_openings_and_sub_headings_have_tones_of_their_own():
    tones = {line.tone for line in explain(listing(), 120)}
    assert {Tone.HEADING, Tone.OPENING, Tone.DROPPED, Tone.PLAIN, Tone.REMARK} <= tones
    assert all(row.tone is Tone.DROPPED for row in rows(listing()) if row.segment.role is Role.TICKER)


def test_control_characters_do_not_reach_the_terminal():
    text = "".join(printed(reading_of(f"\x1b[2J\x1b[31m{FERRY}\u202e", "", HERONS)))
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [
        ("ferry", 5, "ferry"),
        ("ferry", 7, "ferry  "),
        ("ferry returns", 8, "ferry r…"),
        ("ferry returns", 7, "ferry… "),
        ("渡し船が戻る", 6, "渡し… "),
        ("渡し船", 6, "渡し船"),
        ("cafe\u0301", 4, "cafe\u0301"),
    ],
)
def test_a_text_fits_its_column_whatever_it_is_written_in(text, width, fitted):
    assert fit(text, width) == fitted


@given(st.text(max_size=300), st.integers(1, 80))
def test_a_fitted_text_fills_its_column_and_no_more(text, width):
    assert cells(fit(text, width)) == width


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200), max_size=12))
def test_whatever_stands_on_a_page_is_explained_within_the_width(lines):
    reading = reading_of(*lines) if any(line.strip() for line in lines) else reading_of("x", *lines)
    assert all(cells(line) <= 90 for line in printed(reading, 90))
