"""Recognises running text that opens with a dateline: "DUSHANBE (TCA) —", "PARIS, 3 March (AFP) –".

The dateline stays in the paragraph: it is the newsroom's own text. It tells that an article begins here.
"""

import re
from collections.abc import Sequence

from importers.rules.contract import Found, one
from importers.segments import Line, Role, Segment

PLACE = r"[A-Z][A-Z’'.\-]{2,24}(?: [A-Z’'.\-]{2,24}){0,3}"
DATELINE = re.compile(
    rf"{PLACE}(?:, [A-Za-z0-9. ]{{2,24}})? (?:\([A-Za-z0-9.,/ -]{{2,40}}\) ?)?[—–-]{{1,2}} (?=\S)"
)
# Below this there is no sentence behind the dash, and the line may as well be a headline in capitals.
SHORTEST = 60


def dateline(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    line = lines[at]
    if len(line.text) < SHORTEST or line.text[1].islower():
        return None
    match = DATELINE.match(line.text)
    if match is None:
        return None
    return one(line, Role.PARAGRAPH, "dateline", f"opens with the dateline {match[0].rstrip(' —–-')}")
