"""What becomes of each extract of a batch: another witness of an article, a new article, or perhaps one or the other.

In: captures as prepared, and the shelf. Out: an `Accession` for each capture. Nothing is written here.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from articles import body
from importers.draft import Draft, Witness, differences, draft_of
from importers.match import Likeness, Verdict, compare
from importers.prepare import Marks, Prepared, Recognised
from importers.segments import Doubt, Extract
from importers.store.shelf import Card, Item, Known, Shelf
from importers.store.standing import Standing, heirs_of

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
    was: Witness | None = None
    """What the extract said before its capture was read again; None for one that was not in."""
    is_same_text: bool = False
    """Whether it has the same words as before."""


@dataclass(slots=True, eq=False)
class Accession:
    """A capture with its arrivals; ``known`` if its bytes were in already, and then it has none."""

    entry: Prepared | Recognised
    known: Known | None = None
    arrivals: list[Arrival] = field(default_factory=list)
    gone: list[Item] = field(default_factory=list)
    """Extracts that are none any more, since the capture was read again."""
    left: list[Card] = field(default_factory=list)
    """Articles that lost a witness by that."""
    remarks: list[str] = field(default_factory=list)
    """What the operator should know besides."""
    own: Known | None = None
    """What later captures with the same bytes find; None if this one found another's."""
    standing: Standing | None = None
    """How the capture was read before, if it was read again."""

    @property
    def is_written(self) -> bool:
        """Whether the capture is new, or is now read otherwise."""
        return self.known is None or (self.standing is not None and self.standing.differs(self.entry))

    @property
    def items(self) -> tuple[Item, ...]:
        """The extracts of a capture that was read now, or of its twin that was."""
        if self.arrivals or self.known is None:
            return tuple(arrival.item for arrival in self.arrivals)
        return self.known.items

    @property
    def capture_pk(self) -> int | None:
        capture = self.known or self.own
        return capture.pk if capture is not None else None


@dataclass(slots=True, eq=False)
class Change:
    """An article whose witnesses changed: what the importer would have written before, and what it would write now."""

    card: Card
    before: Draft | None
    after: Draft
    arrived: list[Item]

    @property
    def is_creation(self) -> bool:
        return self.card.is_new and self.card.items[0] in self.arrived


def decide(
    batch: Sequence[Prepared | Recognised],
    shelf: Shelf,
    source: int | None,
    standing: Mapping[int, Standing] | None = None,
) -> list[Accession]:
    """Take in the captures of ``batch`` in order. The shelf must be open for it.

    ``standing`` has how captures that are in were read before: they are decided again.
    """
    unread: dict[int | None, Standing] = dict(standing or {})
    return [_accession(entry, shelf, source, unread) for entry in batch]


def changes(accessions: Iterable[Accession], shelf: Shelf) -> list[Change]:
    """The articles whose witnesses changed and that have any, each once, in the order of the first."""
    cards = list(dict.fromkeys(card for accession in accessions for card in _cards(accession)))
    shelf.complete(card for card in cards if not card.is_new)
    return [_change(card) for card in cards if card.items and not card.is_declined]


def orphans(accessions: Iterable[Accession]) -> list[Card]:
    """The articles that no capture has any more. `changes` must have been asked before: it knows all witnesses."""
    cards = dict.fromkeys(card for accession in accessions for card in _cards(accession))
    return [card for card in cards if not card.items and card.article is not None]


def note_differences(accessions: Iterable[Accession], changed: Iterable[Change]) -> None:
    """Say in the doubts of each copy what it has otherwise than its article."""
    drafts = {change.card: change.after for change in changed}
    for accession in accessions:
        for arrival in accession.arrivals:
            draft = drafts.get(arrival.item.card)
            if draft is not None and draft.primary is not arrival.item.witness:
                arrival.doubts += differences(draft, arrival.item.witness)


def _accession(
    entry: Prepared | Recognised, shelf: Shelf, source: int | None, standing: dict[int | None, Standing]
) -> Accession:
    known = shelf.known(entry.sha256)
    if known is not None and known.pk in standing and isinstance(entry, Prepared):
        return _again(
            entry, known, shelf, standing.pop(known.pk)
        )  # of two files with the same bytes, the first
    if known is not None or isinstance(entry, Recognised):
        return Accession(entry, known)
    accession = Accession(entry)
    for extract, marks in zip(entry.reading.extracts, entry.marks, strict=True):
        witness = Witness(extract, entry.reading.kind, entry.sha256, source, marks.html)
        accession.arrivals.append(_arrival(witness, marks, entry.name, shelf))
    accession.own = Known(entry.name, None, tuple(arrival.item for arrival in accession.arrivals))
    shelf.know(entry.sha256, accession.own)
    return accession


