"""What follows a decision, in a process of its own on a scratch database: ``python -m tests.bench.writing …``.

Matching, merging and writing are timed batch by batch, and beside each batch its floor, so that a busy machine slows
both. Prints a JSON object for each part.
"""

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connections

django.setup()

from articles.models import Article  # noqa: E402 (models need the set-up above)
from importers.capture import read_capture  # noqa: E402
from importers.models import Extract, ImportRun  # noqa: E402
from importers.pipeline import Options, import_captures  # noqa: E402
from importers.prepare import prepare  # noqa: E402
from importers.readers import BATCH  # noqa: E402
from importers.store import Order, Shelf, take_in  # noqa: E402
from importers.survey import look_over  # noqa: E402
from tests.bench.fill import fill  # noqa: E402
from tests.bench.reading import WEIGHED  # noqa: E402
from tests.bench.rows import Corrections, Watermarks, database_size, write_raw  # noqa: E402

WARMING_UP = 3
"""Captures imported alone before the clock counts."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path, help="a folder of captures to import; an empty one for none")
    parser.add_argument("singles", type=Path, help="a folder of captures that are then imported one by one")
    parser.add_argument(
        "--fill", type=int, default=0, help="articles that the archive shall have before that"
    )
    options = parser.parse_args()
    for alias in ("default", "floor"):
        call_command("migrate", database=alias, verbosity=0)
        connections[alias].ensure_connection()
    say(import_all(sorted(options.archive.glob("*.txt"))))
    if options.fill:
        begun = time.perf_counter()
        fill(options.fill)
        say({"fill_seconds": time.perf_counter() - begun})
    say({"articles_in_archive": Article.objects.count()})
    say({"single_seconds": one_by_one(sorted(options.singles.glob("*.txt")))})


def say(figures: dict[str, Any]) -> None:
    """Whoever waits for the figures has these, even if the next part fails."""
    print(json.dumps(figures), flush=True)


def import_all(paths: Sequence[Path]) -> dict[str, Any]:
    """Import ``paths`` in batches, and write the same rows raw beside them."""
    if not paths:
        return {}
    before = database_size()
    marks = Watermarks()
    marks.new_rows()
    run = ImportRun.objects.create(arguments={"benchmark": True})
    order, shelf = Order(run.pk, None, "unknown"), Shelf()
    survey = look_over(map(read_capture, paths[:: -(-len(paths) // WEIGHED)]))
    ours, floor = [], []
    corrections = Corrections()
    written: Counter[str] = Counter()
    for start in range(0, len(paths), BATCH):
        entries = [prepare(str(path), read_capture(path), survey) for path in paths[start : start + BATCH]]
        with connections["default"].execute_wrapper(corrections):
            begun = time.perf_counter()
            take_in(entries, start, shelf, order)
            ours.append(time.perf_counter() - begun)
        rows = marks.new_rows()
        floor.append(write_raw(rows, corrections))
        for one in rows:
            written[one.table.name] += one.count
    articles = Extract.objects.count()
    return {
        "captures": len(paths),
        "occurrences": articles,
        "batch": BATCH,
        "seconds": sum(ours),
        "floor_seconds": sum(floor),
        "to_floor": sum(ours) / sum(floor),
        "to_floor_median": statistics.median(one / least for one, least in zip(ours, floor, strict=True)),
        "milliseconds_a_capture": 1000 * sum(ours) / len(paths),
        "milliseconds_a_capture_early": _a_capture(ours[: _tenth(ours)]),
        "milliseconds_a_capture_late": _a_capture(ours[-_tenth(ours) :]),
        "rows": dict(written.most_common()),
        "rows_an_article": written.total() / articles,
        "value_bytes_an_article": marks.size / articles,
        "database_bytes_an_article": (database_size() - before) / articles,
    }


def one_by_one(paths: Sequence[Path]) -> float | None:
    """The median of the seconds that one more capture takes, read, matched and written in a run of its own."""
    seconds = []
    for path in paths:
        begun = time.perf_counter()
        import_captures([path], Options())
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds[WARMING_UP:]) if len(seconds) > WARMING_UP else None


def _tenth(batches: Sequence[float]) -> int:
    return max(1, len(batches) // 10)


def _a_capture(batches: Sequence[float]) -> float:
    return 1000 * statistics.fmean(batches) / BATCH


if __name__ == "__main__":
    main()
