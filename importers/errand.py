"""What a worker is sent to read, and what it sends back: text and plain tuples, which cost little on the way. Pure.

In: paths, or names and bytes. Out: `Prepared`, or a `Failure`. It reads as the process that sends it would.
"""

import copyreg
import gc
import io
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from functools import lru_cache
from multiprocessing.connection import wait
from operator import attrgetter
from pathlib import Path
from typing import Any

from importers.capture import page_of
from importers.decided import Decided
from importers.prepare import Failure, Marks, Prepared, fault_of, kept_page, open_page, prepare, prepare_all
from importers.segments import Block, Bound, Doubt, Extract, Name, Page, Person, Rate, Reading
from importers.suggest import Suggestion
from importers.survey import Survey

PROTOCOL = 5
FEW_COLLECTIONS = (200_000, 10, 10)
"""Thresholds of the garbage collector. Reading makes millions of tuples and no circles, so there is little to find."""
TOGETHER = 500_000
"""Bytes of captures that are read together: some forty of them, and not many large ones at once."""
FIRST_WORDS = b"Ferry Returns to the Lower Sarn\n\nThe ferry across the river ran again on Tuesday.\n"

Sent = str | tuple[str, bytes]
"""A path, or a name and the bytes."""
Read = Prepared | Failure

KINDS = (
    Block,
    Bound,
    Doubt,
    Extract,
    Failure,
    Marks,
    Name,
    Page,
    Person,
    Prepared,
    Rate,
    Reading,
    Suggestion,
)
"""What `Read` is made of."""


def fetch(sent: Iterable[Sent], survey: Survey, decided: Decided) -> Iterator[Read]:
    """What files and captures came to, in order."""
    opened: list[tuple[str, Page | Failure]] = []
    size = 0
    for one in sent:
        path, page = (one, open_page(Path(one))) if isinstance(one, str) else (one[0], kept_page(*one))
        opened.append((path, page))
        size += 0 if isinstance(page, Failure) else len(page.content)
        if size > TOGETHER:
            yield from _read(opened, survey, decided)
            opened, size = [], 0
    yield from _read(opened, survey, decided)


def _read(opened: Sequence[tuple[str, Page | Failure]], survey: Survey, decided: Decided) -> Iterator[Read]:
    pages = [(path, page) for path, page in opened if not isinstance(page, Failure)]
    prepared = iter(_prepared(pages, survey, decided))
    return (page if isinstance(page, Failure) else next(prepared) for _, page in opened)


def _prepared(pages: Sequence[tuple[str, Page]], survey: Survey, decided: Decided) -> Sequence[Read]:
    """The pages prepared together. If one of them cannot be, each by itself: it fails, and the others do not."""
    try:
        return prepare_all(pages, survey, decided)
    except Exception:
        return [_prepared_alone(path, page, survey, decided) for path, page in pages]


def _prepared_alone(path: str, page: Page, survey: Survey, decided: Decided) -> Read:
    try:
        return prepare(path, page, survey, decided)
    except Exception as error:
        return fault_of(path, page.name, error)


def begin_work() -> None:
    """What a worker does first: it leaves Ctrl-C to its parent, and ends when that does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def warm_up() -> None:
    """Read a few words, so that a worker has loaded what it needs before there is anything to read."""
    prepare("", page_of("", FIRST_WORDS))
    gc.collect()
    gc.freeze()
    gc.set_threshold(*FEW_COLLECTIONS)


def told(survey: Survey, decided: Decided) -> bytes:
    """What all captures of a run are read by, on its way to the workers."""
    return pickle.dumps((survey, decided), PROTOCOL)


def read_files(sent: Sequence[Sent], by: bytes) -> bytes:
    """A worker's errand: files read by what it was `told`. See `unpacked`."""
    survey, decided = _heard(by)
    parcel = io.BytesIO()
    _Packer(parcel, PROTOCOL).dump(list(fetch(sent, survey, decided)))
    return parcel.getvalue()


def unpacked(parcel: bytes) -> list[Read]:
    """What a worker read."""
    found: list[Read] = pickle.loads(parcel)  # noqa: S301 (this program's own worker packed it)
    return found


def _taken_apart(kind: type) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
    names = getattr(kind, "_fields", None) or [field.name for field in fields(kind)]
    values = attrgetter(*names)
    return lambda value: (kind, values(value))


@lru_cache(maxsize=1)
def _heard(by: bytes) -> tuple[Survey, Decided]:
    survey, decided = pickle.loads(by)  # noqa: S301 (the process that started this one packed it)
    return survey, decided


class _Packer(pickle.Pickler):
    """Takes values apart by their fields at once, where the default asks each for its state in Python."""

    dispatch_table = copyreg.dispatch_table | {kind: _taken_apart(kind) for kind in KINDS}


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)  # the parent was killed, and nobody waits for an answer
