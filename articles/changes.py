"""What was changed between two texts, in words, and whether it is a slip of the pen or more. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from textwrap import shorten

from articles.telling import NEGATING, NEGATIONS, NUMBERS, SMALL_WORDS, TELLING

_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*|[^\w\s]")
_ORDINARY = set(".,;:–—-…()[]’'")
"""Marks that may come and go in a slip. A question, a currency or a share in a hundred may not."""
_SIGNS = set("+-−–—")
_QUOTES = {
    "“": "”", "„": "“”", "”": "”", "«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』", "《": "》",
}  # fmt: skip
"""Marks that open a quotation, each with those that close it."""
_OPENING_SINGLES, _CLOSING_SINGLES = "‘‚'", "’‘'"
_QUOTE_MARKS = {*_QUOTES, "」", "』", "》", "‘", "‚", '"', "＂"}
_MOST_SHOWN = 20
"""Words of a change that the reason quotes."""
_LONGEST_SLIP = 100
"""Letters. Longer runs without a space are no words whose likeness means anything."""
_MOST_TO_COMPARE = 4_000_000
"""Words against words. What is longer on both sides is compared no further: all of it was changed."""

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
    before: str
    after: str

    @property
    def starts_sentence(self) -> bool:
        return self.before in ".!?:“"


def words_of(text: str) -> list[str]:
    """Words and punctuation marks, in order."""
    return _WORD.findall(text)


def compare(old: str, new: str) -> list[Piece]:
    """The way from ``old`` to ``new``: paragraphs are aligned first, then the words of those that differ."""
    pieces: list[Piece] = []
    before, after = old.split("\n"), new.split("\n")
    for is_equal, i, j, k, m in _steps(before, after):
        if is_equal:
            pieces.append(Piece(Op.KEPT, tuple(words_of("\n".join(before[i:j])))))
        else:
            pieces.extend(_compare_words(words_of("\n".join(before[i:j])), words_of("\n".join(after[k:m]))))
    return [piece for piece in pieces if piece.words]


def changes(old: str, new: str) -> list[Change]:
    """Each place where ``new`` differs from ``old``, with what surrounds it."""
    found: list[Change] = []
    was_quoted, is_quoted = _in_quotes(old), _in_quotes(new)
    before, quoted = ".", False
    gone: tuple[str, ...] = ()
    arrived: tuple[str, ...] = ()
    at = to = 0
    for piece in [*compare(old, new), Piece(Op.KEPT, ("",))]:
        count = len(piece.words)
        if piece.op is not Op.NEW:
            quoted = quoted or (piece.op is Op.GONE and any(was_quoted[at : at + count]))
            at += count
        if piece.op is not Op.GONE:
            quoted = quoted or (piece.op is Op.NEW and any(is_quoted[to : to + count]))
            to += count
        if piece.op is Op.GONE:
            gone += piece.words
        elif piece.op is Op.NEW:
            arrived += piece.words
        else:
            if gone or arrived:
                found.append(Change(gone, arrived, quoted, before, piece.words[0]))
            before, quoted, gone, arrived = piece.words[-1], False, (), ()
    return found


def weighty(old: str, new: str, language: str = "en") -> str:
    """Why the way from ``old`` to ``new`` is more than a typo, in words; empty if it is none.

    A change of a number, a name, a date, a negation or a quotation is never a typo. What negates is known for
    English alone: in other languages only spaces, capitals and stops may slip.
    """
    found = changes(old, new)
    if len(found) > MAX_SLIPS:
        return f"{len(found)} places were changed"
    is_english = language.lower().partition("-")[0] == "en"
    return next((reason for change in found if (reason := _why(change, is_english))), "")


def _why(change: Change, is_english: bool) -> str:
    both = (*change.gone, *change.new)
    shown = f"“{_shown(change.gone)}” → “{_shown(change.new)}”"
    if change.is_quoted or _QUOTE_MARKS & set(both):
        return f"a quotation was changed: {shown}"
    if any(map(_is_number, both)) or _turns_a_number(change):
        return f"a number or date was changed: {shown}"
    if _negates(change):
        return f"a negation was changed: {shown}"
    if _touches_a_name(change):
        return f"a name was changed: {shown}"
    if any(not word[0].isalnum() and word not in _ORDINARY for word in both):
        return f"a sign was changed: {shown}"
    return "" if _is_slip(change, is_english) else f"the wording was changed: {shown}"


def _shown(words: tuple[str, ...]) -> str:
    return shorten(" ".join(words[:_MOST_SHOWN]), 200, placeholder="…") + (
        "…" if len(words) > _MOST_SHOWN else ""
    )


def _is_number(word: str) -> bool:
    return any(character.isnumeric() for character in word) or bool(NUMBERS & set(word.casefold().split("-")))


def _turns_a_number(change: Change) -> bool:
    """Whether a mark came or went that a number is read with: its sign, or what stands between two of them."""
    both = {*change.gone, *change.new}
    if not change.after[:1].isnumeric():
        return False
    return bool(both & _SIGNS) or (change.before[-1:].isnumeric() and bool(both & _ORDINARY))


def _negates(change: Change) -> bool:
    gone = [word.casefold() for word in change.gone]
    new = [word.casefold() for word in change.new]
    if any(word in NEGATIONS or word.endswith(("n’t", "n't")) for word in (*gone, *new)):
        return True
    for longer, shorter in ((gone, new), (new, gone)):
        if len(longer) == 1 and any(longer[0] == prefix + word for word in shorter for prefix in NEGATING):
            # “in to” and “into” are the same words.
            return not (len(shorter) == 2 and shorter[1] in SMALL_WORDS)
    return False


def _touches_a_name(change: Change) -> bool:
    def names(words: tuple[str, ...]) -> list[str]:
        inner = words[1:] if change.starts_sentence else words
        return [word for word in inner if word != word.lower()]

    if names(change.gone) != names(change.new):
        return True
    if not (change.starts_sentence and change.gone and change.new):
        return False
    # At the start of a sentence every word is capitalised: only another case of its first letter is no name.
    gone, new = change.gone[0], change.new[0]
    is_capitalised = gone != gone.lower() or new != new.lower()
    return is_capitalised and (gone[:1].casefold() + gone[1:]) != (new[:1].casefold() + new[1:])


def _is_slip(change: Change, is_english: bool) -> bool:
    gone = [word.casefold() for word in change.gone if word[0].isalnum()]
    new = [word.casefold() for word in change.new if word[0].isalnum()]
    before, after = "".join(gone), "".join(new)
    if before == after:
        return True
    # Where letters have no case, a name looks like any other word.
    has_no_case = any(letter.isalpha() and letter.lower() == letter.upper() for letter in before + after)
    if not is_english or has_no_case:
        return False
    if not gone or not new:
        return len(gone + new) <= 2 and all(word in SMALL_WORDS for word in gone + new)
    if TELLING & set(gone) and TELLING & set(new):
        return False
    if {before, after} == {"a", "an"}:
        return True
    if abs(len(before) - len(after)) > 2 or len(gone) > 3 or len(before) > _LONGEST_SLIP:
        return False
    if before[0] == after[0] and sorted(before) == sorted(after):
        return True
    return SequenceMatcher(None, before, after, autojunk=False).ratio() >= 0.7


def _compare_words(before: list[str], after: list[str]) -> list[Piece]:
    pieces = []
    for is_equal, i, j, k, m in _steps(before, after):
        if is_equal:
            pieces.append(Piece(Op.KEPT, tuple(before[i:j])))
        else:
            pieces += [Piece(Op.GONE, tuple(before[i:j])), Piece(Op.NEW, tuple(after[k:m]))]
    return pieces


def _steps(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """The way from ``before`` to ``after``: whether a stretch stays, and where it stands in each."""
    shorter = min(len(before), len(after))
    head = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    tail = next((n for n in range(shorter - head) if before[-1 - n] != after[-1 - n]), shorter - head)
    i, k = len(before) - tail, len(after) - tail
    if head:
        yield True, 0, head, 0, head
    if (i - head) * (k - head) > _MOST_TO_COMPARE:
        yield False, head, i, head, k
    else:
        matcher = SequenceMatcher(None, before[head:i], after[head:k], autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            yield tag == "equal", head + a, head + b, head + c, head + d
    if tail:
        yield True, i, len(before), k, len(after)


def _in_quotes(text: str) -> list[bool]:
    """For each of the words of ``text``, whether it stands in a quotation, or may: what is doubtful does."""
    found: list[bool] = []
    open_marks: list[str] = []
    for paragraph in text.split("\n"):
        words = words_of(paragraph)
        may_be = _between_plain_marks(words)
        for position, word in enumerate(words):
            was_open = bool(open_marks)
            if open_marks and word in _QUOTES[open_marks[-1]]:
                open_marks.pop()
            # A quotation of several paragraphs is opened again in each and closed once.
            elif word in _QUOTES and not (position == 0 and open_marks and open_marks[-1] == word):
                open_marks.append(word)
            found.append(was_open or bool(open_marks) or position in may_be)
    return found


def _between_plain_marks(words: Sequence[str]) -> set[int]:
    """The places between marks that look the same at both ends, or like an apostrophe."""
    doubles = [place for place, word in enumerate(words) if word in '"＂']
    ends = doubles if len(doubles) % 2 == 0 else [doubles[0], len(words)]
    places = {
        place for start, end in zip(ends[::2], ends[1::2], strict=True) for place in range(start, end + 1)
    }
    opening = [place for place, word in enumerate(words) if word in _OPENING_SINGLES]
    closing = [place for place, word in enumerate(words) if word in _CLOSING_SINGLES]
    if opening and closing and opening[0] < closing[-1]:
        places.update(range(opening[0], closing[-1] + 1))
    return places
