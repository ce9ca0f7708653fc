"""What editors said of captured lines, found again by the lines' words wherever they stand. Pure.

In: all words that were said, once a run, and then a page. Out: what was `Given` for that page's lines, by number.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from importers.segments import DROPPED_ROLES, Line, Page, Role

KEY_BYTES = 16
SAYABLE = (
    Role.HEADLINE,
    Role.SUB_HEADING,
    Role.PARAGRAPH,
    Role.LIST_ITEM,
    Role.QUOTATION,
    Role.CAPTION,
    Role.CREDIT,
    Role.BYLINE,
    Role.AUTHOR_BIO,
    Role.LINK_TEXT,
    Role.BOILERPLATE,
    Role.SPAM,
    Role.UNKNOWN,
)
"""What an editor may say that a line is. The others are told by their form, and a blank line has no words."""


class Kind(StrEnum):
    """What a word about a line is about. The values are those of the decisions that are kept."""

    BEGINS = "begins"
    GOES_ON = "goes_on"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Place:
    """A line by its words: its key, and those of its neighbours that are not blank; "" at an end of the page."""

    anchor: str
    above: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """What an editor said of a line. It holds where the line and one of its neighbours have the keys of ``place``.

    A place without neighbours is each line with its key. That an article begins with the first line of a page says
    nothing of pages where something stands above it. ``role`` belongs to a word about a role alone.
    """

    kind: Kind
    place: Place
    role: Role | None = None

    def holds(self, place: Place) -> bool:
        """Whether the line at ``place``, which has the same key, is one that it was said of."""
        above, below = self.place.above, self.place.below
        if not above and not below:
            return True
        if self.kind is Kind.BEGINS and not above and place.above:
            # It opened its page. What stands above it elsewhere may be its headline.
            return False
        return (bool(above) and above == place.above) or (bool(below) and below == place.below)


@dataclass(frozen=True, slots=True)
class Given:
    """What was said of a page: the role of some lines, where an article begins, and where none does."""

    roles: Mapping[int, Role]
    begins: frozenset[int]
    goes_on: frozenset[int]


@dataclass(frozen=True, slots=True)
class Decided:
    """All words by the key of their line, each list from the oldest to the newest."""

    words: Mapping[str, Sequence[Word]]

    @classmethod
    def of(cls, words: Iterable[Word]) -> "Decided":
        """The index of ``words``, which come from the oldest to the newest."""
        index: dict[str, list[Word]] = {}
        for word in words:
            index.setdefault(word.place.anchor, []).append(word)
        return cls(index)


def key_of(text: str) -> str:
    """The key of a line's shown text; "" for a blank line, which has none."""
    return blake2b(text.encode(), digest_size=KEY_BYTES).hexdigest() if text else ""


def place_of(lines: Sequence[Line], number: int) -> Place:
    """Where the line with this number stands, by the words of it and its neighbours."""
    above = next((text for at in range(number - 2, -1, -1) if (text := lines[at].text)), "")
    below = next((text for at in range(number, len(lines)) if (text := lines[at].text)), "")
    return Place(key_of(lines[number - 1].text), key_of(above), key_of(below))


def given_for(page: Page, decided: Decided | None) -> Given | None:
    """What was said of the lines of ``page``; None if nothing was."""
    if decided is None or not decided.words:
        return None
    roles: dict[int, Role] = {}
    begins: set[int] = set()
    goes_on: set[int] = set()
    for number, words in _found(page, decided):
        opens, role = _last(words)
        if role is not None:
            roles[number] = role
        if opens is not None:
            (begins if opens else goes_on).add(number)
    return Given(roles, frozenset(begins), frozenset(goes_on)) if roles or begins or goes_on else None


def _found(page: Page, decided: Decided) -> Iterator[tuple[int, list[Word]]]:
    keys = [(line.number, key_of(line.text)) for line in page.lines if line.text]
    for at, (number, key) in enumerate(keys):
        words = decided.words.get(key)
        if words is None:
            continue
        above = keys[at - 1][1] if at else ""
        below = keys[at + 1][1] if at + 1 < len(keys) else ""
        place = Place(key, above, below)
        holding = [word for word in words if word.holds(place)]
        if holding:
            yield number, holding


def _last(words: Iterable[Word]) -> tuple[bool | None, Role | None]:
    """Whether an article begins at a line, and what it is: of words that contradict each other the newest holds."""
    opens: bool | None = None
    role: Role | None = None
    for word in words:
        if word.kind is Kind.ROLE:
            if word.role is Role.HEADLINE or (opens and word.role in DROPPED_ROLES):
                opens = None
            role = word.role
        else:
            opens = word.kind is Kind.BEGINS
            if role in DROPPED_ROLES if opens else role is Role.HEADLINE:
                role = None
    return (True if role is Role.HEADLINE else opens), role
