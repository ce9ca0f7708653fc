"""The command: what it prints, what it reports, what it returns."""

import gc
import json
import os
import subprocess
import sys
import threading
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError

from articles.models import Article
from importers import vocabulary
from importers.management.commands import import_seeds
from importers.models import Capture, ImportRun, Outcome
from tests.importers.captures import SAMPLES, body_only, headline, listing, prose, whole_tables, write

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.django_db


def command(*arguments: object, **options: object) -> tuple[str, str]:
    """What the command writes to standard output and to standard error."""
    out, err = StringIO(), StringIO()
    call_command("import_seeds", *map(str, arguments), stdout=out, stderr=err, no_color=True, **options)
    return out.getvalue(), err.getvalue()


def fails(*arguments: object, **options: object) -> CommandError:
    with pytest.raises(CommandError) as caught:
        command(*arguments, **options)
    return caught.value


def report(path: Path) -> tuple[list[dict], dict]:
    *rows, summary = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return rows, summary


def test_a_table_says_what_became_of_each_capture_and_of_all(tmp_path):
    out, err = command(write(tmp_path, one=listing(1, 2), two=body_only(1)))
    header, one, two, total, lines = out.splitlines()
    assert header.split() == [
        "file",
        "kind",
        "articles",
        "new",
        "updated",
        "unchanged",
        "sure",
        "lines",
        "by",
        "role",
    ]
    assert one.split()[:6] == ["one.txt", "listing", "2", "2", "0", "0"]
    assert "2 headline" in one
    assert two.split()[:6] == ["two.txt", "body", "1", "0", "0", "1"]
    assert total.startswith("2 captures, 3 article occurrences in ")
    assert total.endswith("2 new, 0 updated, 1 unchanged, 0 proposed, 0 declined.")
    assert "paragraph" in lines
    assert err == ""


def test_a_second_run_says_that_nothing_is_new(tmp_path):
    command(write(tmp_path, one=listing(1, 2)))
    out, _ = command(tmp_path)
    assert "Nothing new, nothing changed." in out
    assert out.splitlines()[1].split()[:6] == ["one.txt", "listing", "2", "0", "0", "2"]
    assert "2 headline" in out.splitlines()[1]


def test_warnings_come_in_words_under_their_capture(tmp_path):
    out, _ = command(write(tmp_path, page="18 May 2026\n\nSuggested Articles\n\nSidebar"))
    assert any(line.startswith("    ! No article") for line in out.splitlines())


def test_quiet_is_quiet_and_the_exit_code_still_speaks(tmp_path):
    assert command(write(tmp_path, one=listing(1)), verbosity=0) == ("", "")
    error = fails(write(tmp_path, two=""), verbosity=0)
    assert error.returncode == 1


def test_files_that_fail_are_named_with_the_reason_and_the_rest_is_imported(tmp_path):
    write(tmp_path, good=listing(1), empty="")
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("import_seeds", str(tmp_path), stdout=out, stderr=err, no_color=True)
    assert caught.value.returncode == 1
    assert str(caught.value) == "1 of 2 files failed; the others were imported."
    assert "empty.txt: failed. Is empty. Capture the page again." in err.getvalue()
    assert Article.objects.get().title == headline(1)


def test_where_all_files_fail_nothing_is_said_to_be_in(tmp_path):
    assert str(fails(write(tmp_path, one="", two=""))) == "All 2 files failed; nothing was imported."
    assert str(fails(tmp_path / "one.txt")) == "The only file failed; nothing was imported."


def test_a_dry_run_does_not_say_that_it_imported_anything(tmp_path):
    error = fails(write(tmp_path, good=listing(1), empty=""), dry_run=True)
    assert str(error) == "1 of 2 files failed; the others would be imported."


def test_the_name_of_a_source_may_be_no_text(tmp_path):
    command(write(tmp_path, one=listing(1)), source=os.fsdecode(b"The\xff Mail"))
    assert Capture.objects.get().source.name == "The\\xff Mail"


def test_the_garbage_collector_is_left_as_it_was(tmp_path):
    before = gc.get_threshold(), gc.isenabled(), gc.get_freeze_count()
    command(write(tmp_path / "good", page=body_only(1)))
    fails(write(tmp_path / "bad", empty=""))
    assert (gc.get_threshold(), gc.isenabled(), gc.get_freeze_count()) == before


def test_strict_imports_nothing_if_a_file_fails(tmp_path):
    before = whole_tables()
    error = fails(write(tmp_path, good=listing(1), empty=""), strict=True)
    assert error.returncode == 1
    assert "Nothing was imported" in str(error)
    assert whole_tables() == before


def test_a_dry_run_writes_nothing_and_says_so(tmp_path):
    before = whole_tables()
    out, _ = command(write(tmp_path, one=listing(1)), dry_run=True)
    assert "1 new" in out
    assert "nothing was written" in out
    assert whole_tables() == before


