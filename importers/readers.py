"""The files of a run, read in batches, in this process or in several: the same either way.

In: files, and what editors decided. Out: for each file what it came to, in order. What is in is only recognised.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from functools import lru_cache, partial
from itertools import accumulate
from pathlib import Path
from typing import Self

from importers.capture import LIMIT, CaptureError, printable, sum_of
from importers.decided import Decided
from importers.errand import Sent, begin_work, fetch, read_files, told, unpacked, warm_up
from importers.prepare import Entry, Failure, Recognised, failure_of, kept_page, open_page, taken_back
from importers.repeated import Repeated
from importers.segments import Page
from importers.store import Shelved, contents_of, known_sums, shelved, sums_of
from importers.store.shelf import size_of
from importers.store.turns import tried
from importers.survey import Survey, look_over

BATCH = 100
"""Files in a transaction: editors who save in the meantime wait for one batch at most."""
SAMPLE = 300
"""Files that are looked over first; of a longer run as many, evenly spread. More would not weigh words otherwise."""
HEAVY = 8_000_000
"""Bytes in a transaction: what is read of a file takes many times its size. A file by itself may have more."""
LOOKED_OVER = 16_000_000
"""Bytes of the sample, of which much is held until all of it is looked over; an ordinary one has a tenth of that."""
AHEAD = 2
"""Batches that workers are given while one is written."""
AT_ONCE = 25
"""Files in one errand of a worker: a writing parent is slow to send the next, and none must wait for it."""

Found = str | CaptureError | Shelved
"""What there is to read: a file by its path, a path that leads to none, or a capture that is in. Paths are held as
text, for a run may have hundreds of thousands of them, and as objects they would take more memory than all else."""
Errand = Callable[[], list[Entry]]


def opened(found: str | CaptureError) -> Page | Failure:
    """A file's page, or why there is none."""
    return failure_of(found) if isinstance(found, CaptureError) else open_page(Path(found))


def pages(batch: Sequence[Found]) -> list[Page | Failure]:
    """The page of each, or why there is none."""
    kept = tried(partial(contents_of, [one for one in batch if isinstance(one, Shelved)]))
    return [_kept(one, kept) if isinstance(one, Shelved) else opened(one) for one in batch]


def _kept(found: Shelved, kept: Mapping[int, tuple[str, bytes]]) -> Page | Failure:
    return kept_page(*kept[found.pk]) if found.pk in kept else taken_back(found.name, found.name)


class Readers:
    """Reads ``files`` by what editors ``decided``. To be used as a context, which ends with its workers."""

    def __init__(self, files: Sequence[Found], workers: int, decided: Decided, rereads: bool = False) -> None:
        self._files = files
        self._workers = workers
        self._decided = decided
        self._rereads = rereads
        self._survey: Survey | None = None
        self._pool: ProcessPoolExecutor | None = None
        self._told: bytes | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def batches(self) -> Iterator[tuple[int, list[Entry]]]:
        """The files in batches, each with the position of its first file."""
        ahead = AHEAD if self._workers > 1 else 0
        given: deque[tuple[int, Errand]] = deque()
        for start, batch in _batches(self._files):
            given.append((start, self._errand(batch)))
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
        sums = {} if self._rereads else {one: sum_of(one) for one in batch if isinstance(one, str)}
        known = tried(partial(known_sums, [found for found in sums.values() if found]))
        kept = tried(partial(contents_of, [one for one in batch if isinstance(one, Shelved)]))
        entries = [_known(one, sums.get(one), known, kept) for one in batch]
        fresh = [one for one, entry in zip(batch, entries, strict=True) if entry is None]
        if not fresh:
            return lambda: _filled(entries, iter(()))
        sent = [kept[one.pk] if isinstance(one, Shelved) else str(one) for one in fresh]
        if self._workers == 1:
            survey, decided = self._look_over(), self._decided
            return lambda: _filled(entries, fetch(sent, survey, decided))
        futures = self._send(sent)
        answers = (answer for future in futures for answer in unpacked(future.result()))
        return lambda: _filled(entries, answers)

    def _send(self, sent: Sequence[Sent]) -> list[Future[bytes]]:
        if self._pool is None:
            # A forked worker would share this process's connections to the database.
            self._pool = ProcessPoolExecutor(self._workers, multiprocessing.get_context("spawn"), begin_work)
            # They start while this process looks over the run.
            for _ in range(self._workers):
                self._pool.submit(warm_up)
        if self._told is None:
            self._told = told(self._look_over(), self._decided)
        starts = range(0, len(sent), AT_ONCE)
        return [self._pool.submit(read_files, sent[start : start + AT_ONCE], self._told) for start in starts]

    def _look_over(self) -> Survey:
        """What the run's files tell of each other, looked at when the first of them has to be read."""
        if self._survey is None:
            is_few = self._rereads and len(self._files) < SAMPLE
            archive = tuple(_sample(shelved())) if is_few else ()
            # A few captures that are read again are read as all of them would be.
            kept = archive and _kept_survey(archive, sums_of(archive))
            self._survey = kept or _survey(_sample(self._files))
        return self._survey


