"""All captures scored, added up as a whole and by what they have in common."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from importers.evaluate.copies import pairs_of_copies
from importers.evaluate.occurrence import Occurrence
from importers.evaluate.scoring import CaptureScore, score_capture
from importers.evaluate.tally import Hits, Tally
from importers.evaluate.trust import Trust, trust
from importers.evaluate.truth import Labelled


@dataclass(frozen=True, slots=True)
class Evaluation:
    """``groups`` has the captures of one profile, source or noise added up; ``strangers`` are captures that were
    reported and are not in the truth."""

    whole: Tally
    groups: dict[str, Tally]
    copies: Hits
    trust: Trust | None
    scores: tuple[CaptureScore, ...]
    strangers: tuple[str, ...]

    def worst(self, count: int) -> list[CaptureScore]:
        """The captures with the most faults for the articles they have."""
        faulty = [score for score in self.scores if score.faults]
        faulty.sort(
            key=lambda score: (-len(score.faults) / (1 + len(score.capture.articles)), score.capture.name)
        )
        return faulty[:count]


def evaluate(truth: Sequence[Labelled], reported: Iterable[Occurrence]) -> Evaluation:
    """Score what was ``reported`` of the captures of ``truth``."""
    by_capture: dict[str, list[Occurrence]] = defaultdict(list)
    for one in sorted(reported, key=lambda one: one.place):
        by_capture[one.capture].append(one)
    known = {capture.name for capture in truth}
    scores = [score_capture(capture, by_capture.get(capture.name, ())) for capture in truth]
    groups: dict[str, Tally] = defaultdict(Tally)
    for score in scores:
        for name in _groups_of(score.capture):
            groups[name] += score.tally
    return Evaluation(
        whole=sum((score.tally for score in scores), Tally()),
        groups=dict(sorted(groups.items())),
        copies=pairs_of_copies((one for ones in by_capture.values() for one in ones), scores),
        trust=trust(scores),
        scores=tuple(scores),
        strangers=tuple(sorted(by_capture.keys() - known)),
    )


def _groups_of(capture: Labelled) -> Iterable[str]:
    noises = capture.noise or ("none",)
    return (f"profile {capture.profile}", f"source {capture.source}", *(f"noise {noise}" for noise in noises))
