"""Tickers, dates, pagination, labels, links, buttons and injected advertising: what belongs to the page."""

import pytest

from importers.models import Rate as KeptRate
from importers.rules.furniture import linked_name
from importers.rules.pagination import results_on_page
from importers.rules.ticker import rates
from importers.segments import Rate, Role
from tests.importers.pages import LONG, roles_of, segments_of, ticker

HEADLINE = "Ferry Returns to the Lower Sarn After Eleven Weeks"


@pytest.mark.parametrize(
    "line",
    [
        "  • KGS/USD = 0.01144 0%",
        "KZT/USD = 0.00193 -0.28%",
        "• SRN/EUR: 1,204.5 +1.2 %",
        "- JPY/SRN = 3.1",
        "KGS/USD = 0.01144 0% KZT/USD = 0.00193 -0% ▼",
    ],
)
def test_a_line_of_nothing_but_currency_pairs_is_the_ticker(line):
    assert roles_of(line) == [(Role.TICKER, "ticker")]


@pytest.mark.parametrize(
    "line",
    [
        "Today KGS/USD = 0.01144 0%",
        "KGS/USD = 0.01144 0% and falling",
        "KGS/USD",
        "kgs/usd = 0.1 0%",
        pytest.param(f"KGS/USD = 0.01144{'0' * 30} 0%", id="a value of too many digits"),
        pytest.param(f"KGS/USD = 0.01144{'0' * 30}%", id="a value and a change of too many digits"),
        pytest.param(f"KGS/USD = 0.01144 -0.{'0' * 30}%", id="a change of too many digits"),
    ],
)
def test_a_line_that_says_more_or_less_is_not(line):
    assert roles_of(line)[0][0] is not Role.TICKER


def test_all_that_the_ticker_tells_has_room_where_it_is_kept():
    numbers = ["0" * size for size in range(1, 40)]
    lines = [f"KGS/USD = {one} +{other} %" for one in numbers for other in numbers]
    printed = [rate for line in lines for rate in rates(segments_of(line))]
    for name in ("pair", "value", "change"):
        longest = max(len(getattr(rate, name)) for rate in printed)
        assert longest <= KeptRate._meta.get_field(name).max_length


def test_a_repeated_ticker_is_one_segment_and_each_pair_once_as_printed():
    segments = segments_of(*ticker("KGS/USD = 0.01144 -0%", "TJS/USD = 0.10811 -0.28%", times=8), LONG)
    assert (segments[0].first, segments[0].last) == (1, 16)
    assert rates(segments) == (Rate("KGS/USD", "0.01144", "0%", 1), Rate("TJS/USD", "0.10811", "-0.28%", 2))


@pytest.mark.parametrize(
    ("printed", "change"), [("-0%", "0%"), ("−0.00 %", "0.00%"), ("-0.1%", "-0.1%"), ("", "")]
)
def test_minus_nothing_is_no_change(printed, change):
    (rate,) = rates(segments_of(f"SRN/USD = 0.5 {printed}"))
    assert rate.change == change


def test_the_first_date_of_the_header_is_the_pages_and_the_second_the_articles():
    roles = roles_of(*ticker("SRN/USD = 0.5 0%"), "27 March 2025", "19 February 2025", "", HEADLINE, "", LONG)
    assert roles[:3] == [
        (Role.TICKER, "ticker"),
        (Role.PAGE_DATE, "page_date"),
        (Role.PUBLICATION_DATE, "second_date"),
    ]


def test_a_third_date_and_a_date_between_paragraphs_are_text():
    roles = roles_of("1 May 2025", "2 April 2025", "3 March 2025", LONG, "4 February 2025", LONG)
    assert roles[2] == (Role.UNKNOWN, "short_line")
    assert roles[4] == (Role.UNKNOWN, "short_line")


def test_a_date_below_the_sites_footer_is_not_the_pages():
    assert roles_of(HEADLINE, LONG, "Sidebar", "1 May 2025")[3] == (Role.UNKNOWN, "short_line")


def test_a_date_right_under_a_short_line_may_be_the_articles():
    roles = roles_of("27 March 2025", HEADLINE, "19 February 2025", LONG)
    assert roles[2] == (Role.PUBLICATION_DATE, "date_under_headline")


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Viewing results 787 - 792 of 952", 6),
        ("Viewing results 949 - 954 of 950", 2),
        ("Viewing results 1609 - 1614 of 897", 0),
        ("Showing 1–20 of 2,204", 20),
        ("Displaying posts 1 to 10", 10),
        ("Viewing results 1 - 6 of\u00a012", 6),
        ("Viewing results from the ferry", None),
        ("1 - 6 of 12", None),
    ],
)
def test_pagination_says_how_many_articles_the_page_shows(line, count):
    assert results_on_page(line) == count
    assert (roles_of(line)[0] == (Role.PAGINATION, "results")) == (count is not None)


