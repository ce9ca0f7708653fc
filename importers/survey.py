"""What the captures of a run tell of each other, before any of them is decided. Pure.

In: pages. Out: a `Survey`. It depends on the pages alone, never on their order; so a run comes to the same result
however many workers read with it.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from importers.copies import Proved, passages, seams
from importers.kinds import page_format
from importers.outline import Usual, WordWeights, count_articles, count_words, usual_count
from importers.read import read
from importers.repeated import Repeated, Repeats
from importers.segments import Kind, Page, Segment

LISTINGS = 16
"""Listings whose articles are counted: what most of them hold shows in so many, and each costs a reading."""

Listings = Mapping[str, Sequence[Segment]]
"""Segments of listings by the hash of their capture, which chooses those that are counted whatever their order."""


@dataclass(frozen=True, slots=True)
class Survey:
    """``words`` weigh how much each word tells; ``proved`` are the openings of articles that their copies prove;
    ``usual`` is how many articles the listings hold, where most of them hold the same number.

    ``repeated`` are lines that may be boilerplate, for many captures have them, with the first one for an example.
    """

    words: WordWeights = field(default_factory=WordWeights)
    proved: Proved = field(default_factory=dict)
    usual: Usual | None = None
    repeated: tuple[Repeated, ...] = field(default=(), compare=False)


def look_over(pages: Iterable[Page]) -> Survey:
    """Look over the captures of a run, or over as many of them as stand for the others."""
    texts: set[str] = set()
    known = []
    listings: Listings = {}
    repeats = Repeats()
    for page in pages:
        try:
            segments = read(page)
            passed, kind = passages(segments), page_format(segments).kind
            repeats.add(page, segments)
        except Exception:  # noqa: S112 (said when it is the page's turn to be read)
            continue
        texts.update(segment.text for segment in segments)
        known.append(passed)
        if kind is Kind.LISTING:
            listings = dict(sorted({**listings, page.sha256: segments}.items(), key=_by_hash)[:LISTINGS])
    words = count_words(texts)
    return Survey(words, seams(known), _usual(listings, words), tuple(repeats.found()))


def _by_hash(listing: tuple[str, Sequence[Segment]]) -> str:
    return listing[0]


def _usual(listings: Listings, words: WordWeights) -> Usual | None:
    counted = []
    for segments in listings.values():
        with suppress(Exception):  # as above
            counted.append(count_articles(segments, Kind.LISTING, words))
    return usual_count([numbers for numbers in counted if numbers])
