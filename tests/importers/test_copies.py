"""Copies on other pages prove where articles begin; little is proved by little."""

import random
from collections.abc import Iterator
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.copies import Passage, opened, passages, seams
from importers.infer import infer
from importers.read import read
from importers.segments import Segment
from importers.survey import Survey, look_over
from tests.importers.pages import make_page, segments_of

SYLLABLES = (
    "ba",
    "ke",
    "lo",
    "mi",
    "nu",
    "pra",
    "sto",
    "ven",
    "gra",
    "del",
    "fi",
    "tor",
    "sal",
    "hup",
    "rin",
    "quo",
)
FERRY = "Ferry Returns to the Lower Sarn"
TOLL = "Council Votes for a Toll on Lorries"
HERON = "Schoolchildren Count Herons From Dawn"


def text(name: str, paragraphs: int = 6) -> list[str]:
    """The paragraphs of an article in invented words; another name makes other words."""
    chance = random.Random(name)  # noqa: S311 - words, not secrets
    return [_sentence(chance) for _ in range(paragraphs)]


def _sentence(chance: random.Random) -> str:
    words = ("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(30))
    return " ".join(words).capitalize() + "."


def page(*texts: str | list[str]) -> tuple[Segment, ...]:
    lines = ["27 March 2025"]
    for one in texts:
        for line in [one] if isinstance(one, str) else one:
            lines += ["", line]
    return segments_of(*lines)


def proved(*pages: tuple[Segment, ...]) -> Iterator[list[str]]:
    """What opens an article on each page by what all of them prove."""
    found = seams([passages(segments) for segments in pages])
    for segments in pages:
        lines = opened(segments, found)
        yield [one.text for one in segments if one.first in lines]


def test_a_text_that_stands_between_others_elsewhere_begins_under_its_headline() -> None:
    ferry = text("ferry")
    here = page(TOLL, text("toll"), FERRY, ferry, HERON, text("heron"))
    there = page("Bakers Sell Old Loaves at Half Price", text("bread"), FERRY, ferry)
    assert list(proved(here, there)) == [[FERRY], [FERRY]]


def test_a_copy_that_lost_its_headline_proves_where_the_others_have_it() -> None:
    ferry = text("ferry")
    alone = segments_of(*ferry)
    assert list(proved(page(TOLL, text("toll"), FERRY, ferry), alone)) == [[FERRY], []]


def test_what_follows_a_copy_begins_another_article() -> None:
    ferry = text("ferry")
    here = page(FERRY, ferry, TOLL, text("toll"))
    there = page(FERRY, ferry, HERON, text("heron"))
    assert list(proved(here, there)) == [[TOLL], [HERON]]


def test_a_section_that_a_copy_has_lost_opens_no_article() -> None:
    ferry = text("ferry", 9)
    here = page(FERRY, ferry[:6], "What We Learned", ferry[6:], TOLL, text("toll"))
    there = page(FERRY, ferry[:6], HERON, text("heron"))
    assert next(proved(here, there)) == []


def test_a_copy_may_have_other_quotation_marks_and_no_sub_headings() -> None:
    ferry = text("ferry")
    other = [line.replace(".", "’s.") for line in ferry]
    here = page(TOLL, text("toll"), FERRY, [line.replace(".", "'s.") for line in ferry])
    there = page(HERON, text("heron"), FERRY, other[:3], "A Landing of Oak", other[3:])
    assert list(proved(here, there)) == [[FERRY], [FERRY]]


def test_an_edited_line_above_a_copy_is_no_beginning() -> None:
    ferry = text("ferry")
    edited = ferry[0].replace(" ", " newly ", 2)
    here = page(TOLL, text("toll"), FERRY, ferry[0], "A Landing of Oak", ferry[1:])
    there = page(HERON, text("heron"), FERRY, edited, "A Landing of Oak", ferry[1:])
    assert list(proved(here, there)) == [[], []]


def test_of_two_short_lines_above_a_copy_nobody_can_say_which_is_the_headline() -> None:
    ferry = text("ferry")
    here = page(TOLL, text("toll"), FERRY, "A Landing of Oak", ferry)
    there = segments_of("A Landing of Oak", *ferry)
    assert list(proved(here, there)) == [[], []]


@pytest.mark.parametrize(
    ("shared", "copies"),
    [
        pytest.param(text("farewell", 2), 2, id="a farewell of two paragraphs"),
        pytest.param(text("greeting"), 8, id="what stands on every page"),
    ],
)
def test_what_a_newsroom_prints_under_many_articles_proves_nothing(shared: list[str], copies: int) -> None:
    pages = [
        page(TOLL, text(f"toll {n}"), "About This Series of Ours", shared, HERON, text(f"heron {n}"))
        for n in range(copies)
    ]
    assert not any(proved(*pages))


def test_the_same_page_captured_twice_proves_nothing() -> None:
    twice = page(FERRY, text("ferry"), TOLL, text("toll"))
    assert list(proved(twice, twice)) == [[], []]


def test_what_is_proved_does_not_depend_on_the_order_of_the_pages() -> None:
    ferry = text("ferry")
    pages: list[list[Passage]] = [
        passages(page(TOLL, text("toll"), FERRY, ferry, HERON, text("heron"))),
        passages(page(FERRY, ferry)),
        passages(page(HERON, text("other heron"), FERRY, ferry, TOLL, text("other toll"))),
    ]
    assert seams(pages) == seams(pages[::-1]) != {}


def test_a_line_quoted_elsewhere_hides_no_copy_whatever_page_came_first() -> None:
    """The third page has a line of the second copy, so that of two copies in one lane the lower one is met first."""
    ferry, toll = text("ferry"), text("toll")
    pages = [
        passages(page(HERON, text("heron"), FERRY, ferry, "Bread", text("bread", 3), TOLL, toll)),
        passages(page(text("salt"), ferry, text("fish", 3), toll, text("oak"))),
        passages(page(text("quoted", 1), toll[2], text("quoting", 1))),
    ]
    found = [seams(list(order)) for order in permutations(pages)]
    assert FERRY in found[0]
    assert found == [found[0]] * len(found)


STORIES = {name: [name.capitalize() + " on the Lower Sarn", *text(name, 9)] for name in SYLLABLES[:5]}
PASSAGES = st.tuples(st.sampled_from(sorted(STORIES)), st.integers(0, 2), st.integers(6, 10)).map(
    lambda cut: STORIES[cut[0]][cut[1] : cut[2]]
)


@given(st.data(), st.lists(st.lists(PASSAGES, min_size=1, max_size=4), min_size=2, max_size=4))
def test_no_order_of_pages_proves_more_than_another(data: st.DataObject, made: list[list[list[str]]]) -> None:
    pages = [passages(page(*stories)) for stories in made]
    assert seams(data.draw(st.permutations(pages))) == seams(pages)


def test_a_reading_heeds_what_copies_prove() -> None:
    """Under a lower-case line of three words nobody would look for an article, but for its copy."""
    lines = ["27 March 2025", "", FERRY]
    for line in [*text("ferry"), "on the toll", *text("toll")]:
        lines += ["", line]
    listing, alone = make_page(*lines), make_page(*text("toll"))
    assert len(infer(listing, read(listing)).extracts) == 1
    survey = look_over([listing, alone])
    assert [one.title for one in infer(listing, read(listing), survey).extracts] == [FERRY, "on the toll"]
    assert len(infer(listing, read(listing), Survey(survey.words)).extracts) == 1
