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

A run that is cut off leaves whole batches behind. The next one recognises them and goes on where it stopped.
"""

import multiprocessing
import os
import time
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import IO, Any, Self, TypeGuard

from django.db import DatabaseError, reset_queries, transaction
from django.utils import timezone

from articles.models import Rights, Source
from importers import report
from importers.capture import CaptureError, find_captures
from importers.decided import Decided
from importers.models import ImportRun
from importers.occurrences import Occurrences
from importers.prepare import (
    Entry,
    Failure,
    Prepared,
    Recognised,
    Sent,
    begin_work,
    failure_of,
    open_page,
    prepare,
    read_files,
    with_page,
)
from importers.repeated import Repeated
from importers.segments import Page
from importers.store import (
    FileResult,
    Order,
    Shelf,
    Shelved,
    decisions,
    known_sums,
    names,
    pages_of,
    rehearse,
    repeated,
    shelved,
    sums_of,
    take_in,
)
from importers.store.outcomes import WORDS
from importers.store.turns import tried
from importers.survey import Survey, look_over

BATCH = 100
"""Files in a transaction: editors who save in the meantime wait for one batch at most."""
SAMPLE = 300
"""Files that are looked over first; of a longer run as many, evenly spread. More would not weigh words otherwise."""
AHEAD = 2
"""Batches that workers are given while one is written."""
AT_ONCE = 10
"""Files in one errand of a worker: sending each by itself costs more than its share of reading."""

Found = Path | CaptureError | Shelved
"""What there is to read: a file, a path that leads to none, or a capture that is in."""


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


@dataclass(slots=True)
class Result:
    """What became of a run."""

    files: int = 0
    captures: int = 0
    articles: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    failed: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0
    is_refused: bool = False
    """Nothing was imported, because a file failed and the run was strict."""

    def add(self, results: Sequence[FileResult]) -> None:
        """Count what became of some files."""
        for result in results:
            self.files += 1
            if result.status == "failed":
                self.failed.append((result.name, result.reason))
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
            "failed": [{"file": name, "reason": reason} for name, reason in self.failed],
            "lines": dict(sorted(self.roles.items())),
            "seconds": round(self.seconds, 3),
        }


Watch = Callable[[int, int, Sequence[FileResult]], None]
"""Told after each batch how many files are done, of how many, and what became of those of the batch."""


def import_captures(
    paths: Sequence[Path], options: Options, watch: Watch | None = None, out: IO[str] | None = None
) -> Result:
    """Import the captures that ``paths`` stand for. The report is written to ``out``.

    With ``rereads`` and without ``paths`` all captures that are in are decided again, from the bytes that were kept.
    Raises what the database raises when it gives up; what was taken in until then stays in, whole batches of it.
    """
    began = time.monotonic()
    files: Sequence[Found]
    files = shelved() if options.rereads and not paths else sorted(find_captures(paths), key=_order)
    return _import(files, options, watch, out, began)


def read_again(captures: Collection[int]) -> Result:
    """Decide again some captures that are in, given by primary key, in a run of its own. Raises as the import does."""
    return _import(shelved(captures), Options(rereads=True), None, None, time.monotonic())


def _import(
    files: Sequence[Found], options: Options, watch: Watch | None, out: IO[str] | None, began: float
) -> Result:
    result = Result()
    occurrences = Occurrences() if out is not None else None
    try:
        if options.strict and (failures := [f for f in map(opened, files) if isinstance(f, Failure)]):
            result.is_refused = True
            result.failed = [(failure.name, failure.reason) for failure in failures]
        else:
            _run(files, options, result, watch, occurrences, began)
        result.seconds = time.monotonic() - began
        if out is not None and occurrences is not None:
            occurrences.write(out)
            out.write(report.line(result.summary()))
    finally:
        if occurrences is not None:
            occurrences.close()
    return result


def _run(
    files: Sequence[Found],
    options: Options,
    result: Result,
    watch: Watch | None,
    occurrences: Occurrences | None,
    began: float,
) -> None:
    with transaction.atomic() if options.strict and not options.dry_run else nullcontext():
        order, run = tried(partial(_begin, options))
        shelf = Shelf(keeps=options.dry_run)
        try:
            with Readers(files, options.workers, decisions.decided(), options.rereads) as readers:
                for start, entries in readers.batches():
                    done = (
                        rehearse(entries, shelf, order)
                        if options.dry_run
                        else tried(partial(take_in, entries, start, shelf, order))
                    )
                    result.add(done)
                    if occurrences is not None:
                        occurrences.add(done)
                    reset_queries()  # with DEBUG on, Django keeps the statements of thousands of queries
                    if watch is not None:
                        watch(start + len(entries), len(files), done)
                    del entries, done  # or two batches would be held while the next is read
                if run is not None:
                    tried(partial(repeated.keep, readers.repeated(), run.pk))
        except BaseException:
            result.seconds = time.monotonic() - began
            with suppress(DatabaseError):  # it may be the database that gave up
                _end(run, ImportRun.State.FAILED, result)
            raise
        result.seconds = time.monotonic() - began
        tried(partial(_end, run, ImportRun.State.DONE, result))


def _order(found: Path | CaptureError) -> tuple[str, str]:
    """By name first, so that the folders' own order does not count; a result must not depend on it."""
    path = found.path if isinstance(found, CaptureError) else found
    return path.name, os.fspath(path)


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


