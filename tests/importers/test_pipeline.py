"""A run as a whole: the order of files does not count, a rehearsal writes nothing, a bad file stops nobody."""

import json
import random
from io import StringIO
from pathlib import Path

import pytest
from django.db import OperationalError, transaction

from articles.models import Article
from importers import pipeline, readers
from importers.models import Capture, Extract, ImportRun, Outcome
from importers.pipeline import Options
from importers.store import turns
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

pytestmark = pytest.mark.django_db


def pages(folder: Path) -> Path:
    """Twenty captures with copies of all sorts among them."""
    files = {f"body{number}": body_only(number) for number in range(4)}
    files |= {f"page{number}": article_page(number, author="") for number in (2, 3, 20, 21, 22)}
    files |= {
        "list1": listing(1, 2, 3),
        "list2": listing(6, 7, 8, 0),
        "list3": listing(1, 9, day="1 March 2026"),
    }
    files |= {"teaser": "\n\n".join(["18 May 2026", headline(3), " ".join(prose(3))[:320] + "…"])}
    files |= {"twin": body_only(0)}
    return write(folder, **files)


def contents() -> dict[str, object]:
    """What the archive holds, told without primary keys."""
    articles = {}
    for article in Article.objects.all():
        witnesses = {
            (extract.capture.sha256, extract.position, extract.duplicate_of_id is None)
            for extract in article.extracts.select_related("capture")
        }
        articles[article.title, article.body, article.not_after, article.first_published] = (
            witnesses,
            set(article.topics.names()),
            tuple(article.byline_names()),
            set(article.topic_suggestions.values_list("topic__name", "state", "count")),
        )
    return articles


def test_the_order_of_files_and_the_size_of_batches_do_not_count(tmp_path, monkeypatch):
    files = sorted(pages(tmp_path).glob("*.txt"))
    found = []
    for seed, size in ((1, 50), (2, 50), (3, 3), (4, 1)):
        random.Random(seed).shuffle(files)  # noqa: S311
        monkeypatch.setattr(readers, "BATCH", size)
        run(*files)
        found.append(contents())
        Capture.objects.all().delete()
        Article.objects.all().delete()
    assert all(one == found[0] for one in found)


def test_the_number_of_workers_does_not_count(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "BATCH", 4)
    folder = pages(tmp_path)
    write(folder, broken="")
    alone = run(folder)
    first = contents()
    Capture.objects.all().delete()
    Article.objects.all().delete()
    together = run(folder, workers=2)
    assert contents() == first
    assert (together.counts, together.failed) == (alone.counts, alone.failed)


def test_names_of_files_do_not_count(tmp_path):
    run(pages(tmp_path / "one"))
    first = contents()
    Capture.objects.all().delete()
    Article.objects.all().delete()
    for number, path in enumerate(sorted((tmp_path / "one").glob("*.txt"), reverse=True)):
        path.rename(path.with_name(f"{number:03}.txt"))
    run(tmp_path / "one")
    assert contents() == first


def test_a_rehearsal_writes_nothing_and_counts_what_a_run_would_do(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "BATCH", 3)
    folder = pages(tmp_path)
    empty = whole_tables()
    rehearsed = run(folder, dry_run=True, source="The Tarsk Mail")
    assert whole_tables() == empty
    done = run(folder)
    assert (rehearsed.counts, rehearsed.roles, rehearsed.articles) == (done.counts, done.roles, done.articles)
    before = whole_tables()
    assert run(folder, dry_run=True).counts == {"unchanged": done.articles}
    assert whole_tables() == before


def test_a_rehearsal_over_what_is_in_counts_updates_and_changes_nothing(tmp_path):
    run(write(tmp_path / "first", page=body_only(1)))
    before = whole_tables()
    rehearsed = run(write(tmp_path / "second", page=listing(1, 2)), dry_run=True)
    assert rehearsed.counts == {"updated": 1, "created": 1}
    assert whole_tables() == before


def test_a_file_that_fails_stops_nobody(tmp_path):
    write(tmp_path, good=listing(1), empty="")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01" * 500)
    result = run(tmp_path)
    assert [name for name, _ in result.failed] == ["binary.txt", "empty.txt"]
    assert Article.objects.get().title == headline(1)
    statuses = dict(Outcome.objects.values_list("file_name", "status"))
    assert statuses == {"binary.txt": "failed", "empty.txt": "failed", "good.txt": "new"}
    assert all(Outcome.objects.filter(status="failed").values_list("reason", flat=True))


def test_a_strict_run_imports_nothing_if_a_file_fails(tmp_path):
    before = whole_tables()
    result = run(write(tmp_path, good=listing(1), empty=""), strict=True)
    assert result.is_refused
    assert [name for name, _ in result.failed] == ["empty.txt"]
    assert whole_tables() == before