@pytest.mark.parametrize("line", ["Page 3 of 12", "« Previous 1 2 3 … 9 Next »", "1 2 3 4"])
def test_links_to_other_pages_are_pagination(line):
    assert roles_of(LONG, line)[1] == (Role.PAGINATION, "pager")


@pytest.mark.parametrize("line", ["1 2", "Page 3 of the Report", "2024 2025", "Next"])
def test_numbers_alone_are_no_pager(line):
    assert roles_of(LONG, line)[1][0] is not Role.PAGINATION


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Sidebar", Role.BOILERPLATE),
        ("divider", Role.BOILERPLATE),
        ("Leave a comment", Role.BOILERPLATE),
        ("© 2025 Gazette of Sarn", Role.BOILERPLATE),
        ("Copyright (c) 2019-2025 Gazette of Sarn. All rights reserved.", Role.BOILERPLATE),
        ("Continue reading", Role.LINK_TEXT),
        ("Continue reading →", Role.LINK_TEXT),
        ("[…] Read more »", Role.LINK_TEXT),
        ("Read more: The flood in pictures", Role.LINK_TEXT),
        ("READ MORE: https://example.org/flood", Role.LINK_TEXT),
        ("View more articles fromJane Roe", Role.LINK_TEXT),
        ("More articles by Jane Roe", Role.LINK_TEXT),
    ],
)
def test_the_sites_own_words_are_dropped_with_their_rule(line, role):
    assert roles_of(HEADLINE, LONG, line)[2][0] is role


@pytest.mark.parametrize(
    "line", ["• Search", "Search", "Facebook", "The Sidebar", "Read more books", "Opinion"]
)
def test_a_word_that_may_be_text_is_dropped_only_among_furniture(line):
    assert roles_of(LONG, line, LONG)[1][0] not in (Role.BOILERPLATE, Role.LINK_TEXT)


def test_buttons_beside_each_other_are_furniture():
    assert {role for role, _ in roles_of(LONG, "Share", "Facebook", "Twitter", "Email")[1:]} == {
        Role.BOILERPLATE
    }


@pytest.mark.parametrize("label", ["Uncategorized", "Opinion", "Sponsored"])
def test_a_label_at_the_top_names_the_pages_section(label):
    assert roles_of(*ticker("SRN/USD = 0.5 0%"), "8 May 2025", label, HEADLINE)[2] == (
        Role.BOILERPLATE,
        "label",
    )


def test_suggested_titles_are_dropped_up_to_the_next_furniture():
    roles = roles_of(
        LONG, "Suggested Articles", "", HEADLINE, "", "A Bridge for the Upper Sarn", "", "Sidebar"
    )
    assert [rule for _, rule in roles[1:]] == ["suggestions", "suggestion", "suggestion", "chrome"]


def test_running_text_after_suggestions_is_kept():
    roles = roles_of(LONG, "Related Articles", "A Bridge for the Upper Sarn", HEADLINE, LONG)
    assert [rule for _, rule in roles[1:]] == ["suggestions", "suggestion", "short_line", "paragraph"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("View more articles fromJane Roe", "Jane Roe"),
        ("View more articles from Jane Roe", "Jane Roe"),
        ("View more", None),
        ("View more articles from " + "x" * 200, None),
    ],
)
def test_a_link_says_whose_articles_it_offers(line, name):
    assert linked_name(line) == name


def test_injected_advertising_at_the_top_is_spam():
    roles = roles_of("casino bonusu deneme bahis siteleri giris", "slot poker", "", HEADLINE, LONG)
    assert roles[:2] == [(Role.SPAM, "injected_spam")] * 2


@pytest.mark.parametrize(
    "line",
    [
        "Casino Bonus Rules Tightened in the Lower Sarn",
        "buy cheap loans online",
        "The casino paid a bonus. Its poker room closed.",
        "slot",
    ],
)
def test_a_headline_about_gambling_is_not(line):
    assert roles_of(line, LONG)[0][0] is not Role.SPAM


def test_advertising_words_after_the_first_text_are_kept():
    assert roles_of(HEADLINE, LONG, "casino bonusu deneme bahis siteleri giris")[2][0] is not Role.SPAM
