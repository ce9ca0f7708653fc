"""A hostile page costs work in proportion to its length: twice as long, twice the work.

Work is counted in lines of Python executed, which is the same on every machine; the families of pages are those of the
benchmark, which times them as well and thereby judges what runs in C, the regular expressions above all.
"""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from importers.capture import page_of
from importers.infer import infer
from importers.prepare import marks_of
from importers.read import read
from tests.bench.hostile import families

LINE = 4_000
PAGE = 300
"""Twice as many short lines as the outline decides together: from here on, it is the number of parts that grows."""
MOST = 2.2


def prepare(content: bytes) -> None:
    page = page_of("hostile.txt", content)
    for extract in infer(page, read(page)).extracts:
        marks_of(extract)


def lines_executed(work: Callable[[], Any]) -> int:
    count = 0

    def trace(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("make", dict(families(LINE, PAGE)).values(), ids=dict(families(LINE, PAGE)))
def test_twice_the_page_is_twice_the_work(make):
    prepare(make(1).encode())  # tables that are read once are no work of a page
    once = lines_executed(lambda: prepare(make(1).encode()))
    twice = lines_executed(lambda: prepare(make(2).encode()))
    assert twice < MOST * once, f"{once:,} lines executed, for twice the length {twice:,}"


def test_quadratic_work_would_be_noticed():
    def pairs(count: int) -> None:
        for one in range(count):
            for other in range(count):
                one < other  # noqa: B015

    assert lines_executed(lambda: pairs(200)) > MOST * lines_executed(lambda: pairs(100))
