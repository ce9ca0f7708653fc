"""Deciding again what is in: better rules and an editor's word reach the archive, and what stands there is not hurt."""

from dataclasses import replace

import pytest
from django.db import connection, transaction

from articles import body, publishing
from articles.models import Article, Revision
from importers import infer, pipeline, readers, readings
from importers.decided import Kind as Said
from importers.models import (
    Capture,
    DoubtfulPair,
    EarlierReading,
    Extract,
    ImportRun,
    Outcome,
    SketchKey,
    Span,
)
from importers.pipeline import read_again
from importers.sketch import fingerprint, words_of
from importers.store import Shelf, decisions, take_back_readings, undo
from importers.store.again import read_again_since
from tests.importers.captures import (
    SAMPLES,
    article_page,
    body_only,
    headline,
    listing,
    prose,
    run,
    whole_tables,
    write,
)
from tests.make import change

pytestmark = pytest.mark.django_db

LOG = ("importers.ImportRun", "importers.Outcome")


@pytest.fixture
def as_one(monkeypatch):
    """A reader that takes every page for one article; ``stop`` makes it read well again."""
    headline(0)  # the samples are read once, and must be read well
    decide = infer.outline

    def first_only(*given, **options):
        found = decide(*given, **options)
        return replace(found, openings=found.openings[:1])

    monkeypatch.setattr(infer, "outline", first_only)
    monkeypatch.stop = monkeypatch.undo
    return monkeypatch


def texts() -> dict[str, list[str]]:
    return {article.title: body.plain(article.body).split("\n") for article in Article.objects.all()}


def ledger_holds() -> bool:
    """Whether every line of every capture lies in one span, and each span's text in an extract of its capture."""
    for capture in Capture.objects.all():
        lines = [n for span in capture.spans.all() for n in range(span.first, span.last + 1)]
        own = set(capture.extracts.values_list("pk", flat=True))
        if lines != list(range(1, capture.line_count + 1)):
            return False
        if not set(capture.spans.exclude(extract=None).values_list("extract", flat=True)) <= own:
            return False
    return True


def test_read_again_with_the_same_rules_no_row_changes_but_the_runs_own():
    run(SAMPLES)
    before = whole_tables(*LOG)
    again = run(SAMPLES, rereads=True)
    assert whole_tables(*LOG) == before
    assert again.counts == {"unchanged": again.articles}
    assert set(run(rereads=True).counts) == {"unchanged"}
    assert whole_tables(*LOG) == before


def test_an_article_that_had_swallowed_another_gives_it_up(as_one, tmp_path):
    run(write(tmp_path, page=listing(1, 2)))
    swallowing = Article.objects.get()
    as_one.stop()
    result = run(tmp_path, rereads=True)
    assert texts() == {headline(1): prose(1), headline(2): prose(2)}
    assert Article.objects.get(title=headline(1)).pk == swallowing.pk
    assert Article.objects.get(title=headline(1)).slug == swallowing.slug
    assert result.counts == {"created": 1, "updated": 1}
    assert [r.act for r in swallowing.revisions.order_by("number")] == ["import", "import"]
    assert Outcome.objects.order_by("pk").last().status == "changed"
    assert ledger_holds()
    before = whole_tables(*LOG)
    assert run(tmp_path, rereads=True).counts == {"unchanged": 2}
    assert whole_tables(*LOG) == before


def test_what_was_read_again_is_what_a_first_import_would_have_read(as_one, tmp_path):
    files = write(tmp_path, a=listing(1, 2, 3), b=listing(2, 4), c=article_page(3))
    run(files)
    as_one.stop()
    run(rereads=True)

    def told():
        keys = {
            (key.key, key.extract.capture.sha256, key.extract.position)
            for key in SketchKey.objects.select_related("extract__capture")
        }
        spans = Span.objects.values_list("capture__sha256", "first", "last", "role", "extract__position")
        extracts = Extract.objects.values_list(
            "capture__sha256", "position", "title", "fingerprint", "confidence", "article__title"
        )
        return texts(), keys, set(spans), set(extracts)

    again = told()
    for model in (Capture, Article):
        model.objects.all().delete()
    SketchKey.objects.all().delete()
    run(files)
    fresh = told()
    assert again[0] == fresh[0]
    assert again[2:] == fresh[2:]