def _again(entry: Prepared, known: Known, shelf: Shelf, standing: Standing) -> Accession:
    """The capture decided again. What stands on the same lines as before is the same extract, of the same article."""
    accession = Accession(entry, known, standing=standing)
    if not accession.is_written:
        return accession
    items = shelf.standing(known.pk or 0)
    heirs = heirs_of([item.witness.extract for item in items], entry.reading.extracts)
    inherited: dict[int, Arrival] = {}
    for item, heir in zip(items, heirs, strict=True):
        if heir is None:
            shelf.drop(item)
            accession.gone.append(item)
            accession.left.append(item.card)
            continue
        extract, marks = entry.reading.extracts[heir], entry.marks[heir]
        witness = Witness(extract, entry.reading.kind, entry.sha256, item.witness.source, marks.html)
        inherited[heir] = _reread(item, witness, marks, standing.asked(item.witness.extract.index))
    for arrival in inherited.values():
        accession.left += _compare_again(arrival, shelf, standing)
    left = _left_before(standing, entry.reading.extracts, inherited)
    for index, (extract, marks) in enumerate(zip(entry.reading.extracts, entry.marks, strict=True)):
        witness = Witness(extract, entry.reading.kind, entry.sha256, standing.source, marks.html)
        card = shelf.card(left[index]) if index in left else None
        accession.arrivals.append(inherited.get(index) or _arrival(witness, marks, known.name, shelf, card))
    shelf.know(entry.sha256, Known(known.name, known.pk, accession.items))
    return accession


def _left_before(
    standing: Standing, extracts: Sequence[Extract], inherited: Collection[int]
) -> dict[int, int]:
    """Articles that lost this capture and get it back, by the index of the extract that has their text again."""
    fresh = [extract for extract in extracts if extract.index not in inherited]
    heirs = heirs_of([extract for _, extract in standing.left], fresh)
    return {
        fresh[heir].index: article
        for (article, _), heir in zip(standing.left, heirs, strict=True)
        if heir is not None
    }


def _reread(item: Item, witness: Witness, marks: Marks, asked: Sequence[Doubt]) -> Arrival:
    """``asked`` are the doubts whether it is the same as another, which stand while its text does."""
    was, is_same_text = item.witness, item.fingerprint == marks.fingerprint
    item.read_again(witness, marks.fingerprint)
    item.card.arrivals.append(item)
    own = witness.extract.doubts
    doubts = [*own, *asked] if is_same_text else list(own)
    item.needs_review = witness.extract.needs_review or len(doubts) > len(own)
    return Arrival(item, marks, [], None, [], doubts, was, is_same_text)


def _compare_again(arrival: Arrival, shelf: Shelf, standing: Standing) -> list[Card]:
    """A text that was read otherwise is found by new keys, and may prove to be that of another article.

    It goes to that article if its own has no other witness and nobody touched it; else an editor is asked. Returns the
    article that lost it.
    """
    item, own = arrival.item, arrival.item.card
    if arrival.is_same_text:
        return []
    like = _alike(item, arrival.marks, shelf)
    like = [found for found in like if not shelf.are_apart(item, own, found[0].card)]
    moves = bool(like) and like[0][1].verdict is Verdict.SAME and like[0][0].card is not own
    moves = moves and own.items == [item] and own.article in standing.free
    if moves:
        _move(item, like[0][0].card)
    arrival.pairs = _pairs(item, like, shelf)
    arrival.doubts += [_doubt(other, why) for other, why in arrival.pairs]
    item.needs_review = item.needs_review or bool(arrival.pairs)
    arrival.keys = shelf.add(item, arrival.marks)
    return [own] if moves else []


def _move(item: Item, card: Card) -> None:
    for held in (item.card.items, item.card.arrivals):
        held.remove(item)
    item.card = card
    item.was = None  # the article never had it
    card.items.append(item)
    card.arrivals.append(item)


def _cards(accession: Accession) -> Iterator[Card]:
    yield from (arrival.item.card for arrival in accession.arrivals)
    yield from accession.left


def _alike(item: Item, marks: Marks, shelf: Shelf) -> list[tuple[Item, Likeness]]:
    """What is or may be the same article, the likest first."""
    compared = [(other, _likeness(item, other)) for other in shelf.candidates(marks) if other is not item]
    like = [(other, likeness) for other, likeness in compared if likeness.verdict is not Verdict.OTHER]
    return sorted(like, key=lambda found: (found[1].rank, found[0].witness.place), reverse=True)


def _arrival(witness: Witness, marks: Marks, capture: str, shelf: Shelf, own: Card | None = None) -> Arrival:
    """An extract that was not in. ``own`` is its article, where that is known and not to be looked for."""
    item = Item(witness, own or Card(is_new=True), capture, marks.fingerprint)
    like = [
        found for found in _alike(item, marks, shelf) if not shelf.are_apart(item, item.card, found[0].card)
    ]
    likeness = None
    keeps = True
    if own is None and like and like[0][1].verdict is Verdict.SAME:
        other, likeness = like[0]
        item.card = other.card
        # A copy is found by the keys of its article, unless it has text that no other witness had.
        keeps = witness.length > LONGER * max(known.witness.length for known in item.card.items)
    item.card.items.append(item)
    item.card.arrivals.append(item)
    pairs = _pairs(item, like, shelf)
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


def _pairs(item: Item, like: Iterable[tuple[Item, Likeness]], shelf: Shelf) -> list[tuple[Item, Likeness]]:
    """The closest item of each other article that this may be, unless an editor said that it is another."""
    pairs: dict[Card, tuple[Item, Likeness]] = {}
    for other, likeness in like:
        if other.card is not item.card and not shelf.are_apart(item, item.card, other.card):
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
    before = [
        item.was or item.witness for item in [*card.items, *card.gone] if item.was or item not in arrived
    ]
    card.gone = []
    for item in arrived:
        item.was = None
    return Change(
        card,
        draft_of(before) if before else None,
        draft_of([item.witness for item in card.items]),
        arrived,
    )
