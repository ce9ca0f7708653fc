"""Captures that are in and are now read otherwise: their rows make room for the new ones.

How they were read until now is kept beside the run, so that the run can be taken back.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from articles.models import Article
from importers.heed import BEGINS
from importers.models import Capture, EarlierReading, Extract, ImportRun, Rate, Span
from importers.prepare import Prepared, marked
from importers.readings import LEFT_ALONE, Packed, unpack_reading
from importers.store import decisions, findable
from importers.store.decide import Accession, orphans
from importers.store.keep import LONGEST_ENCODING
from importers.store.removal import remove_extracts, remove_keys, untouched
from importers.store.rows import change as change_rows
from importers.store.shelf import Item, Shelved, chunks, pages_of

BATCH = 100
CAPTURE_COLUMNS = ("encoding", "line_count", "kind", "capture_date", "repairs", "warnings")
"""What was read of a capture; its bytes, its name and where it came from stay."""
GONE = "No capture has the article “{}” any more: it was removed, for no editor touched it."
LEFT = "No capture has the article “{}” any more; an editor touched it, so it stays."
JOINED = "No capture has the article “{}” any more; an editor joined its lines to a deleted one, so it stays."
OUT_OF_THE_WAY = 10**8
"""Added to the positions of extracts while they are dealt anew: two never stand at one."""


@dataclass(frozen=True, slots=True)
class Retired:
    """Articles that no capture has any more: those to be removed, and those that stay for an editor's sake."""

    removed: frozenset[int] = frozenset()
    kept: frozenset[int] = frozenset()


def retire(accessions: Sequence[Accession], holds: bool) -> Retired:
    """Say which articles go since captures were read again, and say so with the captures.

    ``holds`` keeps editors from saving them until the transaction ends, and needs one.
    """
    left = {card.article for card in orphans(accessions) if card.article is not None}
    if not left:
        return Retired()
    articles = Article.objects.filter(pk__in=left).only("title")
    titles = {one.pk: one.title for one in (articles.select_for_update() if holds else articles)}
    joined = _joined_by_hand(accessions)
    removed = untouched(titles) - joined
    for accession in accessions:
        for card in accession.left:
            if card.article in titles:
                words = GONE if card.article in removed else JOINED if card.article in joined else LEFT
                accession.remarks.append(words.format(titles.pop(card.article)))
    return Retired(frozenset(removed), frozenset(left - removed))


def _joined_by_hand(accessions: Iterable[Accession]) -> set[int]:
    """Articles whose lines are now those of one that an editor deleted, because of what an editor said of these lines.

    What better rules join to a deleted article goes with it. An editor meant to join two texts, and to lose none.
    """
    joined: set[int] = set()
    for accession in accessions:
        deleted = [_lines(one.item) for one in accession.arrivals if one.item.card.is_declined]
        for item in accession.gone:
            into = next((lines for lines in deleted if _meet(lines, _lines(item))), None)
            if item.card.article is not None and into is not None and _is_spoken_of(accession, into):
                joined.add(item.card.article)
    return joined


def _lines(item: Item) -> range:
    extract = item.witness.extract
    return range(extract.first, extract.last + 1)


def _meet(some: range, others: range) -> bool:
    return some.start < others.stop and others.start < some.stop


def _is_spoken_of(accession: Accession, lines: range) -> bool:
    """Whether an editor said anything of these lines, or took back that an article begins there."""
    spans = accession.standing.packed["spans"] if accession.standing is not None else ()
    if any(first in lines and BEGINS in evidence for first, _, _, _, evidence, *_ in spans):
        return True
    shelved = Shelved(accession.capture_pk or 0, accession.entry.name)
    page = pages_of([shelved])[shelved.pk]
    return bool(decisions.said_of(page.lines, lines))


def earlier(run: int) -> Iterator[list[Prepared]]:
    """Captures as they were read before ``run`` decided them again, in batches, but for the `orphaned`."""
    readings = EarlierReading.objects.filter(run=run)
    captures = readings.exclude(capture__in=orphaned(run)).order_by("pk").values_list("capture", flat=True)
    for start in range(0, len(keys := list(captures)), BATCH):
        chosen = keys[start : start + BATCH]
        packed = dict(
            EarlierReading.objects.filter(run=run, capture__in=chosen).values_list("capture", "reading")
        )
        pages = pages_of(Shelved(pk, name) for pk, name in _names(chosen))
        yield [marked(pages[pk].name, unpack_reading(packed[pk], pages[pk])) for pk in chosen]


