"""What became of each file of a batch, counted: the words of the table, of the report and of the run's record."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from importers.models import Outcome
from importers.prepare import Failure, Prepared
from importers.segments import Doubt
from importers.store.amend import Amendment
from importers.store.decide import Accession, Arrival, Change
from importers.store.rows import Rows
from importers.store.stored import Stored, stored

CREATED, UPDATED, UNCHANGED, PROPOSED, DECLINED = "created", "updated", "unchanged", "proposed", "declined"
WORDS = (CREATED, UPDATED, UNCHANGED, PROPOSED, DECLINED)
Status = Outcome.Status


@dataclass(slots=True)
class FileResult:
    """What became of one file."""

    name: str
    status: str
    reason: str = ""
    kind: str = ""
    articles: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    lowest: float | None = None
    warnings: tuple[str, ...] = ()
    accession: Accession | None = None
    """None for a file that failed."""
    kept: Stored | None = None
    """The capture as it is kept, if its bytes were in the database already."""


def failed(failure: Failure) -> FileResult:
    return FileResult(failure.name, Status.FAILED, failure.reason)


def results_of(
    accessions: Sequence[Accession], changed: Iterable[Change], amended: Iterable[Amendment], run: int | None
) -> list[FileResult]:
    """The results in order. An article that came with this run and changes again in it is not counted as updated."""
    changes = {change.card: change for change in changed}
    amendments = {amendment.change.card: amendment for amendment in amended}
    unread = [accession for accession in accessions if not accession.is_written and not accession.items]
    kept = stored({a.known.pk for a in unread if a.known is not None and a.known.pk is not None})
    results = []
    for accession in accessions:
        if not accession.items and accession.capture_pk in kept:
            results.append(_kept(accession, kept[accession.capture_pk]))
            continue
        result = _read(accession)
        for arrival in accession.arrivals:
            result.counts[_outcome(arrival, changes, amendments, run)] += 1
        results.append(result)
    return results


def keep_outcomes(results: Sequence[FileResult], start: int, run: int) -> None:
    """Write the results to the run's record; ``start`` is the position of the first."""
    table = Rows(Outcome, "run", "position", "file_name", "status", "reason", "capture", "warnings", *WORDS)
    table.add(
        (
            run,
            start + offset,
            result.name[:500],
            str(result.status),
            result.reason[:500],
            result.accession.capture_pk if result.accession else None,
            list(result.warnings),
            *(result.counts[word] for word in WORDS),
        )
        for offset, result in enumerate(results)
    )


def _outcome(
    arrival: Arrival, changes: dict[object, Change], amendments: dict[object, Amendment], run: int | None
) -> str:
    card = arrival.item.card
    change = changes.get(card)
    if change is None:
        return DECLINED
    if change.is_creation and arrival.item is card.items[0]:
        return CREATED
    # An article changes once in a batch, which counts with the first capture that brought it.
    amendment = amendments.get(card) if arrival.item is change.arrived[0] else None
    if amendment is None or card.came_with(run):
        return UNCHANGED
    if amendment.is_written:
        return UPDATED
    return PROPOSED if amendment.is_proposed else UNCHANGED


def _read(accession: Accession) -> FileResult:
    """A capture that was read now. One whose twin came in the same batch has no arrivals of its own."""
    entry = accession.entry
    if not isinstance(entry, Prepared):
        raise TypeError(f"{entry.name} was recognised, and is not in")
    roles: Counter[str] = Counter()
    for _, first, last, role, *_ in entry.runs:
        roles[role] += last - first + 1
    extracts = entry.reading.extracts
    is_twin = not accession.is_written
    return FileResult(
        entry.name,
        Status.UNCHANGED if is_twin else Status.NEW if accession.known is None else Status.CHANGED,
        kind=entry.reading.kind.value,
        articles=len(extracts),
        counts=Counter({UNCHANGED: len(extracts)} if is_twin else {}),
        roles=roles,
        lowest=min((extract.confidence for extract in extracts), default=None),
        warnings=(
            *entry.reading.warnings,
            *accession.remarks,
            *(doubt.words for a in accession.arrivals for doubt in _loud(a)),
        ),
        accession=accession,
    )


def _loud(arrival: Arrival) -> list[Doubt]:
    """The doubts that are no part of the reading itself: what comparing with the archive brought up."""
    return arrival.doubts[len(arrival.item.witness.extract.doubts) :]


def _kept(accession: Accession, kept: Stored) -> FileResult:
    return FileResult(
        accession.entry.name,
        Status.UNCHANGED,
        kind=kept.kind,
        articles=len(kept.confidences),
        counts=Counter({UNCHANGED: len(kept.confidences)}),
        roles=kept.roles,
        lowest=min(kept.confidences, default=None),
        warnings=tuple(kept.warnings),
        accession=accession,
        kept=kept,
    )
