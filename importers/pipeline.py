"""The whole trip of a run, from paths to articles::

    paths
      │ find       files, always in the same order          a path that leads to no capture: failed
      │ open       bytes -> numbered lines                  a file that cannot be read: failed
      │ recognise  bytes that are in are not read again     unchanged; with --reread they are
      │ prepare    lines -> segments -> extracts, with keys and topics: pure, by what all files of the run tell,
      │            and what editors said of lines holds
      │ take in    a batch of captures a transaction:       created | updated | unchanged | proposed | declined
      v            matched, merged, written
    Result, and the report

A file over which the importer itself breaks down fails like one that cannot be read, and the others are taken in.
A run that is cut off leaves behind whole batches, and of one in which a file failed so whole files. The next run
recognises them and goes on where it stopped.
"""

import gc
import os
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any

from django.db import DatabaseError, DataError, IntegrityError, reset_queries, transaction
from django.db import Error as DatabaseFault
from django.utils import timezone

from articles.models import Rights, Source
from importers import report, vocabulary
from importers.capture import CaptureError, find_captures, printable
from importers.models import ImportRun
from importers.occurrences import Occurrences
from importers.prepare import Entry, Failure, fault_of
from importers.readers import Found, Readers, opened
from importers.store import (
    FileResult,
    Order,
    Shelf,
    Shelved,
    TakenBack,
    decisions,
    names,
    rehearse,
    repeated,
    shelved,
    take_in,
)
from importers.store.outcomes import WORDS
from importers.store.turns import tried

TOO_MUCH = frozenset({"54000", "54001"})
"""What PostgreSQL calls a value that no index or statement of its takes; it counts this among its own troubles."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the operator asked for."""

    source: str = ""
    rights: str = ""
    dry_run: bool = False
    strict: bool = False
    workers: int = 1
    rereads: bool = False
    """Decide again what is in: of the given files, or without any of the whole archive."""


Done = tuple[str, FileResult]
"""A file by its path, for several may have one name, and what became of it."""


@dataclass(slots=True)
class Result:
    """What became of a run."""

    files: int = 0
    captures: int = 0
    articles: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    failed: list[tuple[str, str]] = field(default_factory=list)
    """Each file by its path, and why."""
    seconds: float = 0.0
    is_refused: bool = False
    """Nothing was imported, because a file failed and the run was strict."""
    unreported: OSError | None = None
    """Why the report could not be written. The run itself was over by then."""

    def add(self, done: Sequence[Done]) -> None:
        """Count what became of some files."""
        for path, result in done:
            self.files += 1
            if result.status == "failed":
                self.failed.append((path, result.reason))
                continue
            self.captures += 1
            self.articles += result.articles
            self.counts += result.counts
            self.roles += result.roles

    def summary(self) -> dict[str, Any]:
        """The report's last object, and what the run's record keeps."""
        return {
            "summary": True,
            "captures": self.captures,
            "articles": self.articles,
            **{word: self.counts[word] for word in WORDS},
            "failed": [{"file": path, "reason": reason} for path, reason in self.failed],
            "lines": dict(sorted(self.roles.items())),
            "seconds": round(self.seconds, 3),
        }


class Refused(Exception):
    """Nothing shall be imported, because some files ``failed`` and the run is strict."""

    def __init__(self, failed: list[tuple[str, str]]) -> None:
        super().__init__()
        self.failed = failed


