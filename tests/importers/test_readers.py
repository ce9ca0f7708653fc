"""What a run holds at once: batches by number and by weight, and a sample that is no burden."""

import pytest
from django.db import OperationalError, connection

from articles.models import Article
from importers import readers
from importers.capture import CaptureError
from importers.decided import Decided
from importers.models import Capture
from importers.readers import Readers
from importers.store import shelved, turns
from tests.importers.captures import run, write
from tests.importers.test_pipeline import contents, pages


def parts(files, rereads=False):
    """Where batches begin, and how many files each has."""
    with Readers(files, 1, Decided({}), rereads) as reading:
        return [(start, len(entries)) for start, entries in reading.batches()]


def texts(folder, *sizes):
    write(folder, **{f"f{number}": "word " * (size // 5) for number, size in enumerate(sizes)})
    return [str(path) for path in sorted(folder.iterdir())]


@pytest.mark.django_db
def test_a_batch_ends_when_it_is_heavy(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "BATCH", 4)
    monkeypatch.setattr(readers, "HEAVY", 1000)
    files = texts(tmp_path, 100, 100, 100, 100, 100, 900, 100, 100, 2000, 100)
    assert parts(files) == [(0, 4), (4, 2), (6, 2), (8, 1), (9, 1)]


@pytest.mark.django_db
def test_what_is_not_read_weighs_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "HEAVY", 1000)
    monkeypatch.setattr(readers, "LIMIT", 1500)
    missing = CaptureError(tmp_path / "none.txt", "does not exist", "Check the path.")
    assert parts([*texts(tmp_path, 600, 2000), missing, str(tmp_path / "gone.txt")]) == [(0, 4)]


@pytest.mark.django_db
def test_what_is_in_weighs_as_much_as_its_file_did(tmp_path, monkeypatch):
    run(pages(tmp_path))
    monkeypatch.setattr(readers, "HEAVY", 2500)
    wanted = parts([str(tmp_path / capture.name) for capture in shelved()])
    assert len(wanted) > 3
    assert parts(shelved(), rereads=True) == wanted


@pytest.mark.django_db
@pytest.mark.parametrize("workers", [1, 2])
def test_the_weight_of_batches_does_not_count(tmp_path, monkeypatch, workers):
    whole = run(pages(tmp_path))
    wanted = contents()
    Capture.objects.all().delete()
    monkeypatch.setattr(readers, "HEAVY", 3000)
    Article.objects.all().delete()
    assert run(tmp_path, workers=workers).counts == whole.counts
    assert contents() == wanted


def test_a_sample_that_is_too_heavy_is_looked_over_without_its_largest_files(tmp_path, monkeypatch):
    looked = []
    monkeypatch.setattr(readers, "look_over", lambda pages: looked.append([page.name for page in pages]))
    monkeypatch.setattr(readers, "LOOKED_OVER", 1000)
    files = texts(tmp_path, 900, 300, 100, 500, 200)
    readers._survey(files)
    readers._survey(files[::-1])
    readers._survey(files[1:3])
    assert looked == [
        ["f1.txt", "f2.txt", "f4.txt"],
        ["f4.txt", "f2.txt", "f1.txt"],
        ["f1.txt", "f2.txt"],
    ]


@pytest.mark.django_db
def test_a_database_that_is_not_to_be_had_is_asked_once_more_what_captures_weigh(tmp_path, monkeypatch):
    run(pages(tmp_path))
    monkeypatch.setattr(turns, "PAUSE", 0)
    refused = []

    def once(execute, sql, *rest):
        if not refused:
            refused.append(sql)
            raise OperationalError("database is locked")
        return execute(sql, *rest)

    captures = shelved()
    with connection.execute_wrapper(once):
        assert sum(len(batch) for _, batch in readers._batches(captures)) == len(captures)
    assert "content" not in refused[0]
