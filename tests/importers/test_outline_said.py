"""What an editor said of openings holds in the outline of the page, and the rest of the page stays as it was."""

import pytest

from importers.outline import Outline, outline
from importers.segments import Kind
from tests.importers.pages import BAKERS, BRIDGE, FERRY, HERONS, segments_of

LISTING = (
    "27 March 2025",
    "",
    "Ferry Returns to the Lower Sarn After Eleven Weeks of Flood",
    "",
    FERRY,
    "",
    "A Landing of Oak",
    "",
    BRIDGE,
    "",
    "Pupils Count the Herons of the Whole Valley From Dawn to Supper",
    "",
    HERONS,
    "",
    BAKERS,
)
FERRY_LINE, OAK_LINE, HERON_LINE, BAKERS_LINE = 3, 7, 11, 15


def outlined(begins=(), goes_on=(), kind=None, lines=LISTING) -> Outline:
    return outline(segments_of(*lines), kind, None, frozenset(begins), frozenset(goes_on))


def titles(decided: Outline) -> list[int | None]:
    return [opening.title_line for opening in decided.openings]


@pytest.mark.parametrize("kind", [None, Kind.ARTICLE])
@pytest.mark.parametrize("line", [FERRY_LINE, OAK_LINE, HERON_LINE, BAKERS_LINE])
def test_an_article_begins_where_an_editor_said(line, kind):
    assert line in titles(outlined(begins=[line], kind=kind))


@pytest.mark.parametrize("kind", [None, Kind.ARTICLE])
@pytest.mark.parametrize("line", [FERRY_LINE, OAK_LINE, HERON_LINE])
def test_no_article_begins_where_an_editor_said_that_it_goes_on(line, kind):
    assert line not in titles(outlined(goes_on=[line], kind=kind))


@pytest.mark.parametrize("kind", [None, Kind.ARTICLE])
def test_all_that_was_said_holds_together(kind):
    decided = outlined(begins=[OAK_LINE, BAKERS_LINE], goes_on=[FERRY_LINE, HERON_LINE], kind=kind)
    assert titles(decided) == [None, OAK_LINE, BAKERS_LINE]


def test_one_article_pages_hold_as_many_as_were_said():
    assert titles(outlined(kind=Kind.ARTICLE)) == [FERRY_LINE]
    assert titles(outlined(begins=[HERON_LINE], kind=Kind.ARTICLE)) == [FERRY_LINE, HERON_LINE]


def test_what_was_said_is_sure_and_needs_no_review():
    decided = outlined(begins=[FERRY_LINE, HERON_LINE], goes_on=[OAK_LINE])
    assert [opening.title_line for opening in decided.openings] == [FERRY_LINE, HERON_LINE]
    assert all(opening.confidence > 0.9 and not opening.needs_review for opening in decided.openings)
    assert not any(opening.runner_up for opening in decided.openings)


def test_a_page_of_nothing_but_headlines_that_were_refused_has_no_article_with_a_headline():
    lines = ("27 March 2025", "", "A Landing of Oak", "", "A Boat of Ash")
    assert titles(outlined(goes_on=[3, 5], lines=lines)) == []
