"""Names of people and desks as bylines print them: is it one, and which are they.

In: text. Out: a verdict or names. A name is known by its shape alone, so these are asked only where a name is expected.
"""

import re

# "van der", "de la", "ibn", "ogly"; and "of" in the names of desks and papers.
PARTICLES = frozenset(
    {
        "al",
        "bin",
        "bint",
        "da",
        "das",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "ibn",
        "kyzy",
        "la",
        "le",
        "of",
        "the",
        "und",
        "van",
        "von",
        "y",
        "zu",
        "ogly",
        "uly",
    }
)
LONGEST_NAME = 60
MOST_WORDS = 6

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’`.\-‐‑](?=[^\W\d_]|$))*\.?")
_SEPARATOR = re.compile(r"\s*(?:,\s*and\b|,|;|&|\band\b|\bwith\b)\s*")
_EDGES = " \t:,;.|–—-"
_LABEL = re.compile(
    r"(?:(?:written|reported|posted|story|text|words|reporting|interview|compiled|edited) by\b|by\b|authors?\s*:)"
    r"\s*:?\s*",
    re.IGNORECASE,
)


def is_name(text: str) -> bool:
    """Whether ``text`` has the shape of one name: two to six capitalised words, particles between them, no digits."""
    if len(text) > LONGEST_NAME:
        return False
    words = text.split()
    if not 2 <= len(words) <= MOST_WORDS:
        return False
    if not (_is_capitalised(words[0]) and _is_capitalised(words[-1])):
        return False
    return all(_is_capitalised(word) or word.lower() in PARTICLES for word in words)


def is_desk(text: str) -> bool:
    """Whether ``text`` has the shape of a desk's or an agency's initials, such as a byline of two to six capitals."""
    return 2 <= len(text) <= 6 and text.isalpha() and text.isupper()


def split_names(text: str) -> tuple[str, ...]:
    """The names in ``text``, with or without a byline's label; none where any part of it is no name."""
    match = _LABEL.match(text)
    bare = text[match.end() :] if match else text
    parts = [part.strip(_EDGES) for part in _SEPARATOR.split(bare[:200])]
    names = [part for part in parts if part]
    if not names or len(bare) > 200 or not all(is_name(name) or is_desk(name) for name in names):
        return ()
    return tuple(dict.fromkeys(names))


def has_label(text: str) -> bool:
    """Whether ``text`` opens with a byline's label, such as "By" or "Written by"."""
    return bool(_LABEL.match(text))


def same_name(one: str, other: str) -> bool:
    return _key(one) == _key(other)


def _key(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())


def _is_capitalised(word: str) -> bool:
    return bool(_WORD.fullmatch(word)) and (word[0].isupper() or not word[0].islower())
