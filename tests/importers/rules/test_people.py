"""Bylines, authors' boxes and people pages: who wrote it, and what is said of them."""

import pytest

from importers.rules.people import described, owner_of
from importers.segments import Role
from tests.importers.pages import LONG, roles_of, segments_of

HEADLINE = "Ferry Returns to the Lower Sarn After Eleven Weeks"
LIFE = "Jane Roe is a writer based on the Upper Sarn. She covers rivers and those who live by them."


def rules_of(*lines):
    return [rule for _, rule in roles_of(*lines)]


@pytest.mark.parametrize("line", ["By Jane Roe and John Doe", "Written by SNA", "Author: Jane Roe"])
def test_a_byline_under_a_headline_is_one(line):
    assert roles_of(HEADLINE, line, LONG)[1] == (Role.BYLINE, "byline")


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Jane Roe in Old Lannow; Editing by John Doe)",
        "Reporting by Jane Roe in Old Lannow and Ilse Maren in Sethrick; additional reporting by Anders Andersen in "
        "Velda; editing by John Doe and Dana Vole",
    ],
)
def test_an_agencys_sign_off_is_a_byline_in_parentheses_and_with_many_names_too(line):
    assert roles_of(HEADLINE, LONG, line)[2] == (Role.BYLINE, "byline")


def test_a_byline_at_the_end_of_an_article_is_one():
    assert roles_of(HEADLINE, LONG, "By Jane Roe")[2] == (Role.BYLINE, "byline")
    assert roles_of(HEADLINE, LONG, "By Jane Roe", HEADLINE, LONG)[2] == (Role.BYLINE, "byline")


def test_the_same_words_between_paragraphs_are_a_heading():
    assert roles_of(HEADLINE, LONG, "By Popular Demand", LONG)[2] == (Role.UNKNOWN, "short_line")


def test_an_authors_box_is_its_names_its_life_and_its_link():
    box = ["Jane Roe", "Jane Roe", LIFE, "divider", "She has two boats.", "View more articles fromJane Roe"]
    assert roles_of(HEADLINE, LONG, *box)[2:] == [
        (Role.BYLINE, "author_box"),
        (Role.BYLINE, "author_box"),
        (Role.AUTHOR_BIO, "author_box"),
        (Role.BOILERPLATE, "chrome"),
        (Role.AUTHOR_BIO, "author_box"),
        (Role.LINK_TEXT, "more_from_author"),
    ]


def test_an_author_whose_name_has_another_shape_is_known_by_being_printed_twice():
    roles = roles_of(HEADLINE, LONG, "Team 7", "Team 7", LIFE, "View more articles fromTeam 7")
    assert [role for role, _ in roles[2:5]] == [Role.BYLINE, Role.BYLINE, Role.AUTHOR_BIO]


def test_a_section_headed_like_a_name_is_not_swallowed_by_the_box_below_it():
    roles = roles_of("River Access", LONG, "Jane Roe", LIFE, "View more articles from Jane Roe")
    assert roles[:2] == [(Role.UNKNOWN, "short_line"), (Role.PARAGRAPH, "paragraph")]
    assert roles[2] == (Role.BYLINE, "author_box")


def test_a_box_without_its_link_is_known_by_the_name_twice_and_what_follows():
    roles = roles_of(HEADLINE, LONG, "Jane Roe", "Jane Roe", LIFE, "Suggested Articles")
    assert [role for role, _ in roles[2:5]] == [Role.BYLINE, Role.BYLINE, Role.AUTHOR_BIO]


def test_a_name_twice_before_more_text_is_a_byline_and_the_text_stays():
    roles = roles_of(HEADLINE, LONG, "Jane Roe", "Jane Roe", LONG, HEADLINE, LONG)
    assert [role for role, _ in roles[2:5]] == [Role.BYLINE, Role.BYLINE, Role.PARAGRAPH]


def test_a_headline_printed_twice_at_the_top_is_no_box():
    assert [role for role, _ in roles_of("Lower Sarn", "Lower Sarn", LONG)] == [
        Role.UNKNOWN,
        Role.UNKNOWN,
        Role.PARAGRAPH,
    ]


@pytest.mark.parametrize(
    "after",
    [[], [HEADLINE, LONG], ["Mayor Ilse Maren (City photo)", HEADLINE, LONG]],
    ids=["nothing", "a headline", "a caption and a headline"],
)
def test_a_name_under_a_teasers_link_is_its_byline(after):
    roles = roles_of(HEADLINE, LONG, "Continue reading", "Gazette of Lower Sarn", *after)
    assert roles[3] == (Role.BYLINE, "name_under_link")


def test_a_headline_like_a_name_under_a_teasers_link_is_left_to_the_outline():
    assert roles_of(HEADLINE, LONG, "Continue reading", "Lower Sarn Flooded", LONG)[3] == (
        Role.UNKNOWN,
        "short_line",
    )


def test_a_paragraph_that_opens_with_its_byline_says_so_and_keeps_it():
    text = "By Jane Roe Incidents in May set the towns along the Lower Sarn against each other for a whole month."
    segment = segments_of(HEADLINE, text)[1]
    assert (segment.role, segment.rule, segment.text) == (Role.PARAGRAPH, "in_text_byline", text)


@pytest.mark.parametrize(
    "text",
    [
        "By Lower Sarn Security Council standards the ferry was safe, and still it did not run that week or the next.",
        "By Monday the ferry ran again, and all the people of the eastern bank came to the landing to see it cross.",
        "By the time Jane Roe came to the landing the ferry had left for the eastern bank with forty people aboard.",
    ],
)
def test_a_sentence_that_begins_with_by_is_only_a_sentence(text):
    assert "in_text_byline" not in rules_of(HEADLINE, text)


PEOPLE_PAGE = [
    "Our People > Jane Roe",
    "Jane Roe's Avatar",
    "Jane Roe",
    "Senior Editor for Rivers",
    f"{LIFE} divider She has two boats. divider roe.example.org",
    "Articles",
    HEADLINE,
    LONG,
]


def test_a_people_page_describes_its_person_and_lists_articles():
    segments = segments_of(*PEOPLE_PAGE)
    (person,) = described(segments)
    assert person.name == "Jane Roe"
    assert person.bio == ("Senior Editor for Rivers", LIFE, "She has two boats.", "roe.example.org")
    assert owner_of(segments).name == "Jane Roe"
    assert [s.rule for s in segments[-2:]] == ["short_line", "paragraph"]


def test_a_page_that_describes_another_than_its_owner_says_whom():
    segments = segments_of("Our People > Gazette of Sarn", "Gazette of Sarn's Avatar", *PEOPLE_PAGE[2:])
    assert described(segments)[0].name == "Jane Roe"
    assert owner_of(segments).name == "Gazette of Sarn"


def test_a_trail_without_a_list_takes_no_text_with_it():
    roles = roles_of("Our People > Jane Roe", LONG, LONG)
    assert [role for role, _ in roles] == [Role.BOILERPLATE, Role.PARAGRAPH, Role.PARAGRAPH]
