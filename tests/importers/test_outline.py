"""The outline of a page: what opens an article, what is a sub-heading, and how sure that is."""

from importers.outline import Outline, outline
from importers.outline.candidates import is_heading
from importers.outline.sheet import LONG_BODY, lay_out
from importers.segments import Kind, Role, Segment

FERRY = [
    "A new ferry between Aktau and the southern port began its regular service on Monday, the harbour office said.",
    "The ferry carries sixty lorries and two hundred passengers, and the crossing takes eleven hours in calm weather.",
    "Harbour master Timur Aliev said that bookings for the ferry were full until the end of the month.",
]
APPLES = [
    "Growers in the Talgar valley expect the best apple harvest in ten years after a mild and rainy spring.",
    "The agriculture ministry puts the harvest at ninety thousand tonnes, a third more than in the last season.",
    "Prices in the markets of Almaty fell by a fifth, and growers now ask for help with storage and transport.",
]
CHESS = [
    "Fourteen-year-old Madina Saparova won the national chess championship in Shymkent with a game to spare.",
    "Saparova drew her last two games and finished a full point ahead of the defending champion, grandmaster Oleg Kim.",
    "The federation will send both players to the world championship for juniors, which opens in Baku in October.",
]


def segment(number: int, role: Role, text: str, rule: str) -> Segment:
    return Segment(role, number, number, text, rule, "")


def page(*texts: str) -> list[Segment]:
    """Lines as the reader hands them on, a blank one between them, under a page's date."""
    made = [segment(1, Role.PAGE_DATE, "10 December 2025", "page_date")]
    for text in texts:
        made.append(segment(len(made) + 1, Role.BLANK, "", "blank"))
        is_long = len(text) > 100
        role, rule = (Role.PARAGRAPH, "paragraph") if is_long else (Role.UNKNOWN, "short_line")
        made.append(segment(len(made) + 1, role, text, rule))
    return made


def titles(segments: list[Segment], found: Outline) -> list[str | None]:
    texts = {one.first: one.text for one in segments}
    return [texts[opening.title_line] if opening.title_line else None for opening in found.openings]


def test_each_article_of_a_listing_is_opened_by_its_title() -> None:
    segments = page(
        "New Ferry Across the Caspian Starts Regular Service From Aktau",
        *FERRY,
        "Apple Growers of the Talgar Valley Expect Best Harvest in Ten Years",
        *APPLES,
        "Fourteen-Year-Old Madina Saparova Wins National Chess Championship",
        *CHESS,
    )
    assert titles(segments, outline(segments, kind=Kind.LISTING)) == [
        "New Ferry Across the Caspian Starts Regular Service From Aktau",
        "Apple Growers of the Talgar Valley Expect Best Harvest in Ten Years",
        "Fourteen-Year-Old Madina Saparova Wins National Chess Championship",
    ]


def test_sub_headings_do_not_open_articles() -> None:
    segments = page(
        "New Ferry Across the Caspian Starts Regular Service From Aktau",
        FERRY[0],
        "Lorries and Passengers",
        FERRY[1],
        "Fully Booked",
        FERRY[2],
    )
    found = outline(segments, kind=Kind.LISTING)
    assert len(found.openings) == 1
    assert [found.roles[line] for line in (3, 7, 11)] == [Role.HEADLINE, Role.SUB_HEADING, Role.SUB_HEADING]


def test_a_short_sentence_is_running_text() -> None:
    segments = page(
        "New Ferry Across the Caspian Starts Regular Service From Aktau", *FERRY, "It sails again on Friday."
    )
    assert outline(segments).roles[11] is Role.PARAGRAPH


def test_an_article_page_holds_one_article_whatever_its_sub_headings_look_like() -> None:
    segments = page(
        "New Ferry Across the Caspian Starts Regular Service From Aktau",
        *FERRY,
        "Apple Growers of the Talgar Valley Expect Best Harvest in Ten Years",
        *APPLES,
    )
    found = outline(segments, kind=Kind.ARTICLE)
    assert [opening.title_line for opening in found.openings] == [3]
    assert found.roles[11] is not Role.HEADLINE


def test_a_page_that_opens_with_running_text_holds_an_article_without_a_title() -> None:
    segments = [segment(n, Role.PARAGRAPH, text, "paragraph") for n, text in enumerate(FERRY, 1)]
    assert [(one.first, one.title_line) for one in outline(segments, kind=Kind.BODY).openings] == [(1, None)]


def test_a_page_without_text_holds_no_article() -> None:
    assert outline([]).openings == ()
    assert outline(page()).openings == ()


def test_the_longer_a_line_the_surer_a_sub_heading_it_has_to_be() -> None:
    assert is_heading("Fully Booked", 0.6)
    long = "The crossing takes eleven hours in calm weather and fourteen in the storms of March"
    assert not is_heading(long, 0.6)
    assert is_heading(long, 0.95)


def test_a_long_body_without_its_page_is_not_taken_for_one_article_unseen() -> None:
    brief = page(*FERRY, "A Short Line", *FERRY)
    long = page(*FERRY * (1 + LONG_BODY // sum(len(text.split()) for text in FERRY)), "A Short Line", *FERRY)
    assert lay_out(brief, Kind.BODY).single
    assert not lay_out(long, Kind.BODY).single
    assert not lay_out(brief, Kind.LISTING).single