@pytest.mark.parametrize("options", [{}, {"dry_run": True}, {"workers": 2}])
def test_a_strict_run_imports_nothing_if_a_file_fails_after_it_was_looked_at(tmp_path, monkeypatch, options):
    before = whole_tables()
    folder = write(tmp_path / "in", a=listing(1), b=listing(2))
    look = pipeline._failures

    def then_one_vanishes(files: list) -> list:
        found = look(files)
        (folder / "b.txt").unlink()
        return found

    monkeypatch.setattr(pipeline, "_failures", then_one_vanishes)
    out = StringIO()
    result = pipeline.import_captures([folder], Options(strict=True, **options), out=out)
    assert result.is_refused
    assert [name for name, _ in result.failed] == ["b.txt"]
    assert (result.captures, result.articles, result.counts) == (0, 0, {})
    assert [json.loads(line)["failed"][0]["file"] for line in out.getvalue().splitlines()] == ["b.txt"]
    assert whole_tables() == before


def test_a_strict_run_that_breaks_late_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "BATCH", 1)
    monkeypatch.setattr(turns, "PAUSE", 0)
    calls = []

    def breaks(*args: object) -> object:
        calls.append(args)
        if len(calls) >= 2:
            raise OperationalError("the roof came down")
        return taking_in(*args)

    taking_in = pipeline.take_in
    monkeypatch.setattr(pipeline, "take_in", breaks)
    with pytest.raises(OperationalError):
        run(write(tmp_path, a=listing(1), b=listing(2)), strict=True)
    assert not Capture.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_strict_run_says_why_the_database_gave_up_and_waits_for_nothing(tmp_path, monkeypatch):
    """A full disk, say: amid a transaction that is lost each further attempt would only be told so."""
    calls = []

    def breaks(*args: object) -> object:
        calls.append(args)
        Capture.objects.exists()
        transaction.set_rollback(True)
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(pipeline, "take_in", breaks)
    monkeypatch.setattr(turns, "PAUSE", 0)
    with pytest.raises(OperationalError, match="disk is full"):
        run(write(tmp_path, a=listing(1)), strict=True)
    assert len(calls) == 1
    assert not Capture.objects.exists()


def test_a_run_that_breaks_keeps_whole_batches_says_so_and_can_be_gone_on_with(tmp_path, monkeypatch):
    folder = pages(tmp_path)
    monkeypatch.setattr(readers, "BATCH", 4)
    monkeypatch.setattr(turns, "PAUSE", 0)
    calls = []

    def breaks(*args: object) -> object:
        calls.append(args)
        if len(calls) >= 3:
            raise OperationalError("the roof came down")
        return taking_in(*args)

    taking_in = pipeline.take_in
    monkeypatch.setattr(pipeline, "take_in", breaks)
    with pytest.raises(OperationalError):
        run(folder)
    broken = ImportRun.objects.get()
    assert (broken.state, Capture.objects.count(), broken.outcomes.count()) == ("failed", 8, 8)
    assert broken.counts["captures"] == 8
    monkeypatch.setattr(pipeline, "take_in", taking_in)
    run(folder)
    cut_off = contents()
    Capture.objects.all().delete()
    Article.objects.all().delete()
    run(folder)
    assert contents() == cut_off


def test_a_run_is_written_down_with_its_arguments_and_counts(tmp_path):
    run(write(tmp_path, page=listing(1, 2)), source="The Tarsk Mail", rights="own")
    done = ImportRun.objects.get()
    assert (done.state, done.counts["created"], done.counts["captures"]) == ("done", 2, 1)
    assert done.finished_at is not None
    assert done.arguments == {"source": "The Tarsk Mail", "rights": "own", "strict": False, "reread": False}
    outcome = done.outcomes.get()
    assert (outcome.status, outcome.created, outcome.capture) == ("new", 2, Capture.objects.get())


def test_a_batch_costs_as_many_queries_whatever_its_size(tmp_path, django_assert_max_num_queries):
    few = write(tmp_path / "few", **{f"p{number}": article_page(number) for number in range(20, 22)})
    many = write(tmp_path / "many", **{f"p{number}": article_page(number) for number in range(30, 70)})
    with django_assert_max_num_queries(60) as of_few:
        run(few)
    with django_assert_max_num_queries(60) as of_many:
        run(many)
    assert Extract.objects.count() == 42
    assert len(of_many) <= len(of_few) + 8


def test_the_samples_come_out_as_their_truth_says():
    result = run(SAMPLES)
    assert (result.captures, result.articles, result.counts["created"]) == (8, 23, 18)
