"""What editors said of openings, as the programme keeps it: chains of spans that would not agree are taken out."""

from bisect import bisect_right
from collections.abc import Sequence, Set

Span = tuple[int, int]


def agreeing(spans: Set[Span], begun: Sequence[int]) -> set[Span]:
    """Only the spans that do not run over a line of ``begun``: each of these opens an article."""
    return {
        (start, end)
        for start, end in spans
        if bisect_right(begun, start) == len(begun) or begun[bisect_right(begun, start)] >= end
    }


def one_article(spans: Set[Span], openings: Sequence[int], end: int, begun: Sequence[int] = ()) -> set[Span]:
    """Only the chains with one article: nothing and then a title's span, or all of the page untitled.

    Where an editor said that articles begin in ``begun``, in order, each of them goes on to the next.
    """
    heads = [number for number in openings if number not in begun]
    if begun and (not heads or begun[0] < heads[-1]):
        heads = [begun[0]]
    starts = {*heads, *begun}
    return {
        (start, stop)
        for start, stop in spans
        if (start in starts and stop == next((number for number in begun if number > start), end))
        or (start == 0 and (stop in heads if heads else stop == end))
    }
