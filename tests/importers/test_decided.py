"""What editors said of lines is found again by the lines' words, wherever they stand."""

import pickle

import pytest

from importers.decided import Decided, Kind, Place, Word, given_for, key_of, place_of
from importers.segments import Role
from tests.importers.pages import make_page

ABOVE, LINE, BELOW, OTHER = (
    "The mayor spoke.",
    "A Landing of Oak",
    "The oak came from the hills.",
    "Nothing of it.",
)


def word(kind: Kind, role: Role | None = None, above: str = ABOVE, below: str = BELOW) -> Word:
    return Word(kind, Place(key_of(LINE), key_of(above), key_of(below)), role)


def given(*words: Word, lines=(ABOVE, "", LINE, "", BELOW)):
    return given_for(make_page(*lines), Decided.of(words))


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ((ABOVE, "", LINE, "", BELOW), 3),
        (("A new header", "", "27 March 2025", "", ABOVE, LINE, BELOW), 6),
        ((ABOVE, LINE, OTHER), 2),
        ((OTHER, LINE, "", "", "", BELOW), 2),
        ((LINE, BELOW), 1),
        ((ABOVE, f"  {LINE}\u200b "), 2),
    ],
)
def test_a_word_holds_where_the_line_and_one_neighbour_are_the_same(lines, line):
    assert given(word(Kind.BEGINS), lines=lines).begins == {line}


@pytest.mark.parametrize(
    "lines", [(OTHER, LINE, OTHER), (LINE,), (ABOVE, OTHER, LINE), (ABOVE, LINE + ".", BELOW), (), ("", "")]
)
def test_a_word_does_not_hold_for_the_same_line_elsewhere(lines):
    assert given(word(Kind.BEGINS), lines=lines) is None


def test_a_word_without_neighbours_holds_for_each_line_with_its_words():
    everywhere = word(Kind.ROLE, Role.BOILERPLATE, "", "")
    assert given(everywhere, lines=(LINE, OTHER, LINE, "", LINE)).roles == dict.fromkeys(
        (1, 3, 5), Role.BOILERPLATE
    )


def test_that_a_page_opens_with_an_article_says_nothing_of_pages_where_something_stands_above():
    opening = word(Kind.BEGINS, above="")
    assert given(opening, lines=(LINE, BELOW)).begins == {1}
    assert given(opening, lines=("What may be its headline", LINE, BELOW)) is None
    assert given(word(Kind.GOES_ON, above=""), lines=(OTHER, LINE, BELOW)).goes_on == {2}


def test_an_end_of_the_page_is_no_neighbour():
    last = word(Kind.GOES_ON, below="")
    assert given(last, lines=(OTHER, LINE)) is None
    assert given(last, lines=(ABOVE, LINE)).goes_on == {2}


@pytest.mark.parametrize(
    ("words", "begins", "goes_on", "role"),
    [
        ([word(Kind.BEGINS), word(Kind.GOES_ON)], False, True, None),
        ([word(Kind.GOES_ON), word(Kind.BEGINS)], True, False, None),
        ([word(Kind.ROLE, Role.SPAM), word(Kind.ROLE, Role.PARAGRAPH, "", "")], False, False, Role.PARAGRAPH),
        ([word(Kind.GOES_ON), word(Kind.ROLE, Role.HEADLINE)], True, False, Role.HEADLINE),
        ([word(Kind.ROLE, Role.HEADLINE), word(Kind.GOES_ON)], False, True, None),
        ([word(Kind.BEGINS), word(Kind.ROLE, Role.BOILERPLATE)], False, False, Role.BOILERPLATE),
        ([word(Kind.ROLE, Role.BOILERPLATE), word(Kind.BEGINS)], True, False, None),
        ([word(Kind.BEGINS), word(Kind.ROLE, Role.PARAGRAPH)], True, False, Role.PARAGRAPH),
        ([word(Kind.GOES_ON), word(Kind.ROLE, Role.SUB_HEADING)], False, True, Role.SUB_HEADING),
    ],
)
def test_of_words_that_contradict_each_other_the_newest_holds(words, begins, goes_on, role):
    found = given(*words)
    assert (3 in found.begins, 3 in found.goes_on, found.roles.get(3)) == (begins, goes_on, role)


def test_nothing_is_given_where_nothing_was_said():
    assert given() is None
    assert given_for(make_page(LINE), None) is None


def test_a_blank_line_has_no_key_and_its_neighbours_are_the_next_lines_with_words():
    assert key_of("") == ""
    page = make_page("", ABOVE, "", LINE, "", "", BELOW)
    assert place_of(page.lines, 4) == Place(key_of(LINE), key_of(ABOVE), key_of(BELOW))
    assert place_of(page.lines, 2) == Place(key_of(ABOVE), "", key_of(LINE))
    assert place_of(page.lines, 7) == Place(key_of(BELOW), key_of(LINE), "")


def test_workers_are_sent_the_same_words():
    decided = Decided.of([word(Kind.BEGINS), word(Kind.ROLE, Role.SPAM)])
    assert pickle.loads(pickle.dumps(decided)) == decided  # noqa: S301
