"""Recognises list items: lines that open with a bullet or a number.

A number alone does not make a list: numbered sub-headings are written the same way. It does where the line is indented,
or where numbered lines follow each other without a blank line.
"""

import re
from collections.abc import Sequence

from importers.rules.contract import Found, one
from importers.segments import Line, Role, Segment

BULLET = re.compile(r"[•·▪●◦‣∙■□►➢✓✔*+-]\s+(?=\S)")
NUMBER = re.compile(r"(?:\d{1,3}|[a-z])[.)]\s+(?=\S)")


def list_item(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    line = lines[at]
    if line.text[0].isalpha() and line.text[1:2] not in (".", ")"):
        return None
    bullet = BULLET.match(line.text)
    if bullet:
        return one(
            line, Role.LIST_ITEM, "bullet", f"opens with {bullet[0].strip()}", line.text[bullet.end() :]
        )
    number = NUMBER.match(line.text)
    if number and (line.raw[:1].isspace() or _has_numbered_neighbour(lines, at)):
        return one(
            line, Role.LIST_ITEM, "number", f"opens with {number[0].strip()}", line.text[number.end() :]
        )
    return None


def _has_numbered_neighbour(lines: Sequence[Line], at: int) -> bool:
    neighbours = lines[max(0, at - 1) : at + 2]
    return any(NUMBER.match(line.text) for line in neighbours if line.number != at + 1)
