"""Where articles begin, proved by their copies on other pages: a text that stands whole elsewhere, between others, is
one article, and what follows it here is another. Pure.

Two pages that have some long lines in the same order have a copy of one article. Above it, where they differ, it
begins; below it, where they differ, the next one begins. Short lines do not count for this, since copies lose their
headlines and sub-headings. Copies are edited and cut off, too: so few lines prove nothing, nor does what looks alike.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from importers.outline.candidates import may_head
from importers.segments import BODY_ROLES, Role, Segment

TEXT_ROLES = BODY_ROLES | {Role.UNKNOWN}
KEYED = 120
"""Characters by which a line is known again."""
MARKS = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"))
"""Marks that copies have in another form."""
LONG = 60
"""A line of so many characters is no phrase that stands on many pages."""
MOST_PAGES = 6
"""A line on more pages than these belongs to the newsroom: its greeting, its farewell."""
MOST_LINES = 2_000
"""Lines of a page that are looked at; a hostile one is not worth more."""
AROUND = 3
"""Long lines above and below a copy that are looked at: one of them may be edited, not all."""
FEWEST_LONG, LEAST = 3, 1000
"""Long lines and characters that a copy has at least. A teaser has fewer, and where it ends proves nothing; a farewell
that several articles share has fewer, too."""
ALIKE = 0.5
"""Share of the words of the shorter of two lines that the longer has, if one is the other edited."""
TITLE_WORDS = 4
"""A headline below a copy has so many words at least; "What Comes Next" may be a section that the copy has lost."""

Seam = tuple[str, str]
"""A line that opens an article, and the long line under it, as keys."""
Proved = Mapping[str, frozenset[str]]
"""Lines that open articles, each with the long lines under which it does, as keys."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A long line, and the lines between it and the long line above."""

    key: str
    size: int
    between: tuple[str, ...]

    @property
    def above(self) -> list[str]:
        """The lines right above it that could be headlines, as keys."""
        return [key_of(text) for text in self.between if may_head(text)]


def key_of(text: str) -> str:
    key = text[:KEYED]
    if not key.isascii():
        for mark, plain in MARKS:
            key = key.replace(mark, plain)
    return key


def passages(segments: Iterable[Segment]) -> list[Passage]:
    """The long lines of a page in order."""
    return [
        Passage(key_of(one.text), len(one.text), tuple(other.text for other in between))
        for one, between in _passages(segments)
    ]


def _passages(segments: Iterable[Segment]) -> Iterator[tuple[Segment, list[Segment]]]:
    between: list[Segment] = []
    for one in islice((one for one in segments if one.role in TEXT_ROLES), MOST_LINES):
        if len(one.text) < LONG or (one.role is Role.UNKNOWN and may_head(one.text)):
            between.append(one)
        else:
            yield one, between
            between = []


def seams(pages: Sequence[Sequence[Passage]]) -> Proved:
    """The openings that the copies among ``pages`` prove."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for run in _runs(pages):
        for opening, under in _proved(*run):
            found[opening].add(under)
    return {opening: frozenset(unders) for opening, unders in found.items()}


def opened(segments: Sequence[Segment], proved: Proved) -> frozenset[int]:
    """The lines of a page that open an article by ``proved``."""
    unknown = Role.UNKNOWN
    if proved.keys().isdisjoint([key_of(one.text) for one in segments if one.role is unknown]):
        return frozenset()
    return frozenset(
        other.first
        for one, between in _passages(segments)
        for other in between
        if other.role is Role.UNKNOWN and key_of(one.text) in proved.get(key_of(other.text), ())
    )


Run = tuple[Sequence[Passage], Sequence[Passage], int, int, int]
"""Two pages, where a copy begins on the one and on the other, and how many long lines it has."""


def _runs(pages: Sequence[Sequence[Passage]]) -> Iterator[Run]:
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for at, passage in enumerate(page):
            places[passage.key].append((number, at))
    # In order, or a run that was found by a line in its middle would hide what stands above it in the same lane, and
    # which line of it comes first would depend on the order of the pages.
    pairs = sorted(
        (one, other, at - there, at)
        for found in places.values()
        if 1 < len(found) <= MOST_PAGES
        for (one, at), (other, there) in combinations(found, 2)
        if one != other
    )
    lane, end = (-1, -1, 0), 0
    for one, other, shift, at in pairs:
        if (one, other, shift) != lane or at >= end:
            run = _run(pages[one], pages[other], at, at - shift)
            lane, end = (one, other, shift), run[2] + run[4]
            yield run


def _run(here: Sequence[Passage], there: Sequence[Passage], at: int, other: int) -> Run:
    first = 0
    while at + first > 0 and other + first > 0 and here[at + first - 1].key == there[other + first - 1].key:
        first -= 1
    last = 0
    while (
        at + last < len(here) and other + last < len(there) and here[at + last].key == there[other + last].key
    ):
        last += 1
    return here, there, at + first, other + first, last - first


def _proved(
    here: Sequence[Passage], there: Sequence[Passage], at: int, other: int, length: int
) -> Iterator[Seam]:
    copy = here[at : at + length]
    if length < FEWEST_LONG or sum(passage.size for passage in copy) < LEAST:
        return
    above = here[max(0, at - AROUND) : at], there[max(0, other - AROUND) : other]
    if _differ(here, there, *above):
        yield from _heads(here[at], there[other])
    below = here[at + length :][:AROUND], there[other + length :][:AROUND]
    if all(below) and _differ(here, there, *below):
        yield from _nexts(below[0][0], below[1][0])


def _differ(
    here: Sequence[Passage], there: Sequence[Passage], one: Sequence[Passage], other: Sequence[Passage]
) -> bool:
    """Whether the lines beside a copy have nothing to do with each other, wherever on the pages they stand."""
    if not one and not other:
        return False
    if {passage.key for passage in one} & {passage.key for passage in there}:
        return False
    if {passage.key for passage in other} & {passage.key for passage in here}:
        return False
    return not any(_alike(a.key, b.key) for a in one for b in other)


def _alike(one: str, other: str) -> bool:
    few, many = sorted((set(one.split()), set(other.split())), key=len)
    return len(few & many) >= ALIKE * len(few)


def _heads(one: Passage, other: Passage) -> Iterator[Seam]:
    """The headlines of a copy: the lone short line above it, unless the other has it below or above another."""
    for passage, copy in ((one, other), (other, one)):
        if len(passage.above) == 1 and (len(copy.above) < 2 or passage.above[0] not in copy.above):
            yield passage.above[0], passage.key


def _nexts(one: Passage, other: Passage) -> Iterator[Seam]:
    """The headlines of what follows a copy: the lone short line between them, apart from what is the copy's own."""
    for passage, stranger in ((one, other), (other, one)):
        above = passage.above
        own = [key for key in above if key not in stranger.above]
        if len(own) == 1 and above[-1] == own[0] and len(own[0].split()) >= TITLE_WORDS:
            yield own[0], passage.key
