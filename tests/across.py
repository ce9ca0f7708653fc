"""Fit the outline on one newsroom and measure it on the other: ``make across ARGS="FOLDER…"``.

Each newsroom (``source`` in a ``truth.json``) is left out once: the weights are fitted on the labelled captures of all
the others, and read the captures of this one. Words are weighed over the captures that are read, as in a run. With
``--on`` these stand in other folders than those that are fitted on. Nothing is written; the importer keeps its weights.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from importers.capture import read_capture  # noqa: E402
from importers.evaluate import evaluate, figures, labelled  # noqa: E402
from importers.evaluate.trial import try_out  # noqa: E402
from importers.outline import fit, fit_truth, weights  # noqa: E402

COLUMNS = ("boundary_f1", "titles", "heading_f1", "exact", "text_lost")


def main() -> None:
    options = parser().parse_args()
    pages = fit_truth.load(options.fit)
    if not pages:
        sys.exit("No truth.json in or under these folders.")
    truths = sorted(truth for folder in options.on or options.fit for truth in folder.rglob("truth.json"))
    print(
        f"{'read':16}{'of':16}{'captures':>12}{'articles':>12}" + "".join(f"{name:>12}" for name in COLUMNS)
    )
    for source in sorted({page.source for page in pages}):
        others = [page for page in pages if page.source != source]
        if not others:
            sys.exit(f"All captures are of {source}: there is no other newsroom to fit on.")
        with reading_by(fit.fit_on(others)):
            for truth in truths:
                show(source, truth)


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.across", description=__doc__)
    there = "folders with truth.json and captures/ in or under them"
    parser.add_argument("fit", nargs="+", type=Path, metavar="FOLDER", help=there)
    parser.add_argument("--on", nargs="+", type=Path, metavar="FOLDER", help="folders to measure on instead")
    return parser


@contextmanager
def reading_by(table: dict[str, Any]) -> Iterator[None]:
    """The outline with other weights than those it comes with."""
    own = weights.FILE
    with tempfile.TemporaryDirectory() as folder:
        weights.FILE = Path(folder) / own.name
        weights.FILE.write_text(json.dumps(table), encoding="utf-8")
        weights.fitted.cache_clear()
        try:
            yield
        finally:
            weights.FILE = own
            weights.fitted.cache_clear()


def show(source: str, truth: Path) -> None:
    found = measured(source, truth)
    if found is not None:
        sizes = "".join(f"{found[name]:12,}" for name in ("captures", "articles"))
        shares = "".join(f"{found[name]:12.4f}" for name in COLUMNS)
        print(f"{source:16}{truth.parent.name:16}{sizes}{shares}", flush=True)


def measured(source: str, truth: Path) -> dict[str, Any] | None:
    """The figures of a newsroom's captures that ``truth`` describes; None where there are none."""
    table = json.loads(truth.read_text(encoding="utf-8"))
    table["captures"] = [capture for capture in table["captures"] if capture["source"] == source]
    if not table["captures"]:
        return None
    captures = labelled(table, {})
    pages = [read_capture(truth.parent / "captures" / capture.name) for capture in captures]
    return dict(figures(evaluate(captures, try_out(pages)))["all"])


if __name__ == "__main__":
    main()
