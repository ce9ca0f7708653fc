"""The fitted weights: a small readable file beside the script that made it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
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

    def of_line(self, figures: Figures) -> tuple[float, float, float]:
        """How much the figures of a line say for a title, for a sub-heading and, against this, for running text."""
        title = heading = plain = 0.0
        weights = self._of_line
        for name, value in figures.items():
            if value:
                for_title, for_heading, for_plain = weights[name]
                title += for_title * value
                heading += for_heading * value
                plain += for_plain * value
        return title, heading, plain

    @cached_property
    def _of_line(self) -> dict[str, tuple[float, float, float]]:
        return {name: (value, self.heading[name], self.plain[name]) for name, value in self.title.items()}


def dot(weights: Mapping[str, float], figures: Figures) -> float:
    return sum(weights[name] * value for name, value in figures.items() if value)


@cache
def fitted() -> Weights:
    """The weights of `FILE`."""
    table = json.loads(FILE.read_text(encoding="utf-8"))
    slope, offset = table["calibration"]
    return Weights(table["title"], table["heading"], table["plain"], table["span"], (slope, offset))
