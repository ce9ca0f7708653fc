"""Everything that can be said of a capture before anything in the archive is looked at: the half that workers do. Pure.

In: a path. Out: a page, or a `Failure` that says why not; from the page, `Prepared`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from importers import readings, sketch
from importers.capture import CaptureError, page_of, printable, read_capture
from importers.decided import Decided, given_for
from importers.draft import html_of
from importers.infer import infer
from importers.read import read
from importers.readings import Run
from importers.segments import Extract, Page, Reading
from importers.suggest import Suggestion, suggest
from importers.survey import Survey

LONGEST_ERROR = 200
FAULT = "The importer broke down over it ({}). This is its fault, not the file's: report it, with the file."
NO_MEMORY = "Memory ran out over it. Import it again with more of it, or with fewer --workers."


class KeptName(str):
    """The name of a capture that was in when its bytes were fetched: what is read under it is no new file."""

    __slots__ = ()


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
    """A capture read. What is kept of it is spelt here, where there may be many to do so, and not where it is kept.

    The reading is without lines and segments, which are many and of which nothing but the ``runs`` is needed any more.
    """

    path: str
    reading: Reading
    runs: tuple[Run, ...]
    marks: tuple[Marks, ...]
    """Of each extract."""
    packed: tuple[str, ...]
    """Each extract as it is kept, in JSON: see `readings.pack`."""

    @property
    def name(self) -> str:
        return self.reading.page.name

    @property
    def sha256(self) -> str:
        return self.reading.page.sha256

    @property
    def line_count(self) -> int:
        return self.runs[-1][2] if self.runs else 0


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
    except Exception as error:
        return fault_of(str(path), path.name, error)


def kept_page(name: str, content: bytes) -> Page | Failure:
    """The lines of a capture that is in."""
    try:
        return page_of(name, content)
    except Exception as error:
        return fault_of(name, name, error)


def prepare(path: str, page: Page, survey: Survey | None = None, decided: Decided | None = None) -> Prepared:
    """Read, infer and mark one capture by what all captures of the run tell and what editors ``decided``."""
    return prepare_all([(path, page)], survey, decided)[0]


def prepare_all(
    pages: Sequence[tuple[str, Page]], survey: Survey | None, decided: Decided | None
) -> list[Prepared]:
    """The same for several, one stage after the other for all of them.

    What a stage looks up stays close at hand for the next page: this saves a tenth of the time.
    """
    segments = [read(page) for _, page in pages]
    readings = [
        infer(page, found, survey, given_for(page, decided))
        for (_, page), found in zip(pages, segments, strict=True)
    ]
    return [marked(path, reading) for (path, _), reading in zip(pages, readings, strict=True)]


def marked(path: str, reading: Reading) -> Prepared:
    """A capture that was read, with its marks."""
    return Prepared(
        path,
        replace(reading, page=replace(reading.page, lines=()), segments=()),
        readings.runs_of(reading.segments),
        tuple(map(marks_of, reading.extracts)),
        tuple(json.dumps(readings.pack(extract)) for extract in reading.extracts),
    )


def failure_of(error: CaptureError) -> Failure:
    reason = error.reason[:1].upper() + error.reason[1:]
    return Failure(printable(str(error.path)), printable(error.path.name), f"{reason}. {error.hint}")


def taken_back(path: str, name: str) -> Failure:
    """A capture that was in when the run looked, and was taken back before it was this one's turn."""
    return Failure(path, name, "Was in, and was taken back in the meantime. Import it again.")


def fault_of(path: str, name: str, error: Exception) -> Failure:
    """A capture that was opened and then brought the importer itself down."""
    if isinstance(error, MemoryError):
        return Failure(printable(path), printable(name), NO_MEMORY)
    # A database goes on for many lines, with the values of a row.
    said = printable("".join(str(error).splitlines()[:1]))[:LONGEST_ERROR]
    kind = f"{type(error).__name__}: {said}" if said else type(error).__name__
    return Failure(printable(path), printable(name), FAULT.format(kind))


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
