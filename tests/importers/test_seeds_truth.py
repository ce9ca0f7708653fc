"""The five real captures through the real command: every field of the report as their truth says, and the rows."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.models import Article, Author, Edition, Topic
from importers.models import Capture, Extract, Rate, Span, TopicSuggestion
from tests.importers.captures import whole_tables

SHARED = Path(__file__).resolve().parents[3] / "shared"
SEEDS = SHARED / "seeds"
TRUTH = SEEDS / "truth.json"
SCORE = SHARED / "captures" / "score.py"

pytestmark = [
    pytest.mark.skipif(not TRUTH.exists(), reason="needs the real captures in ../shared/seeds"),
    pytest.mark.django_db,
]

ABOUT = {
    (
        "001",
        0,
    ): "Russia, Ukraine, United States, Donald Trump, Vladimir Putin, Kassym-Jomart Tokayev, Kazakhstan",
    ("001", 1): "Kazakhstan, Environment",
    ("001", 2): "Kyrgyzstan, United Kingdom, Trade",
    ("001", 3): "Uzbekistan, Sport",
    ("001", 4): "Kyrgyzstan, Sadyr Japarov, Elon Musk, Media freedom",
    ("001", 5): "Kazakhstan, Mining",
    ("002", 0): "Ukraine, Russia, United States, Kazakhstan, Donald Trump, Vladimir Putin, Migration",
    ("003", 0): "Russia, Ukraine, Kazakhstan, Uzbekistan, United States, Donald Trump, Kassym-Jomart Tokayev",
    ("004", 0): "Kazakhstan, Russia, Ukraine, Donald Trump, Vladimir Putin, Kassym-Jomart Tokayev",
    ("004", 1): "China, Xinjiang, Sanctions, Trade, Kazakhstan",
    ("004", 2): "Afghanistan, Turkmenistan, Energy",
    ("004", 3): "Kyrgyzstan, Uzbekistan, Women",
    ("004", 4): "Kazakhstan, Canada, Energy",
    ("004", 5): "Kyrgyzstan, Russia, Migration",
}
"""What a reader would say each article is about, by capture and index."""
KINDS = {
    "Kazakhstan": "place",
    "Donald Trump": "person",
    "Kassym-Jomart Tokayev": "person",
    "Energy": "subject",
    "Media freedom": "subject",
    "BBC": "organisation",
}
NOT_ABOUT = "Georgia, Jordan, Turkey, Religion, Agriculture, Crime, Health"
"""Topics of the vocabulary that none of the fourteen is about."""


def load(*arguments: str) -> str:
    out = StringIO()
    call_command("import_seeds", str(SEEDS), *arguments, stdout=out, no_color=True)
    return out.getvalue()


@pytest.fixture
def rows(tmp_path) -> dict[tuple[str, int], dict]:
    load("--report", str(tmp_path / "r.jsonl"))
    lines = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()]
    return {(row["capture"], row["index"]): row for row in lines[:-1]}


def truth() -> list[tuple[dict, dict]]:
    captures = json.loads(TRUTH.read_text(encoding="utf-8"))["captures"]
    return [(capture, article) for capture in captures for article in capture["articles"]]


def plain(text: str | None) -> str | None:
    return None if text is None else " ".join(text.replace("\u00a0", " ").split())


def starts(texts: list[str], first_words: list[str]) -> bool:
    return len(texts) == len(first_words) and all(
        plain(text).startswith(plain(first)) for text, first in zip(texts, first_words, strict=True)
    )


def article_of(number: str, index: int) -> Article:
    return Article.objects.get(extracts__capture__file_name__startswith=number, extracts__position=index)


def test_every_field_of_the_report_is_as_the_truth_says(rows):
    assert len(rows) == len(truth()) == 15
    for capture, article in truth():
        row = rows[capture["file"], article["index"]]
        assert plain(row["title"]) == plain(article["title"])
        assert row["title_source"] == ("text" if article["title"] else "supplied")
        assert [plain(text) for text in row["headings"]] == [plain(text) for text in article["sub_headings"]]
        assert starts(row["bullets"], article["bullet_first_words"])
        assert len(row["body"]) == article["body_blocks_including_bullets"]
        assert len(row["body"]) - len(row["bullets"]) == article["paragraphs"]
        assert sum(len(plain(text)) for text in row["body"]) == article["body_chars_including_bullets"]
        assert plain(row["body"][0]).startswith(plain(article["body_first_8_words"]))
        assert plain(row["body"][-1]).endswith(plain(article["body_last_8_words"]))
        assert [plain(text) for text in row["captions"]] == [plain(text) for text in article["captions"]]
        assert plain(row["image_credit"]) == plain(article["image_credit"])
        assert row["authors"] == article["authors"]
        assert starts(row["author_bio"], article["author_bio_first_words"])
        assert row["published"] == article["published"]
        assert row["capture_date"] == capture["capture_date"]
        wanted = article["duplicate_of"]
        assert row["duplicate_of"] == (wanted and {"capture": wanted["file"], "index": wanted["index"]})
        rates = {pair: said["rate"] for pair, said in (capture["ticker"] or {}).items()}
        assert row["ticker"] == (rates or None)
        assert 0 <= row["confidence"] <= 1


def test_nothing_of_the_pages_furniture_is_in_any_body(rows):
    for capture, article in truth():
        row = rows[capture["file"], article["index"]]
        said = {plain(text) for text in (*row["body"], *row["headings"])}
        assert not said & {plain(line) for line in capture["boilerplate_lines"]}
        assert not any("/USD" in text or text.startswith("View more articles") for text in said)


def test_five_captures_are_fourteen_articles_in_fifteen_places_with_fifteen_rates(rows):
    assert (Capture.objects.count(), Article.objects.count(), Extract.objects.count()) == (5, 14, 15)
    assert Rate.objects.count() == 15
    assert not Rate.objects.filter(change="-0%").exists()
    dates = [
        str(day or "none")
        for day in Capture.objects.order_by("file_name").values_list("capture_date", flat=True)
    ]
    assert dates == ["none", "2025-12-10", "2025-03-27", "none", "2025-12-19"]
    for capture in Capture.objects.all():
        lines = [line for span in capture.spans.all() for line in range(span.first, span.last + 1)]
        assert lines == list(range(1, capture.line_count + 1))


def test_invariant_8_all_fourteen_are_working_copies_with_rights_unknown_and_none_is_public(rows):
    assert {article.rights for article in Article.objects.all()} == {"unknown"}
    assert {article.source for article in Article.objects.all()} == {None}
    assert not Edition.objects.exists()


def test_one_publication_date_is_known_and_the_others_are_bounded(rows):
    dated = Article.objects.get(first_published__isnull=False)
    assert (str(dated.first_published), dated.first_published_precision) == ("2025-02-19", "day")
    assert dated == article_of("002", 0)
    assert all(article.date_basis for article in Article.objects.all())
    assert str(article_of("001", 3).not_after) == "2025-12-10"
    assert str(article_of("004", 3).not_after) == "2025-12-19"


def test_the_one_author_has_a_biography_of_two_paragraphs_and_the_one_article(rows):
    author = Author.objects.get()
    assert author.name == "Nikola Mikovic"
    assert len(author.bio_paragraphs) == 2
    assert list(author.articles.all()) == [article_of("002", 0)]


def test_the_capture_without_a_headline_anywhere_gets_one_that_is_labelled(rows):
    article = article_of("003", 0)
    assert article.title_basis == Article.TitleBasis.SUPPLIED
    assert 0 < len(article.title) <= 80
    assert Article.objects.filter(title_basis=Article.TitleBasis.SUPPLIED).count() == 1


def test_each_article_is_filed_under_what_it_is_about(rows):
    for (number, index), names in ABOUT.items():
        suggested = set(article_of(number, index).topic_suggestions.values_list("topic__name", flat=True))
        assert set(names.split(", ")) <= suggested, (number, index)
    for name, kind in KINDS.items():
        assert Topic.objects.get(name=name).kind == kind
    assert not Topic.objects.filter(name__in=NOT_ABOUT.split(", "), taggings__isnull=False).exists()


def test_every_suggestion_has_its_evidence(rows):
    for suggestion in TopicSuggestion.objects.select_related("capture", "article"):
        line = (
            bytes(suggestion.capture.content).decode().replace("\r\n", "\n").split("\n")[suggestion.line - 1]
        )
        assert plain(suggestion.term) in plain(line)
        assert suggestion.count >= 1
        is_tagged = suggestion.article.taggings.filter(tag=suggestion.topic).exists()
        assert is_tagged == (suggestion.state == "applied")


def test_what_was_dropped_is_kept_to_be_searched(rows):
    dropped = " ".join(Span.objects.exclude(dropped_text="").values_list("dropped_text", flat=True))
    assert "Suggested Articles" in dropped
    assert "KGS/USD" in dropped


def test_invariant_5_a_second_run_changes_nothing_and_says_so(rows, tmp_path):
    before = whole_tables("importers.ImportRun", "importers.Outcome")
    assert "Nothing new, nothing changed." in load("--report", str(tmp_path / "again.jsonl"))
    assert whole_tables("importers.ImportRun", "importers.Outcome") == before
    again = [json.loads(line) for line in (tmp_path / "again.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {(row["capture"], row["index"]): row for row in again[:-1]} == rows


def test_a_dry_run_writes_nothing_and_reports_the_same(tmp_path):
    before = whole_tables()
    load("--dry-run", "--report", str(tmp_path / "dry.jsonl"))
    assert whole_tables() == before
    load("--report", str(tmp_path / "real.jsonl"))
    for name in ("dry", "real"):
        lines = (tmp_path / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        found = [{**json.loads(line), "article_id": None, "seconds": None} for line in lines]
        (tmp_path / name).write_text(json.dumps(found))
    assert (tmp_path / "dry").read_text() == (tmp_path / "real").read_text()


@pytest.mark.skipif(not SCORE.exists(), reason="needs ../shared/captures/score.py")
def test_the_scorer_finds_nothing_wrong(rows, tmp_path):
    scores = tmp_path / "scores.json"
    arguments = ["--gold", TRUTH, "--seeds", SEEDS, tmp_path / "r.jsonl", "--json", scores]
    subprocess.run([sys.executable, SCORE, *arguments], check=True, capture_output=True)
    found = json.loads(scores.read_text())
    figures = found["groups"]["ALL"]
    for name in (
        "boundary_f1",
        "title_acc",
        "title_null_acc",
        "heading_f1",
        "bullet_f1",
        "caption_f1",
        "article_exact",
    ):
        assert figures[name] == 1, name
    for name in (
        "text_loss",
        "boilerplate_leak",
        "side_text_leak",
        "author_fp",
        "published_fp",
        "spurious_articles",
    ):
        assert figures[name] == 0, name
    assert found["duplicates"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "pairs": 1}
