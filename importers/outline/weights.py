"""The fitted weights: a small readable file beside the script that made it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from operator import mul
from pathlib import Path

from .lines import Figures

FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class Weights:
    """``title`` and ``heading`` score a line against running text, ``plain`` running text against a sub-heading,
    ``span`` an article's extent; ``calibration`` is the slope and the offset that make a confidence of a
    probability."""

    title: Mapping[str, float]
    heading: Mapping[str, float]
    plain: Mapping[str, float]
    span: Mapping[str, float]
    calibration: tuple[float, float] = (1.0, 0.0)

    def of_line(self, figures: Sequence[Figures]) -> tuple[float, float, float]:
        """How much the figures of a line say for a title, for a sub-heading and, against this, for running text.

        They come in the order in which they were fitted, from whichever parts.
        """
        values = list(chain.from_iterable(map(dict.values, figures)))
        title, heading, plain = self._columns
        return sum(map(mul, title, values)), sum(map(mul, heading, values)), sum(map(mul, plain, values))

    @cached_property
    def _columns(self) -> tuple[tuple[float, ...], ...]:
        return tuple(
            tuple(map(column.__getitem__, self.title)) for column in (self.title, self.heading, self.plain)
        )


def dot(weights: Mapping[str, float], figures: Figures) -> float:
    whole: float = sum(map(mul, map(weights.__getitem__, figures), figures.values()))
    return whole


@cache
def fitted() -> Weights:
    """The weights of `FILE`."""
    table = json.loads(FILE.read_text(encoding="utf-8"))
    slope, offset = table["calibration"]
    return Weights(table["title"], table["heading"], table["plain"], table["span"], (slope, offset))
