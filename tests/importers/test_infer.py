"""Whole captures of invented text come out as the articles that a reader would see in them."""

from datetime import date

import pytest

from importers.draft import html_of
from importers.infer import infer
from importers.read import read
from importers.segments import DROPPED_ROLES, Kind, Role, TitleSource
from tests.importers.pages import BAKERS, BRIDGE, FERRY, HERONS, LONG, make_page, reading_of, ticker

RATES = ticker("SRN/USD = 0.01144 -0%", "UPS/USD = 0.00193 0.2%", times=8)
TITLE = "Ferry Returns to the Lower Sarn After Eleven Weeks of Flood"
OTHER = "Council of the Upper Sarn Votes for a Second Bridge This Year"
THIRD = "Schoolchildren of Riverside Count Four Hundred Herons in a Day"
LIFE = "Jane Roe is a writer based on the Upper Sarn. She covers rivers and those who live by them."

ARTICLE = [
    *RATES,
    "27 March 2025",
    "19 February 2025",
    "",
    TITLE,
    "",
    "Image: SNA, Ilse Maren",
    "",
    LONG,
    "",
    "A Landing of Oak",
    "",
    "@SNA| Ferrywoman Dana Vole, Riverside",
    "",
    LONG,
    "",
    "  • The ferry costs two crowns.",
    "  • It runs until dusk.",
    "",
    "Jane Roe",
    "",
    "Jane Roe",
    "",
    LIFE,
    "",
    "View more articles fromJane Roe",
    "",
    "Suggested Articles",
    "",
    OTHER,
    "",
    "Sidebar",
]


def roles_by_line(reading):
    return {n: s.role for s in reading.segments for n in range(s.first, s.last + 1)}


def codes(extract):
    return {doubt.code for doubt in extract.doubts}


def test_an_article_page_is_one_article_with_all_its_parts():
    reading = reading_of(*ARTICLE)
    (extract,) = reading.extracts
    assert reading.kind is Kind.ARTICLE
    assert reading.capture_date == date(2025, 3, 27)
    assert (extract.title, extract.title_source, extract.title_line) == (TITLE, TitleSource.TEXT, 20)
    assert extract.body == (LONG, LONG, "The ferry costs two crowns.", "It runs until dusk.")
    assert extract.headings == ("A Landing of Oak",)
    assert extract.bullets == ("The ferry costs two crowns.", "It runs until dusk.")
    assert extract.captions == ("@SNA| Ferrywoman Dana Vole, Riverside",)
    assert extract.credit == "Image: SNA, Ilse Maren"
    assert [(author.name, author.line) for author in extract.authors] == [("Jane Roe", 35)]
    assert extract.author_bio == (LIFE,)
    assert extract.published.day == date(2025, 2, 19)
    assert "second date" in extract.published.evidence
    assert {rate.pair: rate.change for rate in reading.rates} == {"SRN/USD": "0%", "UPS/USD": "0.2%"}
    assert (extract.first, extract.last) == (20, 39)


def test_every_line_of_it_has_its_role():
    roles = roles_by_line(reading_of(*ARTICLE))
    assert [roles[n] for n in (1, 17, 18, 20, 22, 26, 28, 32, 35, 39, 41, 43, 45, 47)] == [
        Role.TICKER,
        Role.PAGE_DATE,
        Role.PUBLICATION_DATE,
        Role.HEADLINE,
        Role.CREDIT,
        Role.SUB_HEADING,
        Role.CAPTION,
        Role.LIST_ITEM,
        Role.BYLINE,
        Role.AUTHOR_BIO,
        Role.LINK_TEXT,
        Role.BOILERPLATE,
        Role.LINK_TEXT,
        Role.BOILERPLATE,
    ]


def test_a_second_credit_above_the_text_is_not_lost():
    at = ARTICLE.index("Image: SNA, Ilse Maren")
    (extract,) = reading_of(*ARTICLE[: at + 1], "", "Photo: Tobin Aresk", *ARTICLE[at + 1 :]).extracts
    assert extract.credit == "Image: SNA, Ilse Maren"
    assert extract.captions == ("Photo: Tobin Aresk", "@SNA| Ferrywoman Dana Vole, Riverside")
    assert "Tobin Aresk" in html_of(extract)


def test_a_listing_is_its_articles_and_none_has_a_publication_date():
    lines = [*RATES, "27 March 2025", "", "Viewing results 7 - 12 of 90", ""]
    stories = {TITLE: FERRY, OTHER: BRIDGE, THIRD: HERONS}
    for title, text in stories.items():
        lines += [title, "", "Photo: Ilse Maren", "", text, ""]
    reading = reading_of(*lines)
    assert reading.kind is Kind.LISTING
    assert [extract.title for extract in reading.extracts] == [TITLE, OTHER, THIRD]
    for extract in reading.extracts:
        assert extract.body == (stories[extract.title],)
        assert (extract.captions, extract.credit) == (("Photo: Ilse Maren",), None)
        assert (extract.published.day, extract.published.not_after) == (None, date(2025, 3, 27))
        assert "only date is the page's own" in extract.published.evidence


