"""Recognises bylines on lines of their own: "By Jane Roe and John Doe", "Written by TCA".

"By Popular Demand" has the same shape, so the line must stand where bylines stand: under a short line, or at the end of
an article, and not between two paragraphs.
"""

from collections.abc import Sequence

from importers.names import has_label, split_names
from importers.rules.contract import Found, is_short, one, text_after, text_before
from importers.segments import Line, Role, Segment

HEAD_ROLES = frozenset({Role.UNKNOWN, Role.PUBLICATION_DATE, Role.CREDIT, Role.CAPTION})


def byline(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    line = lines[at]
    if not has_label(line.text):
        return None
    names = split_names(line.text)
    if not names or not _stands_as_byline(lines, at, done):
        return None
    return one(line, Role.BYLINE, "byline", f"a byline's label and {len(names)} of the shape of names")


def _stands_as_byline(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> bool:
    before = text_before(done)
    if before is not None and before.role in HEAD_ROLES:
        return True
    following = text_after(lines, at)
    return before is not None and (following is None or is_short(following))
