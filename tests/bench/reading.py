"""Reading, segmenting and inferring in one process, against reading the same bytes and splitting them."""

import gc
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from importers.capture import read_capture
from importers.errand import FEW_COLLECTIONS
from importers.infer import infer
from importers.prepare import marks_of
from importers.read import read
from importers.survey import Survey, look_over

PARAGRAPHS = re.compile(r"\n\s*\n")
WORDS = re.compile(r"[^\W_]+")
ROUNDS = 3
CHUNK = 40
"""Captures that are read before their floor is measured again: what else the machine does then slows both. A run reads
about as many together."""
READING = ("weigh", "open", "read", "infer")
WEIGHED = 300
"""Files over which a run weighs words before it reads; of a longer run as many, evenly spread."""


def measure(paths: Sequence[Path]) -> dict[str, Any]:
    """Seconds of processor time for all of ``paths``: of each chunk the least of some rounds, its floor's in turns.

    Looking over the run is counted whole, however few captures there are to share its cost. Garbage is collected as
    rarely as in the command.
    """
    size = sum(path.stat().st_size for path in paths)
    sample = paths[:: -(-len(paths) // WEIGHED)]
    before = gc.get_threshold()
    gc.set_threshold(*FEW_COLLECTIONS)
    try:
        spent = _spent(paths, sample)
    finally:
        gc.set_threshold(*before)
    reading = sum(spent[name] for name in READING)
    floor = spent["floor"]
    return {
        "captures": len(paths),
        "megabytes": size / 1e6,
        "floor_seconds": floor,
        "words_pass_seconds": spent["words"],
        "stage_seconds": {name: spent[name] for name in (*READING, "mark")},
        "reading_seconds": reading,
        "reading_to_floor": reading / floor,
        "prepared_to_floor": (reading + spent["mark"]) / floor,
        "words_to_floor": spent["words"] / floor,
        "megabytes_a_second": size / 1e6 / reading,
        "milliseconds_a_capture": 1000 * reading / len(paths),
    }


def _spent(paths: Sequence[Path], sample: Sequence[Path]) -> Counter[str]:
    """Seconds by stage."""
    survey = look_over(map(read_capture, sample))
    spent: Counter[str] = Counter()
    for start in range(0, len(paths), CHUNK):
        rounds = [_round(paths[start : start + CHUNK], survey) for _ in range(ROUNDS)]
        spent.update({name: min(one[name] for one in rounds) for name in rounds[0]})
    spent["weigh"] = min(_timed(lambda: look_over(map(read_capture, sample))) for _ in range(ROUNDS))
    return spent


def _round(paths: Sequence[Path], survey: Survey) -> dict[str, float]:
    return {
        "floor": _timed(lambda: [PARAGRAPHS.split(path.read_text(encoding="utf-8")) for path in paths]),
        "words": _timed(lambda: [WORDS.findall(path.read_text(encoding="utf-8")) for path in paths]),
        **_stages(paths, survey),
    }


def _timed(work: Callable[[], Any]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _stages(paths: Sequence[Path], survey: Survey) -> dict[str, float]:
    """Seconds in each stage, one after the other for all captures of the chunk, as in a run."""
    clock = time.process_time
    begun = clock()
    pages = [read_capture(path) for path in paths]
    opened = clock()
    segments = [read(page) for page in pages]
    segmented = clock()
    readings = [infer(page, found, survey) for page, found in zip(pages, segments, strict=True)]
    inferred = clock()
    for reading in readings:
        for extract in reading.extracts:
            marks_of(extract)
    marked = clock()
    return {
        "open": opened - begun,
        "read": segmented - opened,
        "infer": inferred - segmented,
        "mark": marked - inferred,
    }
