"""What confidence is worth: whether it is calibrated, and how many of the wrong articles the least sure ones hold."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from importers.evaluate.scoring import CaptureScore, Judged

TENTHS = 10
QUEUE = 0.15
"""Share of all articles that an editor has time to look at, the least sure first."""


@dataclass(frozen=True, slots=True)
class Tenth:
    """The reported articles whose confidence begins with one digit: how many, their mean, and the share that is right.

    An article that was invented is not right.
    """

    least: float
    articles: int
    mean: float
    right: float


@dataclass(frozen=True, slots=True)
class Queue:
    """An editor's queue, against the wrong articles.

    ``holds`` counts an article that another swallowed as missed, for it has no row of its own; ``leads_to`` counts it
    as found where the one that swallowed it is in the queue.
    """

    articles: int
    wrong: int
    swallowed: int
    holds: float
    leads_to: float


@dataclass(frozen=True, slots=True)
class Flags:
    """``needs_review`` against the wrong articles. None is a share of nothing."""

    flagged: float
    holds: float
    precision: float | None
    unflagged_wrong: float


@dataclass(frozen=True, slots=True)
class Trust:
    """``order`` is the chance that of a right and a wrong article the right one is the surer; ``gap`` the mean
    distance between confidence and the share that is right."""

    tenths: tuple[Tenth, ...]
    queue: Queue
    flags: Flags | None
    order: float | None
    gap: float | None


def trust(scores: Sequence[CaptureScore]) -> Trust | None:
    """None where no article was reported with a confidence."""
    judged = [one for score in scores for one in score.judged]
    invented = [one for score in scores for one in score.invented]
    sure = [(one.confidence, one.is_exact) for one in judged if one.confidence is not None]
    if not sure:
        return None
    extra = [(one.confidence, False) for one in invented if one.confidence is not None]
    return Trust(
        tenths=tuple(tenths([*sure, *extra])),
        queue=queue(scores),
        flags=_flags(judged),
        order=_order(sure),
        gap=sum(one.articles * abs(one.mean - one.right) for one in tenths(sure)) / len(sure),
    )


def tenths(sure: Sequence[tuple[float, bool]]) -> list[Tenth]:
    """Confidences and whether each was right, by tenths; tenths that hold nothing are left out."""
    found = []
    for number in range(TENTHS):
        inside = [one for one in sure if min(TENTHS - 1, int(one[0] * TENTHS)) == number]
        if inside:
            mean = sum(confidence for confidence, _ in inside) / len(inside)
            right = sum(is_right for _, is_right in inside) / len(inside)
            found.append(Tenth(number / TENTHS, len(inside), mean, right))
    return found


def queue(scores: Sequence[CaptureScore], share: float = QUEUE) -> Queue:
    """The least sure ``share`` of all true articles, and what of the wrong ones it holds."""
    places: list[tuple[float, str, int, bool]] = []
    hidden: list[tuple[str, int | None]] = []
    for score in scores:
        index_of = {number: index for index, number in score.paired.items()}
        for one in score.judged:
            if one.article in index_of:
                confidence = 1.0 if one.confidence is None else one.confidence
                places.append((confidence, one.capture, index_of[one.article], one.is_exact))
            else:
                hidden.append((one.capture, one.hidden_in))
    places.sort()
    size = round(share * (len(places) + len(hidden)))
    looked_at = {(capture, index) for _, capture, index, _ in places[:size]}
    caught = sum(not is_exact for *_, is_exact in places[:size])
    found = sum(spot in looked_at for spot in hidden)
    wrong = sum(not is_exact for *_, is_exact in places) + len(hidden)
    whole = max(1, wrong)
    return Queue(
        articles=size,
        wrong=wrong,
        swallowed=len(hidden),
        holds=caught / whole if wrong else 1.0,
        leads_to=(caught + found) / whole if wrong else 1.0,
    )


def _flags(judged: Sequence[Judged]) -> Flags | None:
    if all(one.needs_review is None for one in judged):
        return None
    wrong = [one for one in judged if not one.is_exact]
    flagged = [one for one in judged if one.needs_review]
    others = [one for one in judged if not one.needs_review]
    return Flags(
        flagged=len(flagged) / len(judged),
        holds=sum(bool(one.needs_review) for one in wrong) / len(wrong) if wrong else 1.0,
        precision=sum(not one.is_exact for one in flagged) / len(flagged) if flagged else None,
        unflagged_wrong=sum(not one.is_exact for one in others) / max(1, len(others)),
    )


def _order(sure: Sequence[tuple[float, bool]]) -> float | None:
    right = sorted(confidence for confidence, is_right in sure if is_right)
    wrong = sorted(confidence for confidence, is_right in sure if not is_right)
    if not right or not wrong:
        return None
    below = sum((bisect_left(wrong, one) + bisect_right(wrong, one)) / 2 for one in right)
    return below / (len(right) * len(wrong))
