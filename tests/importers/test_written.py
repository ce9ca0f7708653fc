"""A file that a command writes is there whole or not at all, and what is no file stays what it is."""

import os
from pathlib import Path

import pytest

from importers.written import written


def test_a_file_appears_when_it_is_complete(tmp_path):
    path = tmp_path / "out.txt"
    path.write_text("old")
    with written(path) as out:
        out.write("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_what_was_there_stays_if_it_is_not_completed(tmp_path):
    path = tmp_path / "out.txt"
    path.write_text("old")
    with pytest.raises(TypeError), written(path) as out:
        out.writelines(["new", None])  # type: ignore[list-item]
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_one_whether_there_is_a_file_behind_it_or_not(tmp_path):
    (tmp_path / "there").mkdir()
    link = tmp_path / "link"
    link.symlink_to("there/out.txt")
    for words in ("once", "twice"):
        with written(link) as out:
            out.write(words)
        assert link.is_symlink()
        assert (tmp_path / "there/out.txt").read_text() == words
    assert len(list(tmp_path.rglob("*"))) == 3


def test_a_device_stays_one():
    with written(Path(os.path.devnull)) as out:
        out.write("gone")
    assert not os.path.isfile(os.path.devnull)


def test_a_folder_and_what_is_in_none_are_refused_at_once(tmp_path):
    for path in (tmp_path, tmp_path / "none/out.txt"):
        with pytest.raises(OSError, match=r"folder|No such"), written(path):
            raise AssertionError("there is nowhere to write")


def test_what_lies_where_it_is_made_ready_and_cannot_be_opened_stays(tmp_path):
    part = tmp_path / "out.txt.part"
    part.symlink_to("none/of/mine")
    with pytest.raises(FileNotFoundError), written(tmp_path / "out.txt"):
        raise AssertionError("there is nowhere to write")
    assert part.is_symlink()


def test_who_may_read_a_file_may_read_the_next(tmp_path):
    path = tmp_path / "out.txt"
    path.write_text("old")
    path.chmod(0o600)
    with written(path) as out:
        assert (tmp_path / "out.txt.part").stat().st_mode & 0o777 == 0o600
        out.write("new")
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o600)
