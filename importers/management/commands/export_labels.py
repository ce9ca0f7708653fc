import json
from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from importers.labels import Label, labels
from importers.management.database import gave_up
from importers.written import until_nobody_reads, written


class Command(BaseCommand):
    help = (
        "Write the captures that editors have judged as labelled captures, which evaluate_import reads. "
        "Nothing is written to the database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, metavar="FILE", help="the truth to write; - is standard output"
        )
        parser.add_argument(
            "--captures",
            type=Path,
            metavar="FOLDER",
            help="write the captures' bytes there too; evaluate_import finds a folder captures/ beside FILE",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path, folder = options["file"], options["captures"]
        self.captures = self.articles = self.corrected = 0
        try:
            if folder:
                folder.mkdir(parents=True, exist_ok=True)
            if str(path) == "-":
                with until_nobody_reads():
                    self._write(self.stdout, folder)
            else:
                with written(path) as out:
                    self._write(out, folder)
        except BrokenPipeError:
            return  # whoever reads it has had enough
        except OSError as error:
            raise CommandError(
                f"{error.filename or path} cannot be written: {error.strerror}.", returncode=2
            ) from error
        except DatabaseError as error:
            raise CommandError(gave_up(error, "Nothing was changed.")) from error
        words = self.stderr if str(path) == "-" else self.stdout
        words.write(
            f"{self.captures:,} captures judged, with {self.articles:,} articles, "
            f"{self.corrected:,} of them read otherwise than they should have been."
        )

    def _write(self, out: IO[str], folder: Path | None) -> None:
        out.write('{"captures": [')
        for label in labels():
            out.write(",\n" if self.captures else "\n")
            out.write(json.dumps(label.entry, ensure_ascii=False))
            self.captures += 1
            self.articles += len(label.entry["articles"])
            self.corrected += label.corrected
            if folder:
                self._keep(folder / label.name, label)
        out.write("\n]}\n")

    def _keep(self, path: Path, label: Label) -> None:
        if path.exists() and path.read_bytes() != label.content:
            raise CommandError(
                f"{path} is there and is another file. Give a folder of its own.", returncode=2
            )
        path.write_bytes(label.content)