def test_the_keys_of_a_text_that_was_read_otherwise_are_those_of_its_new_text(as_one, tmp_path):
    run(write(tmp_path / "first", page=listing(1, 2)))
    as_one.stop()
    run(rereads=True)
    for extract in Extract.objects.all():
        read = readings.unpack(
            extract.reading,
            index=extract.position,
            title=extract.title,
            first=extract.first,
            last=extract.last,
        )
        assert extract.fingerprint == fingerprint(words_of(read))
        assert SketchKey.objects.filter(extract_id=extract.pk).exists()
    run(write(tmp_path / "second", copy=body_only(2)))
    assert Article.objects.count() == 2, "a later copy finds the article that was swallowed"


def test_an_article_that_was_none_goes_if_no_editor_touched_it(as_one, tmp_path):
    files = write(tmp_path, page=listing(1, 2, 3))
    first_only = infer.outline
    as_one.stop()
    run(files)
    kept = Article.objects.get(title=headline(2))
    change(kept, body=kept.body + "<p>What an editor added.</p>")
    as_one.setattr(infer, "outline", first_only)
    result = run(files, rereads=True)
    assert set(texts()) == {headline(1), headline(2)}
    assert texts()[headline(1)] == [*prose(1), headline(2), *prose(2), headline(3), *prose(3)]
    warnings = " ".join(Outcome.objects.order_by("pk").last().warnings)
    assert f"“{headline(3)}” any more: it was removed" in warnings
    assert f"“{headline(2)}” any more; an editor touched it, so it stays" in warnings
    assert result.counts == {"updated": 1}
    assert ledger_holds()


def test_invariant_6_what_an_editor_wrote_and_what_was_published_stands_when_read_again(as_one, tmp_path):
    run(write(tmp_path, edited=listing(1, 2), published=listing(3, 4)), rights="own")
    edited, published = Article.objects.order_by("pk")
    change(edited, body=edited.body.replace(prose(2)[0], "What an editor wrote."))
    as_edited = edited.body
    publishing.publish(published)
    as_published = whole_tables("importers.Outcome")["articles.Edition"], published.body
    as_one.stop()
    result = run(tmp_path, rereads=True)
    edited.refresh_from_db()
    published.refresh_from_db()
    assert edited.body == as_edited, "the swallowed text stays with the words that an editor put into it"
    assert (whole_tables("importers.Outcome")["articles.Edition"], published.body) == as_published
    assert set(texts()) == {headline(1), headline(2), headline(3), headline(4)}
    assert result.counts == {"proposed": 2, "created": 2}
    assert not Revision.objects.filter(article=published).exclude(number=1).exists()


def test_a_deleted_article_stays_deleted_when_its_capture_is_read_again(as_one, tmp_path):
    run(write(tmp_path, page=listing(1, 2)))
    Article.objects.get().delete()
    as_one.stop()
    result = run(rereads=True)
    assert set(texts()) == {headline(2)}, "what was swallowed was never deleted by anybody"
    assert result.counts == {"declined": 1, "created": 1}


def test_how_a_capture_was_read_before_is_kept_beside_the_run(as_one, tmp_path):
    run(write(tmp_path, page=listing(1, 2), other=body_only(5)))
    as_one.stop()
    run(rereads=True)
    (earlier,) = EarlierReading.objects.all()
    assert earlier.capture.file_name == "page.txt"
    assert earlier.run == ImportRun.objects.latest("pk")
    assert [one["title"] for one in earlier.reading["extracts"]] == [headline(1)]


def archive() -> dict[str, list[tuple]]:
    """What the archive says, whatever numbers and times its rows have."""
    witnesses = Extract.objects.values_list(
        "capture__sha256", "position", "title", "first", "last", "fingerprint", "article__title"
    )
    spans = Span.objects.values_list("capture__sha256", "first", "last", "role", "rule", "extract__position")
    keys = SketchKey.objects.filter(extract__isnull=False).values_list(
        "key", "extract__capture__sha256", "extract__position"
    )
    return {
        "texts": sorted((article.title, article.slug, article.body) for article in Article.objects.all()),
        "witnesses": sorted(witnesses),
        "spans": sorted(spans, key=repr),
        "keys": sorted(keys),
    }


