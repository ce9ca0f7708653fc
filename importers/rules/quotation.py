"""Recognises quotations set apart from the text: lines marked ``>``, and a quoted line with its speaker beneath it.

An ordinary paragraph of speech stays a paragraph, whatever quotation marks it opens and closes with.
"""

import re
from collections.abc import Sequence

from importers.names import is_name
from importers.rules.contract import Found, is_short, one, text_after, text_before
from importers.segments import Line, Role, Segment

MARKED = re.compile(r">\s*(?=\S)")
OPENING, CLOSING = frozenset('“"«„‘'), frozenset('”"»“’')
SPEAKER = re.compile(r"[—–―-]\s*(?=[^\W\d_])")


def quotation(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    line = lines[at]
    marked = MARKED.match(line.text) if line.text[0] == ">" else None
    if marked:
        return one(line, Role.QUOTATION, "marked_quotation", "opens with >", line.text[marked.end() :])
    before = text_before(done)
    if before is not None and before.rule == "pull_quote" and _is_speaker(line):
        return one(line, Role.QUOTATION, "speaker", "names the speaker of the quotation above")
    if line.text[0] in OPENING and line.text[-1] in CLOSING:
        following = text_after(lines, at)
        if following is not None and _is_speaker(following):
            return one(line, Role.QUOTATION, "pull_quote", "in quotation marks, its speaker on the next line")
    return None


def _is_speaker(line: Line) -> bool:
    dash = SPEAKER.match(line.text)
    return bool(dash) and is_short(line) and is_name(line.text[dash.end() :].split(",")[0]) if dash else False
