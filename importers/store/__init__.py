"""The last stage: what a batch of captures becomes in the database. Nothing else of the importer writes articles.

One batch is one transaction, in which each capture is wholly in or not at all::

    Prepared ── decide ──> Accessions: known bytes, read again, another witness, a doubtful pair, a new article
                  │ changes    the best reading of each article over all its witnesses
                  │ amend      merge(before, what stands, after)
                  v
               create, amend, keep ──> rows

Several commands may write to one database at once: a batch waits for the one before it, whoever writes that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeGuard

from django.db import transaction

from articles.models import Rights
from importers.models import EarlierReading, ImportRun
from importers.prepare import Entry, Failure, KeptName, Prepared, Recognised, taken_back
from importers.store import again, amend, create, keep
from importers.store.again import Retired
from importers.store.amend import Amendment
from importers.store.decide import Accession, Change, changes, decide, note_differences
from importers.store.outcomes import FileResult, failed, keep_outcomes, results_of
from importers.store.removal import remove_articles
from importers.store.rights import rights_of
from importers.store.shelf import Shelf, Shelved, contents_of, known_sums, pages_of, shelved, sums_of
from importers.store.standing import Standing, standing
from importers.store.turns import press_lightly, wait_for_other_imports

__all__ = [
    "FileResult",
    "Order",
    "Shelf",
    "Shelved",
    "TakenBack",
    "contents_of",
    "known_sums",
    "pages_of",
    "rehearse",
    "shelved",
    "sums_of",
    "take_back_readings",
    "take_in",
]


class TakenBack(Exception):
    """A run that is at work was taken back."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the operator said about a run: its record, the source of its captures, the rights of new articles."""

    run: int | None
    source: int | None
    rights: str
    rereads: bool = False
    """Whether captures that are in are decided again, where they are given read."""
    takes_back: bool = False
    """Whether readings of the run are taken back: what the operator said when it ran is taken back with them."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A batch decided, before anything of it is written."""

    accessions: Sequence[Accession]
    changed: Sequence[Change]
    amended: Sequence[Amendment]
    retired: Retired
    results: list[FileResult]


def take_in(batch: Sequence[Entry], start: int, shelf: Shelf, order: Order) -> list[FileResult]:
    """Write a batch; ``start`` is its first file's position in the run. All of it is in afterwards, or nothing.

    Returns what became of each file, in order. Raises TakenBack if somebody took the run back meanwhile.
    """
    try:
        with transaction.atomic():
            wait_for_other_imports()
            press_lightly()
            _refuse_if_taken_back(order)
            weighed = _weigh(batch, shelf, order, holds=True)
            _write(weighed, order)
            keep_outcomes(weighed.results, start, order.run or 0)
    finally:
        shelf.close()
    return weighed.results


def rehearse(batch: Sequence[Entry], shelf: Shelf, order: Order) -> list[FileResult]:
    """What `take_in` would do with a batch, without writing. The shelf remembers it for the next batch."""
    return _weigh(batch, shelf, order, holds=False).results


def take_back_readings(run: int, shelf: Shelf) -> list[str]:
    """Read captures that ``run`` decided again as they were read before, by the same rules: an editor's word stands.

    Needs a transaction. No later run may have decided them once more: see `again.read_again_since`. Returns what the
    operator should know.
    """
    order = Order(run, None, Rights.UNKNOWN, rereads=True, takes_back=True)
    remarks = []
    for batch in again.earlier(run):
        try:
            weighed = _weigh(batch, shelf, order, holds=True)
            _write(weighed, order)
        finally:
            shelf.close()
        remarks += [remark for accession in weighed.accessions for remark in accession.remarks]
    EarlierReading.objects.filter(run=run).delete()
    return remarks


