import os
import shutil
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from importers import kept
from importers.capture import CaptureError, printable, read_capture
from importers.explain import LEAST_WIDTH, Tone, explain
from importers.infer import infer
from importers.read import read
from importers.segments import Reading
from importers.written import until_nobody_reads

STYLES = {
    Tone.HEADING: "MIGRATE_HEADING",
    Tone.OPENING: "MIGRATE_HEADING",
    Tone.SUB_HEADING: "MIGRATE_LABEL",
    Tone.DROPPED: "WARNING",
    Tone.UNKNOWN: "ERROR",
}


def width(text: str) -> int:
    if not text.isdecimal() or int(text) < LEAST_WIDTH:
        raise ArgumentTypeError(f"a number from {LEAST_WIDTH}")
    return int(text)


class Command(BaseCommand):
    help = "Show what each line of a capture is, why, and how sure that is. Nothing is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "capture",
            metavar="FILE",
            help="a file, read now; or of a capture that is in, as it was read: its name, or how its SHA-256 begins",
        )
        parser.add_argument("--dropped", action="store_true", help="only the lines that reach no article")
        parser.add_argument("--width", type=width, metavar="N", help="columns; without it the terminal's")

    def handle(self, *args: Any, **options: Any) -> None:
        reading = self._reading(options["capture"])
        columns = options["width"] or shutil.get_terminal_size((120, 24)).columns
        with until_nobody_reads():
            for line in explain(reading, columns, options["dropped"]):
                style = STYLES.get(line.tone)
                self.stdout.write(getattr(self.style, style)(line.text) if style else line.text)

    def _reading(self, name: str) -> Reading:
        if os.path.lexists(name):
            return self._read(Path(name))
        name = printable(name)
        try:
            found = kept.named(name)
        except DatabaseError as error:
            raise CommandError(
                f"There is no file {name}, and the database cannot be asked: {error}."
            ) from error
        if not found:
            raise CommandError(f"There is no file {name}, and no capture with this name or SHA-256 is in.")
        if len(found) > 1:
            listed = "\n".join(f"  {one.sha256}  {one.name}" for one in found)
            raise CommandError(f"Several captures are called so. Give more of the SHA-256:\n{listed}")
        return kept.reading_of(found[0].pk)

    def _read(self, path: Path) -> Reading:
        try:
            page = read_capture(path)
        except CaptureError as error:
            raise CommandError(str(error)) from error
        return infer(page, read(page))
