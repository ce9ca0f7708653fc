"""Which short lines may be a title or a sub-heading at all; the others are running text and nothing to decide."""

import re
from collections.abc import Sequence

MOST_CHARACTERS = 250
MOST_WORDS = 26
MOST_WORDS_UNCAPITALISED = 17
MOST_WORDS_OF_SENTENCE = 19
"""Beyond these lengths no title and no sub-heading was seen."""

BRIEF, SENTENCE = 20, 80
"""Characters of a line that is no great loss to the text, and of one as long as a sentence."""
CAUTION = 0.4
"""How much surer a line as long as a sentence has to be a sub-heading. Chosen by fitting on one newsroom and measuring
on the other: a third less text is lost, and nearly as many sub-headings are found."""

_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\.\.)\.$")
_SMALL_WORDS = (
    "a an the of and or for in on at to by with from as is its vs via your our into it be are not than"
)
_SMALL = frozenset(word for small in _SMALL_WORDS.split() for word in (small, small.title(), small.upper()))


def may_head(text: str, words: Sequence[str] | None = None) -> bool:
    """Whether a line, with its ``words`` where these are known, is as short as titles and sub-headings, and ends so."""
    if len(text) > MOST_CHARACTERS:
        return False
    words = text.split() if words is None else words
    if not words or len(words) > MOST_WORDS:
        return False
    last = text[-1]
    if last in ",;":
        return False
    if len(words) > MOST_WORDS_UNCAPITALISED and not _is_capitalised(words):
        return False
    if last == ":":
        return len(words) < 3 or (len(words) < 13 and _is_capitalised(words))
    if last == "." and not _ABBREVIATED.search(text):
        return len(words) < 4 or (len(words) < MOST_WORDS_OF_SENTENCE and _is_capitalised(words))
    return True


def is_heading(text: str, probability: float) -> bool:
    """Whether an inner line is taken for a sub-heading. One kept as text is a line too many; text made one is lost."""
    share = (len(text) - BRIEF) / (SENTENCE - BRIEF)
    return probability > 0.5 + CAUTION * min(max(share, 0.0), 1.0)


def _is_capitalised(words: Sequence[str]) -> bool:
    return capital_share(words) >= 0.5


def capital_share(words: Sequence[str]) -> float:
    """Share of the words that matter, the first left out, which begin with a capital; one half where none is left."""
    initials = [word[0] for word in words[1:] if word not in _SMALL]
    letters = list(filter(str.isalpha, initials))
    return sum(map(str.isupper, letters)) / len(letters) if letters else 0.5