def _batches(files: Sequence[Found]) -> Iterator[tuple[int, Sequence[Found]]]:
    """The files as they are taken in together, each time with the position of the first. Where a batch ends does not
    count for what comes of its files."""
    for start in range(0, len(files), BATCH):
        some = files[start : start + BATCH]
        begun, weight = 0, 0
        for at, size in enumerate(_sizes(some)):
            if weight and weight + size > HEAVY:
                yield start + begun, some[begun:at]
                begun, weight = at, 0
            weight += size
        yield start + begun, some[begun:]


def _sizes(files: Sequence[Found]) -> list[int]:
    """How many bytes each has that will be held."""
    kept = tried(partial(size_of, [one for one in files if isinstance(one, Shelved)]))
    return [kept.get(one.pk, 0) if isinstance(one, Shelved) else _size(one) for one in files]


def _size(found: str | CaptureError) -> int:
    if isinstance(found, CaptureError):
        return 0
    with suppress(OSError):
        size = os.stat(found, follow_symlinks=False).st_size
        return size if size <= LIMIT else 0  # it will be refused
    return 0


def _sample(files: Sequence[Found]) -> Sequence[Found]:
    return files[:: max(1, -(-len(files) // SAMPLE))]


def _survey(sample: Sequence[Found]) -> Survey:
    sample = _light(sample)
    batches = (sample[start : start + BATCH] for start in range(0, len(sample), BATCH))
    opened = (page for batch in batches for page in pages(batch))
    return look_over(page for page in opened if isinstance(page, Page))


def _light(sample: Sequence[Found]) -> Sequence[Found]:
    """Of a sample that is too much to hold the smaller files: they are the usual ones."""
    sizes = _sizes(sample)
    by_size = sorted(range(len(sample)), key=lambda at: (sizes[at], at))
    weights = accumulate(sizes[at] for at in by_size)
    light = {at for at, weight in zip(by_size, weights, strict=True) if weight <= LOOKED_OVER}
    return [found for at, found in enumerate(sample) if at in light]


@lru_cache(maxsize=1)
def _kept_survey(archive: tuple[Shelved, ...], sums: tuple[str, ...]) -> Survey:
    """The survey of captures with these ``sums``, kept for the editor who corrects one line after the other."""
    return _survey(archive)


def _known(found: Found, sha256: str | None, known: set[str], kept: Mapping[int, Sent]) -> Entry | None:
    """What needs no reading: a path that leads to no capture, or a capture that is in, or is so no more."""
    if isinstance(found, CaptureError):
        return failure_of(found)
    if isinstance(found, Shelved) and found.pk not in kept:
        return taken_back(found.name, found.name)
    if isinstance(found, str) and sha256 in known:
        return Recognised(found, printable(os.path.basename(found)), sha256)
    return None


def _filled(entries: Sequence[Entry | None], read: Iterator[Entry]) -> list[Entry]:
    return [next(read) if entry is None else entry for entry in entries]
