"""Recognises the furniture of people pages: "Our People > Jane Roe", "Jane Roe's Avatar", role and life, "Articles".

What such a page tells of the person belongs to the person and to none of the articles listed under it.
"""

import re
from collections.abc import Sequence

from importers.names import is_name
from importers.rules.contract import Found, one, texts_after, with_blanks
from importers.segments import Line, Role, Segment

TRAIL = re.compile(
    r"(?:home\s?[>»›/]\s?)?(?:our people|people|authors?|our team|contributors|team)\s?[>»›/]\s?(?P<name>\S.*)",
    re.IGNORECASE,
)
AVATAR = re.compile(r"(?P<name>\S.*?)(?:[’']s)? (?:avatar|photo|portrait)", re.IGNORECASE)
LIST_HEADINGS = frozenset(
    {"articles", "latest articles", "posts", "stories", "all articles", "recent articles"}
)
DIVIDER = "divider"
PROFILE = "people_page"
LONGEST = 120
MOST_PARAGRAPHS = 10


def people(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    line = lines[at]
    if len(line.text) > LONGEST:
        return None
    trail = TRAIL.fullmatch(line.text)
    if trail is None or not is_name(trail["name"]):
        return None
    return _profile(lines, at, trail["name"])


def _profile(lines: Sequence[Line], at: int, name: str) -> Found:
    """From the trail to the heading of the list; the trail alone where no such heading follows."""
    trail = one(lines[at], Role.BOILERPLATE, PROFILE, f"the way to the page of {name}")
    found = list(trail)
    for line in texts_after(lines, at):
        phrase = line.text.casefold()
        if phrase in LIST_HEADINGS:
            found += one(line, Role.BOILERPLATE, PROFILE, "the heading of a person's list of articles")
            return with_blanks(lines, at, found)
        if phrase == DIVIDER or _is_avatar(line.text):
            found += one(line, Role.BOILERPLATE, PROFILE, "furniture of a person's page")
        elif line.text == name:
            found += one(line, Role.BYLINE, PROFILE, "the person whose page it is")
        elif len(found) > MOST_PARAGRAPHS:
            break
        else:
            found += one(
                line, Role.AUTHOR_BIO, PROFILE, f"between the name of {name} and the list of articles"
            )
    return trail


def _is_avatar(text: str) -> bool:
    return len(text) <= LONGEST and AVATAR.fullmatch(text) is not None