def _weigh(batch: Sequence[Entry], shelf: Shelf, order: Order, holds: bool) -> Weighed:
    shelf.open([entry for entry in batch if not isinstance(entry, Failure)])
    batch = [taken_back(entry.path, entry.name) if _is_gone(entry, shelf) else entry for entry in batch]
    captures: list[Prepared | Recognised] = [entry for entry in batch if not isinstance(entry, Failure)]
    accessions = decide(captures, shelf, order.source, _standing(captures, shelf) if order.rereads else {})
    changed = changes(accessions, shelf)
    retired = again.retire(accessions, holds)
    amended = amend.amendments([change for change in changed if not change.card.is_new], holds)
    _note(accessions, changed, amended)
    keep.note_people(accessions, changed)
    taken_in = iter(results_of(accessions, changed, amended, order.run))
    results = [failed(entry) if isinstance(entry, Failure) else next(taken_in) for entry in batch]
    return Weighed(accessions, changed, amended, retired, results)


def _standing(captures: Sequence[Prepared | Recognised], shelf: Shelf) -> dict[int, Standing]:
    """How the captures that are in, and were read all the same, were read before."""
    known = [shelf.known(entry.sha256) for entry in captures if isinstance(entry, Prepared)]
    found = standing(capture.pk for capture in known if capture is not None and capture.pk is not None)
    shelf.load_standing(found)
    return found


def _is_gone(entry: Entry, shelf: Shelf) -> TypeGuard[Recognised | Prepared]:
    """Whether a capture that was in when it was recognised or fetched was taken back before its batch's turn."""
    if isinstance(entry, Failure) or shelf.known(entry.sha256) is not None:
        return False
    return isinstance(entry, Recognised) or isinstance(entry.path, KeptName)


def _note(accessions: Sequence[Accession], changed: Sequence[Change], amended: Sequence[Amendment]) -> None:
    note_differences(accessions, changed)
    proposals = {amendment.change.card: amend.doubts_of(amendment) for amendment in amended}
    for accession in accessions:
        for arrival in accession.arrivals:
            # Said once, with the first of the captures that brought it.
            arrival.doubts += proposals.pop(arrival.item.card, [])


def _write(weighed: Weighed, order: Order) -> None:
    run = order.run or 0
    fresh = [accession for accession in weighed.accessions if accession.is_written]
    marked = {
        arrival.item.witness: arrival.marks.suggestions
        for accession in fresh
        for arrival in accession.arrivals
    }
    created = [change for change in weighed.changed if change.card.is_new]
    topics = [create.topics_for(change.after, marked.get(change.after.text)) for change in created]
    keep.keep_people(fresh, run)
    create.create_articles(created, topics, _rights(created, fresh, order), run)
    written = [amendment for amendment in weighed.amended if amendment.is_written]
    rewritten = [amendment.change for amendment in written]
    new_topics = [create.topics_for(change.after, marked.get(change.after.text)) for change in rewritten]
    keep.forget_suggestions([amendment.article.pk for amendment in written if not amendment.was_edited])
    keep.tag(rewritten, new_topics, run)
    amend.write(written, run)
    again.clear(fresh, run, weighed.retired.kept)
    keep.keep_captures(fresh, weighed.changed, run, order.source)
    again.make_findable(fresh)
    amend.propose(weighed.amended, run)
    remove_articles(weighed.retired.removed)
    keep.keep_suggestions([*created, *rewritten], [*topics, *new_topics], run)


def _rights(created: Sequence[Change], fresh: Sequence[Accession], order: Order) -> list[str]:
    """The rights of new articles: of one of a capture that was in, what was said when the capture came in, unless the
    operator says otherwise now."""
    captures = {
        arrival.item: accession.known.pk
        for accession in fresh
        if accession.known is not None and accession.known.pk is not None
        for arrival in accession.arrivals
    }
    if order.rights != Rights.UNKNOWN or not captures or _says_unknown(order):
        return [order.rights] * len(created)
    known = rights_of(captures.values())
    first = [captures.get(change.card.items[0]) for change in created]
    return [order.rights if capture is None else known[capture] for capture in first]


def _says_unknown(order: Order) -> bool:
    """Whether the operator said so: without a word rights are unknown too."""
    if order.takes_back:
        return False
    return ImportRun.objects.filter(pk=order.run, arguments__rights=Rights.UNKNOWN.value).exists()


def _refuse_if_taken_back(order: Order) -> None:
    if ImportRun.objects.filter(pk=order.run, state=ImportRun.State.UNDONE).exists():
        raise TakenBack(
            f"Run {order.run} was taken back while it was at work; nothing more of it was written."
        )
