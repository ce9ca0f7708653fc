import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from importers import evaluate
from importers.capture import CaptureError, read_capture
from importers.evaluate.trial import try_out
from importers.segments import Page
from importers.written import until_nobody_reads


class Command(BaseCommand):
    help = "Read labelled captures and say how well that went. Nothing is written to the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("truth", type=Path, metavar="TRUTH", help="a truth.json about captures")
        parser.add_argument(
            "--captures",
            type=Path,
            metavar="FOLDER",
            help="where the captures are; without it captures/ beside TRUTH, else TRUTH's own folder",
        )
        parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to a file as well")
        parser.add_argument(
            "--worst", type=int, default=5, metavar="N", help="show the N captures with the most faults"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        table = self._table(options["truth"])
        folder = self._folder(options["truth"], options["captures"])
        try:
            pages = self._pages(folder, evaluate.names(table))
            truth = evaluate.labelled(table, {page.name: [line.raw for line in page.lines] for page in pages})
        except evaluate.TruthError as error:
            raise CommandError(f"{options['truth']}: {error}.", returncode=2) from error
        result = evaluate.evaluate(truth, try_out(pages))
        with until_nobody_reads():
            for line in evaluate.text(result, options["worst"]):
                self.stdout.write(line)
        if options["json"]:
            self._write(options["json"], evaluate.figures(result))
        if len(pages) < len(truth):
            raise CommandError(f"{len(truth) - len(pages)} of {len(truth)} captures could not be read.")

    def _table(self, path: Path) -> Any:
        # A shell's own pipes lie in /dev; of others nobody knows whether anybody writes to them.
        if path.is_fifo() and not path.is_relative_to("/dev"):
            raise CommandError(f"{path} cannot be read: it is a pipe.", returncode=2)
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.", returncode=2) from error
        except ValueError as error:
            raise CommandError(f"{path} is no JSON: {error}.", returncode=2) from error
        except RecursionError as error:
            raise CommandError(
                f"{path} is no truth about captures: it is nested too deeply.", returncode=2
            ) from error

    def _folder(self, truth: Path, given: Path | None) -> Path:
        beside = truth.parent / "captures"
        folder = given or (beside if beside.is_dir() else truth.parent)
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder.", returncode=2)
        return folder

    def _pages(self, folder: Path, names: list[str]) -> list[Page]:
        pages = []
        for name in names:
            try:
                pages.append(read_capture(folder / Path(name).name))
            except CaptureError as error:
                self.stderr.write(self.style.ERROR(str(error)))
        return pages

    def _write(self, path: Path, figures: dict[str, Any]) -> None:
        try:
            path.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.", returncode=2) from error
