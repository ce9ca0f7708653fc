"""Whether two extracts are one article: sure, perhaps, or not. Pure.

In: two `Text`s. Out: a `Likeness`. Precision comes first: copies that a stranger would call one article are the same
even where one was cut off, run together, lightly edited or lost its title; where numbers differ, headlines name others
or the texts begin apart, it is for an editor to say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from importers import sketch
from importers.segments import Extract

GRAM = 3
"""Texts are compared by runs of three words: one changed word spoils three of them."""
FEWEST = 8
"""A text of fewer words ("Read the full story here.") is no evidence without its title."""
SURE_SHARE = 0.8
"""Share of the shorter text's runs that the longer has, for texts of one article: an edit in every fifteen words."""
SURE_WITH_TITLE = 0.6
SURE_WORDS = 24
"""Words that a copy without its title has at least; a shorter one could be a stock opening."""
COMMON_WORDS = 0.4
"""Share of the shorter text's words below which its runs need not be looked at; of unlike texts it is a third."""
MAYBE_SHARE = 0.45
MAYBE_WITH_TITLE = 0.25
OPENING, OPENING_SHARE = 24, 0.5
BEHIND = 25
"""Copies begin together: half of one's first words stand in the other, behind a dateline or a headline at most."""
WORDS_A_FIGURE = 100
"""Words in which one figure of a copy may differ, be it corrected or broken in two."""
LONGER = 1.1
"""A text so much longer than its copy has a passage of its own."""
MUCH_LONGER = 1.7
"""A copy loses its last paragraphs, but not so many, unless it is a teaser."""
TEASER_BLOCKS, TEASER_WORDS = 2, 150
"""A text of no more is a teaser: where it ends says nothing of where its article does."""
TAIL = 6
"""Last words of a copy, by which its end is found in the other."""
HEADLINE = 180
"""Characters of the longest line that could be a headline."""
STOPS = frozenset(".,;:…!”’\"')")
SPELT = 3
"""First letters of a name that stay when its spelling is put right."""
NAMES, EDITED_SHARE = 2, 0.94
"""Headlines that name others differ in two words (a town and its winner); in one word, an edit leaves so much."""
TITLE_WORDS = 3
"""A title of fewer words ("In Brief") may stand over any article."""


class Verdict(StrEnum):
    SAME = "same"
    MAYBE = "maybe"
    OTHER = "other"


