"""Segments as editors said that they are, and the lines where they said that articles begin. Pure.

In: a page, its segments as `read` left them, and what was given. Out: `Heeded`, in which every line that was spoken of
is a segment of its own; from it what the outline looks at, and the outline's openings where editors have them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from importers.decided import Given
from importers.outline import Opening
from importers.outline.candidates import may_head
from importers.rules.list_item import BULLET, NUMBER
from importers.rules.people import PROFILE, TRAIL_RULE
from importers.rules.quotation import MARKED
from importers.rules.shortcodes import unwrap
from importers.segments import BODY_ROLES, DROPPED_ROLES, Line, Page, Role, Segment

EDITOR = "editor"
SAID = "said by an editor"
BEGINS = "an editor said that an article begins here"
GOES_ON = "an editor said that the article goes on here"
LONGEST_SAID = {Role.HEADLINE: 300, Role.BYLINE: 200, Role.CREDIT: 200}
"""Characters that an article has room for. A longer line stays the text that it is, or some of it would be lost."""

_MARKS = {Role.LIST_ITEM: (BULLET, NUMBER), Role.QUOTATION: (MARKED,)}
_TEXT = BODY_ROLES | {Role.UNKNOWN, Role.HEADLINE, Role.SUB_HEADING}


@dataclass(frozen=True, slots=True)
class Heeded:
    """``segments`` as they were said to be, and ``roles``, what lines were said to be.

    In each line of ``begins`` the outline has to open an article, and in no other of ``goes_on``. It is the line that
    was named, or the first text below it, such as the headline under a caption: ``named`` leads back. Under the lines
    of ``alone`` there is no text.
    """

    segments: tuple[Segment, ...]
    roles: Mapping[int, Role] = field(default_factory=dict)
    begins: frozenset[int] = frozenset()
    goes_on: frozenset[int] = frozenset()
    named: Mapping[int, int] = field(default_factory=dict)
    alone: tuple[int, ...] = ()

    @property
    def is_spoken_of(self) -> bool:
        """Whether anything was said of the page."""
        return bool(self.roles or self.begins or self.goes_on)

    def seen(self) -> Sequence[Segment]:
        """What the outline looks at: what was said to be a headline or a sub-heading is a short line to it."""
        if not self.roles:
            return self.segments
        return [
            segment._replace(role=Role.UNKNOWN)
            if segment.role is Role.HEADLINE or segment.role is Role.SUB_HEADING
            else segment
            for segment in self.segments
            if not self.is_refused(segment)
        ]

    def openings(self, found: Iterable[Opening]) -> list[Opening]:
        """The outline's openings, in order, with the lines that were named and without headlines that are none."""
        openings = [self._opening(one) if one.title_line in self.begins else one for one in found]
        openings += [Opening(line, None, 1.0, "", False) for line in self.alone]
        return sorted(openings, key=lambda opening: opening.first)

    def is_refused(self, segment: Segment) -> bool:
        """Whether an editor said that the segment is nothing that is known, and no text."""
        return segment.first in self.roles and segment.role is Role.UNKNOWN

    def is_said(self, opening: Opening) -> bool:
        """Whether an editor said that an article begins there."""
        return opening.title_line in self.begins or opening.first in self.named.values()

    def words(self, line: int) -> str:
        """What was said of the line's place in an article; "" if nothing was."""
        return BEGINS if line in self.begins else GOES_ON if line in self.goes_on else ""

    def _opening(self, opening: Opening) -> Opening:
        line = opening.first
        role = next(segment.role for segment in self.segments if segment.first == line)
        has_title = role is Role.HEADLINE or (role is Role.UNKNOWN and line not in self.goes_on)
        return replace(opening, first=self.named[line], title_line=line if has_title else None)


def heed(page: Page, segments: Sequence[Segment], given: Given | None) -> Heeded:
    """What was ``given`` about ``page``, done to its ``segments``."""
    if given is None:
        return Heeded(tuple(segments))
    roles = {line: role for line, role in given.roles.items() if _has_room(page.lines[line - 1], role)}
    done = _without_person(list(_said(page, segments, roles, given.begins)))
    named, alone = _targets(done, roles, given.begins)
    opened = frozenset(named)
    inner = {line for line, role in roles.items() if role is Role.SUB_HEADING}
    return Heeded(
        segments=tuple(_opened(segment) if segment.first in opened else segment for segment in done),
        roles=roles,
        begins=opened,
        goes_on=given.goes_on | inner,
        named=named,
        alone=alone,
    )


