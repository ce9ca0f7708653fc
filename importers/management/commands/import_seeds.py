import contextlib
import gc
import os
import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.models import Rights
from importers import table
from importers.capture import printable
from importers.errand import FEW_COLLECTIONS
from importers.management.database import gave_up
from importers.pipeline import Done, NotRehearsed, Options, Result, import_captures
from importers.store import TakenBack
from importers.vocabulary import VocabularyError
from importers.written import until_nobody_reads, written

FOLDER = Path(__file__).resolve().parents[2]
SAMPLES = FOLDER / "samples"
SEEDS = FOLDER.parent / "seeds"
MOST_WORKERS = 64
FEW = 3
"""Warnings shown of each capture unless more is asked for."""


class Stopped(BaseException):
    """The operator or the system asked the command to end."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.exit_code = 128 + number


class Command(BaseCommand):
    help = "Import text captures of web pages as articles. Nothing is published; what is in already is left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths",
            nargs="*",
            type=Path,
            metavar="PATH",
            help="files or folders; without any, NEWSROOM_SEEDS, else seeds/ beside manage.py, else the samples",
        )
        parser.add_argument("--source", default="", metavar="NAME", help="the publication they came from")
        parser.add_argument(
            "--rights",
            default="",
            choices=["", *Rights.values],
            metavar="{" + ",".join(Rights.values) + "}",
            help="on what ground new articles may be published; without it what the source says, else unknown",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be done, and write nothing"
        )
        parser.add_argument(
            "--report", metavar="FILE", help="write a JSON line for each article; - is standard output"
        )
        parser.add_argument(
            "--workers",
            type=_number,
            default=1,
            metavar="N",
            help="processes that read; the result is the same",
        )
        parser.add_argument(
            "--reread",
            action="store_true",
            help="decide again what is in, of the given files or without any of the whole archive; "
            "what an editor wrote and what was published stands",
        )
        parser.add_argument("--strict", action="store_true", help="import nothing if any file fails")

    def handle(self, *args: Any, **options: Any) -> None:
        self.verbosity = options["verbosity"]
        self.told: set[tuple[str, str]] = set()
        # A report on standard output has it to itself.
        self.words = self.stderr if options["report"] == "-" else self.stdout
        paths = self._paths(options["paths"], options["reread"])
        wanted = Options(
            source=printable(" ".join(options["source"].split()))[:200],
            rights=options["rights"],
            dry_run=options["dry_run"],
            strict=options["strict"],
            workers=options["workers"],
            rereads=options["reread"],
        )
        result = None
        unreported = ""
        try:
            with _stoppable(), _seldom_collected(), _report(options["report"], self.stdout) as out:
                self._say(table.header(), 1)
                result = import_captures(paths, wanted, self._watch, out)
                if result.unreported is not None:
                    raise result.unreported  # so that half a report is not left behind
        except OSError as error:
            if result is None:
                raise
            unreported = _unreported(error, options["report"])
        except VocabularyError as error:
            raise CommandError(str(error), returncode=2) from error
        except DatabaseError as error:
            self._clear()
            raise CommandError(gave_up(error, _left(wanted))) from error
        except BrokenProcessPool as error:
            self._clear()
            raise CommandError(
                "A process that read captures was killed from outside, most likely since memory ran out. "
                f"{_left(wanted)} Run it again with fewer --workers."
            ) from error
        except NotRehearsed as error:
            self._clear()
            raise CommandError(
                f"The dry run ends here. {error} A run would leave this file out and take in the others."
            ) from error
        except TakenBack as error:
            self._clear()
            raise CommandError(str(error)) from error
        except Stopped as stop:
            self._clear()
            self.stderr.write(f"Stopped by {stop}. {_left(wanted)}")
            sys.exit(stop.exit_code)
        complaint = self._finish(result, wanted)
        if complaint or unreported:
            raise CommandError(" ".join(filter(None, (complaint, unreported))))

    def _paths(self, given: Sequence[Path], rereads: bool) -> list[Path]:
        """The paths that were given, else the default, which is said. The archive itself has none."""
        if given:
            if not any(os.path.lexists(path) for path in given):
                names = (printable(str(path)) for path in given)
                raise CommandError(f"There is no {' and no '.join(names)}.", returncode=2)
            return list(given)
        if rereads:
            self._say("No path was given: deciding the whole archive again, from the captures it keeps", 1)
            return []
        wanted = settings.NEWSROOM_SEEDS
        path, why = (
            (wanted, "NEWSROOM_SEEDS")
            if wanted
            else (SEEDS, "the folder seeds/")
            if SEEDS.is_dir()
            else (SAMPLES, "the bundled samples")
        )
        if not path.exists():
            raise CommandError(f"{why} says {path}, which is not there.", returncode=2)
        self._say(f"No path was given: importing {why}, {path}", 1)
        return [path]

    def _watch(self, done: int, total: int, files: Sequence[Done]) -> None:
        self._clear()
        for path, result in files:
            if result.status == "failed":
                self.told.add((path, result.reason))
                self.stderr.write(self.style.ERROR(table.failure(path, result.reason)))
                continue
            self._say(
                table.row(path, result.kind, result.articles, result.counts, result.lowest, result.roles),
                1,
            )
            for remark in table.remarks(result.warnings, None if self.verbosity > 1 else FEW):
                self._say(self.style.WARNING(remark), 1)
        if self.verbosity and self._has_terminal() and done < total:
            self.stderr.write("\r" + table.bar(done, total), ending="")

    def _clear(self) -> None:
        if self.verbosity and self._has_terminal():
            self.stderr.write("\r\x1b[K", ending="")

    def _finish(self, result: Result, wanted: Options) -> str:
        """Say what became of the run. Returns what the operator has to see to."""
        if result.is_refused:
            for path, reason in result.failed:
                if (path, reason) not in self.told:  # it may have failed before anything was read
                    self.stderr.write(self.style.ERROR(table.failure(path, reason)))
            return f"Nothing was imported: {len(result.failed)} failed, and --strict was given."
        for line in table.totals(
            result.captures, result.articles, result.counts, result.roles, len(result.failed), result.seconds
        ):
            self._say(line, 1)
        if wanted.dry_run:
            self._say("This was a dry run: nothing was written.", 1)
        elif result.captures and result.counts["unchanged"] == result.articles:
            self._say("Nothing new, nothing changed.", 1)
        if result.failed:
            if len(result.failed) == result.files:
                return f"{_all(result.files)} failed; nothing was imported."
            done = "would be" if wanted.dry_run else "were"
            return f"{len(result.failed):,} of {result.files:,} files failed; the others {done} imported."
        return ""

    def _say(self, text: str, verbosity: int) -> None:
        if self.verbosity >= verbosity:
            # The import goes on when the table has no reader any more.
            with until_nobody_reads() if self.words is self.stdout else contextlib.nullcontext():
                self.words.write(text)

    def _has_terminal(self) -> bool:
        return self.stderr.isatty()


def _all(files: int) -> str:
    return f"All {files:,} files" if files > 1 else "The only file"


def _unreported(error: OSError, name: str) -> str:
    """What to say of a report that could not be written; nothing if whoever read it has had enough."""
    if not isinstance(error, BrokenPipeError):
        return f"The run is over, but its report could not be written to {name}: {error.strerror}."
    if name == "-":
        with until_nobody_reads():
            raise error
    return ""


def _left(wanted: Options) -> str:
    """What a run that is cut off leaves behind."""
    if wanted.dry_run or wanted.strict:
        return "Nothing was written."
    return "What was taken in until then is in; the next run goes on from there."


def _number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= MOST_WORKERS:
        raise ArgumentTypeError(f"{text!r} is no number from 1 to {MOST_WORKERS}")
    return int(text)


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """Ctrl-C and a polite kill end the command between two statements, not in the middle of one's cleaning up."""

    def stop(number: int, frame: Any) -> None:
        raise Stopped(number)

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        for number in before:
            signal.signal(number, stop)
    except ValueError:  # not in the main thread, where signals do not arrive
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _seldom_collected() -> Iterator[None]:
    """An import makes millions of tuples and next to no circles: looking for these costs a tenth of its time."""
    before = gc.get_threshold()
    gc.set_threshold(*FEW_COLLECTIONS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextlib.contextmanager
def _report(name: str | None, stdout: Any) -> Iterator[IO[str] | None]:
    """Where the report goes."""
    if not name:
        yield None
        return
    if name == "-":
        yield stdout
        return
    with contextlib.ExitStack() as stack:
        try:
            out = stack.enter_context(written(Path(name)))
        except OSError as error:
            raise CommandError(
                f"The report cannot be written to {name}: {error.strerror}.", returncode=2
            ) from error
        yield out
