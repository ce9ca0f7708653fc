"""Where in a text the search for topics has to stop: at words with a capital, and at those that begin a term. Pure.

In: a text. Out: its words with a capital, and the places of other words with which terms may begin. Most words of a
text are neither, and are never looked at one by one.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from importers.sketch import strange, words
from importers.vocabulary import WORD, Vocabulary, token_of

MOST_SEARCHED = 50
"""Words that are searched for one by one in a text: an article has a dozen. For more it is read word by word."""
_WRITTEN = 0x530
"""Capitals of Latin, Greek and Cyrillic are below this code. A text with others is read word by word."""
_UPPER = "".join(filter(str.isupper, map(chr, range(_WRITTEN))))
_CAPITALISED = re.compile(
    rf"[{_UPPER}](?<![^\W_].)(?<![^\W_][’'].)(?:(?<=[A-Z])\.(?:[A-Z]\.)+|[^\W_]*(?:[’'][^\W_]+)*)", re.DOTALL
)
"""A word as `WORD` has it that begins with a capital. The set comes first, for the search runs through a text on it."""
_APOSTROPHES = ("’", "'")


class Stops(NamedTuple):
    capitals: list[re.Match[str]]
    """The words with a capital."""
    tokens: list[str]
    """The same as they are compared."""
    small: list[int]
    """Where other words stand that may begin a term."""


def stops(text: str, vocabulary: Vocabulary) -> Stops:
    """The stops of ``text``."""
    if not text.isascii() and not all(map(_is_plain, strange(text))):
        return _one_by_one(text, vocabulary)
    beginnings = vocabulary.small_beginnings.intersection(words(text))
    if len(beginnings) > MOST_SEARCHED:
        return _one_by_one(text, vocabulary)
    capitals = list(_CAPITALISED.finditer(text))
    printed = [word[0] for word in capitals]
    tokens = [word if word.isalnum() else token_of(word) for word in printed]
    return Stops(capitals, tokens, list(_small(text, beginnings)))


def _is_plain(char: str) -> bool:
    """Whether ``char`` has one small letter, wherever it stands."""
    small = char.lower()
    if char.isupper():
        return len(small) == 1 and small != char and char != "Σ" and ord(char) < _WRITTEN
    return len(small) == 1


def places_of(word: str, text: str) -> Iterator[int]:
    """Where words of ``text`` stand that begin with ``word``, which has no capital."""
    at = text.find(word)
    while at >= 0:
        if not (
            text[at - 1 : at].isalnum()
            or (text[at - 1 : at] in _APOSTROPHES and text[at - 2 : at - 1].isalnum())
        ):
            yield at
        at = text.find(word, at + len(word))


def _small(text: str, beginnings: Iterable[str]) -> Iterator[int]:
    lowered = text.lower()  # as long as the text: see `_is_plain`
    for beginning in beginnings:
        for place in places_of(beginning, lowered):
            past = place + len(beginning)
            if not text[place].isupper() and not lowered[past : past + 1].isalnum():
                yield place


def _one_by_one(text: str, vocabulary: Vocabulary) -> Stops:
    found = Stops([], [], [])
    for word in WORD.finditer(text):
        token = token_of(word[0])
        if token[0].isupper():
            found.capitals.append(word)
            found.tokens.append(token)
        elif token.lower() in vocabulary.first_words:
            found.small.append(word.start())
    return found
