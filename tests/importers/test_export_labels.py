"""``export_labels``: what editors corrected comes out as a truth that ``evaluate_import`` measures the reader by."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles import publishing
from articles.models import Article, Author
from importers import pipeline
from importers.decided import place_of
from importers.kept import reading_of
from importers.models import Capture, Decision, DoubtfulPair, Extract, ImportRun
from tests.importers.captures import SAMPLES, article_page, headline, listing, prose, run, whole_tables, write
from tests.make import change

pytestmark = pytest.mark.django_db


def export(folder: Path) -> tuple[dict, str]:
    """The truth by file name, and what the command said; the captures lie beside it."""
    out = io.StringIO()
    call_command(
        "export_labels", str(folder / "truth.json"), "--captures", str(folder / "captures"), stdout=out
    )
    table = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return {one["file"]: one for one in table["captures"]}, out.getvalue()


def evaluate(folder: Path) -> dict:
    figures = folder / "figures.json"
    call_command("evaluate_import", str(folder / "truth.json"), "--json", str(figures), stdout=io.StringIO())
    return json.loads(figures.read_text(encoding="utf-8"))


@pytest.fixture
def out(tmp_path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def decide(capture: Capture, line: int, kind: str, value: str = "") -> None:
    """What the desk keeps of an editor's word about a line, and does about it."""
    place = place_of(reading_of(capture.pk).page.lines, line)
    Decision.objects.create(
        kind=kind,
        anchor=place.anchor,
        above=place.above,
        below=place.below,
        value=value,
        capture=capture,
        line=line,
    )
    pipeline.read_again([capture.pk])


def test_captures_that_nobody_judged_are_left_out(tmp_path, out):
    run(write(tmp_path / "in", one=article_page(1), two=article_page(2)))
    article = Article.objects.get(title=headline(1))
    change(article, rights="own")
    table, said = export(out)
    assert list(table) == ["one.txt"]
    assert table["one.txt"]["judged"] == ["edited"]
    assert "1 captures judged, with 1 articles, 0 of them" in said
    assert [path.name for path in (out / "captures").iterdir()] == ["one.txt"]


def test_what_was_published_as_it_was_read_is_a_label_that_reading_meets(out):
    run(SAMPLES, rights="own")
    for article in Article.objects.filter(title_basis="printed"):
        publishing.publish(article)
    table, _ = export(out)
    assert len(table) > 3
    measured = evaluate(out)["all"]
    for figure in ("boundary_f1", "titles", "heading_f1", "authors", "dates", "exact"):
        assert measured[figure] == 1.0, figure


def test_corrections_are_errors_of_the_reader(tmp_path, out):
    page = article_page(1).replace("Ilse Maren", "Ilse Maren\n\nBo Lind took part in the reporting")
    run(write(tmp_path / "in", page=page))
    article = Article.objects.get()
    first = prose(1)[0]
    change(article, title=first, body=article.body)
    article.set_bylines([(Author.objects.create(name="Bo Lind"), "Bo Lind")])
    change(article, rights="own")
    table, said = export(out)
    (truth,) = table["page.txt"]["articles"]
    assert truth["title"] == first, "the headline is on a line of the capture"
    assert first not in truth["body"]
    assert truth["authors"] == ["Bo Lind"]
    assert "1 of them read otherwise" in said
    measured = evaluate(out)["all"]
    assert (measured["titles"], measured["authors"]) == (0.0, 0.0)


def test_words_of_the_editors_own_are_no_labels(tmp_path, out):
    run(write(tmp_path / "in", page=article_page(1)))
    article = Article.objects.get()
    change(article, title="What an editor wrote", body=article.body.replace(prose(1)[0], "A new sentence."))
    article.set_bylines([(Author.objects.create(name="Somebody Else"), "Somebody Else")])
    change(article, first_published=date(2020, 2, 2))
    table, said = export(out)
    (truth,) = table["page.txt"]["articles"]
    assert truth["title"] == headline(1)
    assert truth["body"] == prose(1)
    assert truth["authors"] == ["Ilse Maren"]
    assert truth["published"] == "2026-06-03"
    assert "0 of them read otherwise" in said


