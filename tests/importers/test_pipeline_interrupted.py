"""Killed, stopped or run twice at once: the archive is sound, and a second run ends where one alone would have."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from tests.importers.captures import article_page, body_only, listing, prose, write

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("KILLS", "4"))
"""Moments at which a run is killed; KILLS=50 asks more thoroughly."""

IMPORT = """
import sys
import django
django.setup()
from django.core.management import execute_from_command_line
from importers import pipeline, readers
from importers.management.commands import import_seeds
readers.BATCH = 4
exec(sys.argv.pop(1))
begin = import_seeds.import_captures
def begun(*arguments):
    print("started", flush=True)
    return begin(*arguments)
import_seeds.import_captures = begun
execute_from_command_line(["manage.py", "import_seeds", *sys.argv[1:]])
"""
# The code of the runs under test is run with this in front.
DISK_IS_FULL = """
from django.db.backends.signals import connection_created
def shrink(connection, **kwargs):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + 60}")
connection_created.connect(shrink, weak=False)
"""
NOTHING_CAN_BE_WRITTEN = {
    "sqlite": """
from django.db.backends.signals import connection_created
def protect(connection, **kwargs):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = on")
connection_created.connect(protect, weak=False)
""",
    "postgresql": "import os; os.environ['PGOPTIONS'] = '-c default_transaction_read_only=on'",
}
SLOWLY = """
import time
take_in = pipeline.take_in
def slow(*arguments):
    time.sleep(0.1)
    return take_in(*arguments)
pipeline.take_in = slow
"""
CONTENTS = """
import json
import django
django.setup()
from tests.importers.test_pipeline import contents
from importers.models import Capture, Extract, Outcome, Span, SketchKey
def plain(value):
    return sorted(map(repr, value)) if isinstance(value, set) else value
found = sorted((repr(key), [plain(part) for part in parts]) for key, parts in contents().items())
counts = [model.objects.count() for model in (Capture, Extract, Span, SketchKey)]
orphans = Capture.objects.filter(spans=None).count() + Extract.objects.filter(article=None).count()
print(json.dumps([found, counts, orphans]))
"""


class Scratch:
    """A database of the test's own, for commands in processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = f"scratch_{folder.name}".lower().replace("-", "_")
        if connection.vendor == "postgresql":
            self._administer(f'CREATE DATABASE "{self.name}"')
            address = connection.settings_dict
            url = f"postgres://{address['USER']}:{address['PASSWORD']}@{address['HOST']}:{address['PORT']}/{self.name}"
        else:
            url = f"sqlite:///{folder / 'scratch.sqlite3'}"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "NEWSROOM_IGNORE_ENV_FILE": "1",
            "DEBUG": "on",
            "SECRET_KEY": "x" * 50,
            "DATABASE_URL": url,
            "PYTHONPATH": str(ROOT),
        }
        self.wait(self.start("-m", "django", "migrate", "--verbosity", "0"))

    def close(self) -> None:
        if connection.vendor == "postgresql":
            self._administer(f'DROP DATABASE "{self.name}" WITH (FORCE)')

    def cut_connections(self) -> None:
        self._administer(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self.name}'"
        )

    def _administer(self, statement: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            process_group=0,
        )

    def importing(self, folder: Path, *options: str, amid: str = "") -> subprocess.Popen[str]:
        """A started import that has begun, and by then hears what would stop it. ``amid`` is code that goes before."""
        process = self.start("-c", IMPORT, amid, str(folder), *options)
        assert process.stdout is not None
        assert "started\n" in iter(process.stdout.readline, "")
        return process

    def wait(self, process: subprocess.Popen[str], code: int = 0) -> str:
        out, err = process.communicate(timeout=120)
        assert process.returncode == code, err
        return out

    def contents(self) -> object:
        return json.loads(self.wait(self.start("-c", CONTENTS)).splitlines()[-1])


@pytest.fixture
def scratches(tmp_path, django_db_setup, django_db_blocker):
    made: list[Scratch] = []

    def make(name: str) -> Scratch:
        (tmp_path / name).mkdir()
        with django_db_blocker.unblock():
            made.append(Scratch(tmp_path / name))
        return made[-1]

    yield make
    with django_db_blocker.unblock():
        for scratch in made:
            scratch.close()


def pages(folder: Path) -> Path:
    files = {f"page{number:03}": article_page(number, author="") for number in range(20, 50)}
    files |= {f"body{number:03}": body_only(number) for number in range(40, 60)}
    files |= {f"list{number:03}": listing(number, number + 1) for number in range(0, 10, 2)}
    files |= {f"teaser{number}": " ".join(prose(number))[:350] for number in range(20, 26)}
    return write(folder, **files)


