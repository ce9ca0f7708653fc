"""Whatever an editor says of a line is what the line is, and an article begins where an editor says so."""

import pytest

from importers.decided import SAYABLE, Decided, Kind, Word, given_for, place_of
from importers.infer import infer
from importers.read import read
from importers.segments import BODY_ROLES, DROPPED_ROLES, Reading, Role
from tests.importers.pages import BAKERS, BRIDGE, FERRY, HERONS, make_page

FERRY_TITLE = "Ferry Returns to the Lower Sarn After Eleven Weeks of Flood"
HERON_TITLE = "Pupils Count the Herons of the Whole Valley From Dawn to Supper"
LISTING = (
    "27 March 2025",
    "",
    FERRY_TITLE,
    "",
    FERRY,
    "",
    "A Landing of Oak",
    "",
    BRIDGE,
    "",
    HERON_TITLE,
    "",
    HERONS,
    "",
    BAKERS,
)
ARTICLE = (
    "27 March 2025",
    "26 March 2025",
    "",
    FERRY_TITLE,
    "",
    FERRY,
    "",
    "A Landing of Oak",
    "",
    BRIDGE,
    "",
    HERONS,
)


def reading(lines=LISTING, **said) -> Reading:
    """The page with what was said: ``L7=Kind.BEGINS`` or ``L7=Role.CAPTION``, or several of them for a line."""
    page = make_page(*lines)
    words = [
        Word(what, place_of(page.lines, line))
        if isinstance(what, Kind)
        else Word(Kind.ROLE, place_of(page.lines, line), what)
        for line, whats in ((int(name[1:]), whats) for name, whats in said.items())
        for what in (whats if isinstance(whats, tuple) else (whats,))
    ]
    return infer(page, read(page), given=given_for(page, Decided.of(words)))


def line_of(found: Reading, number: int):
    return next(segment for segment in found.segments if segment.first <= number <= segment.last)


def articles(found: Reading) -> list[tuple[str | None, int, int]]:
    return [(extract.title, extract.first, extract.last) for extract in found.extracts]


@pytest.mark.parametrize("line", [3, 5, 7, 9, 15])
@pytest.mark.parametrize("role", SAYABLE)
def test_a_line_is_what_an_editor_says(line, role):
    found = reading(**{f"L{line}": role})
    segment = line_of(found, line)
    is_too_long = len(segment.text) > 200 and role in (Role.HEADLINE, Role.BYLINE, Role.CREDIT)
    if is_too_long and not (role is Role.HEADLINE and len(segment.text) <= 300):
        assert segment.role is Role.PARAGRAPH
        return
    assert segment.role is role
    assert segment.confidence == 1
    assert "said by an editor" in segment.evidence
    assert segment.rule == ("paragraph" if role is Role.PARAGRAPH and line in (5, 9, 15) else "editor")
    assert (segment.extract is None) is (role in DROPPED_ROLES)


def test_a_line_that_was_dropped_becomes_text():
    lines = (*LISTING[:5], "", "Sidebar", "", *LISTING[6:])
    assert line_of(reading(lines), 7).role in DROPPED_ROLES
    found = reading(lines, L7=Role.PARAGRAPH)
    assert "Sidebar" in found.extracts[0].body


def test_a_headline_that_an_editor_names_begins_an_article_with_it():
    found = reading(L3=Role.HEADLINE, L7=Role.HEADLINE)
    assert articles(found)[:2] == [(FERRY_TITLE, 3, 5), ("A Landing of Oak", 7, 9)]


def test_two_articles_are_one_where_the_editor_says_that_it_goes_on():
    lines = (*LISTING[:9], "", "Continue reading", "", *LISTING[10:])
    assert [extract.title for extract in reading(lines).extracts] == [FERRY_TITLE, HERON_TITLE]
    (article,) = reading(lines, L13=Kind.GOES_ON).extracts
    assert (article.title, article.last) == (FERRY_TITLE, 17)
    assert HERON_TITLE in (*article.headings, *article.body)


def test_one_article_is_two_where_the_editor_says_that_one_begins():
    assert articles(reading(L7=Kind.BEGINS)) == [
        (FERRY_TITLE, 3, 5),
        ("A Landing of Oak", 7, 9),
        (HERON_TITLE, 11, 15),
    ]


@pytest.mark.parametrize("lines", [LISTING, ARTICLE])
def test_an_article_without_a_captured_headline_begins_in_running_text(lines):
    line = len(lines)
    first, *_, last = reading(lines, **{f"L{line}": Kind.BEGINS}).extracts
    assert (first.title, last.title) == (FERRY_TITLE, None)
    assert (last.first, last.last, last.body) == (line, line, (lines[-1],))
    assert last.confidence > 0.99
    assert not last.needs_review


def test_a_page_of_one_article_holds_two_where_an_editor_says_so():
    assert len(reading(ARTICLE).extracts) == 1
    assert articles(reading(ARTICLE, L8=Kind.BEGINS)) == [(FERRY_TITLE, 4, 6), ("A Landing of Oak", 8, 12)]


def test_an_article_may_begin_above_the_first_headline():
    lines = (LISTING[0], "", BAKERS, *LISTING[1:])
    (guessed, *_), (said, *_) = (
        reading(lines, L5=Kind.BEGINS).extracts,
        reading(lines, L5=Kind.BEGINS, L3=Kind.BEGINS).extracts,
    )
    assert (guessed.title, guessed.last, guessed.needs_review) == (None, 3, True)
    assert (said.title, said.last, said.needs_review) == (None, 3, False)


def test_an_article_that_begins_with_its_picture_has_the_headline_below_it():
    lines = (*LISTING[:9], "", "Image: SNA, Jane Roe", *LISTING[9:])
    found = reading(lines, L11=Kind.BEGINS)
    assert articles(found)[1] == (HERON_TITLE, 11, 17)
    assert found.extracts[1].captions or found.extracts[1].credit


def test_a_headline_that_was_taken_for_a_link_begins_an_article():
    lines = (*LISTING, "", "Suggested Articles", "", "Bread at Half Its Price From October", "", FERRY)
    assert line_of(reading(lines), 19).role in DROPPED_ROLES | BODY_ROLES | {Role.SUB_HEADING}
    found = reading(lines, L19=Kind.BEGINS)
    assert (found.extracts[-1].title, found.extracts[-1].first) == (
        "Bread at Half Its Price From October",
        19,
    )


def test_an_article_may_begin_with_a_line_that_is_no_headline():
    found = reading(L7=(Kind.BEGINS, Role.SUB_HEADING))
    assert (found.extracts[1].title, found.extracts[1].headings) == (None, ("A Landing of Oak",))


def test_a_segment_of_several_lines_is_cut_where_an_editor_spoke_of_one():
    lines = (*LISTING[:4], "[caption id=1]Image of the", "ferry at its landing[/caption]", *LISTING[4:])
    assert line_of(reading(lines), 6).first == 5
    found = reading(lines, L6=Role.CAPTION)
    assert (line_of(found, 6).first, line_of(found, 6).role, line_of(found, 5).last) == (6, Role.CAPTION, 5)


def test_a_word_about_one_line_leaves_the_others_as_they_were():
    found, before = reading(L15=Role.QUOTATION), reading()
    assert [s for s in found.segments if s.first != 15] == [s for s in before.segments if s.first != 15]