def orphaned(run: int) -> QuerySet[Capture]:
    """Captures that ``run`` decided again and whose own run was taken back since.

    They stay for the articles that an editor has of them. Read as before they would bring the others back.
    """
    return Capture.objects.filter(earlier_readings__run=run, run__state=ImportRun.State.UNDONE)


def read_again_since(run: int) -> list[int]:
    """The later runs that decided captures again which ``run`` decided again: they must be taken back before it."""
    captures = EarlierReading.objects.filter(run=run).values("capture")
    later = EarlierReading.objects.filter(run__gt=run, capture__in=captures)
    return list(later.order_by("run").values_list("run", flat=True).distinct())


def clear(accessions: Sequence[Accession], run: int, kept: Collection[int]) -> None:
    """Take out what stood on the lines of captures that were read again, and keep how they were read.

    ``kept`` are the articles that stay though no capture has them any more.
    """
    captures = [accession.capture_pk for accession in accessions if accession.standing is not None]
    EarlierReading.objects.bulk_create(
        [
            EarlierReading(
                run_id=run,
                capture_id=accession.capture_pk,
                reading=_kept(accession.standing.packed, accession.gone, kept),
            )
            for accession in accessions
            if accession.standing is not None
        ],
        ignore_conflicts=True,  # a run that is taken back has them already
    )
    for chunk in chunks(captures):
        Span.objects.filter(capture__in=chunk).delete()
        Rate.objects.filter(capture__in=chunk).delete()
        Extract.objects.filter(capture__in=chunk).update(position=F("position") + OUT_OF_THE_WAY)
    gone = [item for accession in accessions for item in accession.gone]
    changed = [
        (arrival.item.pk, arrival.was.extract)
        for accession in accessions
        for arrival in accession.arrivals
        if arrival.was is not None and not arrival.is_same_text
    ]
    remove_keys([*changed, *((item.pk, item.witness.extract) for item in gone)])
    findable.keep_declined(
        [item for item in gone if item.card.is_declined]
        + [
            arrival.item
            for accession in accessions
            for arrival in accession.arrivals
            if arrival.item.card.is_declined and arrival.was is not None and not arrival.is_same_text
        ]
    )
    remove_extracts(item.pk for item in gone)
    change_rows(Capture, CAPTURE_COLUMNS, (_capture(a) for a in accessions if a.standing is not None))


def make_findable(accessions: Sequence[Accession]) -> None:
    """Let copies be found of articles of which a witness is gone or reads otherwise: the others may have no keys."""
    cards = [card for accession in accessions for card in accession.left]
    cards += [
        arrival.item.card
        for accession in accessions
        for arrival in accession.arrivals
        if arrival.was is not None and not arrival.is_same_text
    ]
    findable.make_findable(
        sorted(card.items, key=_came_in)
        for card in dict.fromkeys(cards)
        if card.items and not card.is_declined
    )


def _came_in(item: Item) -> int:
    return item.pk or 0


def _kept(packed: Packed, gone: Iterable[Item], kept: Collection[int]) -> Packed:
    """How the capture was read until now, with the articles that it gets back when it is read like that again."""
    left = [
        [item.card.article, packed["extracts"][item.witness.extract.index]]
        for item in gone
        if item.card.article in kept
    ]
    return packed | {LEFT_ALONE: left} if left else packed


def _names(captures: Sequence[int]) -> Iterable[tuple[int, str]]:
    return Capture.objects.filter(pk__in=captures).values_list("pk", "file_name")


def _capture(accession: Accession) -> tuple[Any, ...]:
    reading = accession.entry.reading
    page = reading.page
    return (
        page.encoding[:LONGEST_ENCODING],
        accession.entry.line_count,
        reading.kind.value,
        reading.capture_date,
        list(page.repairs),
        list(reading.warnings),
        accession.capture_pk,
    )
