"""What was changed between two texts, in words, and whether it is a slip of the pen or more. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*|[^\w\s]")
_NEGATIONS = {
    "no", "not", "never", "none", "nobody", "nothing", "nor", "neither", "without", "cannot", "unable", "denied",
    "denies", "deny", "refused", "refuses", "failed", "fails", "hardly", "scarcely",
}  # fmt: skip
_SMALL_WORDS = {
    "a", "an", "the", "to", "of", "in", "on", "at", "for", "by", "and", "or", "that", "which", "who", "is", "are",
    "was", "were", "be", "been", "as", "with", "from", "it", "its", "has", "have", "had",
}  # fmt: skip
"""A missing or doubled one of these is a slip; any other word that comes or goes changes what is said."""
_NUMBERS = {
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "hundred",
    "thousand", "million", "billion", "trillion", "dozen", "half", "first", "second", "third", "monday", "tuesday",
}  # fmt: skip
_QUOTE_MARKS = '“”„«»"'

MAX_SLIPS = 12
"""More changes than this are no slip of the pen, whatever each of them is."""


class Op(StrEnum):
    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that was kept, is gone, or is new."""

    op: Op
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Change:
    """Words that gave way to others at one place; either side may be empty."""

    gone: tuple[str, ...]
    new: tuple[str, ...]
    is_quoted: bool
    starts_sentence: bool


def words_of(text: str) -> list[str]:
    """Words and punctuation marks, in order."""
    return _WORD.findall(text)


def compare(old: str, new: str) -> list[Piece]:
    """The way from ``old`` to ``new``: paragraphs are aligned first, then the words of those that differ."""
    pieces: list[Piece] = []
    before, after = old.split("\n"), new.split("\n")
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Op.KEPT, tuple(words_of("\n".join(before[i:j])))))
        else:
            pieces.extend(_compare_words(words_of("\n".join(before[i:j])), words_of("\n".join(after[k:m]))))
    return [piece for piece in pieces if piece.words]


def changes(old: str, new: str) -> list[Change]:
    """Each place where ``new`` differs from ``old``, with what surrounds it."""
    found: list[Change] = []
    quotes, previous = 0, "."
    gone: tuple[str, ...] = ()
    arrived: tuple[str, ...] = ()
    for piece in [*compare(old, new), Piece(Op.KEPT, ("",))]:
        if piece.op is Op.GONE:
            gone += piece.words
            continue
        if piece.op is Op.NEW:
            arrived += piece.words
            continue
        if gone or arrived:
            found.append(Change(gone, arrived, _is_open(quotes), previous in ".!?:“"))
            quotes += _marks(arrived)
            gone = arrived = ()
        quotes += _marks(piece.words)
        previous = piece.words[-1]
    return found


def weighty(old: str, new: str) -> str:
    """Why the way from ``old`` to ``new`` is more than a typo, in words; empty if it is none.

    A change of a number, a name, a date, a negation or a quotation is never a typo.
    """
    found = changes(old, new)
    if len(found) > MAX_SLIPS:
        return f"{len(found)} places were changed"
    return next((reason for reason in map(_why, found) if reason), "")


def _why(change: Change) -> str:
    both = (*change.gone, *change.new)
    shown = f"“{' '.join(change.gone)}” → “{' '.join(change.new)}”"
    lowered = {word.casefold() for word in both}
    if change.is_quoted or any(mark in word for word in both for mark in _QUOTE_MARKS):
        return f"a quotation was changed: {shown}"
    if any(character.isdigit() for word in both for character in word) or lowered & _NUMBERS:
        return f"a number or date was changed: {shown}"
    if any(word in _NEGATIONS or word.endswith(("n’t", "n't")) for word in lowered):
        return f"a negation was changed: {shown}"
    if _touches_a_name(change):
        return f"a name was changed: {shown}"
    return "" if _is_slip(change) else f"the wording was changed: {shown}"


def _touches_a_name(change: Change) -> bool:
    def names(words: tuple[str, ...]) -> list[str]:
        inner = words[1:] if change.starts_sentence else words
        return [word for word in inner if word[:1].isupper()]

    if names(change.gone) != names(change.new):
        return True
    if change.starts_sentence and change.gone and change.new:
        # At the start of a sentence every word is capitalised: only a respelling of the same letters is no name.
        return change.gone[0][:1].isupper() and change.gone[0].casefold() not in (
            change.new[0].casefold(),
            "",
        )
    return False


def _is_slip(change: Change) -> bool:
    gone = [word for word in change.gone if word[0].isalnum()]
    new = [word for word in change.new if word[0].isalnum()]
    if not gone or not new:
        return len(gone + new) <= 2 and all(word.casefold() in _SMALL_WORDS for word in gone + new)
    before, after = "".join(gone).casefold(), "".join(new).casefold()
    if before == after:
        return True
    likeness = SequenceMatcher(None, before, after, autojunk=False).ratio()
    return likeness >= 0.7 and abs(len(before) - len(after)) <= 2 and len(gone) <= 3


def _compare_words(before: list[str], after: list[str]) -> list[Piece]:
    pieces = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Op.KEPT, tuple(before[i:j])))
        else:
            pieces += [Piece(Op.GONE, tuple(before[i:j])), Piece(Op.NEW, tuple(after[k:m]))]
    return pieces


def _marks(words: tuple[str, ...]) -> int:
    """How far the depth of curly quotation marks moves."""
    return sum((word in "“„«") - (word in "”»") for word in words if word)


def _is_open(depth: int) -> bool:
    return depth > 0
