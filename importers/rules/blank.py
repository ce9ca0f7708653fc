"""Recognises a run of lines without text."""

from collections.abc import Sequence

from importers.rules.contract import Found, blank_run
from importers.segments import Line, Segment


def blank(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    if lines[at].text:
        return None
    end = at
    while end < len(lines) and not lines[end].text:
        end += 1
    return (blank_run(at + 1, end),)