def test_of_a_page_that_shows_more_articles_than_were_found_the_longest_is_to_be_reviewed():
    def read_with(results):
        lines = [
            *RATES,
            "27 March 2025",
            "",
            results,
            "",
            TITLE,
            "",
            FERRY,
            "",
            OTHER,
            "",
            BRIDGE,
            "",
            HERONS,
            "",
        ]
        return reading_of(*lines).extracts

    for extracts in (read_with("Viewing results 7 - 8 of 90"), read_with("")):
        assert not any("may_hide_another" in codes(extract) for extract in extracts)
    first, longest = read_with("Viewing results 7 - 12 of 90")
    assert "may_hide_another" not in codes(first)
    assert "may_hide_another" in codes(longest)
    assert longest.needs_review


def test_a_body_has_no_title_and_asks_for_one():
    reading = reading_of(LONG, "- One boat", "- Two boats", LONG)
    (extract,) = reading.extracts
    assert reading.kind is Kind.BODY
    assert (extract.title, extract.title_source, extract.title_line) == (None, TitleSource.SUPPLIED, None)
    assert extract.body == (LONG, "One boat", "Two boats", LONG)
    assert (extract.published.day, extract.published.not_after) == (None, None)
    assert extract.published.evidence
    assert "no_title" in codes(extract)


def test_old_teasers_keep_their_bylines_and_lose_their_links():
    one, two = f"RIVERSIDE (SNA) — {FERRY}", f"HIGHFORD (SNA) — {BRIDGE}"
    reading = reading_of(TITLE, one, "Continue reading", "Jane Roe", OTHER, two, "Continue reading")
    first, second = reading.extracts
    assert (first.title, first.body, [a.name for a in first.authors]) == (TITLE, (one,), ["Jane Roe"])
    assert (second.title, second.body, second.authors) == (OTHER, (two,), ())


def test_a_box_that_names_two_people_follows_its_link_and_doubts():
    (extract,) = reading_of(
        *RATES,
        "1 May 2025",
        "2 April 2025",
        TITLE,
        LONG,
        "Dana Vole",
        "Jane Roe",
        LIFE,
        "View more articles fromJane Roe",
    ).extracts
    assert [author.name for author in extract.authors] == ["Jane Roe"]
    assert any(doubt.code == "byline_disagrees" and "Dana Vole" in doubt.words for doubt in extract.doubts)


def test_a_second_date_after_the_first_is_no_publication_date():
    (extract,) = reading_of("1 May 2025", "2 June 2025", TITLE, LONG).extracts
    assert (extract.published.day, extract.published.not_after) == (None, date(2025, 5, 1))
    assert "date_after_capture" in codes(extract)


def test_a_date_that_reads_two_ways_stays_unknown_and_is_said():
    reading = reading_of("04.03.2025", "", TITLE, LONG)
    assert reading.capture_date is None
    assert any("can be read as two dates" in warning for warning in reading.warnings)


def test_a_date_under_a_headline_dates_its_article_with_a_doubt():
    (extract,) = reading_of("1 May 2025", TITLE, "19 February 2025", LONG).extracts
    assert extract.published.day == date(2025, 2, 19)
    assert "date_under_headline" in codes(extract)


def test_a_date_under_a_sub_heading_stays_in_the_text():
    (extract,) = reading_of("1 May 2025", TITLE, LONG, "The Chronicle", "19 February 2025", LONG).extracts
    assert extract.published.day is None
    assert "19 February 2025" in extract.body


def test_text_above_the_first_headline_is_an_article_without_its_beginning():
    first, second = reading_of(*RATES, "1 May 2025", BRIDGE, BAKERS, TITLE, FERRY).extracts
    assert (first.title, first.body, first.needs_review) == (None, (BRIDGE, BAKERS), True)
    assert "boundary" in codes(first)
    assert second.title == TITLE


def test_a_caption_above_a_headline_belongs_to_its_article():
    (extract,) = reading_of(*RATES, "1 May 2025", "Mayor Dana Vole (City photo)", TITLE, LONG).extracts
    assert (extract.title, extract.captions, extract.first) == (TITLE, ("Mayor Dana Vole (City photo)",), 18)


