"""What becomes of each extract of a batch: another witness of an article, a new article, or perhaps one or the other.

In: captures as prepared, and the shelf. Out: an `Accession` for each capture. Nothing is written here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles import body
from importers.draft import Draft, Witness, differences, draft_of
from importers.match import Likeness, Verdict, compare
from importers.prepare import Marks, Prepared, Recognised
from importers.segments import Doubt, Extract
from importers.store.shelf import Card, Item, Known, Shelf

LONGER = 1.05
"""A witness that is so much longer has text of its own."""
SURELY_LONG = 200
"""Characters of a text that is no stock phrase: where another has the same words, nothing else need be compared."""
EXACT = Likeness(Verdict.SAME, 1.0, "the same words")


@dataclass(slots=True, eq=False)
class Arrival:
    """An extract that came in: its item, what it is kept under, what it resembles, and what an editor should know."""

    item: Item
    marks: Marks
    keys: list[int]
    likeness: float | None
    pairs: list[tuple[Item, Likeness]]
    doubts: list[Doubt]


@dataclass(slots=True, eq=False)
class Accession:
    """A capture with its arrivals; ``known`` if its bytes were in already, and then it has none."""

    entry: Prepared | Recognised
    known: Known | None = None
    arrivals: list[Arrival] = field(default_factory=list)
    own: Known | None = None
    """What later captures with the same bytes find; None if this one found another's."""

    @property
    def capture_pk(self) -> int | None:
        capture = self.known or self.own
        return capture.pk if capture is not None else None


@dataclass(slots=True, eq=False)
class Change:
    """An article that got witnesses: what the importer would have written before, and what it would write now."""

    card: Card
    before: Draft | None
    after: Draft
    arrived: list[Item]

    @property
    def is_creation(self) -> bool:
        return self.card.is_new and self.card.items[0] in self.arrived


def decide(batch: Sequence[Prepared | Recognised], shelf: Shelf, source: int | None) -> list[Accession]:
    """Take in the captures of ``batch`` in order. The shelf must be open for it."""
    return [_accession(entry, shelf, source) for entry in batch]


def changes(accessions: Iterable[Accession], shelf: Shelf) -> list[Change]:
    """The articles that got witnesses, each once, in the order of the first."""
    arrivals = [arrival for accession in accessions for arrival in accession.arrivals]
    cards = list(dict.fromkeys(arrival.item.card for arrival in arrivals))
    shelf.complete(card for card in cards if not card.is_new)
    return [_change(card) for card in cards if not card.is_declined]


def note_differences(accessions: Iterable[Accession], changed: Iterable[Change]) -> None:
    """Say in the doubts of each copy what it has otherwise than its article."""
    drafts = {change.card: change.after for change in changed}
    for accession in accessions:
        for arrival in accession.arrivals:
            draft = drafts.get(arrival.item.card)
            if draft is not None and draft.primary is not arrival.item.witness:
                arrival.doubts += differences(draft, arrival.item.witness)


def _accession(entry: Prepared | Recognised, shelf: Shelf, source: int | None) -> Accession:
    known = shelf.known(entry.sha256)
    if known is not None or isinstance(entry, Recognised):
        return Accession(entry, known)
    accession = Accession(entry)
    for extract, marks in zip(entry.reading.extracts, entry.marks, strict=True):
        witness = Witness(extract, entry.reading.kind, entry.sha256, source, marks.html)
        accession.arrivals.append(_arrival(witness, marks, entry.name, shelf))
    accession.own = Known(entry.name, None, tuple(arrival.item for arrival in accession.arrivals))
    shelf.know(entry.sha256, accession.own)
    return accession


def _arrival(witness: Witness, marks: Marks, capture: str, shelf: Shelf) -> Arrival:
    item = Item(witness, Card(is_new=True), capture, marks.fingerprint)
    like = [(other, _likeness(item, other)) for other in shelf.candidates(marks)]
    like = [(other, likeness) for other, likeness in like if likeness.verdict is not Verdict.OTHER]
    like.sort(key=lambda found: (found[1].rank, found[0].witness.place), reverse=True)
    likeness = None
    keeps = True
    if like and like[0][1].verdict is Verdict.SAME:
        other, likeness = like[0]
        item.card = other.card
        # A copy is found by the keys of its article, unless it has text that no other witness had.
        keeps = witness.length > LONGER * max(known.witness.length for known in item.card.items)
    item.card.items.append(item)
    item.card.arrivals.append(item)
    pairs = _pairs(item.card, like)
    item.needs_review = witness.extract.needs_review or bool(pairs)
    return Arrival(
        item=item,
        marks=marks,
        keys=shelf.add(item, marks) if keeps else [],
        likeness=round(likeness.share, 4) if likeness else None,
        pairs=pairs,
        doubts=[*witness.extract.doubts, *(_doubt(other, why) for other, why in pairs)],
    )


def _likeness(item: Item, other: Item) -> Likeness:
    if item.fingerprint == other.fingerprint and item.witness.length >= SURELY_LONG:
        return EXACT
    return compare(item.text, other.text)


def _pairs(card: Card, like: Iterable[tuple[Item, Likeness]]) -> list[tuple[Item, Likeness]]:
    """The closest item of each other article that this may be."""
    pairs: dict[Card, tuple[Item, Likeness]] = {}
    for other, likeness in like:
        if other.card is not card:
            pairs.setdefault(other.card, (other, likeness))
    return list(pairs.values())


def _doubt(other: Item, likeness: Likeness) -> Doubt:
    extract = other.witness.extract
    words = (
        f"May be the same as “{heading_of(extract)}” in {other.capture_name}, "
        f"article {extract.index + 1}: {likeness.reason}."
    )
    return Doubt("may_be_same", words)


def heading_of(extract: Extract) -> str:
    """What an editor knows the extract by: its headline, else its first words."""
    return extract.title or body.excerpt(extract.body[0] if extract.body else "", 60)


def _change(card: Card) -> Change:
    arrived, card.arrivals = card.arrivals, []
    before = [item.witness for item in card.items if item not in arrived]
    return Change(
        card,
        draft_of(before) if before else None,
        draft_of([item.witness for item in card.items]),
        arrived,
    )
