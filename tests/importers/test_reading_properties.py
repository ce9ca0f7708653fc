"""Whatever stands on a page and editors said of it: no line is lost, none is in two articles, nothing raises."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from importers.capture import page_of
from importers.decided import SAYABLE, Decided, Kind, Place, Word, given_for, key_of
from importers.heed import LONGEST_SAID
from importers.infer import TEXT_ROLES, infer
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
        "Photo: Tobin Aresk",
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
# Which line it is about (counted round the page), what is said, and whether of each line with its words.
WORDS = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from([Kind.BEGINS, Kind.GOES_ON, *SAYABLE]), st.booleans()),
    max_size=6,
)


def reading_of(content: bytes, said=()) -> Reading:
    page = page_of("any.txt", content)
    return infer(page, read(page), given=given_for(page, decided_on(page, said)))


def decided_on(page, said) -> Decided:
    """What was said of lines of ``page``, as it is kept."""
    lines = [line for line in page.lines if line.text]
    words = []
    for at, what, is_everywhere in said if lines else ():
        at %= len(lines)
        above, below = ("", "") if is_everywhere else (key_at(lines, at - 1), key_at(lines, at + 1))
        kind, role = (what, None) if isinstance(what, Kind) else (Kind.ROLE, what)
        words.append(Word(kind, Place(key_of(lines[at].text), above, below), role))
    return Decided.of(words)


def key_at(lines, at) -> str:
    return key_of(lines[at].text) if 0 <= at < len(lines) else ""


@given(LINES, WORDS)
def test_invariant_4_every_line_is_in_one_segment_and_every_text_in_one_article_or_dropped(lines, said):
    reading = reading_of("\n".join(lines).encode(), said)
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


@given(LINES, WORDS)
def test_what_editors_said_of_lines_is_what_they_are(lines, said):
    reading = reading_of("\n".join(lines).encode(), said)
    decided = given_for(reading.page, decided_on(reading.page, said))
    roles = {s.first: s.role for s in reading.segments if s.first == s.last}
    texts = TEXT_ROLES | {Role.HEADLINE}
    begun = {s.extract: s.first for s in reversed(reading.segments) if s.extract is not None}
    for line, role in decided.roles.items() if decided else ():
        text = reading.page.lines[line - 1].text
        if len(text) > LONGEST_SAID.get(role, len(text)):
            continue  # an article has no room for it there
        is_above_all = not reading.extracts and role not in texts
        assert roles[line] is (Role.UNKNOWN if is_above_all and role not in DROPPED_ROLES else role)
    for line in decided.goes_on if decided else ():
        assert line not in {extract.title_line for extract in reading.extracts}
    for line in decided.begins if decided else ():
        index = next(s.extract for s in reading.segments if s.first == line)
        # What stands above the first article and is no running text belongs to it.
        assert begun[index] == line or index == 0


@given(LINES, WORDS)
def test_the_blocks_of_the_articles_are_the_text_of_the_page_in_its_order(lines, said):
    reading = reading_of("\n".join(lines).encode(), said)
    text = [(s.extract, s.text) for s in reading.segments if s.role in BODY_ROLES | {Role.SUB_HEADING}]
    blocks = [
        (extract.index, block.text)
        for extract in reading.extracts
        for block in extract.blocks
        if block.role in BODY_ROLES | {Role.SUB_HEADING}
    ]
    assert blocks == text


@given(LINES, WORDS)
def test_each_credit_is_the_picture_s_or_a_caption_in_its_article(lines, said):
    reading = reading_of("\n".join(lines).encode(), said)
    for segment in reading.segments:
        if segment.role is Role.CREDIT and segment.extract is not None:
            extract = reading.extracts[segment.extract]
            assert segment.text in (extract.credit, *extract.captions)


@given(LINES, WORDS)
def test_articles_follow_each_other_without_overlap(lines, said):
    extracts = reading_of("\n".join(lines).encode(), said).extracts
    assert [extract.index for extract in extracts] == list(range(len(extracts)))
    for above, below in pairwise(extracts):
        assert above.first <= above.last < below.first


@given(LINES, WORDS)
def test_every_word_of_the_page_is_still_on_some_segment(lines, said):
    reading = reading_of("\n".join(lines).encode(), said)
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
