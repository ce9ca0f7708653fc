"""Whatever lies in a folder of captures: each file gets an outcome with a reason, and the good ones are imported."""

import os
import socket
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles import body
from articles.models import Article, Author
from importers.models import Capture, Outcome
from tests.importers.captures import article_page, headline, listing, prose, run, write

pytestmark = pytest.mark.django_db


def hostile(folder: Path) -> Path:
    write(folder, good=listing(1), empty="", blank=" \n\n\t\n")
    (folder / "nul.txt").write_bytes(b"\x00" * 5000)
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (folder / "huge.txt").write_bytes(b"x" * (6 * 1024 * 1024))
    (folder / "one_line.txt").write_bytes(b"word " * 200_000)
    (folder / "many_lines.txt").write_bytes(b"\n" * 2_000_000)
    (folder / "unreadable.txt").write_text(listing(2))
    (folder / "unreadable.txt").chmod(0)
    (folder / "folder.txt").mkdir()
    (folder / "loop").symlink_to(folder)
    (folder / "outside.txt").symlink_to("/etc/hostname")
    (folder / "dangling.txt").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe.txt")
    return folder


def test_each_file_gets_an_outcome_and_the_good_one_is_imported(tmp_path):
    folder = hostile(tmp_path / "in")
    server = socket.socket(socket.AF_UNIX)
    try:
        os.chdir(folder)  # the address of a socket may be only a hundred characters long
        server.bind("socket.txt")
        result = run(folder)
    finally:
        server.close()
        os.chdir(Path(__file__).parent)
    outcomes = dict(Outcome.objects.values_list("file_name", "status"))
    is_root = os.geteuid() == 0
    assert outcomes.pop("good.txt") == "new"
    assert outcomes.pop("unreadable.txt") == ("new" if is_root else "failed")
    assert set(outcomes.values()) == {"failed"}
    assert set(outcomes) == {
        "blank.txt",
        "dangling.txt",
        "empty.txt",
        "huge.txt",
        "loop",
        "many_lines.txt",
        "nul.txt",
        "one_line.txt",
        "outside.txt",
        "picture.txt",
        "pipe.txt",
        "socket.txt",
    }
    assert all(reason.endswith(".") for _, reason in result.failed)
    assert Article.objects.filter(title=headline(1)).exists()


def test_a_name_that_is_no_text_is_shown_and_kept(tmp_path):
    name = os.fsencode(tmp_path) + b"/caf\xe9\x1b[31m.txt"
    with open(name, "w", encoding="utf-8") as file:
        file.write(listing(1))
    out = StringIO()
    call_command("import_seeds", str(tmp_path), stdout=out, no_color=True)
    assert "\x1b" not in out.getvalue()
    assert Capture.objects.get().file_name == "caf\\xe9\\x1b[31m.txt"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(tmp_path, encoding):
    text = article_page(1, author="José Muñoz").replace("’", "'")
    (tmp_path / "page.txt").write_bytes(text.encode(encoding, errors="replace"))
    run(tmp_path)
    assert Article.objects.get().byline_names() == ["José Muñoz"]


def test_markup_and_odd_characters_come_out_as_text(tmp_path):
    nasty = "<script>alert(1)</script> <img src=x onerror=alert(1)> &amp; \u202egnp.exe\u202c \ufffe \u200b{{ 7*7 }}"
    text = "\n\n".join(["18 May 2026", headline(1), prose(1)[0] + " " + nasty, *prose(1)[1:]])
    run(write(tmp_path, page=text))
    article = Article.objects.get()
    assert "<script" not in article.body
    assert "<img" not in article.body
    assert "<script>alert(1)</script>" in body.plain(article.body)
    assert not set("\u202e\u202c\ufffe\u200b") & set(article.body)


def test_a_name_of_nothing_but_characters_that_are_none_is_no_authors_name(tmp_path):
    nobody = "\ufdd0\ufdd0"
    box = [nobody, nobody, "A life.", f"View more articles from {nobody}"]
    write(tmp_path, page="\n\n".join(["18 May 2026", headline(1), *prose(1), *box]), good=listing(2))
    assert run(tmp_path).failed == []
    assert not Author.objects.filter(key="").exists()


def test_every_value_fits_its_column_whatever_its_length(tmp_path):
    long = "Wordy " * 28
    page = "\n\n".join(
        [
            "18 May 2026",
            long.strip(),
            f"By {'A' * 30} {'B' * 25}",
            f"Image: {'C' * 70}",
            *prose(1),
            "• X/USD = 1 0%",
        ]
    )
    write(tmp_path, **{"n" * 240: page})
    run(tmp_path)
    assert Article.objects.exists()


def test_a_thousand_headlines_on_one_page_are_read_in_time(tmp_path):
    page = "\n\n".join(line for number in range(20, 520) for line in (headline(number), prose(number, 1)[0]))
    result = run(write(tmp_path, page="18 May 2026\n\n" + page))
    assert result.seconds < 60


def test_failures_do_not_hide_behind_success(tmp_path):
    with pytest.raises(CommandError) as caught:
        call_command("import_seeds", str(hostile(tmp_path)), stdout=StringIO(), stderr=StringIO())
    assert caught.value.returncode == 1
