"""Measure the import: ``make bench``, or ``python -m tests.bench [N] [--fill ARTICLES]``.

Floors and import are measured in the same run, on an archive of N invented captures. One table goes to standard output,
one JSON file with all figures to ``bench-results/``: those that there are, if the run is cut short. On PostgreSQL too
where BENCH_DATABASE_URL or TEST_DATABASE_URL names a server on which databases can be made; these are dropped again.
"""

import argparse
import json
import os
import platform
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench import archive, hostile, reading, scratch, sheet

RESULTS = scratch.ROOT / "bench-results"
SEED, SINGLES_SEED = 1, 2
SINGLES = 33
MOST_READ = 5_000
"""Captures that the reading half is measured on, enough that looking over a long run weighs as little as in one."""
MOST_WRITTEN = 10_000
"""Captures that are written beside their floor. Of a larger archive the command itself tells how it grows slower."""
MOST_TIMED = 2_000
"""Captures on which one worker is compared with two. The memory of the command is that of the whole archive."""
ROUNDS = 3
"""Runs of the command, of which the fastest counts."""


def main() -> None:
    options = parser().parse_args()
    # Ended politely, it still clears its databases away.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    found = Figures(machine=machine(), captures=options.captures, filled_to=options.fill)
    try:
        with temporary_folder() as folder:
            measure(found, folder, options)
    finally:
        print("\n".join(sheet.lines(found)))
        print(f"\nAll figures: {found.path.relative_to(scratch.ROOT)}")


class Figures(dict[str, Any]):
    """What was measured, written down whenever there is more of it: a run of an hour may be cut short."""

    def __init__(self, **known: Any) -> None:
        super().__init__(known)
        self.path = RESULTS / f"{time.strftime('%Y%m%d-%H%M%S')}.json"
        self._begun = time.perf_counter()
        self["seconds_of_parts"] = {}
        self.write()

    def write(self) -> None:
        self["seconds"] = time.perf_counter() - self._begun
        RESULTS.mkdir(exist_ok=True)
        self.path.write_text(json.dumps(self, indent=1) + "\n", encoding="utf-8")

    @contextmanager
    def part(self, words: str) -> Iterator[None]:
        """A part of the run: it is said, and how long it took is a figure, too."""
        print(f"… {words}", file=sys.stderr, flush=True)
        begun = time.perf_counter()
        try:
            yield
        finally:
            self["seconds_of_parts"][words] = time.perf_counter() - begun
            self.write()


def measure(found: Figures, folder: Path, options: argparse.Namespace) -> None:
    with found.part(f"writing {options.captures:,} captures"):
        paths = archive.write(folder / "archive", options.captures, SEED)
        archive.write(folder / "singles", SINGLES, SINGLES_SEED)
        parts = {most: linked(paths[:most], folder / str(most)) for most in (MOST_WRITTEN, MOST_TIMED)}
        (folder / "nothing").mkdir()
    with found.part("reading"):
        found["reading"] = reading.measure(options.folder_of_captures or paths[:MOST_READ])
    with found.part("hostile pages"):
        found["hostile"] = hostile.measure()
    for name, server in servers().items():
        measure_database(found, name, server, folder, parts, options.fill)


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "captures", nargs="?", type=int, default=1_000, metavar="N", help="captures in the archive"
    )
    parser.add_argument(
        "--fill",
        type=int,
        default=0,
        metavar="ARTICLES",
        help="copy rows until the archive has so many articles, before one more capture is imported",
    )
    parser.add_argument(
        "--read",
        dest="folder_of_captures",
        type=lambda folder: sorted(Path(folder).rglob("*.txt")),
        metavar="FOLDER",
        help="measure the reading half on these captures instead",
    )
    return parser


def servers() -> dict[str, str]:
    """The databases to measure: SQLite's needs no server."""
    address = os.environ.get("BENCH_DATABASE_URL") or os.environ.get("TEST_DATABASE_URL") or ""
    return {"sqlite": ""} | ({"postgresql": address} if address else {})


