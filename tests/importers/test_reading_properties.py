"""Whatever stands on a page: no line is lost, none is in two articles, and nothing raises."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from importers.capture import page_of
from importers.infer import infer
from importers.lines import decode
from importers.read import read
from importers.segments import BODY_ROLES, DROPPED_ROLES, Reading, Role
from tests.importers.pages import LONG

KNOWN_LINES = st.sampled_from(
    [
        "",
        " ",
        "  • KGS/USD = 0.01144 -0%",
        "27 March 2025",
        "04.03.2025",
        "Viewing results 7 - 12 of 90",
        "Ferry Returns to the Lower Sarn After Eleven Weeks of Flood",
        "A Landing of Oak",
        "Jane Roe",
        "By Jane Roe",
        "Image: SNA, Jane Roe",
        "Mayor Jane Roe (City photo)",
        "- An item",
        "1. An item",
        "> A quotation",
        "— Jane Roe",
        "“Quoted”",
        "Continue reading",
        "divider",
        "Suggested Articles",
        "Sidebar",
        "Share",
        "Opinion",
        "View more articles fromJane Roe",
        "Our People > Jane Roe",
        "Articles",
        "[caption id=x]",
        "[/caption]",
        "[video mp4=a/b.mp4][/video] and",
        "casino bonusu deneme bahis",
        "RIVERSIDE (SNA) — " + LONG,
        "By Jane Roe Incidents in May were many. " + LONG,
        LONG,
    ]
)
LINES = st.lists(KNOWN_LINES | st.text(max_size=60), max_size=40)


def reading_of(content: bytes) -> Reading:
    page = page_of("any.txt", content)
    return infer(page, read(page))


@given(LINES)
def test_invariant_4_every_line_is_in_one_segment_and_every_text_in_one_article_or_dropped(lines):
    reading = reading_of("\n".join(lines).encode())
    covered = [n for segment in reading.segments for n in range(segment.first, segment.last + 1)]
    assert covered == [line.number for line in reading.page.lines]
    of_a_person = {Role.BYLINE, Role.AUTHOR_BIO} if reading.people else set()
    header = set() if reading.extracts else {Role.PUBLICATION_DATE}
    for segment in reading.segments:
        if segment.extract is None:
            assert segment.role in DROPPED_ROLES | {Role.BLANK} | of_a_person | header
        else:
            assert 0 <= segment.extract < len(reading.extracts)
            assert segment.role not in DROPPED_ROLES


@given(LINES)
def test_the_blocks_of_the_articles_are_the_text_of_the_page_in_its_order(lines):
    reading = reading_of("\n".join(lines).encode())
    text = [(s.extract, s.text) for s in reading.segments if s.role in BODY_ROLES | {Role.SUB_HEADING}]
    blocks = [
        (extract.index, block.text)
        for extract in reading.extracts
        for block in extract.blocks
        if block.role in BODY_ROLES | {Role.SUB_HEADING}
    ]
    assert blocks == text


@given(LINES)
def test_articles_follow_each_other_without_overlap(lines):
    extracts = reading_of("\n".join(lines).encode()).extracts
    assert [extract.index for extract in extracts] == list(range(len(extracts)))
    for above, below in pairwise(extracts):
        assert above.first <= above.last < below.first


@given(LINES)
def test_every_word_of_the_page_is_still_on_some_segment(lines):
    reading = reading_of("\n".join(lines).encode())
    kept = "".join(segment.text + "".join(segment.asides) for segment in reading.segments)
    for line in reading.page.lines:
        if "[" not in line.text and not line.text.startswith((">", "-", "*", "+", "1", "•")):
            assert "".join(line.text.split()) in "".join(kept.split())


@given(st.binary(max_size=400))
@settings(max_examples=200)
def test_no_bytes_make_the_reading_raise(content):
    reading = reading_of(content)
    assert reading.page.content == content


@given(st.text(max_size=200))
def test_what_is_shown_holds_no_character_that_is_invisible_or_moves_the_line(text):
    for line in decode(text.encode("utf-8", "replace")).lines:
        assert not set(line.text) & set("\u200b\u202e\u2066\u200e\ufeff\x00\x1b\x7f\x85\u2028\u00a0")
        assert line.text == line.text.strip()
