"""One capture scored: what an importer reported of it against the truth.

An article is exact when its title is right, it has all but a trifle of its own running text, and hardly any other.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from importers.evaluate.landmarks import Landmarks, Part
from importers.evaluate.occurrence import Occurrence
from importers.evaluate.placing import Placing, place
from importers.evaluate.tally import Hits, Share, Tally
from importers.evaluate.text import canonical, key, unlabelled
from importers.evaluate.truth import Labelled, TrueArticle

OWN_TEXT = 0.985
STRANGE_TEXT = 0.015
"""Shares of an article's running text that it must have, and that it may have too much."""
TICKER_TIMES = 8
"""A ticker's pairs are repeated so many times on a page."""
TELLING = 25
"""A line of furniture of more characters counts as leaked also where it became part of a longer text."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A true article, and how sure the importer was of what it took for it.

    ``confidence`` and ``needs_review`` are None where nothing was reported that could be it: it was swallowed by the
    article reported at index ``hidden_in``, or lost.
    """

    capture: str
    article: int
    is_exact: bool
    confidence: float | None
    needs_review: bool | None
    hidden_in: int | None = None


@dataclass(frozen=True, slots=True)
class CaptureScore:
    """What was right. ``paired`` leads from the index of a reported article to the place of the true one, ``invented``
    has those that are none, ``faults`` says in words what is wrong."""

    capture: Labelled
    tally: Tally
    judged: tuple[Judged, ...]
    paired: Mapping[int, int]
    invented: tuple[Occurrence, ...]
    faults: tuple[str, ...]


def score_capture(capture: Labelled, reported: Sequence[Occurrence]) -> CaptureScore:
    """``reported`` are the occurrences of this capture, in order."""
    landmarks = Landmarks(capture)
    placing = place(capture, landmarks, reported)
    tally = _page_tally(capture, reported) + _boundaries(capture, landmarks, placing)
    judged: list[Judged] = []
    faults: list[str] = []
    for number, article in enumerate(capture.articles):
        found = placing.pairs.get(number)
        extent = _extent(placing, landmarks, number)
        one = None if found is None else reported[found]
        tally += _text_tally(article, one, extent) + _facts_tally(capture, article, one)
        judged.append(_judged(capture, number, placing, reported, extent))
        faults += _faults(number, article, one, extent)
    matched = set(placing.pairs.values())
    invented = tuple(one for number, one in enumerate(reported) if number not in matched)
    tally += Tally(
        captures=Share(len(reported) == len(capture.articles) and all(one.is_exact for one in judged), 1),
        # Sub-headings of articles that are none are false ones.
        headings=Hits(false=sum(len(one.headings) for one in invented)),
        invented=Share(len(invented), len(reported)),
    )
    if tally.boundaries.missed or tally.boundaries.false:
        hits = tally.boundaries
        faults.insert(0, f"{hits.found} of {len(capture.articles)} begin right, {len(reported)} reported")
    if tally.furniture_leaked.count:
        faults.append(f"{tally.furniture_leaked.count} lines of furniture in articles")
    paired = {reported[found].index: number for number, found in placing.pairs.items()}
    return CaptureScore(capture, tally, tuple(judged), paired, invented, tuple(faults))


@dataclass(frozen=True, slots=True)
class _Extent:
    """Characters of an article: all, those that what was reported for it has, those it has of others, those kept."""

    whole: int
    own: int
    strange: int
    kept: int

    @property
    def is_right(self) -> bool:
        return self.own >= OWN_TEXT * self.whole and self.strange <= STRANGE_TEXT * max(self.whole, 1)


def _extent(placing: Placing, landmarks: Landmarks, article: int) -> _Extent:
    own = [
        (number, passage.length)
        for number, passage in enumerate(landmarks.passages)
        if passage.article == article and passage.part is Part.BODY
    ]
    whole = sum(length for _, length in own)
    kept = sum(min(length, placing.kept.get(number, 0)) for number, length in own)
    found = placing.pairs.get(article)
    if found is None:
        return _Extent(whole, 0, 0, kept)
    there = placing.places[found]
    return _Extent(whole, min(whole, there.covered[article]), there.strange(article), kept)


def _has_title(article: TrueArticle, reported: Occurrence | None) -> bool:
    if reported is None or article.title is None:
        return reported is not None and reported.title is None
    return reported.title is not None and canonical(reported.title) == canonical(article.title)


def _judged(
    capture: Labelled, article: int, placing: Placing, reported: Sequence[Occurrence], extent: _Extent
) -> Judged:
    found = placing.pairs.get(article)
    if found is None:
        hiding = [
            (there.covered[article], -number)
            for number, there in enumerate(placing.places)
            if there.covered[article]
        ]
        hidden_in = reported[-max(hiding)[1]].index if hiding else None
        return Judged(capture.name, article, False, None, None, hidden_in)
    one = reported[found]
    is_exact = _has_title(capture.articles[article], one) and extent.is_right
    return Judged(capture.name, article, is_exact, one.confidence, one.needs_review)


