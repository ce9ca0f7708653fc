"""Captures read as an import would read them, with nothing in the archive and nothing written to it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from importers import report
from importers.evaluate.occurrence import Occurrence, occurrence
from importers.prepare import Prepared, prepare
from importers.segments import Page
from importers.store import Shelf
from importers.store.decide import Accession, decide
from importers.survey import look_over


def try_out(pages: Sequence[Page]) -> list[Occurrence]:
    """What is read of each article of ``pages``. Words are weighed over all of them first, as over a run's files."""
    survey = look_over(pages)
    accessions = decide([prepare(page.name, page, survey) for page in pages], Shelf(keeps=True), None)
    return [one for accession in accessions for one in _occurrences(accession)]


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