@pytest.mark.parametrize("options", [{}, {"dry_run": True}])
def test_the_report_has_a_line_for_each_occurrence_and_a_summary(tmp_path, options):
    folder = write(tmp_path / "in", one=listing(1, 2), two=body_only(1), twin=body_only(1))
    command(folder, report=str(tmp_path / "r.jsonl"), **options)
    rows, summary = report(tmp_path / "r.jsonl")
    assert [(row["capture"], row["index"], row["title"]) for row in rows] == [
        ("one.txt", 0, headline(1)),
        ("one.txt", 1, headline(2)),
        ("twin.txt", 0, None),
        ("two.txt", 0, None),
    ]
    primary = {"capture": "one.txt", "index": 0}
    assert [row["duplicate_of"] for row in rows] == [None, None, primary, primary]
    assert len({row["article_id"] for row in rows}) == 2
    assert rows[0]["body"] == prose(1)
    assert rows[0]["capture_date"] == "2026-05-18"
    assert rows[2]["title_source"] == "supplied"
    assert summary["summary"] is True
    assert (summary["captures"], summary["articles"], summary["created"]) == (3, 4, 2)


def test_a_second_run_reports_what_is_in_as_the_first_did(tmp_path):
    command(SAMPLES, report=str(tmp_path / "first.jsonl"))
    command(SAMPLES, report=str(tmp_path / "second.jsonl"))
    first, second = report(tmp_path / "first.jsonl"), report(tmp_path / "second.jsonl")
    assert second[0] == first[0]
    assert (second[1]["created"], second[1]["unchanged"]) == (0, len(first[0]))


def test_a_report_on_standard_output_has_it_to_itself(tmp_path):
    out, err = command(write(tmp_path, one=listing(1)), report="-")
    assert [json.loads(line).get("summary", False) for line in out.splitlines()] == [False, True]
    assert "1 capture" in err


def test_a_file_that_failed_is_in_the_summary(tmp_path):
    fails(write(tmp_path / "in", empty=""), report=str(tmp_path / "r.jsonl"))
    _, summary = report(tmp_path / "r.jsonl")
    assert summary["failed"] == [{"file": "empty.txt", "reason": "Is empty. Capture the page again."}]


def test_a_report_is_written_where_a_link_leads_and_into_a_pipe(tmp_path):
    write(tmp_path / "in", one=listing(1))
    (tmp_path / "link").symlink_to("real.jsonl")
    command(tmp_path / "in", report=str(tmp_path / "link"))
    assert (tmp_path / "link").is_symlink()
    assert report(tmp_path / "real.jsonl")[1]["captures"] == 1
    os.mkfifo(tmp_path / "pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_text(encoding="utf-8")))
    reader.start()
    command(tmp_path / "in", report=str(tmp_path / "pipe"))
    reader.join(timeout=10)
    assert (tmp_path / "pipe").is_fifo()
    assert [json.loads(line).get("summary", False) for line in read[0].splitlines()] == [False, True]


def test_an_unfinished_report_is_not_left_behind(tmp_path, monkeypatch):
    def breaks(*arguments: object) -> None:
        raise RuntimeError("the roof came down")

    monkeypatch.setattr(import_seeds, "import_captures", breaks)
    with pytest.raises(RuntimeError):
        command(write(tmp_path / "in", one=listing(1)), report=str(tmp_path / "r.jsonl"))
    assert not list(tmp_path.glob("r.jsonl*"))


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        (["no/such/path"], {}),
        ([SAMPLES], {"report": "no/such/folder/r.jsonl"}),
        ([SAMPLES], {"report": str(SAMPLES)}),
    ],
)
def test_wrong_usage_changes_nothing(arguments, options):
    before = whole_tables()
    assert fails(*arguments, **options).returncode == 2
    assert whole_tables() == before


def test_a_database_that_gives_up_is_told_in_a_sentence(tmp_path, monkeypatch):
    def gives_up(*arguments: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("importers.pipeline.take_in", gives_up)
    monkeypatch.setattr("importers.store.turns.PAUSE", 0)
    error = fails(write(tmp_path, one=listing(1)))
    assert error.returncode == 1
    assert str(error).startswith("The database gave up: database or disk is full.")


def test_a_path_that_is_not_there_is_a_failure_beside_one_that_is(tmp_path):
    assert fails(write(tmp_path, one=listing(1)), tmp_path / "missing").returncode == 1
    assert Capture.objects.count() == 1


def test_without_a_path_the_setting_is_taken_and_said(tmp_path, settings):
    settings.NEWSROOM_SEEDS = write(tmp_path, one=listing(1))
    out, _ = command()
    assert out.startswith(f"No path was given: importing NEWSROOM_SEEDS, {tmp_path}")
    assert Capture.objects.count() == 1


def test_without_a_setting_the_folder_beside_the_project_is_taken(tmp_path, settings, monkeypatch):
    settings.NEWSROOM_SEEDS = None
    monkeypatch.setattr(import_seeds, "SEEDS", write(tmp_path, one=listing(1)))
    assert str(tmp_path) in command()[0]
    assert Capture.objects.count() == 1


def test_without_anything_the_samples_are_taken(tmp_path, settings, monkeypatch):
    settings.NEWSROOM_SEEDS = None
    monkeypatch.setattr(import_seeds, "SEEDS", tmp_path / "none")
    assert "the bundled samples" in command()[0]
    assert Outcome.objects.count() == 8


def test_a_terminal_gets_a_progress_bar_and_nobody_else_does(tmp_path, monkeypatch):
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("importers.readers.BATCH", 1)
    err = Terminal()
    folder = write(tmp_path, one=listing(1), two=listing(2))
    call_command("import_seeds", str(folder), stdout=StringIO(), stderr=err)
    assert "] 1 of 2" in err.getvalue()


@pytest.mark.parametrize(
    ("argument", "code"),
    [("--rights=stolen", 2), ("--no-such-option", 2), ("--workers=0", 2), ("--workers=many", 2)],
)
def test_arguments_nobody_knows_are_wrong_usage(argument, code):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "manage.py", "import_seeds", argument],
        cwd=ROOT,
        env=environment,
        capture_output=True,
    )
    assert done.returncode == 2
    assert argument.partition("=")[0] in done.stderr.decode()