def test_what_was_read_again_is_read_as_before_when_the_run_is_taken_back(as_one, tmp_path):
    run(write(tmp_path, a=listing(1, 2, 3), b=listing(4, 5), c=body_only(6)))
    before = archive()
    as_one.stop()
    run(rereads=True)
    assert archive() != before
    with transaction.atomic():
        take_back_readings(ImportRun.objects.latest("pk").pk, Shelf())
    assert archive() == before
    assert not EarlierReading.objects.exists()
    assert ledger_holds()


def test_an_article_that_an_editor_touched_since_stays_when_readings_are_taken_back(as_one, tmp_path):
    run(write(tmp_path, page=listing(1, 2)))
    as_one.stop()
    run(rereads=True)
    change(Article.objects.get(title=headline(2)), title="What an editor wrote")
    with transaction.atomic():
        (remark,) = take_back_readings(ImportRun.objects.latest("pk").pk, Shelf())
    assert "an editor touched it, so it stays" in remark
    assert Article.objects.filter(title="What an editor wrote").exists()


def test_a_later_run_that_decided_once_more_is_named(as_one, tmp_path):
    run(write(tmp_path, page=listing(1, 2)))
    one, two = (ImportRun.objects.create() for _ in range(2))
    for later in (one, two):
        EarlierReading.objects.create(run=later, capture=Capture.objects.get(), reading={})
    assert read_again_since(one.pk) == [two.pk]
    assert read_again_since(two.pk) == []


def test_a_rehearsal_of_reading_again_writes_nothing(as_one, tmp_path):
    run(write(tmp_path, page=listing(1, 2)))
    as_one.stop()
    before = whole_tables()
    result = run(rereads=True, dry_run=True)
    assert result.counts == {"created": 1, "updated": 1}
    assert whole_tables() == before


def test_new_files_come_in_while_others_are_read_again(as_one, tmp_path):
    run(write(tmp_path, page=listing(1, 2)))
    as_one.stop()
    result = run(write(tmp_path, copy=body_only(2)), rereads=True)
    assert texts() == {headline(1): prose(1), headline(2): prose(2)}
    assert result.counts["created"] == 1


@pytest.mark.parametrize(("size", "workers"), [(100, 1), (2, 1), (2, 2)])
def test_workers_and_the_size_of_batches_do_not_count_when_reading_again(
    size, workers, as_one, tmp_path, monkeypatch
):
    pages = {f"p{n}": listing(n, n + 1, n + 2) for n in range(1, 8)}
    run(write(tmp_path, **pages))
    as_one.stop()
    monkeypatch.setattr(readers, "BATCH", size)
    run(rereads=True, workers=workers)
    assert texts() == {headline(n): prose(n) for n in range(1, 10)}
    assert Article.objects.count() == 9, "no article is left twice"
    assert ledger_holds()
    witnesses = Extract.objects.values_list("capture__file_name", "position", "article__title")
    assert set(witnesses) == {
        (f"p{n}.txt", position, headline(n + position)) for n in range(1, 8) for position in range(3)
    }


def test_a_file_given_twice_is_read_again_once(as_one, tmp_path):
    run(write(tmp_path, page=listing(1, 2)))
    as_one.stop()
    result = run(write(tmp_path, twin=listing(1, 2)), rereads=True)
    assert len(texts()) == 2
    assert result.counts == {"created": 1, "updated": 1, "unchanged": 2}


def test_copies_are_still_found_when_the_text_that_they_were_found_by_is_read_otherwise(tmp_path):
    run(write(tmp_path / "first", page=listing(1, 2)))
    run(write(tmp_path / "copy", page=article_page(2)))
    page = Capture.objects.get(file_name="page.txt", kind="listing")
    at = Extract.objects.get(capture=page, position=1).first
    decisions.say(page, at, Said.GOES_ON, by=None)
    run(tmp_path / "first", rereads=True)
    assert Extract.objects.filter(capture=page).count() == 1
    run(write(tmp_path / "third", page=body_only(2)))
    assert Article.objects.count() == 2
    assert Article.objects.get(title=headline(2)).extracts.count() == 2