def _boundaries(capture: Labelled, landmarks: Landmarks, placing: Placing) -> Tally:
    texts = [landmarks.first(number, Part.BODY) for number in range(len(capture.articles))]
    titles = [landmarks.first(number, Part.TITLE) for number in range(len(capture.articles))]
    starts = {found.start for found in placing.places} - {None}
    exact = sum(
        (text if title is None else title) in starts for title, text in zip(titles, texts, strict=True)
    )
    near = sum(title in starts or text in starts for title, text in zip(titles, texts, strict=True))
    reported, true = len(placing.places), len(capture.articles)
    return Tally(
        boundaries=Hits(exact, reported - exact, true - exact),
        near_boundaries=Hits(near, reported - near, true - near),
    )


def _text_tally(article: TrueArticle, reported: Occurrence | None, extent: _Extent) -> Tally:
    is_titled = _has_title(article, reported)
    return Tally(
        articles=Share(is_titled and extent.is_right, 1),
        titles=Share(is_titled, 1) if article.title is not None else Share(),
        no_titles=Share(is_titled, 1) if article.title is None else Share(),
        headings=_hits(article.headings, reported.headings if reported else ()),
        bullets=_hits(article.bullets, reported.bullets if reported else ()),
        captions=_hits(article.captions, reported.captions if reported else ()),
        text_kept=Share(min(extent.whole, extent.kept), extent.whole),
        text_in_place=Share(extent.own, extent.whole),
    )


def _facts_tally(capture: Labelled, article: TrueArticle, reported: Occurrence | None) -> Tally:
    authors = sorted(map(canonical, reported.authors)) if reported else []
    day = reported.published if reported else None
    captured = reported.capture_date if reported else None
    credit = unlabelled(reported.credit) if reported else ""
    return Tally(
        credits=Share(credit == unlabelled(article.credit), 1) if article.credit else Share(),
        authors=Share(authors == sorted(map(canonical, article.authors)), 1) if article.authors else Share(),
        invented_authors=Share() if article.authors else Share(bool(authors), 1),
        dates=Share(day == article.published, 1) if article.published else Share(),
        invented_dates=Share() if article.published else Share(bool(day), 1),
        capture_dates=Share(captured == capture.capture_date, 1) if capture.capture_date else Share(),
    )


def _page_tally(capture: Labelled, reported: Sequence[Occurrence]) -> Tally:
    """What is the same for all articles of a capture, and what of the page stands in them."""
    lines = Counter(line for one in reported for line in _lines(one))
    leaked = sum(
        min(_times(line, lines), times) for line, times in Counter(map(canonical, capture.furniture)).items()
    )
    text = "\n".join(lines)
    for pair in capture.rates:
        leaked += min(TICKER_TIMES, len(re.findall(rf"{re.escape(pair)} ?= ?[\d.]+", text)))
    asides = [canonical(aside) for article in capture.articles for aside in _asides(article)]
    return Tally(
        rates=Share(_has_rates(capture, reported), 1) if capture.rates else Share(),
        furniture_leaked=Share(leaked, len(capture.furniture) + TICKER_TIMES * len(capture.rates)),
        asides_leaked=Share(sum(aside in lines for aside in asides), len(asides)),
    )


def _times(line: str, lines: Mapping[str, int]) -> int:
    if line in lines:
        return lines[line]
    return int(len(line) > TELLING and any(line in text for text in lines))


def _lines(reported: Occurrence) -> Iterator[str]:
    for text in (reported.title or "", *reported.body, *reported.headings):
        yield canonical(text)


def _asides(article: TrueArticle) -> Iterable[str]:
    return (*article.bio, *article.captions, *([article.credit] if article.credit else []))


def _has_rates(capture: Labelled, reported: Sequence[Occurrence]) -> bool:
    read: Mapping[str, str] = next((one.rates for one in reported if one.rates), {})
    return all(read.get(pair) == value for pair, (value, _) in capture.rates.items())


def _hits(true: Iterable[str], reported: Iterable[str] | None) -> Hits:
    """Which of the lines were read. What an importer does not say at all is not held against it."""
    if reported is None:
        return Hits()
    wanted, got = Counter(map(key, true)), Counter(map(key, reported))
    found = (wanted & got).total()
    return Hits(found, got.total() - found, wanted.total() - found)


def _faults(number: int, article: TrueArticle, reported: Occurrence | None, extent: _Extent) -> Iterator[str]:
    if not _has_title(article, reported):
        read = repr(reported.title)[:60] if reported else "nothing"
        yield f"title {number + 1}: {read} instead of {(article.title or 'none')[:60]!r}"
    elif not extent.is_right:
        share = extent.own / max(1, extent.whole)
        yield f"extent {number + 1}: {share:.0%} of its text, {extent.strange:,} characters of others"
