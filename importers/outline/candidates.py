"""Which short lines may be a title or a sub-heading at all; the others are running text and nothing to decide."""

import re

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
_SMALL = frozenset(_SMALL_WORDS.split())


def may_head(text: str) -> bool:
    """Whether a line is short enough, and ends as titles and sub-headings may end."""
    if len(text) > MOST_CHARACTERS:
        return False
    words = text.split()
    if not words or len(words) > MOST_WORDS:
        return False
    last = text[-1]
    if last in ",;":
        return False
    is_capitalised = capital_share(words) >= 0.5
    if len(words) > MOST_WORDS_UNCAPITALISED and not is_capitalised:
        return False
    if last == ":":
        return len(words) < 3 or (is_capitalised and len(words) < 13)
    if last == "." and not _ABBREVIATED.search(text):
        return len(words) < 4 or (is_capitalised and len(words) < MOST_WORDS_OF_SENTENCE)
    return True


def is_heading(text: str, probability: float) -> bool:
    """Whether an inner line is taken for a sub-heading. One kept as text is a line too many; text made one is lost."""
    share = (len(text) - BRIEF) / (SENTENCE - BRIEF)
    return probability > 0.5 + CAUTION * min(max(share, 0.0), 1.0)


def capital_share(words: list[str]) -> float:
    """Share of the words that matter, the first left out, which begin with a capital; one half where none is left."""
    rest = [word[0].isupper() for word in words[1:] if word[0].isalpha() and word.lower() not in _SMALL]
    return sum(rest) / len(rest) if rest else 0.5