def test_two_that_may_be_one_and_are_both_read_otherwise_are_asked_about_once(tmp_path):
    quoting = "\n".join([*prose(2, 4), *prose(1, 6), *prose(3, 2)])
    run(write(tmp_path, a=body_only(1, 6), b=quoting))
    DoubtfulPair.objects.all().delete()
    for _ in range(2):
        Span.objects.update(rule="an earlier rule")
        Extract.objects.update(fingerprint="of an earlier text")
        run(rereads=True)
        assert DoubtfulPair.objects.count() == 1


def test_nobody_is_asked_about_a_text_that_is_none_any_more(tmp_path):
    quoting = "\n\n".join([listing(5), headline(2), *prose(2), *prose(1, 6), *prose(3, 2)])
    run(write(tmp_path, a=body_only(1, 6), b=quoting))
    quoted = DoubtfulPair.objects.get().later
    DoubtfulPair.objects.all().delete()
    Span.objects.update(rule="an earlier rule")
    Extract.objects.update(fingerprint="of an earlier text")
    decisions.say(quoted.capture, quoted.first, Said.GOES_ON, by=None)
    run(rereads=True)
    assert not Extract.objects.filter(pk=quoted.pk).exists()
    connection.check_constraints()


def placed():
    return Article.objects.order_by("pk").values_list("pk", "title", "extracts__position")


@pytest.mark.parametrize("by_undoing", [True, False], ids=["the run", "the word"])
def test_an_article_that_an_editor_touched_gets_its_capture_back_when_it_is_read_as_before(
    by_undoing, tmp_path
):
    run(write(tmp_path, page=listing(1, 2)))
    change(Article.objects.get(title=headline(2)), title="What an editor wrote")
    known = list(placed())
    page = Capture.objects.get()
    word = decisions.say(page, Extract.objects.get(position=1).first, Said.GOES_ON, by=None)
    run(rereads=True)
    assert list(placed()) == [(*known[0][:2], 0), (*known[1][:2], None)]
    if by_undoing:
        undo.take_back(ImportRun.objects.latest("pk").pk)
    else:
        word.delete()
        run(rereads=True)
    assert list(placed()) == known
    rows = whole_tables(*LOG)
    run(tmp_path, rereads=not by_undoing)
    assert whole_tables(*LOG) == rows


def test_invariant_6_a_deleted_article_stays_away_when_the_capture_that_it_was_found_by_is_read_otherwise(
    tmp_path,
):
    run(write(tmp_path / "first", page=listing(1, 2)))
    run(write(tmp_path / "copy", page=article_page(2)))
    Article.objects.get(title=headline(2)).delete()
    page = Capture.objects.get(kind="listing")
    decisions.say(page, Extract.objects.get(capture=page, position=1).first, Said.GOES_ON, by=None)
    read_again([page.pk])
    assert run(write(tmp_path / "third", page=body_only(2))).counts == {"declined": 1}
    assert Article.objects.get().title == headline(1)


def test_the_whole_archive_can_be_read_again_strictly(tmp_path):
    run(write(tmp_path, page=listing(1, 2)))
    assert run(rereads=True, strict=True).counts == {"unchanged": 2}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_capture_that_is_taken_back_before_its_turn_fails_and_the_others_are_read(
    tmp_path, monkeypatch, workers
):
    run(write(tmp_path / "first", one=article_page(1)))
    gone = ImportRun.objects.get()
    run(write(tmp_path / "second", two=article_page(2)))
    begin = pipeline._begin

    def then_one_goes(options: pipeline.Options) -> object:
        found = begin(options)
        undo.take_back(gone.pk)
        return found

    monkeypatch.setattr(pipeline, "_begin", then_one_goes)
    result = run(rereads=True, workers=workers)
    assert result.failed == [("one.txt", "Was in, and was taken back in the meantime. Import it again.")]
    assert (result.captures, ImportRun.objects.first().state) == (1, "done")
    assert [capture.file_name for capture in Capture.objects.all()] == ["two.txt"]
