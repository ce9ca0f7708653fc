"""A hostile page costs time in proportion to its length: twice as long, about twice the time."""

import time

import pytest

from importers.capture import page_of
from importers.infer import infer
from importers.read import read

HOSTILE_LINES = {
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
HOSTILE_PAGES = {
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
    "ticker and dates": "KGS/USD = 1 0%\n\n1 May 2025\n",
}
LINE = 60_000
PAGE = 4_000
# Quadratic work would take four times as long; the machine is shared and the clock coarse.
MOST = 3.2
# Below this a measurement is noise; quadratic work on such input takes seconds.
TRIFLE = 0.5


def seconds(content: bytes) -> float:
    begun = time.perf_counter()
    page = page_of("hostile.txt", content)
    infer(page, read(page))
    return time.perf_counter() - begun


def assert_linear(text: str) -> None:
    twice = seconds((text + text).encode())
    if twice > TRIFLE:
        once = seconds(text.encode())
        assert twice < MOST * once, f"{once:.3f} s, twice as long {twice:.3f} s"


@pytest.mark.parametrize("unit", HOSTILE_LINES.values(), ids=HOSTILE_LINES)
def test_one_long_line(unit):
    assert_linear(unit * (LINE // len(unit)))


@pytest.mark.parametrize("unit", HOSTILE_LINES.values(), ids=HOSTILE_LINES)
def test_one_long_line_that_ends_otherwise(unit):
    assert_linear(unit * (LINE // len(unit)) + "!")


@pytest.mark.parametrize("unit", HOSTILE_PAGES.values(), ids=HOSTILE_PAGES)
def test_many_lines(unit):
    assert_linear(unit * (PAGE // unit.count("\n")))
