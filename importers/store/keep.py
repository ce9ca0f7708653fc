"""What the importer keeps of a batch: captures byte for byte, the role of every line, extracts, keys, doubts, rates."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Q

from articles import body
from articles.models import Tagging
from importers import readings
from importers.draft import biographies
from importers.match import Likeness
from importers.models import Capture, DoubtfulPair, Extract, Rate, SketchKey, Span, TopicSuggestion
from importers.prepare import Prepared
from importers.store import names
from importers.store.decide import Accession, Arrival, Change
from importers.store.rows import Rows, Spelt, take_keys
from importers.store.rows import change as change_rows
from importers.store.shelf import Item, chunks
from importers.suggest import Suggestion

State = TopicSuggestion.State
LONGEST_REASON = 300
LONGEST_NAME = 500
WITHHELD = "What it says of {} was not written: readers have articles by them, or an editor emptied it."
LONGEST_ENCODING = 20
EXTRACT_COLUMNS = (
    "id",
    "capture",
    "position",
    "article",
    "duplicate_of",
    "likeness",
    "title",
    "title_source",
    "first",
    "last",
    "reading",
    "confidence",
    "runner_up",
    "needs_review",
    "doubts",
    "fingerprint",
)
REREAD_COLUMNS = tuple(name for name in EXTRACT_COLUMNS if name not in ("id", "capture", "likeness"))
"""What may change of an extract when its capture is read again."""


def keep_captures(
    accessions: Sequence[Accession], changes: Iterable[Change], run: int, source: int | None
) -> None:
    """Write the captures of ``accessions`` and what stands on their lines. Their articles must be written.

    Of captures that were read again, what stood before must be out: see `again.clear`.
    """
    arrivals = [
        (arrival, packed)
        for accession in accessions
        if isinstance(accession.entry, Prepared)
        for arrival, packed in zip(accession.arrivals, accession.entry.packed, strict=True)
    ]
    fresh = [accession for accession in accessions if accession.known is None]
    for accession, key in zip(fresh, take_keys(Capture, len(fresh)), strict=True):
        if accession.own is not None:
            accession.own.pk = key
    for accession in accessions:
        for arrival in accession.arrivals:
            arrival.item.capture_pk = accession.capture_pk
    arrived = [(arrival, packed) for arrival, packed in arrivals if arrival.was is None]
    for (arrival, _), key in zip(arrived, take_keys(Extract, len(arrived)), strict=True):
        arrival.item.pk = key
    primaries = point_to_primaries(changes)
    _captures().add(_capture(accession, run, source) for accession in fresh)
    _extracts().add(_extract(*arrival, primaries) for arrival in arrived)
    change_rows(Extract, REREAD_COLUMNS, (_reread(_extract(*a, primaries)) for a in arrivals if a[0].was))
    _spans().add(span for accession in accessions for span in _spans_of(accession))
    _rates().add(
        (accession.capture_pk, rate.pair, rate.value, rate.change, rate.line)
        for accession in accessions
        if isinstance(accession.entry, Prepared)
        for rate in accession.entry.reading.rates
    )
    _keys().add((key, arrival.item.pk) for arrival, _ in arrivals for key in arrival.keys)
    DoubtfulPair.objects.bulk_create(
        DoubtfulPair(
            earlier_id=other.pk,
            later_id=arrival.item.pk,
            share=likeness.share,
            reason=likeness.reason[:LONGEST_REASON],
        )
        for arrival, other, likeness in _unasked(accessions)
    )


def _unasked(accessions: Sequence[Accession]) -> Iterator[tuple[Arrival, Item, Likeness]]:
    """The doubtful pairs that nobody was asked about yet, each once: of two that are read again both may doubt.

    One may have been compared with another that is none any more, since its own capture was read again after that.
    """
    gone = {item.pk for accession in accessions for item in accession.gone}
    doubted = [
        (arrival, *pair)
        for accession in accessions
        for arrival in accession.arrivals
        for pair in arrival.pairs
        if pair[0].pk not in gone
    ]
    asked: set[frozenset[int | None]] = set()
    for chunk in chunks({arrival.item.pk for arrival, *_ in doubted if arrival.was}):
        known = DoubtfulPair.objects.filter(Q(earlier__in=chunk) | Q(later__in=chunk)).order_by()
        asked.update(map(frozenset, known.values_list("earlier", "later")))
    for arrival, other, likeness in doubted:
        if (pair := frozenset((arrival.item.pk, other.pk))) not in asked:
            asked.add(pair)
            yield arrival, other, likeness


def keep_people(accessions: Iterable[Accession], run: int) -> None:
    """Make known the people whom people pages describe, and what is said of those of whom nothing is known yet."""
    said: dict[str, str] = {}
    for accession in accessions:
        for name, bio in _people(accession).items():
            said[name] = said.get(name) or bio
    names.authors(said, run)


def note_people(accessions: Sequence[Accession], changes: Iterable[Change]) -> None:
    """Say with the captures what they say of people and is not written: nothing else would lead an editor to it."""
    said = {change.card: biographies(change.after) for change in changes}
    told: list[tuple[Accession, dict[str, str]]] = []
    for accession in accessions:
        if accession.is_written:
            told.append((accession, _people(accession)))
            told += [(accession, said.pop(one.item.card, {})) for one in accession.arrivals]
    withheld = set(names.withheld({name: bio for _, bios in told for name, bio in bios.items() if bio}))
    for accession, bios in told:
        accession.remarks += [WITHHELD.format(name) for name, bio in bios.items() if bio and name in withheld]


def _people(accession: Accession) -> dict[str, str]:
    """What a people page says of each person."""
    if not isinstance(accession.entry, Prepared):
        return {}
    said: dict[str, str] = {}
    for person in accession.entry.reading.people:
        bio = "\n\n".join(map(body.one_line, person.bio))
        said.setdefault(body.one_line(person.name)[: names.NAME_LENGTH], bio)
    return said


def point_to_primaries(changes: Iterable[Change]) -> dict[int, int | None]:
    """Of which extract each one of the changed articles is a copy. Those that are in already are told."""
    primaries: dict[int, int | None] = {}
    told: list[tuple[int | None, int]] = []
    for change in changes:
        items = change.card.items
        primary = next(item for item in items if item.witness is change.after.primary)
        for item in items:
            primaries[item.pk] = None if item is primary else primary.pk
            if item not in change.arrived:
                told.append((primaries[item.pk], item.pk))
    change_rows(Extract, ["duplicate_of"], told)
    return primaries


def keep_suggestions(changes: Sequence[Change], suggested: Sequence[Sequence[Suggestion]], run: int) -> None:
    """Write the topics suggested for the articles of ``changes``. What an editor said about a topic stands."""
    topics = names.topics((suggestion for of_one in suggested for suggestion in of_one), run)
    known = _known_suggestions([change.card.article for change in changes if not change.card.is_new])
    rows: dict[tuple[int, int], tuple[Any, ...]] = {}
    for change, of_one in zip(changes, suggested, strict=True):
        capture = next(item.capture_pk for item in change.card.items if item.witness is change.after.text)
        # Of two names of one topic the one that tags the article, or nobody would know where its tag is from.
        for suggestion in sorted(of_one, key=lambda one: not one.is_applied):
            place = (change.card.article, topics[suggestion.name])
            if place not in known:
                rows.setdefault(place, (*place, capture, *_suggestion(suggestion)))
    Rows(TopicSuggestion, "article", "topic", "capture", "state", "term", "count", "line", "confidence").add(
        rows.values()
    )


def forget_suggestions(articles: Sequence[int]) -> None:
    """Take back what the import suggested for articles that no editor touched, to suggest it anew.

    Of their tags only those go that the import itself applied: who accepts one of these leaves no other trace of it.
    """
    applied = TopicSuggestion.objects.filter(
        article=OuterRef("content_object"), topic=OuterRef("tag"), state=State.APPLIED
    )
    for chunk in chunks(articles):
        Tagging.objects.filter(Exists(applied), content_object__in=chunk).delete()
        # By what they are not: by what they are, SQLite goes through all that were ever suggested.
        TopicSuggestion.objects.filter(article__in=chunk).exclude(state__in=TopicSuggestion.JUDGED).delete()


def tag(changes: Sequence[Change], suggested: Sequence[Sequence[Suggestion]], run: int) -> None:
    """Tie articles that are in to the sure topics that were never suggested for them before."""
    topics = names.topics((suggestion for of_one in suggested for suggestion in of_one), run)
    known = _known_suggestions([change.card.article for change in changes])
    wanted = {
        (change.card.article, topics[suggestion.name])
        for change, of_one in zip(changes, suggested, strict=True)
        for suggestion in of_one
        if suggestion.is_applied
    }
    Tagging.objects.bulk_create(
        [Tagging(content_object_id=article, tag_id=topic) for article, topic in sorted(wanted - known)],
        ignore_conflicts=True,
    )


@cache
def _captures() -> Rows:
    return Rows(
        Capture,
        "id",
        "sha256",
        "file_name",
        "content",
        "size",
        "encoding",
        "line_count",
        "kind",
        "capture_date",
        "repairs",
        "warnings",
        "source",
        "run",
    )


def _capture(accession: Accession, run: int, source: int | None) -> tuple[Any, ...]:
    reading = accession.entry.reading
    page = reading.page
    return (
        accession.capture_pk,
        page.sha256,
        page.name[:LONGEST_NAME],
        page.content,
        len(page.content),
        page.encoding[:LONGEST_ENCODING],
        accession.entry.line_count,
        reading.kind.value,
        reading.capture_date,
        list(page.repairs),
        list(reading.warnings),
        source,
        run,
    )


@cache
def _extracts() -> Rows:
    return Rows(Extract, *EXTRACT_COLUMNS)


def _reread(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """What changes in an extract that was read again, and its primary key."""
    cells = dict(zip(EXTRACT_COLUMNS, row, strict=True))
    return (*(cells[name] for name in REREAD_COLUMNS), cells["id"])


def _extract(arrival: Arrival, packed: str, primaries: Mapping[int, int | None]) -> tuple[Any, ...]:
    item = arrival.item
    extract = item.witness.extract
    return (
        item.pk,
        item.capture_pk,
        extract.index,
        item.card.article,
        primaries.get(item.pk),
        arrival.likeness,
        (extract.title or "")[: readings.LONGEST_TITLE],
        extract.title_source.value,
        extract.first,
        extract.last,
        Spelt(packed),
        extract.confidence,
        extract.runner_up[: readings.LONGEST_RUNNER_UP],
        item.needs_review,
        readings.pack_doubts(arrival.doubts),
        arrival.marks.fingerprint,
    )


@cache
def _spans() -> Rows:
    return Rows(
        Span, "capture", "extract", "first", "last", "role", "rule", "evidence", "confidence", "dropped_text"
    )


def _spans_of(accession: Accession) -> Iterator[tuple[Any, ...]]:
    capture = accession.capture_pk
    extracts = {None: None} | {at: arrival.item.pk for at, arrival in enumerate(accession.arrivals)}
    for run in accession.entry.runs:
        yield (capture, extracts[run[0]], *run[1:])


@cache
def _rates() -> Rows:
    return Rows(Rate, "capture", "pair", "value", "change", "line")


@cache
def _keys() -> Rows:
    return Rows(SketchKey, "key", "extract")


def _suggestion(suggestion: Suggestion) -> tuple[Any, ...]:
    state = State.APPLIED if suggestion.is_applied else State.SUGGESTED
    return state.value, suggestion.term[:200], suggestion.count, suggestion.line, suggestion.confidence


def _known_suggestions(articles: Iterable[int | None]) -> set[tuple[int, int]]:
    known: set[tuple[int, int]] = set()
    for chunk in chunks({article for article in articles if article is not None}):
        known.update(TopicSuggestion.objects.filter(article__in=chunk).values_list("article_id", "topic_id"))
    return known
