"""The import as an operator starts it, timed, with the memory it held: ``python -m tests.bench.command …``.

Prints one JSON object.
"""

import argparse
import io
import json
import time
from pathlib import Path

import django
from django.core.management import call_command, get_commands, load_command_class

from tests.bench.scratch import peak_memory, peak_memory_of_workers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--workers", type=int, default=0)
    options = parser.parse_args()
    django.setup()
    call_command("migrate", verbosity=0)
    wanted = [f"--workers={options.workers}"] if options.workers and has_workers() else []
    begun = time.perf_counter()
    call_command("import_seeds", str(options.archive), *wanted, verbosity=0, stdout=io.StringIO())
    seconds = time.perf_counter() - begun
    found = {
        "captures": sum(1 for _ in options.archive.iterdir()),
        "seconds": seconds,
        "peak_bytes": peak_memory(),
        "worker_peak_bytes": peak_memory_of_workers(),
        "has_workers": has_workers(),
    }
    print(json.dumps(found))


def has_workers() -> bool:
    """Whether the import can read in several processes."""
    command = load_command_class(get_commands()["import_seeds"], "import_seeds")
    return "--workers" in command.create_parser("manage.py", "import_seeds").format_help()


if __name__ == "__main__":
    main()
