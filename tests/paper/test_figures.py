"""What is read from the plain values that an edition keeps of its picture."""

from typing import Any

import pytest

from articles.public.figures import figure

WHOLE = {
    "url": "/media/ferry.jpg",
    "width": 1200,
    "height": 800,
    "alt": "A ferry",
    "caption": "The landing.",
    "credit": "J. Okafor",
    "focus": [30, 75],
}


def test_a_captured_picture_has_its_size_its_words_and_its_focus() -> None:
    found = figure(WHOLE)

    assert found
    assert found.is_captured
    assert (found.width, found.height, found.alt) == (1200, 800, "A ferry")
    assert found.focus == "focus-x-3 focus-y-8"


def test_a_lost_picture_keeps_its_credit() -> None:
    found = figure({"url": "", "credit": "J. Okafor"})

    assert found
    assert not found.is_captured
    assert found.credit == "J. Okafor"


BROKEN = [
    ("nothing", None),
    ("a list", ["/media/ferry.jpg"]),
    ("no words and no file", {"url": "", "alt": "A ferry"}),
    ("a number for an address", {"url": 7}),
    ("an address that runs", {"url": "javascript:alert(1)"}),
]


@pytest.mark.parametrize(("what", "illustration"), BROKEN, ids=[row[0] for row in BROKEN])
def test_there_is_no_figure_in(what: str, illustration: Any) -> None:
    assert figure(illustration) is None


FOCI = [
    ("the corners", [0, 100], "focus-x-0 focus-y-10"),
    ("beyond the edges", [-40, 400], "focus-x-0 focus-y-10"),
    ("no numbers", ["left", None], "focus-x-5 focus-y-5"),
    ("one number", [10], "focus-x-5 focus-y-5"),
    ("none", None, "focus-x-5 focus-y-5"),
]


@pytest.mark.parametrize(("what", "focus", "names"), FOCI, ids=[row[0] for row in FOCI])
def test_a_focus_becomes_class_names_for(what: str, focus: Any, names: str) -> None:
    found = figure(WHOLE | {"focus": focus})

    assert found
    assert found.focus == names


def test_a_size_that_is_none_is_left_out() -> None:
    found = figure(WHOLE | {"width": "wide", "height": 0})

    assert found
    assert (found.width, found.height) == (None, None)


def test_half_a_character_in_the_row_does_not_break_the_page() -> None:
    made = figure({"caption": "a\ud800b"})

    assert made is not None
    assert made.caption == "ab"
