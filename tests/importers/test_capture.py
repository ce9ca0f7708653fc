"""What the importer opens, what it refuses, and the sentence that each refusal says."""

import os
import pickle
import socket
import tempfile
from pathlib import Path

import pytest

from importers import capture
from importers.capture import CaptureError, find_captures, page_of, read_capture

NOBODY = 65534


def write(folder, name, content=b"A line.\n"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.fixture
def guarded(tmp_path):
    """A folder in which permissions hold: the superuser, whom none would stop, is somebody else meanwhile."""
    if os.geteuid():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory() as folder:
        os.chown(folder, NOBODY, -1)
        os.seteuid(NOBODY)
        try:
            yield Path(folder)
        finally:
            os.seteuid(0)


def refusal(path, **options):
    with pytest.raises(CaptureError) as caught:
        read_capture(path, **options)
    return str(caught.value)


def found(*paths):
    return [entry if isinstance(entry, CaptureError) else entry.name for entry in find_captures(paths)]


def test_a_capture_keeps_its_bytes_exactly_beside_its_lines(tmp_path):
    content = "One\u00a0line\r\n\r\nand “another”".encode()
    page = read_capture(write(tmp_path, "a.txt", content))
    assert page.content == content
    assert page.name == "a.txt"
    assert len(page.sha256) == 64
    assert [line.text for line in page.lines] == ["One line", "", "and “another”"]


def test_a_kept_capture_is_read_again_as_its_file_was(tmp_path):
    path = write(tmp_path, "a.txt", b"Kept\xe9\n\nbytes")
    assert page_of("a.txt", path.read_bytes()) == read_capture(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "nothing but white space"),
        (b"\xef\xbb\xbf \n", "nothing but white space"),
        (b"text\x00text", "NUL bytes"),
        ("ferry".encode("utf-16-le"), "UTF-16 without its mark"),
        (bytes(range(1, 32)) * 40, "is binary"),
        (b"%PDF-1.7 and so on", "a PDF document"),
        (b"PK\x03\x04rest", "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"a\n" * 60_000, "60,000 lines"),
        (b"\r\n" * 60_000 + b"x", "60,000 lines"),
        (b"x" * 300_000, "a line of 300,000 characters"),
    ],
)
def test_what_is_no_capture_is_refused_by_name_with_what_to_do(tmp_path, content, words):
    path = write(tmp_path, "odd.txt", content)
    sentence = refusal(path)
    assert sentence.startswith(f"{path}: ")
    assert words in sentence
    assert sentence.endswith(".")


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    assert "has 1,073,741,824 bytes; at most 5,242,880 are read" in refusal(path)
    assert "has 200 bytes; at most 100 are read" in refusal(write(tmp_path, "b.txt", b"x" * 200), limit=100)


def test_a_file_that_grows_while_it_is_read_is_still_held_to_the_limit(tmp_path, monkeypatch):
    path = write(tmp_path, "grows.txt", b"x" * 300)
    honest = os.fstat

    def too_early(handle):
        status = list(honest(handle))
        status[6] = 10
        return os.stat_result(status)

    monkeypatch.setattr(capture.os, "fstat", too_early)
    assert "has 101 bytes; at most 100" in refusal(path, limit=100)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert "does not exist" in refusal(tmp_path / "none.txt")
    assert "is a folder" in refusal(tmp_path)


def test_a_pipe_nobody_writes_to_is_refused_at_once(tmp_path):
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    assert "is a pipe" in refusal(path)


def test_a_socket_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the path of a socket may not be long
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.txt")
        assert "is a socket" in refusal(tmp_path / "s.txt")


def test_a_device_is_refused():
    assert "is a device" in refusal(capture.Path("/dev/null"))


def test_a_symbolic_link_is_refused_and_not_followed(tmp_path):
    secret = write(tmp_path, "secret.txt")
    link = tmp_path / "link.txt"
    link.symlink_to(secret)
    assert "is a symbolic link" in refusal(link)


def test_a_file_without_permission_is_refused(guarded):
    path = write(guarded, "closed.txt")
    path.chmod(0)
    assert "may not be read by this user" in refusal(path)


def test_a_failure_while_reading_names_the_file(tmp_path, monkeypatch):
    path = write(tmp_path, "bad-sector.txt")

    def broken(handle, size):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(capture.os, "read", broken)
    assert "cannot be read (Input/output error)" in refusal(path)


