"""An editor's word about one line moves no other: the rest of the page stays as it was read without it."""

from itertools import combinations

import pytest

from importers.decided import Given
from importers.infer import infer
from importers.outline import Usual
from importers.read import read
from importers.segments import Reading, Role
from importers.survey import Survey
from tests.importers.pages import BAKERS, BRIDGE, FERRY, HERONS, make_page

LINES = (
    "27 March 2025",
    *("", "Ferry Returns to the Lower Sarn After Eleven Weeks of Flood", "", FERRY),
    *("", "A Landing of Oak", "", FERRY.replace("Monday", "Tuesday"), "", FERRY.replace("hens", "ducks")),
    *("", "Councillors Vote for a Second Bridge and a Toll on Lorries", "", BRIDGE),
    *("", "What the Owners of Quarries Say", "", BRIDGE.replace("seven", "nine"), "", BRIDGE.replace("old", "long")),
    *("", "Pupils Count the Herons of the Whole Valley From Dawn to Supper", "", HERONS),
    *("", "A Green Notebook", "", HERONS.replace("Three", "Four"), "", HERONS.replace("green", "blue")),
    *("", "Bakers May Sell Old Loaves at Half Their Price", "", BAKERS, "", BAKERS.replace("tall", "wide")),
)  # fmt: skip
PAGE = make_page(*LINES)
FERRY_LINE, BRIDGE_LINE, HERON_LINE, BAKERS_LINE = OPENINGS = (3, 13, 23, 33)
SUB_HEADINGS = (7, 17, 27)
SURVEY = Survey(usual=Usual(4, 0.95))


def reading(roles=None, begins=(), goes_on=(), page=PAGE) -> Reading:
    given = Given(roles or {}, frozenset(begins), frozenset(goes_on))
    return infer(page, read(page), SURVEY, given if roles or begins or goes_on else None)


def openings(found: Reading) -> list[int]:
    return [extract.first for extract in found.extracts]


def roles(found: Reading) -> dict[int, Role]:
    return {segment.first: segment.role for segment in found.segments}


def test_the_page_is_read_as_its_writer_meant_it():
    assert openings(reading()) == list(OPENINGS)
    assert all(roles(reading())[line] is Role.SUB_HEADING for line in SUB_HEADINGS)


@pytest.mark.parametrize("joined", [*combinations(OPENINGS[1:], 1), *combinations(OPENINGS[1:], 2)])
def test_articles_that_are_joined_are_no_others_cut(joined):
    found = reading(goes_on=joined)
    assert openings(found) == [line for line in OPENINGS if line not in joined]
    assert all(roles(found)[line] is Role.SUB_HEADING for line in SUB_HEADINGS)


@pytest.mark.parametrize("line", [7, 9, 11, 17, 19, 21, 27, 29, 31, 37])
def test_an_article_that_is_cut_joins_no_others(line):
    found, before = reading(begins=[line]), reading()
    assert openings(found) == sorted((*OPENINGS, line))
    others = [extract for extract in found.extracts if extract.first != line]
    assert [extract.title for extract in others] == [extract.title for extract in before.extracts]


@pytest.mark.parametrize("line", SUB_HEADINGS)
def test_a_sub_heading_that_is_a_headline_takes_none_from_another_article(line):
    found = reading({line: Role.HEADLINE}, begins=[line])
    assert [extract.title_line for extract in found.extracts] == sorted((*OPENINGS, line))


def test_several_words_hold_together_and_move_nothing_else():
    found = reading({17: Role.HEADLINE}, begins=[17, 29], goes_on=[HERON_LINE])
    assert openings(found) == [FERRY_LINE, BRIDGE_LINE, 17, 29, BAKERS_LINE]


def test_what_was_said_of_another_article_makes_none_surer():
    found, before = reading(goes_on=[BAKERS_LINE]), reading()
    for was, is_now in zip(before.extracts[:2], found.extracts[:2], strict=True):
        assert (is_now.confidence, is_now.runner_up) == (was.confidence, was.runner_up)


def test_a_headline_that_is_none_may_have_been_the_line_below_it():
    kicker = "Notes From Every Corner of the Long Valley of the Upper Sarn"
    page = make_page(*LINES[:12], kicker, "", *LINES[12:])
    found = reading({BRIDGE_LINE: Role.BOILERPLATE}, page=page)
    assert [extract.title_line for extract in found.extracts] == [FERRY_LINE, 15, 25, 35]