Errand = Callable[[], list[Entry]]


def opened(found: Path | CaptureError) -> Page | Failure:
    """A file's page, or why there is none."""
    return failure_of(found) if isinstance(found, CaptureError) else open_page(found)


def pages(batch: Sequence[Found]) -> list[Page | Failure]:
    """The page of each, or why there is none."""
    kept = pages_of(one for one in batch if isinstance(one, Shelved))
    return [kept[one.pk] if isinstance(one, Shelved) else opened(one) for one in batch]


class Readers:
    """Reads ``files`` by what editors ``decided``. To be used as a context, which ends with its workers."""

    def __init__(self, files: Sequence[Found], workers: int, decided: Decided, rereads: bool = False) -> None:
        self._files = files
        self._workers = workers
        self._decided = decided
        self._rereads = rereads
        self._survey: Survey | None = None
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def batches(self) -> Iterator[tuple[int, list[Entry]]]:
        """The files in batches, each with the position of its first file."""
        ahead = AHEAD if self._workers > 1 else 0
        given: deque[tuple[int, Errand]] = deque()
        for start in range(0, len(self._files), BATCH):
            given.append((start, self._errand(self._files[start : start + BATCH])))
            if len(given) > ahead:
                first, errand = given.popleft()
                yield first, errand()
        for first, errand in given:
            yield first, errand()

    def repeated(self) -> Sequence[Repeated]:
        """The lines that may be boilerplate; none if no file had to be read."""
        return self._survey.repeated if self._survey else ()

    def _errand(self, batch: Sequence[Found]) -> Errand:
        """The batch set on its way. What is in already is only recognised."""
        opened = pages(batch)
        sums = [] if self._rereads else [page.sha256 for page in opened if isinstance(page, Page)]
        known = tried(partial(known_sums, sums))
        entries = [_known(found, page, known) for found, page in zip(batch, opened, strict=True)]
        fresh = [(f, page) for f, page in zip(batch, opened, strict=True) if _is_fresh(page, known)]
        if not fresh:
            return lambda: _filled(entries, iter(()))
        survey, decided = self._look_over(), self._decided
        if self._workers == 1:
            return lambda: _filled(
                entries, (prepare(str(found), page, survey, decided) for found, page in fresh)
            )
        futures = self._send([errand_for(found, page) for found, page in fresh], survey)
        answers = (answer for future in futures for answer in future.result())
        pairs = zip(answers, (page for _, page in fresh), strict=True)
        return lambda: _filled(entries, (with_page(answer, page, survey, decided) for answer, page in pairs))

    def _send(self, sent: Sequence[Sent], survey: Survey) -> list[Future[list[Prepared | Failure]]]:
        if self._pool is None:
            # A forked worker would share this process's connections to the database.
            self._pool = ProcessPoolExecutor(
                self._workers, multiprocessing.get_context("spawn"), begin_work, (survey, self._decided)
            )
        starts = range(0, len(sent), AT_ONCE)
        return [self._pool.submit(read_files, sent[start : start + AT_ONCE]) for start in starts]

    def _look_over(self) -> Survey:
        """What the run's files tell of each other, looked at when the first of them has to be read."""
        if self._survey is None:
            is_few = self._rereads and len(self._files) < SAMPLE
            archive = tuple(_sample(shelved())) if is_few else ()
            # A few captures that are read again are read as all of them would be.
            kept = archive and _kept_survey(archive, sums_of(archive))
            self._survey = kept or _survey(_sample(self._files))
        return self._survey


def _sample(files: Sequence[Found]) -> Sequence[Found]:
    return files[:: max(1, -(-len(files) // SAMPLE))]


def _survey(sample: Sequence[Found]) -> Survey:
    batches = (sample[start : start + BATCH] for start in range(0, len(sample), BATCH))
    opened = (page for batch in batches for page in pages(batch))
    return look_over(page for page in opened if isinstance(page, Page))


@lru_cache(maxsize=1)
def _kept_survey(archive: tuple[Shelved, ...], sums: tuple[str, ...]) -> Survey:
    """The survey of captures with these ``sums``, kept for the editor who corrects one line after the other."""
    return _survey(archive)


def errand_for(found: Found, page: Page) -> Sent:
    """What a worker is sent to read: the path of a file, or a capture's bytes."""
    return (page.name, page.content) if isinstance(found, Shelved) else str(found)


def _known(found: Found, page: Page | Failure, known: set[str]) -> Entry | None:
    """What needs no reading: a failure, or a capture that is in."""
    if isinstance(page, Failure):
        return page
    return Recognised(str(found), page.name, page.sha256) if page.sha256 in known else None


def _is_fresh(page: Page | Failure, known: set[str]) -> TypeGuard[Page]:
    return isinstance(page, Page) and page.sha256 not in known


def _filled(entries: Sequence[Entry | None], read: Iterator[Entry]) -> list[Entry]:
    return [next(read) if entry is None else entry for entry in entries]