def test_an_error_survives_the_way_between_processes(tmp_path):
    with pytest.raises(CaptureError) as caught:
        read_capture(tmp_path / "none.txt")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert (str(again), again.path, again.hint) == (str(caught.value), caught.value.path, caught.value.hint)


def test_a_name_that_is_no_utf8_or_holds_control_characters_can_be_printed(tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9\x1b[31m.txt")
    path.write_bytes(b"A line.")
    name = read_capture(path).name
    assert name == "caf\\xe9\\x1b[31m.txt"
    name.encode()


def test_a_folder_gives_its_text_files_in_one_order_with_those_below(tmp_path):
    for name in ("b.txt", "a/2.txt", "a/1.TXT", "c.html", ".hidden.txt", ".git/x.txt", "d/deep/er/z.txt"):
        write(tmp_path, name)
    assert found(tmp_path) == ["1.TXT", "2.txt", "b.txt", "z.txt"]


def test_a_named_file_is_taken_whatever_it_is_called_and_each_file_once(tmp_path):
    page, other = write(tmp_path, "page.html"), write(tmp_path, "in/x.txt")
    assert found(page, page, other, tmp_path / "in", tmp_path) == ["page.html", "x.txt"]


def test_links_in_a_folder_are_refused_by_name_and_nothing_behind_them_is_read(tmp_path):
    outside = write(tmp_path, "outside/secret.txt")
    folder = tmp_path / "in"
    write(folder, "good.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "out.txt").symlink_to(outside)
    (folder / "picture.jpg").symlink_to(outside)
    entries = found(folder)
    assert [entry for entry in entries if isinstance(entry, str)] == ["good.txt"]
    refused = sorted(entry.path.name for entry in entries if isinstance(entry, CaptureError))
    assert refused == ["loop", "out.txt"]


def test_a_link_that_the_operator_names_is_followed(tmp_path):
    write(tmp_path, "archive/a.txt")
    (tmp_path / "seeds").symlink_to(tmp_path / "archive")
    assert found(tmp_path / "seeds") == ["a.txt"]


def test_what_is_not_there_and_a_folder_without_captures_are_said(tmp_path):
    (tmp_path / "empty").mkdir()
    missing, empty = found(tmp_path / "none", tmp_path / "empty")
    assert "does not exist" in str(missing)
    assert "has no .txt file" in str(empty)


def test_a_link_that_points_at_itself_ends_in_a_sentence(tmp_path):
    (tmp_path / "self.txt").symlink_to("self.txt")
    (entry,) = find_captures([tmp_path / "self.txt"])
    assert "is a symbolic link" in (str(entry) if isinstance(entry, CaptureError) else refusal(entry))


def test_a_folder_without_permission_is_said(guarded):
    closed = guarded / "closed"
    closed.mkdir(mode=0o000)
    (entry,) = found(closed)
    assert "cannot be listed" in str(entry)


def test_names_that_are_too_long_are_said_and_the_others_are_found(tmp_path):
    name = "a" * 300
    write(tmp_path, "in/good.txt")
    (tmp_path / "in/link").symlink_to(name)
    (tmp_path / "in/link.txt").symlink_to(name)
    entries = found(tmp_path / "in", tmp_path / name)
    assert [entry for entry in entries if isinstance(entry, str)] == ["good.txt"]
    refused = {entry.path.name: str(entry) for entry in entries if isinstance(entry, CaptureError)}
    assert refused.keys() == {"link.txt", name}
    assert "is a symbolic link" in refused["link.txt"]
    assert "cannot be opened (File name too long)" in refused[name]


def test_folders_may_lie_deeper_than_functions_can_call_each_other(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _ in range(500):
        os.mkdir("d")
        os.chdir("d")
    write(tmp_path, "d/d/deep.txt")
    write(tmp_path, "good.txt")
    assert sorted(map(str, found(tmp_path))) == ["deep.txt", "good.txt"]


def test_a_link_into_a_folder_that_is_closed_is_no_text_and_is_passed_over(guarded):
    write(guarded, "in/good.txt")
    write(guarded, "closed/inner/x.txt")
    (guarded / "in/link").symlink_to(guarded / "closed/inner")
    (guarded / "in/link.txt").symlink_to(guarded / "closed/inner/x.txt")
    (guarded / "closed").chmod(0)
    try:
        entries = found(guarded / "in", guarded / "closed/inner/x.txt")
    finally:
        (guarded / "closed").chmod(0o700)
    assert [entry for entry in entries if isinstance(entry, str)] == ["good.txt"]
    refused = [str(entry) for entry in entries if isinstance(entry, CaptureError)]
    assert len(refused) == 2
