"""The fitted weights: a small readable file beside the script that made it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .lines import Figures

FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """``title`` and ``heading`` score a line against running text, ``plain`` running text against a sub-heading,
    ``span`` an article's extent; ``calibration`` is the slope and the offset that make a confidence of a
    probability."""

    title: Mapping[str, float]
    heading: Mapping[str, float]
    plain: Mapping[str, float]
    span: Mapping[str, float]
    calibration: tuple[float, float] = (1.0, 0.0)


def dot(weights: Mapping[str, float], figures: Figures) -> float:
    return sum(weights[name] * value for name, value in figures.items() if value)


@cache
def fitted() -> Weights:
    """The weights of `FILE`."""
    table = json.loads(FILE.read_text(encoding="utf-8"))
    slope, offset = table["calibration"]
    return Weights(table["title"], table["heading"], table["plain"], table["span"], (slope, offset))
