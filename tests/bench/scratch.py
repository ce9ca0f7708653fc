"""Databases that live as long as one measurement: files in a temporary folder, or databases on a PostgreSQL server."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def databases(server: str, folder: Path, names: tuple[str, ...]) -> Iterator[list[str]]:
    """The addresses of empty databases, gone afterwards. ``server`` is the address of one on PostgreSQL, or empty."""
    if not server:
        folder.mkdir(parents=True, exist_ok=True)
        files = [folder / f"{name}.sqlite3" for name in names]
        try:
            yield [f"sqlite:///{file}" for file in files]
        finally:
            for file in files:
                for part in folder.glob(f"{file.name}*"):
                    part.unlink()
        return
    own = [f"newsroom_bench_{os.getpid()}_{name}" for name in names]
    # Not the database that the address names: it need not be there.
    with psycopg.connect(_on(server, "postgres"), autocommit=True) as connection:
        try:
            for name in own:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            yield [_on(server, name) for name in own]
        finally:
            for name in own:
                connection.execute(
                    sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
                )


def _on(server: str, name: str) -> str:
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def run(module: str, *arguments: object, database: str, floor: str = "") -> str:
    """Run a module of this package in a process of its own on a scratch database. Returns what it printed."""
    return "".join(lines(module, *arguments, database=database, floor=floor))


def lines(module: str, *arguments: object, database: str, floor: str = "") -> Iterator[str]:
    """The lines that a module prints, each as soon as it does. It ends with whoever reads them."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "TEST_DATABASE_URL": database,
        "BENCH_FLOOR_URL": floor or database,
    }
    # Not by -m: workers begin with importing what their parent was started as, and this module sets up Django.
    command = [sys.executable, "-c", f"from tests.bench.{module} import main; main()", *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield from process.stdout or ()
        except BaseException:
            process.terminate()
            raise
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")


def peak_memory() -> int:
    """The most bytes that this process has held at once."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return _most(resource.RUSAGE_SELF)


def peak_memory_of_workers() -> int:
    """The most bytes that any process which this one started, and which has ended, held at once."""
    return _most(resource.RUSAGE_CHILDREN)


def _most(whose: int) -> int:
    most = resource.getrusage(whose).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