def test_a_heading_that_an_editor_made_a_paragraph_is_one(tmp_path, out):
    text = article_page(1).replace(prose(1)[1], "How it began\n\n" + prose(1)[1])
    run(write(tmp_path / "in", page=text))
    article = Article.objects.get()
    assert "<h2>How it began</h2>" in article.body
    change(article, body=article.body.replace("<h2>How it began</h2>", "<p>How it began</p>"))
    table, _ = export(out)
    (truth,) = table["page.txt"]["articles"]
    assert truth["headings"] == []
    assert truth["body"] == [prose(1)[0], "How it began", *prose(1)[1:]]
    assert evaluate(out)["all"]["heading_precision"] == 0.0


def test_a_date_that_an_editor_took_away_or_found_on_the_page_is_a_label(tmp_path, out):
    run(write(tmp_path / "in", page=article_page(1), other=article_page(2)))
    one, two = (Article.objects.get(title=headline(n)) for n in (1, 2))
    change(one, first_published=None, first_published_precision="unknown")
    change(two, first_published=date(2026, 8, 21))
    table, _ = export(out)
    assert table["page.txt"]["articles"][0]["published"] is None
    assert table["other.txt"]["articles"][0]["published"] == "2026-08-21"


def test_an_article_that_an_editor_joined_to_the_one_above_is_one_in_the_labels(tmp_path, out):
    run(write(tmp_path / "in", page=listing(1, 2)))
    capture = Capture.objects.get()
    decide(capture, Extract.objects.get(position=1).first, "goes_on")
    table, _ = export(out)
    assert table["page.txt"]["judged"] == ["lines decided"]
    (truth,) = table["page.txt"]["articles"]
    assert prose(2)[0] in truth["body"]
    measured = evaluate(out)["all"]
    assert measured["articles"] == 1
    assert measured["boundary_precision"] == 0.5


def test_an_article_that_an_editor_split_is_two_in_the_labels(tmp_path, out):
    run(write(tmp_path / "in", page=listing(1)))
    capture = Capture.objects.get()
    line = next(line.number for line in reading_of(capture.pk).page.lines if line.text == prose(1)[2])
    decide(capture, line, "begins")
    table, _ = export(out)
    first, second = table["page.txt"]["articles"]
    assert (first["body"], second["body"]) == (prose(1)[:2], prose(1)[2:])
    assert evaluate(out)["all"]["boundary_recall"] == 0.5


def test_copies_of_one_article_have_one_identity(tmp_path, out):
    run(write(tmp_path / "in", one=article_page(1), two=listing(1, 2)))
    article = Article.objects.get(title=headline(1))
    change(article, rights="own")
    table, _ = export(out)
    (one,) = table["one.txt"]["articles"]
    same, other = table["two.txt"]["articles"]
    assert one["source_id"] == same["source_id"] != other["source_id"]
    assert evaluate(out)["duplicates"]["pairs"] == 1


def test_a_judged_pair_makes_labels_of_both_its_captures(tmp_path, out):
    run(write(tmp_path / "in", one=article_page(1), two=article_page(2)))
    earlier, later = Extract.objects.order_by("pk")
    DoubtfulPair.objects.create(earlier=earlier, later=later, share=0.5, reason="x", verdict="different")
    table, _ = export(out)
    assert {name: one["judged"] for name, one in table.items()} == {
        "one.txt": ["pair judged"],
        "two.txt": ["pair judged"],
    }


def test_two_captures_of_one_name_get_two_files(tmp_path, out):
    run(write(tmp_path / "first", page=article_page(1)))
    run(write(tmp_path / "second", page=article_page(2)))
    for article in Article.objects.all():
        change(article, rights="own")
    table, _ = export(out)
    assert len(table) == len(list((out / "captures").iterdir())) == 2
    assert evaluate(out)["all"]["exact"] == 1.0


def test_another_file_in_the_folder_is_not_written_over(tmp_path, out):
    run(write(tmp_path / "in", page=article_page(1)))
    change(Article.objects.get(), rights="own")
    write(out / "captures", page="something else")
    with pytest.raises(CommandError, match="is another file") as refused:
        export(out)
    assert refused.value.returncode == 2
    assert not (out / "truth.json").exists()
    assert (out / "captures" / "page.txt").read_text() == "something else"


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(CommandError, match="cannot be written") as refused:
        call_command("export_labels", str(tmp_path / "nowhere" / "truth.json"), stdout=io.StringIO())
    assert refused.value.returncode == 2


def test_an_archive_that_nobody_judged_gives_an_empty_truth(tmp_path, out):
    run(write(tmp_path / "in", page=article_page(1)))
    before = whole_tables()
    table, said = export(out)
    assert table == {}
    assert "0 captures judged" in said
    assert whole_tables() == before
    assert ImportRun.objects.count() == 1
