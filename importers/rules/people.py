"""Recognises the furniture of people pages: "Our People > Jane Roe", "Jane Roe's Avatar", role and life, "Articles".

What such a page tells of the person belongs to the person and to none of the articles listed under it.
"""

import re
from collections.abc import Sequence

from importers.names import is_name
from importers.rules.contract import Found, one, texts_after, with_blanks
from importers.segments import Line, Name, Person, Role, Segment

TRAIL = re.compile(
    r"(?:home\s?[>»›/]\s?)?(?:our people|people|authors?|our team|contributors|team)\s?[>»›/]\s?(?P<name>\S.*)",
    re.IGNORECASE,
)
ARROWS = ">»›/"
AVATAR = re.compile(r"(?P<name>\S.*?)(?:[’']s)? (?:avatar|photo|portrait)", re.IGNORECASE)
LIST_HEADINGS = frozenset(
    {"articles", "latest articles", "posts", "stories", "all articles", "recent articles"}
)
DIVIDER = "divider"
PROFILE = "people_page"
TRAIL_RULE = "people_trail"
INNER_DIVIDER = re.compile(r"\bdivider\b")
LONGEST = 120
MOST_PARAGRAPHS = 10


def people(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    line = lines[at]
    if len(line.text) > LONGEST or not any(map(line.text.__contains__, ARROWS)):
        return None
    trail = TRAIL.fullmatch(line.text)
    if trail is None or not is_name(trail["name"]):
        return None
    return _profile(lines, at, trail["name"])


def _profile(lines: Sequence[Line], at: int, name: str) -> Found:
    """From the trail to the heading of the list; the trail alone where no such heading follows."""
    trail = one(lines[at], Role.BOILERPLATE, TRAIL_RULE, f"the way to the page of {name}")
    found = list(trail)
    for line in texts_after(lines, at):
        phrase = line.text.casefold()
        if phrase in LIST_HEADINGS:
            found += one(line, Role.BOILERPLATE, PROFILE, "the heading of a person's list of articles")
            return with_blanks(lines, at, found)
        if phrase == DIVIDER or _is_avatar(line.text):
            found += one(line, Role.BOILERPLATE, PROFILE, "furniture of a person's page")
        elif is_name(line.text) and all(segment.role is Role.BOILERPLATE for segment in found):
            found += one(line, Role.BYLINE, PROFILE, "the person whose page it is")
        elif len(found) > MOST_PARAGRAPHS:
            break
        else:
            found += one(
                line, Role.AUTHOR_BIO, PROFILE, f"between the name of {name} and the list of articles"
            )
    return trail


def described(segments: Sequence[Segment]) -> tuple[Person, ...]:
    """Whom the page describes: its owner, or another whose name stands over the life."""
    owner = next((segment for segment in segments if segment.rule == TRAIL_RULE), None)
    trail = TRAIL.fullmatch(owner.text) if owner else None
    if owner is None or trail is None:
        return ()
    lines = [segment for segment in segments if segment.rule == PROFILE]
    names = [segment for segment in lines if segment.role is Role.BYLINE]
    # "divider" is the name of a picture of a line, which stands inside the paragraphs of such a life.
    bio = [
        part.strip()
        for s in lines
        if s.role is Role.AUTHOR_BIO
        for part in INNER_DIVIDER.split(s.text)
        if part.strip()
    ]
    name, line = (names[0].text, names[0].first) if names else (trail["name"], owner.first)
    return (Person(name, tuple(bio), line),)


def owner_of(segments: Sequence[Segment]) -> Name | None:
    """Under whose name the page lists its articles."""
    for segment in segments:
        if segment.rule == TRAIL_RULE:
            trail = TRAIL.fullmatch(segment.text)
            return Name(trail["name"], segment.text, segment.first) if trail else None
    return None


def _is_avatar(text: str) -> bool:
    return len(text) <= LONGEST and AVATAR.fullmatch(text) is not None
