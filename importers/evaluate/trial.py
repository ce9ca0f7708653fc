"""Captures read as an import would read them, with nothing in the archive and nothing written to it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from importers import report
from importers.evaluate.occurrence import Occurrence, occurrence
from importers.infer import infer
from importers.outline import count_words
from importers.prepare import Prepared, marks_of
from importers.read import read
from importers.segments import Page
from importers.store import Shelf
from importers.store.decide import Accession, decide


def try_out(pages: Sequence[Page]) -> list[Occurrence]:
    """What is read of each article of ``pages``. Words are counted over all of them first, as over an archive."""
    accessions = decide(_prepared(pages), Shelf(keeps=True), None)
    return [one for accession in accessions for one in _occurrences(accession)]


def _prepared(pages: Sequence[Page]) -> list[Prepared]:
    segments = [read(page) for page in pages]
    words = count_words(segment.text for of_one in segments for segment in of_one)
    readings = [infer(page, of_one, words) for page, of_one in zip(pages, segments, strict=True)]
    return [
        Prepared(reading.page.name, reading, tuple(map(marks_of, reading.extracts))) for reading in readings
    ]


def _occurrences(accession: Accession) -> Iterator[Occurrence]:
    entry = accession.entry
    kept = accession.known or accession.own
    if not isinstance(entry, Prepared) or kept is None:
        return
    reading = entry.reading
    for item in kept.items:
        extract = item.witness.extract
        row = report.occurrence(entry.name, extract, reading.capture_date, report.ticker(reading.rates))
        yield replace(occurrence(row), article=item.card, needs_review=item.needs_review)