def test_captions_in_shortcodes_stand_before_their_paragraph():
    (extract,) = reading_of("1 May 2025", TITLE, f"[caption]The pier[/caption] {LONG}").extracts
    assert [(block.role, block.text) for block in extract.blocks] == [
        (Role.CAPTION, "The pier"),
        (Role.PARAGRAPH, LONG),
    ]


def test_a_byline_inside_the_text_is_a_guess_and_the_text_keeps_it():
    text = f"By Jane Roe Incidents in May were many. {LONG}"
    (extract,) = reading_of("1 May 2025", TITLE, text).extracts
    assert [author.name for author in extract.authors] == ["Jane Roe"]
    assert extract.body == (text,)
    assert "in_text_byline" in codes(extract)


@pytest.mark.parametrize(
    "lines",
    [
        ["Search results for: fergana", "No posts were found", "« Previous 1 2 3 Next »"],
        [TITLE, "Bridge Closed for the Whole of the Winter", "Mayor Resigns After Vote of Council"],
    ],
)
def test_a_listing_of_short_lines_that_open_nothing_has_no_article_and_keeps_its_lines(lines):
    reading = reading_of(*RATES, "1 May 2025", *lines)
    assert (reading.kind, reading.extracts) == (Kind.LISTING, ())
    texts = [line for line in lines if "Previous" not in line]
    kept = [s for s in reading.segments if s.role is Role.UNKNOWN and s.extract is None]
    assert [segment.text for segment in kept] == texts
    assert all(segment.evidence.endswith("no article on the page") for segment in kept)
    assert f"No article: {len(texts)} short lines that open none are kept as unknown." in reading.warnings


def test_a_listing_of_short_sentences_under_a_headline_keeps_its_article():
    said = ["The ferry ran again on Monday.", "All the people of the eastern bank came to see it cross."]
    (extract,) = reading_of("1 May 2025", TITLE, *said).extracts
    assert (extract.title, list(extract.body)) == (TITLE, said)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ([TITLE, "By Jane Roe", LONG, "Editing by John Doe"], ["Jane Roe"]),
        ([TITLE, "By Jane Roe", LONG, "Edited by John Doe"], ["Jane Roe"]),
        ([TITLE, "Edited by John Doe", LONG], ["John Doe"]),
        ([TITLE, LONG, "(Editing by John Doe)"], []),
    ],
)
def test_who_edited_is_no_author_where_somebody_wrote(lines, names):
    reading = reading_of("1 May 2025", *lines)
    (extract,) = reading.extracts
    assert [author.name for author in extract.authors] == names
    assert Role.BYLINE in roles_by_line(reading).values()


def test_articles_on_a_persons_page_are_that_persons_with_a_doubt():
    reading = reading_of(
        "Our People > Jane Roe",
        "Jane Roe's Avatar",
        "Jane Roe",
        LIFE,
        "Articles",
        TITLE,
        FERRY,
        OTHER,
        BRIDGE,
    )
    assert [(person.name, person.bio) for person in reading.people] == [("Jane Roe", (LIFE,))]
    assert [[author.name for author in extract.authors] for extract in reading.extracts] == [["Jane Roe"]] * 2
    assert all("author_from_page" in codes(extract) for extract in reading.extracts)
    assert all(LIFE not in extract.body for extract in reading.extracts)


def test_advertising_and_labels_are_said_aloud():
    reading = reading_of("casino bonusu deneme bahis siteleri giris", "Sponsored", TITLE, LONG)
    assert len(reading.warnings) == 2
    assert "Line 1: injected advertising dropped" in reading.warnings[0]
    assert "Sponsored" in reading.warnings[1]


def test_text_that_is_cut_off_at_either_end_is_doubted():
    (extract,) = reading_of(*RATES, "1 May 2025", TITLE, "of the river. " + LONG, LONG + " Take the").extracts
    assert {"cut_off_start", "cut_off_end"} <= codes(extract)


def test_a_page_of_furniture_has_no_article_and_says_so():
    reading = reading_of(*RATES, "1 May 2025", "Sidebar")
    assert reading.extracts == ()
    assert any("No article" in warning for warning in reading.warnings)


def test_a_second_date_on_a_page_without_article_is_kept_with_its_role():
    reading = reading_of("1 May 2025", "2 April 2025")
    assert roles_by_line(reading) == {1: Role.PAGE_DATE, 2: Role.PUBLICATION_DATE}


def test_text_belongs_to_one_article_or_the_rule_that_dropped_it():
    reading = reading_of(*ARTICLE)
    for segment in reading.segments:
        assert (segment.extract is None) == (segment.role in DROPPED_ROLES | {Role.BLANK})


def test_reading_the_same_page_twice_gives_the_same():
    page = make_page(*ARTICLE)
    assert infer(page, read(page)) == infer(page, read(page))
