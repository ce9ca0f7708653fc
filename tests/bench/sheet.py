"""The figures of a run as one table: what was measured, what it came to, and what it should reach."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

MIB = 1024 * 1024
STEEP = 3.0
"""Doubling of a family that is worth a look: linear work doubles, quadratic work takes four times as long."""
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Figure:
    label: str
    value: Any
    shown: Callable[[Any], str]
    most: float | None = None
    least: float | None = None

    def line(self, width: int) -> str:
        if self.value is None:
            return f"{self.label:{width}}{'–':>14}"
        goal, met = "", True
        if self.most is not None:
            goal, met = f"≤ {self.shown(self.most)}", self.value <= self.most
        if self.least is not None:
            goal, met = f"≥ {self.shown(self.least)}", self.value >= self.least
        return (
            f"{self.label:{width}}{self.shown(self.value):>14}   {goal:12}{'' if met else 'missed'}".rstrip()
        )


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The table. ``found`` holds all figures of a run."""
    machine = found["machine"]
    yield (
        f"{found['captures']:,} captures, {machine['cores']} cores, load {machine['load']} at the beginning, "
        f"Python {machine['python']}, {found['seconds']:,.0f} s"
    )
    parts = {
        title: list(figures(found[name]))
        for name, title, figures in (
            ("reading", "Reading", reading),
            ("hostile", "Hostile pages", hostile),
            ("sqlite", "Writing, sqlite", writing),
            ("postgresql", "Writing, postgresql", writing),
        )
        if name in found  # a run that was cut short has not measured all
    }
    width = 2 + max((len(figure.label) for figures in parts.values() for figure in figures), default=0)
    for title, figures in parts.items():
        yield ""
        yield title
        for figure in figures:
            yield figure.line(width)


def reading(found: dict[str, Any]) -> Iterator[Figure]:
    size, stages = found["megabytes"], found["stage_seconds"]
    yield Figure("floor (a): read and split into paragraphs", size / found["floor_seconds"], _speed)
    yield Figure("one regular expression over all words, to (a)", found["words_to_floor"], _times)
    yield Figure("read, segment, infer, to (a)", found["reading_to_floor"], _times, most=60)
    yield Figure("the same", found["megabytes_a_second"], _speed, least=3)
    yield Figure("the same, for a capture", found["milliseconds_a_capture"], _milliseconds)
    yield Figure("with keys, topics and markup, to (a)", found["prepared_to_floor"], _times)
    whole = sum(stages.values())
    words = {
        "weigh": "looking over the run",
        "open": "bytes to lines",
        "read": "rules",
        "infer": "outline",
        "mark": "keys, topics and markup",
    }
    for name, label in words.items():
        yield Figure(f"  of it {label}", stages[name] / whole, _percent)


def hostile(found: list[dict[str, Any]]) -> Iterator[Figure]:
    for one in found[:SHOWN]:
        label = f"{one['family']}, {one['bytes'] // 1000} kB: doubled"
        yield Figure(label, one["doubling"], _times, most=STEEP)
    slowest = max(found, key=lambda one: one["twice"])
    label = f"slowest: {slowest['family']}, {slowest['bytes'] * 2 // 1000} kB"
    yield Figure(label, 1000 * slowest["twice"], _milliseconds)


def writing(found: dict[str, Any]) -> Iterator[Figure]:
    for name, figures in (
        ("to_floor", to_floor),
        ("single_seconds", one_more),
        ("command", command),
        ("whole", whole),
    ):
        if name in found:
            yield from figures(found)


def to_floor(found: dict[str, Any]) -> Iterator[Figure]:
    yield Figure("floor (b): the same rows raw", _a_capture(found, "floor_seconds"), _milliseconds)
    yield Figure("match, merge, write", _a_capture(found, "seconds"), _milliseconds)
    yield Figure("match, merge, write, to (b)", found["to_floor"], _times, most=3)
    yield Figure("rows written for an article", found["rows_an_article"], _number)
    yield Figure("bytes of their values", found["value_bytes_an_article"], _whole)
    yield Figure("bytes the database grew by for an article", found["database_bytes_an_article"], _whole)
    early, late = found["milliseconds_a_capture_early"], found["milliseconds_a_capture_late"]
    yield Figure("a capture in the last tenth, to the first tenth", late / early, _times, most=1.25)


def one_more(found: dict[str, Any]) -> Iterator[Figure]:
    yield Figure(
        f"one more capture, {found['articles_in_archive']:,} articles in",
        _in_ms(found, "single_seconds"),
        _milliseconds,
    )
    if "single_to_nothing" in found:
        alone = _in_ms(found, "single_seconds_in_nothing")
        yield Figure("one more capture, nothing in", alone, _milliseconds)
        yield Figure("one more capture, to nothing in", found["single_to_nothing"], _times, most=2)


def command(found: dict[str, Any]) -> Iterator[Figure]:
    ran = found["command"]
    yield Figure("the command, one worker", 1000 * ran["seconds"] / ran["captures"], _milliseconds)
    yield Figure("the command, two workers to one", ran["two_to_one"], _times, most=0.65)
    yield Figure("its most memory, one worker", ran["peak_bytes"] / MIB, _mebibytes, most=200)
    if ran["peak_bytes_of_two"]:
        yield Figure("its most memory, two workers", ran["peak_bytes_of_two"] / MIB, _mebibytes, most=200)
        yield Figure("a worker's most memory", ran["worker_peak_bytes"] / MIB, _mebibytes, most=200)


def whole(found: dict[str, Any]) -> Iterator[Figure]:
    ran = found["whole"]
    label = "match, merge, write: last tenth of the archive, to the first"
    yield Figure(label, ran["late_to_early"], _times, most=1.25)
    yield Figure("all of the archive, two workers", _a_capture(ran, "seconds"), _milliseconds)
    if part := found.get("part"):
        label = f"the same, to that of {part['captures']:,} captures"
        yield Figure(label, _a_capture(ran, "seconds") / _a_capture(part, "seconds"), _times, most=1.25)
    yield Figure("its most memory", ran["peak_bytes"] / MIB, _mebibytes, most=200)
    yield Figure("a worker's most memory", ran["worker_peak_bytes"] / MIB, _mebibytes, most=200)


def _a_capture(found: dict[str, Any], name: str) -> float:
    return 1000 * found[name] / found["captures"]


def _in_ms(found: dict[str, Any], name: str) -> float:
    return 1000 * found[name]


def _speed(value: float) -> str:
    return f"{value:,.1f} MB/s"


def _times(value: float) -> str:
    return f"{value:.2f} ×"


def _milliseconds(value: float) -> str:
    return f"{value:,.1f} ms"


def _percent(value: float) -> str:
    return f"{value:.0%}"


def _number(value: float) -> str:
    return f"{value:,.1f}"


def _whole(value: float) -> str:
    return f"{value:,.0f}"


def _mebibytes(value: float) -> str:
    return f"{value:,.0f} MiB"
