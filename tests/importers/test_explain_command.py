"""``explain_capture``: a file as it is read now, or a capture that is in as it was read then."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from importers.explain import LEAST_WIDTH
from importers.models import Capture
from tests.importers.pages import BRIDGE, FERRY, HERONS, ticker

ROOT = Path(__file__).resolve().parents[2]
PAGE = "\n".join(
    [
        *ticker("SRN/USD = 0.01144 0%"),
        "4 May 2031",
        "",
        "Ferry Returns to the Lower Sarn After Eleven Weeks",
        "",
        FERRY,
        "",
        HERONS,
        "",
        "Council Votes for a Second Bridge in Upper Sarn",
        "",
        BRIDGE,
    ]
)


def run(*arguments: object, **options: object) -> str:
    out = io.StringIO()
    call_command("explain_capture", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def capture(tmp_path):
    path = tmp_path / "ferry.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def imported(capture, db) -> Capture:
    call_command("import_seeds", str(capture), stdout=io.StringIO(), verbosity=0)
    return Capture.objects.get()


def test_a_file_is_explained_without_the_database(capture):
    out = run(capture)
    assert "Ferry Returns" in out
    assert "= 13 of 13 lines" in out


def test_a_capture_that_is_in_is_found_by_its_name_or_its_sum(imported, capture):
    capture.unlink()
    by_name = run("ferry.txt")
    assert "= 13 of 13 lines" in by_name
    assert run(imported.sha256) == run(imported.sha256[:12].upper()) == by_name


def test_a_capture_that_is_in_is_explained_as_it_was_read(imported, capture):
    def decisions(text: str) -> list[str]:
        """Number, role, article, sureness and rule of each line, and what is said of openings."""
        lines = text.splitlines()
        evidence = next(line.index("evidence") for line in lines if "evidence" in line)
        return [line if "opens article" in line else line[:evidence] for line in lines]

    assert decisions(run("ferry.txt")) == decisions(run(capture))
    assert run("ferry.txt").count("opens article") == imported.extracts.count() == 2


def test_explaining_writes_nothing(imported, capture):
    with connection.execute_wrapper(refuse_writing):
        run(capture)
        run("ferry.txt")


def refuse_writing(execute, sql, params, many, context):
    assert sql.lstrip().upper().startswith("SELECT")
    return execute(sql, params, many, context)


@pytest.mark.django_db
def test_a_name_that_nothing_has_is_said(capture):
    with pytest.raises(CommandError, match=r"no file heron\.txt, and no capture") as refused:
        run("heron.txt")
    assert refused.value.returncode == 1


def test_a_beginning_that_several_sums_have_must_be_longer(imported, capture, tmp_path):
    other = tmp_path / "other" / "ferry.txt"
    other.parent.mkdir()
    other.write_text(f"{HERONS}\n\n{BRIDGE}", encoding="utf-8")
    call_command("import_seeds", str(other), stdout=io.StringIO(), verbosity=0)
    with pytest.raises(CommandError, match="Several captures") as refused:
        run("ferry.txt")
    for one in Capture.objects.all():
        assert one.sha256 in str(refused.value)


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "empty.txt").touch()
    with pytest.raises(CommandError, match=r"empty\.txt: is empty\. Capture the page again") as refused:
        run(tmp_path / "empty.txt")
    assert refused.value.returncode == 1
    with pytest.raises(CommandError, match="is a folder"):
        run(tmp_path)


@pytest.mark.parametrize("width", ["wide", LEAST_WIDTH - 1, "-3"])
def test_a_width_that_holds_no_columns_is_wrong_usage(capture, width):
    with pytest.raises(CommandError, match=f"a number from {LEAST_WIDTH}"):
        run(capture, "--width", width)


def test_columns_are_as_wide_as_the_operator_says(capture):
    assert max(map(len, run(capture, "--width", 90).splitlines())) <= 90
    assert max(map(len, run(capture, "--width", 200).splitlines())) > 90


def test_only_the_dropped_lines_are_shown_on_request(capture):
    out = run(capture, "--dropped")
    assert "SRN/USD" in out
    assert FERRY[:20] not in out


def test_one_line_reaches_no_article_and_two_reach_none(tmp_path):
    page = ["4 May 2031", "", "Ferry Returns to the Lower Sarn After Eleven Weeks", "", FERRY, "", HERONS]
    (tmp_path / "page.txt").write_text("\n".join(page), encoding="utf-8")
    assert "1 line reaches no article." in run(tmp_path / "page.txt")


def test_a_name_that_is_no_text_is_said_and_looked_up_as_it_is_kept(capture, db):
    with pytest.raises(CommandError, match=r"There is no file no\\xff\.txt"):
        run(os.fsdecode(b"no\xff.txt"))
    call_command(
        "import_seeds",
        str(capture.rename(capture.with_name(os.fsdecode(b"no\xff.txt")))),
        stdout=io.StringIO(),
        verbosity=0,
    )
    assert "Ferry Returns" in run(os.fsdecode(b"no\xff.txt"))


def test_a_reader_who_has_had_enough_is_no_error(capture):
    command = [sys.executable, "manage.py", "explain_capture", str(capture)]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_colours_are_left_out_on_request(capture):
    assert "\x1b" in run(capture, force_color=True)
    assert "\x1b" not in run(capture, no_color=True)