def test_files_of_one_name_are_told_apart_by_their_paths(tmp_path):
    for number, folder in enumerate(("a", "b", "c/deep"), start=1):
        write(tmp_path / folder, index=listing(number))
    for folder in ("a", "c"):
        write(tmp_path / folder, bad="")
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError):
        call_command(
            "import_seeds",
            *(str(tmp_path / folder) for folder in ("a", "b", "c")),
            report=str(tmp_path / "r.jsonl"),
            stdout=out,
            stderr=err,
            no_color=True,
        )
    assert [line.split()[0] for line in out.getvalue().splitlines()[1:4]] == [
        "a/index.txt",
        "b/index.txt",
        "c/deep/index.txt",
    ]
    assert [line.partition(":")[0] for line in err.getvalue().splitlines()] == ["a/bad.txt", "c/bad.txt"]
    rows, summary = report(tmp_path / "r.jsonl")
    assert [(row["capture"], row["path"]) for row in rows] == [
        ("index.txt", "a/index.txt"),
        ("index.txt", "b/index.txt"),
        ("index.txt", "c/deep/index.txt"),
    ]
    assert [failed["file"] for failed in summary["failed"]] == ["a/bad.txt", "c/bad.txt"]


def test_a_file_is_called_by_its_name_where_that_says_enough(tmp_path):
    write(tmp_path / "in", one=listing(1), two=listing(2))
    for paths in (
        [tmp_path / "in"],
        [tmp_path / "in/one.txt"],
        [tmp_path / "in/one.txt", tmp_path / "in/two.txt"],
    ):
        out, _ = command(*paths)
        assert out.splitlines()[1].split()[0] == "one.txt"


def test_a_strict_run_names_files_by_their_paths_too(tmp_path):
    write(tmp_path / "in/deep", bad="")
    err = StringIO()
    with pytest.raises(CommandError):
        call_command(
            "import_seeds", str(tmp_path / "in"), strict=True, stdout=StringIO(), stderr=err, no_color=True
        )
    assert err.getvalue().startswith("deep/bad.txt: failed.")


@pytest.mark.parametrize(
    "arguments", [["import_seeds", str(SAMPLES)], ["undo_import", "1"], ["export_labels", "-"]]
)
def test_a_database_without_tables_is_told_with_what_to_do(tmp_path, arguments):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "NEWSROOM_IGNORE_ENV_FILE": "1",
        "DEBUG": "on",
        "SECRET_KEY": "x" * 50,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'bare.sqlite3'}",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, capture_output=True
    )
    assert done.returncode == 1
    assert "Run manage.py migrate first." in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_mistake_in_the_vocabulary_is_the_operators_to_mend_and_no_files(tmp_path, monkeypatch, workers):
    (tmp_path / "vocabulary.toml").write_text("[nonsense]\nFerry = []\n", encoding="utf-8")
    monkeypatch.setattr(vocabulary, "FILE", tmp_path / "vocabulary.toml")
    vocabulary.shipped.cache_clear()
    try:
        error = fails(write(tmp_path / "in", one=listing(1)), workers=workers)
    finally:
        vocabulary.shipped.cache_clear()
    assert error.returncode == 2
    assert str(error).startswith("vocabulary.toml: “nonsense” is no kind of topic")
    assert not ImportRun.objects.exists()


def test_a_strict_run_tells_of_a_failure_once_though_it_came_late(tmp_path, monkeypatch):
    def breaks(*arguments: object) -> None:
        raise RuntimeError("the roof came down")

    monkeypatch.setattr("importers.prepare.infer", breaks)
    err = StringIO()
    with pytest.raises(CommandError, match="Nothing was imported: 1 failed"):
        call_command(
            "import_seeds", str(write(tmp_path, bad=listing(1))), strict=True, stdout=err, stderr=err
        )
    assert err.getvalue().count("bad.txt: failed.") == 1
