"""The whole page decided at once: a semi-Markov programme over the spans between openings."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, inf, log


@dataclass(slots=True)
class Solution:
    """``path`` holds the best spans in order; ``spans`` and ``opens`` the probability of each span and opening."""

    path: list[tuple[int, int]]
    spans: dict[tuple[int, int], float]
    opens: dict[int, float]


def solve(scores: Mapping[tuple[int, int], float], end: int) -> Solution:
    """Find the best chain of spans from 0 to ``end`` and the probability of every span under all chains."""
    into: dict[int, list[tuple[int, float]]] = {}
    out: dict[int, list[tuple[int, float]]] = {}
    for (start, stop), score in scores.items():
        into.setdefault(stop, []).append((start, score))
        out.setdefault(start, []).append((stop, score))
    order = sorted(into)
    forward, best, back = {0: 0.0}, {0: 0.0}, {}
    for stop in order:
        known = [(start, score) for start, score in into[stop] if start in forward]
        if not known:
            continue
        forward[stop] = _log_sum([forward[start] + score for start, score in known])
        best[stop], back[stop] = max((best[start] + score, -start) for start, score in known)
        back[stop] = -back[stop]
    backward = {end: 0.0}
    for start in sorted(out, reverse=True):
        known = [(stop, score) for stop, score in out[start] if stop in backward]
        if known:
            backward[start] = _log_sum([backward[stop] + score for stop, score in known])
    whole = forward[end]
    spans = {
        (start, stop): exp(forward[start] + score + backward[stop] - whole)
        for (start, stop), score in scores.items()
        if start in forward and stop in backward
    }
    opens: dict[int, float] = {}
    for (start, _), probability in spans.items():
        opens[start] = opens.get(start, 0.0) + probability
    return Solution(_path(back, end), spans, opens)


def _path(back: Mapping[int, int], end: int) -> list[tuple[int, int]]:
    path: list[tuple[int, int]] = []
    while end:
        path.append((back[end], end))
        end = back[end]
    return path[::-1]


def _log_sum(values: list[float]) -> float:
    top = max(values)
    return top + log(sum(exp(value - top) for value in values)) if top > -inf else top
