"""Recognises what is left: short lines, which the outline of the whole page decides upon, and paragraphs."""

from collections.abc import Sequence

from importers.rules.contract import Found, is_short, one
from importers.segments import Line, Role, Segment

SHORT_LINE = "short_line"


def short_line(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    line = lines[at]
    if not is_short(line):
        return None
    return one(line, Role.UNKNOWN, SHORT_LINE, "short: a headline, a sub-heading or a brief paragraph")


def paragraph(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    return one(lines[at], Role.PARAGRAPH, "paragraph", "a line of running text")
