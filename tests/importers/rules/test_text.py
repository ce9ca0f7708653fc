"""Captions, shortcodes, lists, quotations, datelines, and what is left."""

import pytest

from importers.rules.shortcodes import unwrap
from importers.segments import Role
from tests.importers.pages import LONG, roles_of, segments_of

HEADLINE = "Ferry Returns to the Lower Sarn After Eleven Weeks"


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Image: SNA, Jane Roe", Role.CREDIT),
        ("Photo: Jane Roe", Role.CREDIT),
        ("photo: Sarn Press – Jane Roe", Role.CREDIT),
        ("Cover image: SNA, Jane Roe", Role.CREDIT),
        ("Photo credit: Jane Roe", Role.CREDIT),
        ("Photo by Jane Roe", Role.CREDIT),
        ("@SNA| Jane Roe, Riverside", Role.CAPTION),
        ("@River Watch | Jane Roe", Role.CAPTION),
        ("© Jane Roe", Role.CAPTION),
        ("Mayor Ilse Maren (City photo)", Role.CAPTION),
        ("The landing (Press service photo)", Role.CAPTION),
        ("The landing at noon. Photo: Jane Roe", Role.CAPTION),
        ("The landing at noon (Photo by Jane Roe)", Role.CAPTION),
    ],
)
def test_captions_and_credits_are_known_by_label_mark_or_tail(line, role):
    assert roles_of(HEADLINE, line, LONG)[1][0] is role


@pytest.mark.parametrize(
    "line",
    [
        "Photography in the Upper Sarn",
        "Image Rights: What Changes",
        "Photo by photo the river was mapped",
        "The page can be enlarged (view full size image).",
        "Image: Jane Roe and John Doe tell the town council about the night when the landing went.",
        "Mail us@example.org",
        "The river in pictures",
    ],
)
def test_text_that_speaks_of_pictures_stays_text(line):
    assert roles_of(HEADLINE, line, LONG)[1] == (Role.UNKNOWN, "short_line")


@pytest.mark.parametrize(
    ("text", "rest", "asides"),
    [
        ('[caption id="a_1" width="600"] Image: SNA, Jane Roe[/caption]', "", ["Image: SNA, Jane Roe"]),
        (
            '[caption id="a"]<img src="x.jpg" /> The pier[/caption] The flood came.',
            "The flood came.",
            ["The pier"],
        ),
        ('Before [caption caption="The pier"][/caption] after', "Before after", ["The pier"]),
        (
            '[video width="1" mp4="https://example.org/a/pier.mp4"][/video]',
            "",
            ["Video (not captured): pier.mp4"],
        ),
        ("[gallery ids='1,2'] The end", "The end", ["Gallery (not captured)"]),
        (
            "See [embed]https://example.org/x[/embed]",
            "See",
            ["Embedded page (not captured): https://example.org/x"],
        ),
        ("[caption id=a] The flood came.", "The flood came.", []),
        ("The flood came.[/caption]", "The flood came.", []),
        ('[video mp4="a/b.mp4"] The flood came.', "The flood came.", ["Video (not captured): b.mp4"]),
        ("[caption]One[/caption][caption]Two[/caption]", "", ["One", "Two"]),
        ("He wrote [sic] and [caption", "He wrote [sic] and [caption", []),
    ],
)
def test_shortcodes_give_up_their_captions_and_leave_the_text(text, rest, asides):
    assert unwrap(text) == (rest, asides)


def test_a_line_of_one_shortcode_is_its_caption():
    segment = segments_of('[caption id="a"]Image: SNA[/caption]')[0]
    assert (segment.role, segment.text, segment.asides) == (Role.CAPTION, "Image: SNA", ())


def test_a_caption_inside_a_paragraph_travels_with_it():
    segment = segments_of(f'[caption id="a"]Image: SNA[/caption] {LONG}')[0]
    assert (segment.role, segment.text, segment.asides) == (Role.PARAGRAPH, LONG, ("Image: SNA",))


def test_a_caption_broken_over_lines_is_one_segment():
    first, second = segments_of('[caption id="a"]', "", "The pier", "[/caption]", LONG)
    assert (first.first, first.last, first.role, first.text) == (1, 4, Role.CAPTION, "The pier")
    assert second.first == 5


def test_a_tag_with_nothing_in_it_is_furniture():
    assert roles_of("[/caption]") == [(Role.BOILERPLATE, "shortcode")]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("  • A new landing", "A new landing"),
        ("- A new landing", "A new landing"),
        ("* A new landing", "A new landing"),
        ("· A new landing", "A new landing"),
        ("  1. A new landing", "A new landing"),
        ("  2) A new landing", "A new landing"),
    ],
)
def test_a_bullet_or_an_indented_number_makes_a_list_item(line, text):
    (segment,) = segments_of(line)
    assert (segment.role, segment.text) == (Role.LIST_ITEM, text)


def test_numbered_lines_without_a_blank_between_them_are_a_list():
    assert {role for role, _ in roles_of("1. A new landing", "2. A new boat")} == {Role.LIST_ITEM}


@pytest.mark.parametrize(
    "line",
    ["1. A New Landing for the Ferry", "-40 degrees at the landing", "– and then it rained", "2025 was wet"],
)
def test_a_number_alone_or_a_dash_makes_none(line):
    assert roles_of(LONG, "", line, "", LONG)[1][0] is Role.UNKNOWN


def test_a_marked_line_and_a_line_with_its_speaker_beneath_are_quotations():
    assert roles_of("> The river takes and gives.")[0] == (Role.QUOTATION, "marked_quotation")
    roles = roles_of(LONG, "“The river takes and gives.”", "— Jane Roe, ferrywoman", LONG)
    assert roles[1:3] == [(Role.QUOTATION, "pull_quote"), (Role.QUOTATION, "speaker")]


def test_a_paragraph_of_speech_stays_a_paragraph():
    assert roles_of(HEADLINE, f"“{LONG}”", LONG)[1] == (Role.PARAGRAPH, "paragraph")


@pytest.mark.parametrize(
    "start",
    [
        "RIVERSIDE (SNA) — ",
        "RIVERSIDE (SNA) - ",
        "UPPER SARN, 3 March (SNA) – ",
        "NEW RIVERSIDE — ",
        "RIVERSIDE (SNA/AP) -- ",
    ],
)
def test_a_dateline_opens_a_paragraph_and_stays_in_it(start):
    text = f"{start}The ferry runs again between the two banks of the river."
    (segment,) = segments_of(text)
    assert (segment.role, segment.rule, segment.text) == (Role.PARAGRAPH, "dateline", text)


@pytest.mark.parametrize("line", ["FERRY RETURNS – AT LAST", "SARN (SNA) — Short"])
def test_a_headline_in_capitals_is_no_dateline(line):
    assert roles_of(line, LONG)[0] == (Role.UNKNOWN, "short_line")


def test_what_nobody_knows_is_a_short_line_or_a_paragraph():
    assert roles_of(HEADLINE, LONG) == [(Role.UNKNOWN, "short_line"), (Role.PARAGRAPH, "paragraph")]
