"""Lines of text that stand in many captures, each time between others: perhaps the site prints them. Pure.

A line also repeats because its article was captured many times; then the lines around it are the same each time. It is
proposed with the count as evidence and never dropped for that alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from importers.decided import key_of
from importers.segments import DROPPED_ROLES, Page, Role, Segment

FEWEST = 5
LEAST_SHARE = 0.02
"""Captures that must have the line, and their share of those looked at: fewer prove nothing."""
AMONG_OTHERS = 0.5
"""Share of them in which another line stands above, and another below, than in the first."""

PROPOSED = frozenset({Role.PARAGRAPH, Role.UNKNOWN, Role.LIST_ITEM, Role.QUOTATION, Role.CAPTION})
"""Names and credits repeat because the same people write and take pictures."""
NO_NEIGHBOURS = (DROPPED_ROLES | {Role.BLANK}) - {Role.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Repeated:
    """A line that ``seen`` of ``looked_at`` captures have, with the first of them and its number there."""

    anchor: str
    text: str
    role: Role
    seen: int
    looked_at: int
    example: str
    line: int


@dataclass(slots=True)
class _Count:
    text: str
    role: Role
    example: str
    line: int
    page: int
    seen: int = 1
    others_above: int = 0
    others_below: int = 0


@dataclass(slots=True)
class Repeats:
    """Counts lines over captures. Most lines stand once, and of these only hashes of their surroundings are kept."""

    pages: int = 0
    _once: dict[int, tuple[int, int, int, int]] = field(default_factory=dict)
    _often: dict[int, _Count] = field(default_factory=dict)
    _names: list[str] = field(default_factory=list)

    def add(self, page: Page, segments: Sequence[Segment]) -> None:
        """Count the lines of ``page``, each once."""
        self.pages += 1
        self._names.append(page.name)
        texts = [segment for segment in segments if segment.role not in NO_NEIGHBOURS]
        for at, segment in enumerate(texts):
            if segment.role in PROPOSED:
                above = hash(texts[at - 1].text) if at else None
                below = hash(texts[at + 1].text) if at + 1 < len(texts) else None
                self._add(segment, above, below)

    def found(self) -> Iterator[Repeated]:
        """The lines to propose, in the order in which they were seen."""
        fewest = max(FEWEST, LEAST_SHARE * self.pages)
        for count in self._often.values():
            others = min(count.others_above, count.others_below)
            if count.seen >= fewest and others >= AMONG_OTHERS * (count.seen - 1):
                yield Repeated(
                    key_of(count.text),
                    count.text,
                    count.role,
                    count.seen,
                    self.pages,
                    count.example,
                    count.line,
                )

    def _add(self, segment: Segment, above: int | None, below: int | None) -> None:
        key = hash(segment.text)
        # An end of the page is no neighbour that could be the same.
        first = self._once.setdefault(key, (self.pages, segment.first, above or 0, below or 0))
        page, line, first_above, first_below = first
        if page == self.pages:
            return
        count = self._often.get(key)
        if count is None:
            example = self._names[page - 1]
            count = self._often[key] = _Count(segment.text, segment.role, example, line, page)
        if count.page == self.pages:
            return
        count.page = self.pages
        count.seen += 1
        count.others_above += above is None or above != first_above
        count.others_below += below is None or below != first_below
