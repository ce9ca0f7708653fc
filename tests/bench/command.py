"""The import as an operator starts it, timed, with the memory it held: ``python -m tests.bench.command …``.

Prints one JSON object.
"""

import argparse
import io
import json
import time
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command, get_commands, load_command_class

django.setup()

from importers import pipeline  # noqa: E402 (its models need the set-up above)
from tests.bench.scratch import peak_memory, peak_memory_of_workers  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--workers", type=int, default=0)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    wanted = [f"--workers={options.workers}"] if options.workers and has_workers() else []
    batches = timed_batches()
    begun = time.perf_counter()
    call_command("import_seeds", str(options.archive), *wanted, verbosity=0, stdout=io.StringIO())
    seconds = time.perf_counter() - begun
    found = {
        "captures": sum(1 for _ in options.archive.iterdir()),
        "seconds": seconds,
        "batch_seconds": batches,
        "peak_bytes": peak_memory(),
        "worker_peak_bytes": peak_memory_of_workers(),
        "has_workers": has_workers(),
    }
    print(json.dumps(found))


def timed_batches() -> list[float]:
    """A list that fills, while the import runs, with the seconds that each batch takes once it is read."""
    batches: list[float] = []
    write = pipeline.take_in

    def timed(*arguments: Any) -> Any:
        begun = time.perf_counter()
        results = write(*arguments)
        batches.append(time.perf_counter() - begun)
        return results

    pipeline.take_in = timed
    return batches


def has_workers() -> bool:
    """Whether the import can read in several processes."""
    command = load_command_class(get_commands()["import_seeds"], "import_seeds")
    return "--workers" in command.create_parser("manage.py", "import_seeds").format_help()


if __name__ == "__main__":
    main()
