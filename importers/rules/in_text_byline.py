"""Recognises a paragraph that opens with its own byline: "By Jane Roe The harvest in March failed", flattened from two.

The name stays in the text, for nobody can say for certain where it ends; the reading names it as a guess.
"""

import re
from collections.abc import Sequence

from importers.names import is_name
from importers.rules.contract import Found, one, text_before
from importers.segments import Line, Role, Segment

RULE = "in_text_byline"
_NAME = r"[^\W\d_][\w’'-]{0,24}(?: [^\W\d_]\.)?(?: (?:van|von|de|der|bin|al))*(?: [^\W\d_][\w’'-]{1,24})"
# A sentence begins behind the name: a capital, and soon a small letter. "By Security Council Standards" is none.
BYLINE = re.compile(rf"By (?P<name>{_NAME}),? (?=[“\"‘(]?[^\W\d_a-z][\w’'-]* [“\"‘(]?[a-z])")
# The article's own sentence may begin with "By": it goes on in small letters and with a comma before long.
SHORTEST = 60
STARTS = frozenset({Role.UNKNOWN, Role.CREDIT, Role.CAPTION, Role.PUBLICATION_DATE})


def in_text_byline(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    line = lines[at]
    if not line.text.startswith("By ") or len(line.text) < SHORTEST:
        return None
    before = text_before(done)
    if before is not None and before.role not in STARTS:
        return None
    name = name_in(line.text)
    return one(line, Role.PARAGRAPH, RULE, f"opens with “By {name}”") if name else None


def name_in(text: str) -> str | None:
    """The name after "By" at the beginning of running text."""
    match = BYLINE.match(text)
    return match["name"] if match and is_name(match["name"]) else None
