"""The five real captures beside the checkout come out exactly as their truth says, field by field."""

import json
from pathlib import Path

import pytest

from importers.capture import read_capture
from importers.infer import infer
from importers.read import read
from importers.segments import DROPPED_ROLES, Extract, Kind, Reading, Role, TitleSource

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
TRUTH = SEEDS / "truth.json"

pytestmark = pytest.mark.skipif(not TRUTH.exists(), reason="needs the real captures in ../shared/seeds")


def captures() -> list[dict]:
    return json.loads(TRUTH.read_text(encoding="utf-8"))["captures"] if TRUTH.exists() else []


def articles() -> list[tuple[dict, dict]]:
    return [(capture, article) for capture in captures() for article in capture["articles"]]


def reading_of(capture: dict) -> Reading:
    page = read_capture(SEEDS / capture["file"])
    return infer(page, read(page))


def extract_of(capture: dict, article: dict) -> Extract:
    return reading_of(capture).extracts[article["index"]]


def each_capture(test):
    return pytest.mark.parametrize("capture", captures(), ids=lambda capture: capture["file"])(test)


def each_article(test):
    names = [f"{capture['file']}#{article['index']}" for capture, article in articles()]
    return pytest.mark.parametrize(("capture", "article"), articles(), ids=names)(test)


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


@each_capture
def test_a_capture_is_of_its_kind_with_its_lines_and_its_date(capture):
    reading = reading_of(capture)
    assert len(reading.page.lines) == capture["lines"]
    assert reading.kind == Kind(capture["kind"])
    assert (reading.capture_date and reading.capture_date.isoformat()) == capture["capture_date"]
    assert len(reading.extracts) == len(capture["articles"])


@each_capture
def test_every_rate_of_the_ticker_is_read_once_with_its_value_as_printed(capture):
    reading = reading_of(capture)
    quoted = {
        pair: (
            quote["rate"],
            quote["change"].replace("-0%", "0%") if quote["change"] == "-0%" else quote["change"],
        )
        for pair, quote in (capture["ticker"] or {}).items()
    }
    assert {rate.pair: (rate.value, rate.change) for rate in reading.rates} == quoted
    assert len(reading.rates) == len(quoted)
    lines = sum(
        segment.last - segment.first + 1 for segment in reading.segments if segment.role is Role.TICKER
    )
    assert lines == capture["ticker_lines"]


@each_article
def test_an_article_has_its_title_and_begins_on_its_line(capture, article):
    extract = extract_of(capture, article)
    assert extract.title == article["title"]
    assert extract.title_source is (TitleSource.TEXT if article["title"] else TitleSource.SUPPLIED)
    assert extract.title_line == (article["first_line_no"] if article["title"] else None)


@each_article
def test_an_article_has_its_body_from_the_first_words_to_the_last(capture, article):
    body = extract_of(capture, article).body
    assert plain(body[0]).split()[:8] == article["body_first_8_words"].split()
    assert plain(body[-1]).split()[-8:] == article["body_last_8_words"].split()
    assert len(body) == article["body_blocks_including_bullets"]
    assert sum(len(block) for block in body) == article["body_chars_including_bullets"]


@each_article
def test_an_article_has_its_sub_headings_on_their_lines(capture, article):
    blocks = [block for block in extract_of(capture, article).blocks if block.role is Role.SUB_HEADING]
    assert [block.text for block in blocks] == article["sub_headings"]
    assert [block.first for block in blocks] == article["sub_heading_line_nos"]


@each_article
def test_an_article_has_its_list_items_and_paragraphs(capture, article):
    extract = extract_of(capture, article)
    firsts = [" ".join(plain(item).split()[: len(words.split())]) for item, words in zip(
        extract.bullets, article["bullet_first_words"], strict=True)]  # fmt: skip
    assert firsts == article["bullet_first_words"]
    assert sum(block.role is Role.PARAGRAPH for block in extract.blocks) == article["paragraphs"]


@each_article
def test_an_article_has_its_pictures_authors_and_dates(capture, article):
    extract = extract_of(capture, article)
    assert list(extract.captions) == article["captions"]
    assert extract.credit == article["image_credit"]
    assert [author.name for author in extract.authors] == article["authors"]
    assert len(extract.author_bio) == len(article["author_bio_first_words"])
    assert all(map(str.startswith, map(plain, extract.author_bio), article["author_bio_first_words"]))
    assert (extract.published.day and extract.published.day.isoformat()) == article["published"]


@each_article
def test_an_unknown_publication_date_is_bound_by_the_capture_and_says_why(capture, article):
    published = extract_of(capture, article).published
    assert (published.not_after and published.not_after.isoformat()) == capture["capture_date"]
    assert published.evidence


@each_capture
def test_no_furniture_is_left_in_any_article(capture):
    reading = reading_of(capture)
    furniture = {plain(line) for line in capture["boilerplate_lines"]}
    for extract in reading.extracts:
        assert not furniture & {plain(block.text) for block in extract.blocks}
        assert not any("/USD" in block.text for block in extract.blocks)


@each_capture
def test_every_line_has_one_role_and_every_text_its_article_or_the_rule_that_dropped_it(capture):
    reading = reading_of(capture)
    covered = [number for segment in reading.segments for number in range(segment.first, segment.last + 1)]
    assert covered == [line.number for line in reading.page.lines]
    for segment in reading.segments:
        assert segment.rule
        dropped = segment.role in DROPPED_ROLES | {Role.BLANK}
        assert (segment.extract is None) == dropped
    assert not any(segment.role is Role.UNKNOWN for segment in reading.segments)
