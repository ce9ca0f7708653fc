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
LONGEST_BYLINE = 200
MOST_WORDS = 6

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’`.\-‐‑](?=[^\W\d_]|$))*\.?")
_SEPARATOR = re.compile(r"\s*(?:,\s*and\b|,|;|&|\band\b|\bwith\b)\s*")
_EDGES = " \t:,;.|–—-"
_LABEL = re.compile(
    r"(?:(?:(?:additional|further|with)\s)?"
    r"(?:written|reported|posted|story|text|words|writing|reporting|interview|compiled|(?P<edited>edited|editing)) by\b"
    r"|by\b|authors?\s*:)\s*:?\s*",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\s(?:in|from)(?:\s[^\W\d_a-z][\w’'.-]*){1,4}\.?$")
"""Where somebody reported from, behind a name."""


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
    """The names in ``text``, with or without a byline's label; none where any part of it is no name.

    "Reporting by Jane Roe in Old Lannow; editing by John Doe" names those who wrote, unless all of them edited. Behind
    a place, what has no place of its own may belong to it ("in Osh, Kyrgyz Republic"), and nobody is named.
    """
    if len(text) > LONGEST_BYLINE:
        return ()
    text = _bare(text)
    writers: list[str] = []
    editors: list[str] = []
    are_editors, is_labelled, is_placed = False, has_label(text), False
    for part in _SEPARATOR.split(text):
        label = _LABEL.match(part)
        name = part.strip(_EDGES)
        if label:
            are_editors, is_placed = bool(label["edited"]), False
            name = part[label.end() :].strip(_EDGES)
        if is_labelled and name:
            name, places = _PLACE.subn("", name)
            if is_placed and not places:
                return ()
            is_placed = bool(places)
        if name and not is_name(name) and not is_desk(name):
            return ()
        if name:
            (editors if are_editors else writers).append(name)
    return tuple(dict.fromkeys(writers or editors))


def has_label(text: str) -> bool:
    """Whether ``text`` opens with a byline's label, such as "By" or "Written by"."""
    return bool(_LABEL.match(_bare(text)))


def names_editors(text: str) -> bool:
    """Whether ``text`` says of nobody but editors who they are, in either form: "Edited by" or "Editing by"."""
    labels = [_LABEL.match(part) for part in _SEPARATOR.split(_bare(text))]
    return bool(labels[0]) and all(label["edited"] for label in labels if label)


def is_sign_off(text: str) -> bool:
    """Whether ``text`` opens as agencies name their editors: whoever wrote is named elsewhere, or nowhere."""
    return _bare(text).casefold().startswith("editing by")


def same_name(one: str, other: str) -> bool:
    return _key(one) == _key(other)


def _bare(text: str) -> str:
    """``text`` without the parentheses that agencies put around it."""
    return text[1:-1].strip() if text.startswith("(") and text.endswith(")") else text


def _key(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())


def _is_capitalised(word: str) -> bool:
    return bool(_WORD.fullmatch(word)) and (word[0].isupper() or not word[0].islower())
