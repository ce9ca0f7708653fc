"""A worker's errand: what comes back is what the process that sent it would have read itself."""

import os

import pytest

from importers import errand, readers
from importers.capture import CaptureError, read_capture, sum_of
from importers.decided import Decided
from importers.prepare import Failure, Prepared, Recognised
from importers.survey import Survey
from tests.importers.captures import SAMPLES, listing, run, write

NOTHING = Survey(), Decided({})
BY = errand.told(*NOTHING)


def test_what_a_worker_sends_back_is_what_it_read(tmp_path):
    paths = [*map(str, sorted(SAMPLES.glob("*.txt"))), str(tmp_path / "missing.txt")]
    sent = [*paths, ("kept.txt", listing(1, 2).encode())]
    read = errand.unpacked(errand.read_files(sent, BY))
    assert read == list(errand.fetch(sent, *NOTHING))
    assert [type(one) for one in read[-2:]] == [Failure, Prepared]


def test_what_is_sent_back_of_a_capture_is_little_more_than_its_text():
    sent = [("kept.txt", listing(1, 2, 3, 4, 5).encode())]
    assert len(errand.read_files(sent, BY)) < 8 * len(sent[0][1])


def test_a_file_is_known_by_the_sum_of_its_capture():
    for path in SAMPLES.glob("*.txt"):
        assert sum_of(str(path)) == read_capture(path).sha256


def test_what_is_no_file_has_no_sum_and_keeps_nobody_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(next(SAMPLES.glob("*.txt")))
    for name in ("pipe.txt", "link.txt", "missing.txt", "."):
        assert sum_of(str(tmp_path / name)) is None
        with pytest.raises(CaptureError):
            read_capture(tmp_path / name)


@pytest.mark.django_db
def test_a_file_that_changes_after_it_was_found_is_taken_as_it_is_read(tmp_path, monkeypatch):
    path = write(tmp_path, page=listing(1)) / "page.txt"
    looked = sum_of

    def changes(name: str) -> str | None:
        found = looked(name)
        path.write_text(listing(2), encoding="utf-8")
        return found

    monkeypatch.setattr(readers, "sum_of", changes)
    assert run(path).counts == {"created": 1}
    monkeypatch.setattr(readers, "sum_of", looked)
    with readers.Readers([str(path)], 1, Decided({})) as again:
        ((_, (entry,)),) = again.batches()
    assert isinstance(entry, Recognised)
