"""Everything that can be said of a capture before anything in the archive is looked at: the half that workers do. Pure.

In: a path. Out: a page, or a `Failure` that says why not; from the page, `Prepared`.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import wait
from pathlib import Path

from importers import sketch
from importers.capture import CaptureError, page_of, printable, read_capture
from importers.decided import Decided, given_for
from importers.draft import html_of
from importers.infer import infer
from importers.read import read
from importers.segments import Extract, Page, Reading
from importers.suggest import Suggestion, suggest
from importers.survey import Survey


@dataclass(frozen=True, slots=True)
class Marks:
    """What an extract is found and compared by, its text as a body, and the topics that its words suggest."""

    fingerprint: str
    keys: tuple[int, ...]
    probes: tuple[int, ...]
    html: str
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A capture read: its reading, and marks for each of its extracts."""

    path: str
    reading: Reading
    marks: tuple[Marks, ...]

    @property
    def name(self) -> str:
        return self.reading.page.name

    @property
    def sha256(self) -> str:
        return self.reading.page.sha256


@dataclass(frozen=True, slots=True)
class Recognised:
    """A capture whose bytes are in already: there is nothing to read."""

    path: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why, in words for the operator."""

    path: str
    name: str
    reason: str


Entry = Prepared | Recognised | Failure
"""What a file came to."""


def open_page(path: Path) -> Page | Failure:
    """The capture's bytes and lines."""
    try:
        return read_capture(path)
    except CaptureError as error:
        return failure_of(error)


def prepare(path: str, page: Page, survey: Survey | None = None, decided: Decided | None = None) -> Prepared:
    """Read, infer and mark one capture by what all captures of the run tell and what editors ``decided``."""
    reading = infer(page, read(page), survey, given_for(page, decided))
    return Prepared(path, reading, tuple(marks_of(extract) for extract in reading.extracts))


def failure_of(error: CaptureError) -> Failure:
    reason = error.reason[:1].upper() + error.reason[1:]
    return Failure(printable(str(error.path)), printable(error.path.name), f"{reason}. {error.hint}")


def marks_of(extract: Extract) -> Marks:
    words = sketch.words_of(extract)
    keys, probes = sketch.keys_and_probes(words, sketch.words(extract.title or ""))
    return Marks(
        fingerprint=sketch.fingerprint(words),
        keys=keys,
        probes=probes,
        html=html_of(extract),
        suggestions=topics_of(extract, extract.title or ""),
    )


def topics_of(extract: Extract, title: str) -> tuple[Suggestion, ...]:
    """The topics of an article with this text and this printed headline, which may come from another capture."""
    return suggest(title, extract.title_line or extract.first, extract.blocks)


_survey: Survey | None = None
_decided: Decided | None = None


def begin_work(survey: Survey, decided: Decided) -> None:
    """What a worker does first: it leaves Ctrl-C to its parent, and ends when that does."""
    global _survey, _decided
    _survey, _decided = survey, decided
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


Sent = str | tuple[str, bytes]
"""What a worker is sent to read: a path, or a name and the bytes."""


def read_files(sent: Sequence[Sent]) -> list[Prepared | Failure]:
    """A worker's errand. The pages stay behind, for the parent has them: see `with_page`."""
    return [_read(one) for one in sent]


def with_page(read: Prepared | Failure, page: Page, survey: Survey, decided: Decided) -> Prepared | Failure:
    """What a worker read, with the page that it read."""
    if isinstance(read, Failure):
        return read
    if read.sha256 != page.sha256:  # the file was changed in between
        return prepare(read.path, page, survey, decided)
    return replace(read, reading=replace(read.reading, page=page))


def _read(sent: Sent) -> Prepared | Failure:
    path = sent if isinstance(sent, str) else sent[0]
    page = open_page(Path(sent)) if isinstance(sent, str) else page_of(*sent)
    return page if isinstance(page, Failure) else _without_page(prepare(path, page, _survey, _decided))


def _without_page(prepared: Prepared) -> Prepared:
    page = replace(prepared.reading.page, content=b"", lines=())
    return replace(prepared, reading=replace(prepared.reading, page=page))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)  # the parent was killed, and nobody waits for an answer
