"""What is in already, as one batch of captures needs it: read in bulk, a few queries for the whole batch."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from importers import readings
from importers.capture import page_of
from importers.draft import Witness
from importers.match import Text, text_of
from importers.models import Capture, Extract, SketchKey
from importers.prepare import KeptName, Marks, Prepared, Recognised
from importers.segments import Kind, Page
from importers.store import rows
from importers.store.apart import Apart, apart
from importers.store.rows import chunks

SATURATED = 24
"""Articles that share a key. From then on it is a stock phrase, and nothing more is kept under it."""
WEIGHTY = 0.5
"""A candidate shares a key that at most one other has, or more keys that more have: else it shares a phrase."""
MOST_CANDIDATES = 12

WITNESS_COLUMNS = (
    "pk",
    "article_id",
    "position",
    "title",
    "first",
    "last",
    "confidence",
    "reading",
    "fingerprint",
    "capture_id",
    "capture__sha256",
    "capture__kind",
    "capture__source_id",
    "capture__file_name",
    "capture__run_id",
)


@dataclass(slots=True, eq=False)
class Item:
    """An extract that others are compared with: one in the database, or one about to be."""

    witness: Witness
    card: "Card"
    capture_name: str
    fingerprint: str
    pk: int | None = None
    capture_pk: int | None = None
    needs_review: bool = False
    was: Witness | None = None
    """What it said before its capture was read again in this batch."""
    _text: Text | None = None

    @property
    def text(self) -> Text:
        if self._text is None:
            self._text = text_of(self.witness.extract)
        return self._text

    def read_again(self, witness: Witness, fingerprint: str) -> None:
        """Let ``witness`` stand for what was read before."""
        self.was, self.witness = self.witness, witness
        self.fingerprint = fingerprint
        self._text = None


@dataclass(slots=True, eq=False)
class Card:
    """An article and its witnesses. One whose article is gone was deleted by an editor, and stays so."""

    article: int | None = None
    is_new: bool = False
    runs: set[int] = field(default_factory=set)
    items: list[Item] = field(default_factory=list)
    arrivals: list[Item] = field(default_factory=list)
    gone: list[Item] = field(default_factory=list)
    """Witnesses that are none any more, since their capture was read again."""

    def came_with(self, run: int | None) -> bool:
        """Whether the article came with this run, and not before."""
        return self.is_new or self.runs == {run}

    @property
    def is_declined(self) -> bool:
        return self.article is None and not self.is_new


@dataclass(slots=True, eq=False)
class Known:
    """A capture whose bytes are in; without ``pk`` while its batch is not written."""

    name: str
    pk: int | None = None
    items: tuple[Item, ...] = ()


class Shelf:
    """The archive as a batch sees it. ``keeps`` remembers what was added, for a run that writes nothing."""

    def __init__(self, keeps: bool = False) -> None:
        self._keeps = keeps
        self._captures: dict[str, Known] = {}
        self._added: dict[int, list[Item]] = {}
        self._forget()

    def open(self, batch: Sequence[Prepared | Recognised]) -> None:
        """Read what the captures of ``batch`` will be compared with."""
        self._load_captures([entry.sha256 for entry in batch])
        marks = [mark for entry in batch if isinstance(entry, Prepared) for mark in entry.marks]
        self._load_postings({key for mark in marks for key in mark.probes})
        wanted = {pk for mark in marks for pk in self._ranked(mark)}
        self._load_items(
            Extract.objects.filter(pk__in=chunk) for chunk in chunks(wanted - self._items.keys())
        )
        like = [self._items[pk] for pk in wanted if pk in self._items]
        texts = {mark.fingerprint for mark in marks} | {item.fingerprint for item in like}
        self._apart |= apart({item.card.article for item in like} - {None}, texts)

    def close(self) -> None:
        """Forget the batch; it is in the database now."""
        if not self._keeps:
            self._captures.clear()
            self._added.clear()
            self._forget()

    def known(self, sha256: str) -> Known | None:
        return self._captures.get(sha256)

    def standing(self, capture: int) -> list[Item]:
        """The extracts of a capture that is in, in order."""
        found = [item for item in self._items.values() if item.capture_pk == capture]
        return sorted(found, key=lambda item: item.witness.extract.index)

    def load_standing(self, captures: Iterable[int]) -> None:
        """Read the extracts of captures that are about to be read again."""
        self._load_items(Extract.objects.filter(capture__in=chunk) for chunk in chunks(set(captures)))

    def card(self, article: int) -> Card:
        """The card of an article that is in."""
        return self._cards.setdefault(article, Card(article))

    def drop(self, item: Item) -> None:
        """Take an extract out that is none any more."""
        self._dropped.add(item.pk)
        self._items.pop(item.pk, None)
        item.card.items.remove(item)
        item.card.gone.append(item)

    def candidates(self, marks: Marks) -> list[Item]:
        """The items that may be the same article, the likeliest first."""
        # A key may outlive its extract, and then finds nothing.
        found = [self._items[pk] for pk in self._ranked(marks) if pk in self._items]
        shared = [item for key in marks.probes for item in self._added.get(key, ())]
        return list(dict.fromkeys([*shared, *found]))

    def are_apart(self, item: Item, card: Card, other: Card) -> bool:
        """Whether an editor said that ``item``, as a witness of ``card``, is another article than ``other``."""
        texts = (known.fingerprint for known in (item, *card.items))
        return self._apart.has_articles(card.article, other.article) or self._apart.has_texts(
            texts, (known.fingerprint for known in other.items)
        )

    def add(self, item: Item, marks: Marks) -> list[int]:
        """Put an item up for comparison. Returns the keys that it shall be kept under."""
        keys = [
            key
            for key in marks.keys
            if len(self._postings.get(key, ())) + len(self._added.get(key, ())) < SATURATED
        ]
        for key in keys:
            self._added.setdefault(key, []).append(item)
        return keys

    def know(self, sha256: str, known: Known) -> None:
        self._captures[sha256] = known

    def complete(self, cards: Iterable[Card]) -> None:
        """Read all witnesses of articles that are in, for their best reading."""
        wanted = {card.article for card in cards if card.article is not None}
        self._load_items(Extract.objects.filter(article__in=chunk) for chunk in chunks(wanted))

    def cards(self, articles: Iterable[int]) -> list[Card]:
        """Articles that are in with all their witnesses, in the order in which these came in."""
        wanted = set(articles)
        self._load_items(Extract.objects.filter(article__in=chunk) for chunk in chunks(wanted))
        found = [self._cards[article] for article in sorted(wanted) if article in self._cards]
        for card in found:
            card.items.sort(key=lambda item: item.pk or 0)
        return found

    def _forget(self) -> None:
        self._postings: dict[int, list[int]] = {}
        self._items: dict[int, Item] = {}
        self._dropped: set[int | None] = set()
        self._apart = Apart()
        self._cards: dict[int, Card] = {}

    def _load_captures(self, sums: Sequence[str]) -> None:
        found = Capture.objects.filter(sha256__in=sums).values_list("sha256", "file_name", "pk")
        for sha256, name, pk in found:
            self._captures[sha256] = Known(name, pk)

    def _load_postings(self, keys: set[int]) -> None:
        for key, pk in rows.with_keys(SketchKey, "key", keys - self._postings.keys(), "extract_id"):
            self._postings.setdefault(key, []).append(pk)

    def _ranked(self, marks: Marks) -> list[int]:
        """Extracts by what their keys in common weigh: a key weighs the less, the more extracts have it."""
        weights: dict[int, float] = {}
        for key in marks.probes:
            sharing = self._postings.get(key, ())
            for pk in sharing:
                weights[pk] = weights.get(pk, 0.0) + 1 / len(sharing)
        heavy = [pk for pk, weight in weights.items() if weight >= WEIGHTY]
        return sorted(heavy, key=lambda pk: (-weights[pk], pk))[:MOST_CANDIDATES]

    def _load_items(self, queries: Iterable) -> None:
        for query in queries:
            for row in query.values(*WITNESS_COLUMNS):
                if row["pk"] not in self._items and row["pk"] not in self._dropped:
                    self._items[row["pk"]] = self._item(row)

    def _item(self, row: dict) -> Item:
        card = self._card(row)
        item = Item(
            witness=Witness(
                readings.unpack(
                    row["reading"],
                    index=row["position"],
                    title=row["title"],
                    first=row["first"],
                    last=row["last"],
                    confidence=row["confidence"],
                ),
                Kind(row["capture__kind"]),
                row["capture__sha256"],
                row["capture__source_id"],
            ),
            card=card,
            capture_name=row["capture__file_name"],
            fingerprint=row["fingerprint"],
            pk=row["pk"],
            capture_pk=row["capture_id"],
        )
        card.items.append(item)
        return item

    def _card(self, row: dict) -> Card:
        article = row["article_id"]
        if article is None:
            return Card()
        card = self._cards.setdefault(article, Card(article))
        card.runs.add(row["capture__run_id"])
        return card


class Shelved(NamedTuple):
    """A capture that is in, to be read from the bytes that were kept."""

    pk: int
    name: str

    def __str__(self) -> str:
        return self.name


def shelved(captures: Collection[int] | None = None) -> list[Shelved]:
    """The captures with these primary keys, or all, always in the same order."""
    found = Capture.objects.order_by("file_name", "sha256")
    if captures is not None:
        found = found.filter(pk__in=captures)
    return [Shelved(*row) for row in found.values_list("pk", "file_name").iterator()]


def contents_of(captures: Iterable[Shelved]) -> dict[int, tuple[str, bytes]]:
    """The names and bytes of captures that are in, by primary key."""
    return {
        pk: (KeptName(name), bytes(content))
        for chunk in chunks({capture.pk for capture in captures})
        for pk, name, content in Capture.objects.filter(pk__in=chunk).values_list(
            "pk", "file_name", "content"
        )
    }


def pages_of(captures: Iterable[Shelved]) -> dict[int, Page]:
    """The pages of captures that are in, by primary key."""
    return {pk: page_of(*kept) for pk, kept in contents_of(captures).items()}


def size_of(captures: Iterable[Shelved]) -> dict[int, int]:
    """How many bytes captures have that are in, by primary key."""
    return {
        pk: size
        for chunk in chunks({capture.pk for capture in captures})
        for pk, size in Capture.objects.filter(pk__in=chunk).values_list("pk", "size")
    }


def sums_of(captures: Sequence[Shelved]) -> tuple[str, ...]:
    """The SHA-256 sums of captures that are in, in the order of their primary keys."""
    keys = [capture.pk for capture in captures]
    return tuple(
        sha256
        for chunk in chunks(keys)
        for sha256 in Capture.objects.filter(pk__in=chunk).order_by("pk").values_list("sha256", flat=True)
    )


def known_sums(sums: Sequence[str]) -> set[str]:
    """Those of the SHA-256 sums whose captures are in."""
    return {
        sha256
        for chunk in chunks(sums)
        for sha256 in Capture.objects.filter(sha256__in=chunk).values_list("sha256", flat=True)
    }
