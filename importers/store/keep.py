"""What the importer keeps of a batch: captures byte for byte, the role of every line, extracts, keys, doubts, rates."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from articles.models import Tagging
from importers import readings
from importers.models import Capture, DoubtfulPair, Extract, Rate, SketchKey, Span, TopicSuggestion
from importers.segments import DROPPED_ROLES, Role, Segment
from importers.store import names
from importers.store.decide import Accession, Arrival, Change
from importers.store.shelf import chunks
from importers.suggest import Suggestion

State = TopicSuggestion.State
LONGEST_TITLE = 500
LONGEST_RUNNER_UP = 500
LONGEST_EVIDENCE = 300
LONGEST_RULE = 40
LONGEST_REASON = 300
LONGEST_NAME = 500


def keep_captures(accessions: Sequence[Accession], run: int, source: int | None) -> None:
    """Write the captures of ``accessions`` and what stands on their lines. Their articles must be written."""
    captures = Capture.objects.bulk_create(_capture(accession, run, source) for accession in accessions)
    for accession, capture in zip(accessions, captures, strict=True):
        if accession.own is not None:
            accession.own.pk = capture.pk
        for arrival in accession.arrivals:
            arrival.item.capture_pk = capture.pk
    _keep_extracts(accessions)
    arrivals = [arrival for accession in accessions for arrival in accession.arrivals]
    Span.objects.bulk_create(span for accession in accessions for span in _spans(accession))
    Rate.objects.bulk_create(rate for accession in accessions for rate in _rates(accession))
    SketchKey.objects.bulk_create(
        SketchKey(key=key, extract_id=arrival.item.pk) for arrival in arrivals for key in arrival.keys
    )
    DoubtfulPair.objects.bulk_create(
        DoubtfulPair(
            earlier_id=other.pk,
            later_id=arrival.item.pk,
            share=likeness.share,
            reason=likeness.reason[:LONGEST_REASON],
        )
        for arrival in arrivals
        for other, likeness in arrival.pairs
    )


def point_to_primaries(changes: Iterable[Change]) -> None:
    """Let every witness of a changed article say of which one it is a copy."""
    moved: list[Extract] = []
    for change in changes:
        primary = next(item for item in change.card.items if item.witness is change.after.primary)
        moved += [
            Extract(pk=item.pk, duplicate_of_id=None if item is primary else primary.pk)
            for item in change.card.items
            if len(change.card.items) > 1
        ]
    Extract.objects.bulk_update(moved, ["duplicate_of"], batch_size=200)


def keep_suggestions(changes: Sequence[Change], suggested: Sequence[Sequence[Suggestion]]) -> None:
    """Write the topics suggested for the articles of ``changes``. What an editor said about a topic stands."""
    topics = names.topics(suggestion for of_one in suggested for suggestion in of_one)
    known = _known_suggestions([change.card.article for change in changes if not change.card.is_new])
    rows: dict[tuple[int, int], TopicSuggestion] = {}
    for change, of_one in zip(changes, suggested, strict=True):
        capture = next(item.capture_pk for item in change.card.items if item.witness is change.after.text)
        for suggestion in of_one:
            place = (change.card.article, topics[suggestion.name])
            if place not in known:
                rows.setdefault(place, _suggestion(suggestion, *place, capture))
    TopicSuggestion.objects.bulk_create(rows.values())


def forget_suggestions(articles: Sequence[int]) -> None:
    """Take back what the import suggested for articles that no editor touched, tags included, to suggest it anew."""
    for chunk in chunks(articles):
        Tagging.objects.filter(content_object__in=chunk).delete()
        TopicSuggestion.objects.filter(article__in=chunk, state__in=(State.APPLIED, State.SUGGESTED)).delete()


def tag(changes: Sequence[Change], suggested: Sequence[Sequence[Suggestion]]) -> None:
    """Tie articles that are in to the sure topics that were never suggested for them before."""
    topics = names.topics(suggestion for of_one in suggested for suggestion in of_one)
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


def _capture(accession: Accession, run: int, source: int | None) -> Capture:
    reading = accession.entry.reading
    page = reading.page
    return Capture(
        sha256=page.sha256,
        file_name=page.name[:LONGEST_NAME],
        content=page.content,
        size=len(page.content),
        encoding=page.encoding[:20],
        line_count=len(page.lines),
        kind=reading.kind.value,
        capture_date=reading.capture_date,
        repairs=list(page.repairs),
        warnings=list(reading.warnings),
        source_id=source,
        run_id=run,
    )


def _keep_extracts(accessions: Sequence[Accession]) -> None:
    arrivals = [(accession, arrival) for accession in accessions for arrival in accession.arrivals]
    made = Extract.objects.bulk_create(_extract(accession, arrival) for accession, arrival in arrivals)
    for (_, arrival), extract in zip(arrivals, made, strict=True):
        arrival.item.pk = extract.pk


def _extract(accession: Accession, arrival: Arrival) -> Extract:
    extract = arrival.item.witness.extract
    return Extract(
        capture_id=accession.capture_pk,
        position=extract.index,
        article_id=arrival.item.card.article,
        likeness=arrival.likeness,
        title=(extract.title or "")[:LONGEST_TITLE],
        title_source=extract.title_source.value,
        first=extract.first,
        last=extract.last,
        reading=readings.pack(extract),
        confidence=extract.confidence,
        runner_up=extract.runner_up[:LONGEST_RUNNER_UP],
        needs_review=arrival.item.needs_review,
        doubts=readings.pack_doubts(arrival.doubts),
        fingerprint=arrival.marks.fingerprint,
    )


def _spans(accession: Accession) -> Iterator[Span]:
    """The segments as spans: neighbours with one role, rule and extract are one."""
    extracts = [arrival.item.pk for arrival in accession.arrivals]
    segments = accession.entry.reading.segments
    for (role, rule, index), run in groupby(segments, key=lambda s: (s.role, s.rule, s.extract)):
        group = list(run)
        yield Span(
            capture_id=accession.capture_pk,
            first=group[0].first,
            last=group[-1].last,
            role=role.value,
            rule=rule[:LONGEST_RULE],
            evidence=group[0].evidence[:LONGEST_EVIDENCE],
            confidence=min(segment.confidence for segment in group),
            extract_id=None if index is None else extracts[index],
            dropped_text=_dropped(role, group),
        )


def _dropped(role: Role, group: Sequence[Segment]) -> str:
    return "\n".join(segment.text for segment in group) if role in DROPPED_ROLES else ""


def _rates(accession: Accession) -> Iterator[Rate]:
    for rate in accession.entry.reading.rates:
        yield Rate(
            capture_id=accession.capture_pk,
            pair=rate.pair,
            value=rate.value,
            change=rate.change,
            line=rate.line,
        )


def _suggestion(suggestion: Suggestion, article: int, topic: int, capture: int | None) -> TopicSuggestion:
    return TopicSuggestion(
        article_id=article,
        topic_id=topic,
        state=State.APPLIED if suggestion.is_applied else State.SUGGESTED,
        term=suggestion.term[:200],
        count=suggestion.count,
        capture_id=capture,
        line=suggestion.line,
        confidence=suggestion.confidence,
    )


def _known_suggestions(articles: Iterable[int | None]) -> set[tuple[int, int]]:
    known: set[tuple[int, int]] = set()
    for chunk in chunks({article for article in articles if article is not None}):
        known.update(TopicSuggestion.objects.filter(article__in=chunk).values_list("article_id", "topic_id"))
    return known