@dataclass(frozen=True)
class Text:
    """What is compared of an extract."""

    title: tuple[str, ...]
    words: tuple[str, ...]
    fingerprint: str
    heads: frozenset[int] = frozenset()
    """Where short lines begin that could be headlines, as places among the words."""
    blocks: int = 1

    @cached_property
    def grams(self) -> frozenset[int]:
        return _grams(self.words)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Numbers of two digits and more; the others are mostly marks of a list."""
        return frozenset(word for word in self.words if word[0].isdigit() and len(word) > 1)


@dataclass(frozen=True, slots=True)
class Likeness:
    """A verdict, the share of the shorter text that the longer one has, and the reason in words."""

    verdict: Verdict
    share: float
    reason: str

    @property
    def rank(self) -> tuple[bool, float]:
        """Which of several likenesses is the closest: the greatest."""
        return self.verdict is Verdict.SAME, self.share


def text_of(extract: Extract) -> Text:
    texts = [block.text for block in extract.blocks if block.role in sketch.TEXT_ROLES]
    body: list[str] = []
    heads: list[int] = []
    together: list[str] = []
    for text in texts:
        if len(text) <= HEADLINE and text[-1:] not in STOPS:
            body += sketch.words("\n".join(together))
            together.clear()
            heads.append(len(body))
        together.append(text)
    body += sketch.words("\n".join(together))
    return Text(
        tuple(sketch.words(extract.title or "")),
        tuple(body),
        sketch.fingerprint(body),
        frozenset(heads),
        len(extract.blocks),
    )


def compare(one: Text, other: Text) -> Likeness:
    """Whether the two are one article. Symmetrical."""
    same_title = len(one.title) >= TITLE_WORDS and one.title == other.title
    if one.fingerprint == other.fingerprint:
        return _exact(one, same_title or one.title == other.title != ())
    shorter, longer = sorted((one, other), key=lambda text: (len(text.words), text.words))
    if len(shorter.vocabulary & longer.vocabulary) < COMMON_WORDS * len(shorter.vocabulary):
        return Likeness(Verdict.OTHER, 0.0, "other words")
    if not shorter.grams:
        return Likeness(Verdict.OTHER, 0.0, "too short to compare")
    share = len(shorter.grams & longer.grams) / len(shorter.grams)
    if share < (MAYBE_WITH_TITLE if same_title else MAYBE_SHARE):
        return Likeness(Verdict.OTHER, share, "too little in common")
    doubt = _doubt(shorter, longer, share, same_title)
    percent = f"{share:.0%} of the shorter text" + (", and the headline" if same_title else "")
    if doubt:
        return Likeness(Verdict.MAYBE, share, f"{percent} in common, but {doubt}")
    return Likeness(Verdict.SAME, share, f"{percent} in common")


def _exact(text: Text, same_title: bool) -> Likeness:
    if len(text.words) >= FEWEST or (same_title and text.words):
        return Likeness(Verdict.SAME, 1.0, "the same words")
    return Likeness(Verdict.MAYBE if text.words else Verdict.OTHER, 1.0, "the same few words")


def _doubt(shorter: Text, longer: Text, share: float, same_title: bool) -> str:
    """Why two texts with much in common may yet be two articles; nothing if they are surely one."""
    if share < (SURE_WITH_TITLE if same_title else SURE_SHARE):
        return "the rest differs"
    if len(shorter.words) < SURE_WORDS and not same_title:
        return "that is only a few words"
    if not _begin_together(shorter, longer):
        return "they begin differently"
    if _goes_on(shorter, longer):
        return "the longer one goes on behind a line that could be another headline"
    if len(shorter.numbers - longer.numbers) > len(shorter.words) // WORDS_A_FIGURE + same_title:
        # Reports of one kind repeat each other's sentences; it is their figures that make them two.
        return "their figures differ"
    if _names_differ(shorter, longer, share):
        return "their headlines name others"
    return ""


def _names_differ(one: Text, other: Text, share: float) -> bool:
    """Whether each headline has words of its text that stand nowhere in the other, as reports of one form have.

    A copy may have another headline, but its words stand in the text of both. One that was only spelt anew begins as
    before, and one word put for another (a clinic for a hospital) is an edit, where it is all that differs.
    """
    names, others = _own_names(one, other), _own_names(other, one)
    own, its = names - others, others - names
    return bool(own and its) and (min(len(own), len(its)) >= NAMES or share < EDITED_SHARE)


def _own_names(one: Text, other: Text) -> set[str]:
    own = (one.vocabulary - other.vocabulary).intersection(one.title).difference(other.title)
    return {word[:SPELT] for word in own if not word[0].isdigit()}


def _begin_together(shorter: Text, longer: Text) -> bool:
    """Whether one text's opening stands near the beginning of the other."""
    return _opens(shorter, longer) or _opens(longer, shorter)


def _opens(one: Text, other: Text) -> bool:
    opening = _grams(one.words[:OPENING])
    return len(opening & _grams(other.words[: OPENING + BEHIND])) >= OPENING_SHARE * len(opening)


def _goes_on(shorter: Text, longer: Text) -> bool:
    """Whether the longer text may be two articles, the shorter one and another whose headline was overlooked."""
    is_teaser = shorter.blocks <= TEASER_BLOCKS and len(shorter.words) <= TEASER_WORDS
    if is_teaser or len(longer.words) < LONGER * len(shorter.words):
        return False
    tail = shorter.words[-TAIL:]
    ends = (at + TAIL for at in range(len(longer.words) - TAIL) if longer.words[at : at + TAIL] == tail)
    end = next(ends, None)
    if end is None:
        return False
    is_much = len(longer.words) > MUCH_LONGER * len(shorter.words)
    return any(head >= end for head in longer.heads) if is_much else end in longer.heads


def _grams(words: Sequence[str]) -> frozenset[int]:
    # Hashes, not the runs themselves: thousands of tuples would set the garbage collector to work.
    return frozenset(map(hash, zip(*(words[start:] for start in range(GRAM)), strict=False)))
