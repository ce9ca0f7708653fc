"""What a hostile page costs when it gets twice as long: linear work costs twice as much, quadratic work four times."""

import gc
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from importers.capture import page_of
from importers.infer import infer
from importers.prepare import marks_of
from importers.read import read

LINES = {
    "spaces": " x",
    "one word": "a",
    "capitals": "A",
    "capitalised words": "Jane ",
    "initials": "J. ",
    "apostrophes": "A'",
    "numbers": "1 ",
    "dates": "1 May 2025 ",
    "brackets": "[",
    "opened captions": "[caption]",
    "captions with attributes": "[caption a=",
    "opened and closed": "[caption][/caption]",
    "unclosed videos": "[video a=b/",
    "markup": "<",
    "scripts": "<script>",
    "pairs": "KGS/USD = 0.1 0% ",
    "almost pairs": "KGS/USD = 0.1 ",
    "photo labels": "photo: ",
    "parentheses": "(A photo",
    "bars": "@A|",
    "datelines": "PARIS, ",
    "dashes": "— ",
    "By": "By Jane ",
    "trails": "People > ",
    "quotation marks": "“",
    "casino": "casino bonus ",
    "no-break spaces": "\u00a0",
    "direction marks": "\u202e",
    "joiners": "\u200d",
    "mojibake": "â€™",
    "broken mojibake": "Ã",
    "line separators": "\u2028",
}
PAGES = {
    "blank lines": "\n",
    "names": "Jane Roe\n",
    "names and blanks": "Jane Roe\n\n",
    "dates": "1 May 2025\n",
    "suggestions": "Suggested Articles\n",
    "suggestions and titles": "Suggested Articles\nA Title\n",
    "trails": "Our People > Jane Roe\n",
    "links": "View more articles from Jane Roe\n",
    "continue": "Continue reading\nJane Roe\n",
    "captions over lines": "[caption]\n",
    "numbers": "1. a\n",
    "quotes": "“a”\n",
    "buttons": "Share\n",
    "short lines": "A Short Line\n",
    "titles and text": "Ferry Returns to the Lower Sarn\n\n"
    + "The ferry across the river ran again. " * 6
    + "\n\n",
    "ticker and dates": "KGS/USD = 1 0%\n\n1 May 2025\n",
}
LINE = 100_000
PAGE = 2_000
ROUNDS = 2


def measure() -> list[dict[str, Any]]:
    """Every family with its seconds at one length and at twice that, the steepest first."""
    # A collection that looks through what the benchmark holds would count as work of the page.
    gc.freeze()
    try:
        found = [_doubled(name, make) for name, make in families(LINE, PAGE)]
    finally:
        gc.unfreeze()
    return sorted(found, key=lambda one: -one["doubling"])


def families(line: int, page: int) -> Iterator[tuple[str, Callable[[int], str]]]:
    """Names of hostile pages, and what makes each so many times as long as ``line`` characters, or as ``page`` lines or
    groups of lines."""
    for name, unit in LINES.items():
        yield f"one line of {name}", partial(_repeated, unit, line // len(unit), "")
        yield f"one line of {name}, ended", partial(_repeated, unit, line // len(unit), "!")
    for name, unit in PAGES.items():
        yield f"many lines of {name}", partial(_repeated, unit, page, "")


def _repeated(unit: str, count: int, ending: str, times: int) -> str:
    return unit * (times * count) + ending


def _doubled(name: str, make: Callable[[int], str]) -> dict[str, Any]:
    once, twice = make(1).encode(), make(2).encode()
    seconds = [(_seconds(once), _seconds(twice)) for _ in range(ROUNDS)]
    one, two = (min(times) for times in zip(*seconds, strict=True))
    return {"family": name, "bytes": len(once), "once": one, "twice": two, "doubling": two / one}


def _seconds(content: bytes) -> float:
    begun = time.process_time()
    page = page_of("hostile.txt", content)
    for extract in infer(page, read(page)).extracts:
        marks_of(extract)
    return time.process_time() - begun
