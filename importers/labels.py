"""Captures that an editor has judged, as labelled captures: the truth by which reading is measured and fitted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from articles import body
from articles.models import Article, Edition, Revision
from importers import kept
from importers.corrections import Stands, corrected
from importers.draft import Draft, draft_of
from importers.models import Capture, Decision, DoubtfulPair, Extract, Proposal
from importers.segments import Line, Reading, Role
from importers.store import Shelf
from importers.store.undo.traces import by_hand

FURNITURE = (Role.BOILERPLATE, Role.LINK_TEXT, Role.SPAM)
"""Lines that belong to no article, and that must be in none."""


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled capture: its entry in the truth, its bytes, and how many of its articles an editor made otherwise."""

    name: str
    entry: dict[str, Any]
    content: bytes
    corrected: int


def judged() -> dict[int, list[str]]:
    """The captures that an editor has judged, by primary key, each with what was done."""
    found: dict[int, list[str]] = {}
    for captures, why in _judgements():
        for capture in captures:
            found.setdefault(capture, []).append(why)
    return dict(sorted(found.items()))


def labels() -> Iterator[Label]:
    """All captures that were judged, in the order in which they came in, one held at a time."""
    taken: set[str] = set()
    for pk, why in judged().items():
        capture = Capture.objects.select_related("source").get(pk=pk)
        name = _name(capture, taken)
        taken.add(name)
        reading = kept.reading_of(pk)
        articles = dict(Extract.objects.filter(capture=pk).values_list("position", "article"))
        stands = _stands({article for article in articles.values() if article is not None})
        entries = [
            _article(capture, reading, place, stands.get(articles[extract.index]))
            for place, extract in enumerate(reading.extracts)
        ]
        entry = {
            "file": name,
            "sha256": capture.sha256,
            "profile": capture.kind,
            "source": capture.source.name if capture.source else "?",
            "judged": why,
            "capture_date": capture.capture_date.isoformat() if capture.capture_date else None,
            "ticker": {rate.pair: {"rate": rate.value, "change": rate.change} for rate in reading.rates}
            or None,
            "boilerplate": _furniture(reading, entries),
            "articles": entries,
        }
        yield Label(name, entry, bytes(capture.content), sum(one["corrected"] for one in entries))


def _judgements() -> Iterator[tuple[Iterator[int] | set[int], str]]:
    extracts = Extract.objects.order_by()
    articles = {
        "published": Edition.objects.order_by().values("article"),
        "edited": Revision.objects.filter(by_hand()).order_by().values("article"),
        "proposal decided": Proposal.objects.exclude(state=Proposal.State.OPEN).order_by().values("article"),
    }
    for why, judged_ones in articles.items():
        yield set(extracts.filter(article__in=judged_ones).values_list("capture", flat=True)), why
    decisions = Decision.objects.filter(capture__isnull=False).order_by()
    yield set(decisions.values_list("capture", flat=True)), "lines decided"
    pairs = DoubtfulPair.objects.exclude(verdict=DoubtfulPair.Verdict.OPEN).order_by()
    both = set(pairs.values_list("earlier__capture", flat=True)) | set(
        pairs.values_list("later__capture", flat=True)
    )
    yield both, "pair judged"


def _name(capture: Capture, taken: set[str]) -> str:
    """A name that a file can have, and that no other label has."""
    name = PurePath(capture.file_name.replace("\0", "")).name or "capture.txt"
    path = PurePath(name)
    return name if name not in taken else f"{path.stem}-{capture.sha256[:12]}{path.suffix}"


@dataclass(frozen=True, slots=True)
class _Standing:
    uid: str
    stands: Stands


def _stands(articles: set[int]) -> dict[int | None, _Standing]:
    """The articles as they stand, with what of each is otherwise than its witnesses have it."""
    drafts = {
        card.article: draft_of([item.witness for item in card.items]) for card in Shelf().cards(articles)
    }
    rows = Article.objects.filter(pk__in=articles).prefetch_related("bylines")
    return {row.pk: _Standing(str(row.uid), _otherwise(row, drafts[row.pk])) for row in rows}


def _otherwise(article: Article, draft: Draft) -> Stands:
    authors = tuple(byline.printed for byline in article.bylines.all() if byline.role == byline.Role.WRITER)
    return Stands(
        title=article.title if article.title != draft.title else None,
        blocks=tuple((block.kind, block.text) for block in body.blocks(article.body))
        if article.body != draft.body
        else None,
        authors=authors if authors != draft.authors else None,
        day=(article.first_published,) if article.first_published != draft.day else None,
    )


def _article(capture: Capture, reading: Reading, place: int, standing: _Standing | None) -> dict[str, Any]:
    extract = reading.extracts[place]
    lines = _lines_of(reading, place)
    read = corrected(extract, lines, Stands())
    truth = corrected(extract, lines, standing.stands) if standing else read
    return {
        "index": place,
        "source_id": standing.uid if standing else f"{capture.sha256}#{extract.index}",
        **truth,
        "corrected": truth != read,
    }


def _lines_of(reading: Reading, place: int) -> Sequence[Line]:
    """The lines from behind the article before to the one that follows, for an editor may know more of them."""
    extracts = reading.extracts
    above = extracts[place - 1].last if place else 0
    below = extracts[place + 1].first - 1 if place + 1 < len(extracts) else len(reading.page.lines)
    return reading.page.lines[above:below]


def _furniture(reading: Reading, entries: Sequence[dict[str, Any]]) -> list[str]:
    """Lines that were dropped and that no editor put into an article."""
    texts = {
        text for one in entries for text in (one["title"], *one["body"], *one["headings"], *one["captions"])
    }
    dropped = (
        line for segment in reading.segments if segment.role in FURNITURE for line in segment.text.split("\n")
    )
    return [line for line in dropped if line and line not in texts]
