"""Which occurrences are said to be one article, against which are: counted in pairs."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from itertools import combinations

from importers.evaluate.occurrence import Occurrence
from importers.evaluate.scoring import CaptureScore
from importers.evaluate.tally import Hits

Spot = tuple[str, int]
"""A capture and the place of an article in it."""


def pairs_of_copies(reported: Iterable[Occurrence], scores: Iterable[CaptureScore]) -> Hits:
    """The pairs of occurrences of one article that were found; a reported article that is none is not counted."""
    wanted: dict[Hashable, list[Spot]] = defaultdict(list)
    said: dict[Hashable, list[Spot]] = defaultdict(list)
    groups = _groups(reported)
    for score in scores:
        name = score.capture.name
        for number, article in enumerate(score.capture.articles):
            wanted[article.identity].append((name, number))
        for index, number in score.paired.items():
            said[groups[name, index]].append((name, number))
    true, found = _pairs(wanted), _pairs(said)
    return Hits(len(true & found), len(found - true), len(true - found))


def _groups(reported: Iterable[Occurrence]) -> dict[Spot, Spot]:
    """For each occurrence the one that stands for all that it is said to be the same as."""
    above: dict[Spot, Spot] = {}

    def top(spot: Spot) -> Spot:
        while above.setdefault(spot, spot) != spot:
            above[spot] = spot = above[above[spot]]
        return spot

    first: dict[Hashable, Spot] = {}
    for one in reported:
        top(one.place)
        if one.copy_of:
            above[top(one.place)] = top(one.copy_of)
        if one.article is not None:
            above[top(one.place)] = top(first.setdefault(one.article, one.place))
    return {spot: top(spot) for spot in list(above)}


def _pairs(groups: Mapping[Hashable, list[Spot]]) -> set[tuple[Spot, Spot]]:
    return {pair for spots in groups.values() for pair in combinations(sorted(spots), 2)}