def _said(
    page: Page, segments: Sequence[Segment], roles: Mapping[int, Role], begins: frozenset[int]
) -> Iterator[Segment]:
    for segment in segments:
        lines = range(segment.first, segment.last + 1)
        if roles.keys().isdisjoint(lines) and begins.isdisjoint(lines):
            yield segment
            continue
        for part in _cut(page, segment):
            line = page.lines[part.first - 1]
            if part.first in roles:
                yield _as(part, line, roles[part.first])
            elif part.first in begins and (part.role in DROPPED_ROLES - _TEXT or part.rule == PROFILE):
                yield _as_text(part, line)
            else:
                yield part


def _cut(page: Page, segment: Segment) -> Iterator[Segment]:
    """The lines of a segment, each by itself."""
    if segment.first == segment.last:
        yield segment
        return
    for line in page.lines[segment.first - 1 : segment.last]:
        part = segment._replace(first=line.number, last=line.number, text=line.text, asides=())
        yield part if line.text else part._replace(role=Role.BLANK, rule="blank", evidence="no text on it")


def _as(segment: Segment, line: Line, role: Role) -> Segment:
    """The segment with the role that was said. Where its rule had the same, the rule's name is kept: others ask it."""
    if role is segment.role and role is not Role.UNKNOWN:
        return segment._replace(evidence=f"{SAID}; {segment.evidence}", confidence=1.0)
    text, asides = (line.text, ()) if role in DROPPED_ROLES else _unwrapped(line)
    for mark in _MARKS.get(role, ()):
        text = mark.sub("", text, count=1) if mark.match(text) else text
    return Segment(role, line.number, line.number, text, EDITOR, SAID, asides=asides)


def _as_text(segment: Segment, line: Line) -> Segment:
    """What was no text to the rules, and opens an article."""
    text, asides = _unwrapped(line)
    role = Role.UNKNOWN if may_head(text) else Role.PARAGRAPH
    return Segment(role, line.number, line.number, text, EDITOR, BEGINS, asides=asides)


def _unwrapped(line: Line) -> tuple[str, tuple[str, ...]]:
    """A line's text without its shortcodes, and what they held; of a line that is nothing else, the last of that."""
    if "[" not in line.text:
        return line.text, ()
    rest, held = unwrap(line.text)
    if rest:
        return rest, tuple(held)
    return (held[-1], tuple(held[:-1])) if held else (line.text, ())


def _without_person(segments: Sequence[Segment]) -> Sequence[Segment]:
    """Lines that told of a person belong to an article where an editor said that the page is not the person's."""
    if any(segment.rule == TRAIL_RULE for segment in segments):
        return segments
    return [segment._replace(rule=EDITOR) if segment.rule == PROFILE else segment for segment in segments]


def _opened(segment: Segment) -> Segment:
    """A segment that opens an article; one that cannot be a headline is its text."""
    if segment.role is not Role.UNKNOWN:
        return segment._replace(evidence=f"{segment.evidence}; {BEGINS}")
    if may_head(segment.text):
        return segment
    return segment._replace(role=Role.PARAGRAPH, rule=EDITOR, evidence=BEGINS)


def _targets(
    segments: Sequence[Segment], roles: Mapping[int, Role], begins: frozenset[int]
) -> tuple[dict[int, int], tuple[int, ...]]:
    """The first text from each line of ``begins`` on, with that line; and the lines that have none before the next."""
    named: dict[int, int] = {}
    waiting: list[int] = []
    alone: list[int] = []
    for segment in segments:
        if segment.first in begins:
            alone += waiting
            waiting = [segment.first]
        is_refused = segment.role is Role.UNKNOWN and segment.first in roles
        if waiting and segment.role in _TEXT and not is_refused:
            named[segment.first] = waiting.pop()
    return named, (*alone, *waiting)


def _has_room(line: Line, role: Role) -> bool:
    return len(line.text) <= LONGEST_SAID.get(role, len(line.text))