class NotRehearsed(Exception):
    """A dry run came to a file over which the importer breaks down; a run would leave it out and go on."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(f"{failure.path}: {failure.reason}")


Piece = Sequence[tuple[Entry, FileResult]]
"""The files of a transaction, and what became of each."""
Watch = Callable[[int, int, Sequence[Done]], None]
"""Told after each transaction how many files are done, of how many, and what became of those that it was about."""


def import_captures(
    paths: Sequence[Path], options: Options, watch: Watch | None = None, out: IO[str] | None = None
) -> Result:
    """Import the captures that ``paths`` stand for. The report is written to ``out``.

    With ``rereads`` and without ``paths`` all captures that are in are decided again, from the bytes that were kept.
    Raises VocabularyError before anything is read, and what the database raises when it gives up; what was taken in
    until then stays in and is counted in the run's record.
    """
    began = time.monotonic()
    files: Sequence[Found] = shelved() if options.rereads and not paths else _files(paths)
    return _import(files, options, watch, out, began, _Paths(paths))


def read_again(captures: Collection[int]) -> Result:
    """Decide again some captures that are in, given by primary key, in a run of its own. Raises as the import does."""
    return _import(shelved(captures), Options(rereads=True), None, None, time.monotonic())


class _Paths:
    """Says paths from the folder on that all that was ``given`` have in common."""

    def __init__(self, given: Sequence[Path]) -> None:
        # A common folder is where a path to each begins; that of a file is the one it is in.
        real = map(os.path.realpath, given)
        folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in real]
        common = printable(os.path.commonpath(folders)) if folders else ""
        self._start = common + os.sep if common.strip(os.sep) else None

    def __call__(self, path: str) -> str:
        path = printable(path)
        return path if self._start is None else path.removeprefix(self._start)


def _import(
    files: Sequence[Found],
    options: Options,
    watch: Watch | None,
    out: IO[str] | None,
    began: float,
    said: Callable[[str], str] = str,
) -> Result:
    vocabulary.shipped()  # a mistake in it is the operator's to mend, not each file's to fail of
    result = Result()
    occurrences = Occurrences() if out is not None else None
    try:
        try:
            if options.strict and (failures := _failures(files)):
                raise Refused([(said(failure.path), failure.reason) for failure in failures])
            _run(files, options, result, watch, occurrences, began, said)
        except Refused as refusal:
            result = Result(failed=refusal.failed, is_refused=True)
        result.seconds = time.monotonic() - began
        if out is not None and occurrences is not None:
            try:
                if not result.is_refused:
                    occurrences.write(out)
                out.write(report.line(result.summary()))
                out.flush()
            except OSError as error:
                result.unreported = error
    finally:
        if occurrences is not None:
            occurrences.close()
    return result


def _failures(files: Sequence[Found]) -> list[Failure]:
    """The files that cannot be read; what is in can."""
    given = (opened(one) for one in files if not isinstance(one, Shelved))
    return [page for page in given if isinstance(page, Failure)]


def _run(
    files: Sequence[Found],
    options: Options,
    result: Result,
    watch: Watch | None,
    occurrences: Occurrences | None,
    began: float,
    said: Callable[[str], str],
) -> None:
    with transaction.atomic() if options.strict and not options.dry_run else nullcontext():
        order, run = tried(partial(_begin, options))
        shelf = Shelf(keeps=options.dry_run)
        try:
            with Readers(files, options.workers, decisions.decided(), options.rereads) as readers:
                for start, entries in readers.batches():
                    pieces = (
                        _rehearsed(entries, shelf, order)
                        if options.dry_run
                        else _taken_in(entries, start, shelf, order)
                    )
                    for piece in pieces:
                        done = [(said(entry.path), became) for entry, became in piece]
                        result.add(done)
                        if occurrences is not None:
                            occurrences.add(done)
                        reset_queries()  # with DEBUG on, Django keeps the statements of thousands of queries
                        if watch is not None:
                            watch(result.files, len(files), done)
                    del entries, pieces, piece, done  # or two batches would be held while the next is read
                    gc.collect(1)  # articles and their witnesses point to each other
                if options.strict and result.failed:  # a file failed that was sound when it was looked at
                    raise Refused(result.failed)
                if run is not None:
                    tried(partial(repeated.keep, readers.repeated(), run.pk))
        except Refused:
            raise  # and the run's record goes with what it wrote
        except BaseException:
            result.seconds = time.monotonic() - began
            with suppress(DatabaseError):  # it may be the database that gave up
                _end(run, ImportRun.State.FAILED, result)
            raise
        result.seconds = time.monotonic() - began
        tried(partial(_end, run, ImportRun.State.DONE, result))


def _taken_in(entries: Sequence[Entry], start: int, shelf: Shelf, order: Order) -> Iterator[Piece]:
    """What became of a batch, as soon as it is in. If something of it cannot be taken in, each file is by itself: this
    fails, and the others are in."""
    try:
        results = tried(partial(take_in, entries, start, shelf, order))
    except Exception as error:
        if not _is_of_a_file(error):
            raise
    else:
        yield list(zip(entries, results, strict=True))
        return
    for position, entry in enumerate(entries, start):
        yield [(entry, _taken_in_alone(entry, position, shelf, order))]


def _taken_in_alone(entry: Entry, position: int, shelf: Shelf, order: Order) -> FileResult:
    try:
        (result,) = tried(partial(take_in, [entry], position, shelf, order))
    except Exception as error:
        if isinstance(entry, Failure) or not _is_of_a_file(error):
            raise
        failure = fault_of(entry.path, entry.name, error)
        (result,) = tried(partial(take_in, [failure], position, shelf, order))
    return result


def _rehearsed(entries: Sequence[Entry], shelf: Shelf, order: Order) -> list[Piece]:
    """What would become of a batch. A shelf that writes nothing cannot forget half a batch: the rehearsal ends here."""
    try:
        return [list(zip(entries, rehearse(entries, shelf, order), strict=True))]
    except Exception as error:
        if not _is_of_a_file(error):
            raise
        for entry in entries:
            try:
                rehearse([entry], Shelf(), order)
            except Exception as alone:
                if not _is_of_a_file(alone):
                    raise
                raise NotRehearsed(fault_of(entry.path, entry.name, alone)) from error
        raise


def _is_of_a_file(error: Exception) -> bool:
    """Whether what a batch holds brought the importer down; else it is the database that cannot go on."""
    if isinstance(error, TakenBack):
        return False
    if getattr(error.__cause__, "sqlstate", None) in TOO_MUCH:
        return True
    return not isinstance(error, DatabaseFault) or isinstance(error, (DataError, IntegrityError))


def _files(paths: Sequence[Path]) -> list[str | CaptureError]:
    found = (one if isinstance(one, CaptureError) else os.fspath(one) for one in find_captures(paths))
    return sorted(found, key=_order)


def _order(found: str | CaptureError) -> tuple[str, str]:
    """By name first, so that the folders' own order does not count; a result must not depend on it."""
    path = os.fspath(found.path) if isinstance(found, CaptureError) else found
    return os.path.basename(path), path


def _begin(options: Options) -> tuple[Order, ImportRun | None]:
    if options.dry_run:
        source = Source.objects.filter(name=options.source).first() if options.source else None
        rights = options.rights or Rights.UNKNOWN
        return Order(None, source.pk if source else None, rights, options.rereads), None
    arguments = {
        "source": options.source,
        "rights": options.rights,
        "strict": options.strict,
        "reread": options.rereads,
    }
    with transaction.atomic():
        run = ImportRun.objects.create(arguments=arguments)
        source = names.source(options.source, run.pk) if options.source else None
    rights = options.rights or (source.default_rights if source else Rights.UNKNOWN)
    return Order(run.pk, source.pk if source else None, rights, options.rereads), run


def _end(run: ImportRun | None, state: str, result: Result) -> None:
    if run is None:
        return
    run.state = state
    run.finished_at = timezone.now()
    run.counts = {
        name: value for name, value in result.summary().items() if name not in ("summary", "failed")
    }
    run.counts["failed"] = len(result.failed)
    run.save(update_fields=["state", "finished_at", "counts"])
