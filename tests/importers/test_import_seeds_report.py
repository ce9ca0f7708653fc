"""A report that cannot be written, or that nobody reads to its end: the import is in all the same."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from importers.management.commands import import_seeds
from importers.models import Capture
from tests.importers.captures import SAMPLES, listing, write
from tests.importers.test_import_seeds import ROOT, command, fails

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_report_that_cannot_be_written_is_said_and_the_import_is_in(tmp_path):
    out = StringIO()
    folder = write(tmp_path, one=listing(1), bad="")
    with pytest.raises(CommandError, match=r"1 of 2 files failed.* report could not be written to /dev/full"):
        call_command("import_seeds", str(folder), report="/dev/full", stdout=out, stderr=StringIO())
    assert Capture.objects.count() == 1
    assert "one.txt" in out.getvalue()
    (folder / "bad.txt").unlink()
    assert fails(folder, report="/dev/full").returncode == 1


def test_a_report_of_which_nobody_reads_the_end_is_no_fault(tmp_path, monkeypatch):
    folder = write(tmp_path, one=listing(1))
    os.mkfifo(tmp_path / "pipe")

    def leaves(*arguments: object) -> object:
        os.close(reader)
        return importing(*arguments)

    importing = import_seeds.import_captures
    monkeypatch.setattr(import_seeds, "import_captures", leaves)
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    out, err = command(folder / "one.txt", report=str(tmp_path / "pipe"))
    assert "one.txt" in out
    assert err == ""
    assert Capture.objects.count() == 1


@pytest.mark.parametrize("given", [["import_seeds", str(SAMPLES), "--report"], ["export_labels"]])
@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_a_command_whose_output_is_cut_off_has_nothing_to_complain_of(tmp_path, given, name):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "NEWSROOM_IGNORE_ENV_FILE": "1",
        "DEBUG": "on",
        "SECRET_KEY": "x" * 50,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'own.sqlite3'}",
    }
    python = [sys.executable, "-m", "django"]
    subprocess.run([*python, "migrate", "--verbosity", "0"], cwd=ROOT, env=environment, check=True)
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*python, *given, name],
        cwd=ROOT,
        env=environment,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writer)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr
    assert done.returncode == 0, done.stderr