def linked(paths: Sequence[Path], folder: Path) -> Path:
    """A new folder with the same files."""
    folder.mkdir()
    for path in paths:
        (folder / path.name).hardlink_to(path)
    return folder


def measure_database(
    found: Figures, name: str, server: str, folder: Path, parts: Mapping[int, Path], fill: int
) -> None:
    """``parts`` are folders with so many captures of the archive, at most."""
    place, nothing, singles = folder / name, folder / "nothing", folder / "singles"
    own = found[name] = {}
    with (
        found.part(f"{name}: writing, and its floor, and one more capture"),
        scratch.databases(server, place, ("archive", "floor")) as (database, floor),
    ):
        arguments = (parts[MOST_WRITTEN], singles, "--fill", fill)
        for line in scratch.lines("writing", *arguments, database=database, floor=floor):
            own |= json.loads(line)
            found.write()
    with (
        found.part(f"{name}: one more capture into nothing"),
        scratch.databases(server, place, ("nothing", "floor")) as (database, floor),
    ):
        *_, alone = scratch.lines("writing", nothing, singles, database=database, floor=floor)
        own["single_seconds_in_nothing"] = json.loads(alone)["single_seconds"]
        own["single_to_nothing"] = own["single_seconds"] / own["single_seconds_in_nothing"]
    with found.part(f"{name}: the command, with one worker and with two"):
        own["command"] = measure_command(server, place, parts[MOST_TIMED])
    size = len(list((folder / "archive").iterdir()))
    if size > MOST_TIMED:
        with found.part(f"{name}: the command on the whole archive"):
            own["whole"] = grown(whole_command(server, place, folder / "archive"))
    if size > MOST_WRITTEN:
        with found.part(f"{name}: the command on {MOST_WRITTEN:,} of its captures"):
            own["part"] = grown(whole_command(server, place, parts[MOST_WRITTEN]))


def whole_command(server: str, place: Path, captures: Path) -> dict[str, Any]:
    """The command with two workers, once."""
    with scratch.databases(server, place, ("command",)) as (database,):
        found: dict[str, Any] = json.loads(
            scratch.run("command", captures, "--workers", 2, database=database)
        )
    return found


def grown(whole: dict[str, Any]) -> dict[str, Any]:
    """The figures of a run with how much longer a batch of its last tenth took than one of its first."""
    batches = whole.pop("batch_seconds")
    tenth = max(1, len(batches) // 10)
    # Not the medians, which would not see the batches that write SQLite's log back.
    early, late = statistics.fmean(batches[:tenth]), statistics.fmean(batches[-tenth:])
    return whole | {"early_seconds": early, "late_seconds": late, "late_to_early": late / early}


def measure_command(server: str, place: Path, captures: Path) -> dict[str, Any]:
    """The whole command with one worker and with two, in turns."""
    runs: dict[int, list[dict[str, Any]]] = {1: [], 2: []}
    for _ in range(ROUNDS):
        for workers, done in runs.items():
            if workers > 1 and not runs[1][0]["has_workers"]:
                continue
            with scratch.databases(server, place, ("command",)) as (database,):
                done.append(
                    json.loads(scratch.run("command", captures, "--workers", workers, database=database))
                )
    one, two = (min(done, key=lambda run: run["seconds"], default=None) for done in runs.values())
    return {
        "captures": one["captures"],
        "seconds": one["seconds"],
        "peak_bytes": max(run["peak_bytes"] for run in runs[1]),
        "seconds_of_two": two["seconds"] if two else None,
        "peak_bytes_of_two": max((run["peak_bytes"] for run in runs[2]), default=None),
        "worker_peak_bytes": max((run["worker_peak_bytes"] for run in runs[2]), default=None),
        "two_to_one": two["seconds"] / one["seconds"] if two else None,
    }


def machine() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "system": platform.platform(),
    }


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """On the disk that an archive would be on, which the system's own temporary folder may not be."""
    RESULTS.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="scratch-", dir=RESULTS))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
