"""Questions of an interview, "TC: Why would a ferry need a song?", told from sub-headings that ask. Pure.

They are text that a speaker spoke, whatever their length. One line with a colon tells nothing; several that open with
the same words and ask do. Asked once the articles are known: the headlines of a series open alike, too.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from importers.segments import Role, Segment

QUESTION = "question"
# "TC", "Q", "Standards team", "Dana Vole, Ferrywoman": who asks is named in a few words without a sentence's marks.
LABEL = re.compile(r"([^\W_][^:.?!;]{0,30}): ?\S")
FEWEST = 2
SPOKEN = frozenset({Role.SUB_HEADING, Role.PARAGRAPH})


def with_questions(segments: Sequence[Segment]) -> list[Segment]:
    """The segments of a page; the sub-headings among them that are a speaker's questions have become paragraphs."""
    asked: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for place, segment in enumerate(segments):
        if segment.role in SPOKEN and segment.extract is not None and segment.text[-1] == "?":
            opening = LABEL.match(segment.text)
            if opening:
                asked[segment.extract, opening[1]].append(place)
    found = list(segments)
    for (_, label), places in asked.items():
        for place in places if len(places) >= FEWEST else ():
            if found[place].role is Role.SUB_HEADING:
                evidence = f"one of {len(places)} questions of {label}"
                found[place] = found[place]._replace(role=Role.PARAGRAPH, rule=QUESTION, evidence=evidence)
    return found
