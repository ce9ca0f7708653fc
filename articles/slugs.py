"""Slugs for addresses, and keys for comparing names. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from articles.markup import neutralise

MAX_SLUG = 80
"""Long enough for a headline, short enough to be read aloud and to leave room for a number."""

_SPACES = re.compile(r"\s+")
_NOT_IN_SLUGS = re.compile(r"[^\w\s-]")
_GAPS = re.compile(r"[-\s]+")


def key(name: str) -> str:
    """What two spellings of one name share: NFKC, case folded, white space collapsed, nothing unseen in it.

    Databases disagree about case outside ASCII, so names are compared by this key and never by ``iexact``.
    """
    folded = unicodedata.normalize("NFKC", neutralise(name)).casefold()
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", folded)).strip()


def slug(text: str, fallback: str) -> str:
    """A slug of at most `MAX_SLUG` characters, cut at a word; ``fallback`` where ``text`` has no letter or digit.

    Letters of every script are kept: a headline in Arabic or Chinese has an address in its own letters.
    """
    letters = _NOT_IN_SLUGS.sub("", unicodedata.normalize("NFKC", text[:1000]).lower())
    whole = _GAPS.sub("-", letters).strip("-_")
    if len(whole) > MAX_SLUG:
        whole = whole[: MAX_SLUG + 1].rpartition("-")[0] or whole[:MAX_SLUG]
    return whole.strip("-_") or fallback


def candidates(stem: str) -> Iterator[str]:
    """``stem``, ``stem-2``, ``stem-3`` …"""
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def free(stem: str, is_taken: Callable[[str], bool]) -> str:
    """The first of `candidates` that is not taken."""
    return next(candidate for candidate in candidates(stem) if not is_taken(candidate))


def topic_names(text: str) -> list[str]:
    """Topic names from a comma-separated line. Commas alone separate, so ``press freedom`` is one topic."""
    names: dict[str, str] = {}
    for part in text.split(","):
        name = _SPACES.sub(" ", neutralise(part)).strip()
        if key(name):
            names.setdefault(key(name), name)
    return list(names.values())
