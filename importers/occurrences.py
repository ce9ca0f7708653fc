"""The rows of a run's report, gathered while it runs and written at its end.

Which occurrence another is a copy of is known only when all are in, so the rows wait in a file until then.
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from typing import IO, Any

from importers import report
from importers.draft import draft_of
from importers.prepare import Prepared
from importers.segments import Extract
from importers.store import FileResult
from importers.store.shelf import Card, Item
from importers.store.stored import Identity, extracts_of, identities

AT_ONCE = 1000

Handle = tuple[int | Item, str]
"""An extract, by its primary key or, in a run that writes nothing, as it is; and the name its capture is kept under."""


class Occurrences:
    """The rows of the report. Closing it throws them away."""

    def __init__(self) -> None:
        self._rows = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 (closed by `close`)
        self._handles: list[Handle] = []
        self._cards: dict[Card, str] = {}

    def close(self) -> None:
        self._rows.close()

    def add(self, done: Sequence[tuple[str, FileResult]]) -> None:
        """Gather the rows of a batch, which has been written, each with the path of its file."""
        known = extracts_of(r.accession.capture_pk for _, r in done if r.accession and r.kept)
        for path, result in done:
            accession = result.accession
            if accession is None:
                continue
            if result.kept is not None:
                self._add_kept(path, result, known.get(accession.capture_pk, []))
            elif isinstance(accession.entry, Prepared):
                self._add_read(path, result.name, accession.entry, accession.items)

    def write(self, out: IO[str]) -> None:
        """Write all rows, each with its article and what it is a copy of."""
        self._rows.seek(0)
        for start in range(0, len(self._handles), AT_ONCE):
            handles = self._handles[start : start + AT_ONCE]
            for (_, kept_as), identity in zip(handles, self._identities(handles), strict=True):
                row = json.loads(self._rows.readline())
                article, primary = identity
                if primary is None and row["capture"] != kept_as:
                    primary = kept_as, row["index"]
                out.write(report.line(report.identified(row, article, primary)))

    def _add_kept(self, path: str, result: FileResult, extracts: Sequence[tuple[int, Extract]]) -> None:
        for pk, extract in extracts:
            row = report.occurrence(result.name, extract, result.kept.capture_date, result.kept.rates)
            row["path"] = path
            self._keep(row, pk, result.kept.name)

    def _add_read(self, path: str, name: str, entry: Prepared, items: Sequence[Item]) -> None:
        rates = report.ticker(entry.reading.rates)
        for item in items:
            row = report.occurrence(name, item.witness.extract, entry.reading.capture_date, rates)
            row |= {"path": path, "needs_review": item.needs_review}
            self._keep(row, item.pk or item, item.capture_name)

    def _keep(self, row: dict[str, Any], extract: int | Item, kept_as: str) -> None:
        self._rows.write(report.line(row))
        self._handles.append((extract, kept_as))

    def _identities(self, handles: Sequence[Handle]) -> Iterator[Identity]:
        found = identities([extract for extract, _ in handles if isinstance(extract, int)])
        for extract, _ in handles:
            yield self._rehearsed(extract) if isinstance(extract, Item) else found.get(extract, (None, None))

    def _rehearsed(self, item: Item) -> Identity:
        """The identity of an extract that was not written."""
        card = item.card
        if card.is_declined:
            return None, None
        label = card.article or self._cards.setdefault(card, f"new {len(self._cards) + 1}")
        primary = draft_of([one.witness for one in card.items]).primary
        if primary is item.witness:
            return label, None
        other = next(one for one in card.items if one.witness is primary)
        return label, (other.capture_name, other.witness.extract.index)