def test_a_run_that_is_killed_is_finished_by_the_next(tmp_path, scratches):
    folder = pages(tmp_path / "pages")
    whole = scratches("whole")
    began = time.monotonic()
    whole.wait(whole.importing(folder))
    length = time.monotonic() - began
    wanted = whole.contents()
    dice = random.Random(os.urandom(8))  # noqa: S311
    killed = scratches("killed")
    for _ in range(KILLS):
        process = killed.importing(folder)
        time.sleep(dice.uniform(0, length / KILLS))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    killed.wait(killed.importing(folder))
    assert killed.contents() == wanted


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_run_that_is_stopped_says_so_and_is_finished_by_the_next(tmp_path, scratches, name, code):
    folder = pages(tmp_path / "pages")
    scratch = scratches(name)
    process = scratch.importing(folder, amid=SLOWLY)
    time.sleep(0.3)
    process.send_signal(getattr(signal, name))
    _, err = process.communicate(timeout=60)
    assert process.returncode == code, err
    assert f"Stopped by {name}" in err
    assert "Traceback" not in err
    scratch.wait(scratch.importing(folder))
    whole = scratches("whole")
    whole.wait(whole.importing(folder))
    assert scratch.contents() == whole.contents()


def test_a_run_that_fills_the_disk_says_so_and_is_finished_by_the_next(tmp_path, scratches):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite can be given a small disk for one test")
    folder = pages(tmp_path / "pages")
    scratch, whole = scratches("full"), scratches("whole")
    _, err = scratch.importing(folder, amid=DISK_IS_FULL).communicate(timeout=60)
    assert "The database gave up: database or disk is full" in err
    assert "Traceback" not in err
    assert 0 < scratch.contents()[1][0] < len(list(folder.iterdir())), "whole batches of it are in"
    scratch.wait(scratch.importing(folder))
    whole.wait(whole.importing(folder))
    assert scratch.contents() == whole.contents()


def test_a_run_into_a_database_that_cannot_be_written_says_so(tmp_path, scratches):
    scratch = scratches("protected")
    amid = NOTHING_CAN_BE_WRITTEN[connection.vendor]
    process = scratch.importing(pages(tmp_path / "pages"), amid=amid)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "The database gave up" in err
    assert "Traceback" not in err
    assert scratch.contents()[1] == [0, 0, 0, 0]


def test_a_run_whose_connection_is_lost_takes_another(tmp_path, scratches, django_db_blocker):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no connection to lose")
    folder = pages(tmp_path / "pages")
    scratch, whole = scratches("lost"), scratches("whole")
    process = scratch.importing(folder, amid=SLOWLY)
    for _ in range(3):
        time.sleep(0.35)
        with django_db_blocker.unblock():
            scratch.cut_connections()
    scratch.wait(process)
    whole.wait(whole.importing(folder))
    assert scratch.contents() == whole.contents()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds processes in /proc, which is Linux's")
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM"])
def test_no_worker_outlives_the_run(tmp_path, scratches, name):
    scratch = scratches(name)
    process = scratch.importing(pages(tmp_path / "pages"), "--workers", "2")
    until(lambda: len(family(process.pid)) > 2)
    process.send_signal(getattr(signal, name))
    process.communicate(timeout=60)
    until(lambda: family(process.pid) <= {process.pid})


def test_a_run_whose_table_nobody_reads_goes_on_to_its_end(tmp_path, scratches):
    folder = pages(tmp_path / "pages")
    scratch, whole = scratches("unread"), scratches("whole")
    with scratch.importing(folder) as process:
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0
    whole.wait(whole.importing(folder))
    assert scratch.contents() == whole.contents()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds processes in /proc, which is Linux's")
def test_a_run_whose_worker_is_killed_says_so_and_is_finished_by_the_next(tmp_path, scratches):
    folder = pages(tmp_path / "pages")
    scratch, whole = scratches("bereft"), scratches("whole")
    process = scratch.importing(folder, "--workers", "2", amid=SLOWLY)
    until(lambda: workers(process.pid))
    for worker in workers(process.pid):
        os.kill(worker, signal.SIGKILL)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "A process that read captures was killed from outside" in err
    assert "fewer --workers" in err
    assert "Traceback" not in err
    scratch.wait(scratch.importing(folder))
    whole.wait(whole.importing(folder))
    assert scratch.contents() == whole.contents()


def workers(group: int) -> set[int]:
    """The processes that read for one of a process group."""
    found = set()
    for process in family(group):
        with contextlib.suppress(OSError):
            if b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes():
                found.add(process)
    return found


def until(is_so: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def family(group: int) -> set[int]:
    """The processes of a process group."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended while it was looked at
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group and fields[0] != "Z":
                found.add(int(stat.parent.name))
    return found


def test_two_runs_at_once_are_as_one(tmp_path, scratches):
    folder = pages(tmp_path / "pages")
    one, two = scratches("one"), scratches("two")
    one.wait(one.importing(folder))
    both = [two.importing(folder), two.importing(folder)]
    for process in both:
        two.wait(process)
    assert two.contents() == one.contents()


def test_two_runs_at_once_over_copies_make_no_article_twice(tmp_path, scratches):
    scratch = scratches("copies")
    first = write(tmp_path / "a", **{f"p{number}": body_only(number) for number in range(20, 50)})
    second = write(tmp_path / "b", **{f"p{number}": article_page(number) for number in range(20, 50)})
    both = [scratch.importing(first), scratch.importing(second)]
    for process in both:
        scratch.wait(process)
    articles, (captures, *_), _ = scratch.contents()
    assert (len(articles), captures) == (30, 60)
