"""Reading, segmenting and inferring in one process, against reading the same bytes and splitting them."""

import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from importers.capture import read_capture
from importers.infer import infer
from importers.prepare import marks_of
from importers.read import read
from importers.survey import look_over

PARAGRAPHS = re.compile(r"\n\s*\n")
WORDS = re.compile(r"[^\W_]+")
ROUNDS = 3
READING = ("weigh", "open", "read", "infer")
WEIGHED = 300
"""Files over which a run weighs words before it reads; of a longer run as many, evenly spread."""


def measure(paths: Sequence[Path]) -> dict[str, Any]:
    """Seconds of processor time for all of ``paths``: the least of some rounds, for others use the machine too."""
    size = sum(path.stat().st_size for path in paths)
    floor, words, stages = [], [], []
    for _ in range(ROUNDS):
        floor.append(_timed(lambda: [PARAGRAPHS.split(path.read_text(encoding="utf-8")) for path in paths]))
        words.append(_timed(lambda: [WORDS.findall(path.read_text(encoding="utf-8")) for path in paths]))
        stages.append(_stages(paths))
    least = {name: min(stage[name] for stage in stages) for name in stages[0]}
    reading = min(sum(stage[name] for name in READING) for stage in stages)
    return {
        "captures": len(paths),
        "megabytes": size / 1e6,
        "floor_seconds": min(floor),
        "words_pass_seconds": min(words),
        "stage_seconds": least,
        "reading_seconds": reading,
        "reading_to_floor": reading / min(floor),
        "prepared_to_floor": (reading + least["mark"]) / min(floor),
        "words_to_floor": min(words) / min(floor),
        "megabytes_a_second": size / 1e6 / reading,
        "milliseconds_a_capture": 1000 * reading / len(paths),
    }


def _timed(work: Callable[[], Any]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _stages(paths: Sequence[Path]) -> dict[str, float]:
    """Seconds in each stage. Captures go one after the other through all, as in a run."""
    spent = dict.fromkeys((*READING, "mark"), 0.0)
    clock = time.process_time
    begun = clock()
    survey = look_over(map(read_capture, paths[:: -(-len(paths) // WEIGHED)]))
    spent["weigh"] = clock() - begun
    for path in paths:
        begun = clock()
        page = read_capture(path)
        opened = clock()
        segments = read(page)
        segmented = clock()
        reading = infer(page, segments, survey)
        inferred = clock()
        for extract in reading.extracts:
            marks_of(extract)
        spent["open"] += opened - begun
        spent["read"] += segmented - opened
        spent["infer"] += inferred - segmented
        spent["mark"] += clock() - inferred
    return spent
