"""What a text shares with its copies: its words, its fingerprint, and a few keys to find the copies by. Pure.

Type, list markers, line ends and white space do not count; neither does case. A key is a shingle, a run of words that
begins at a long word: common words begin none, so most of a text is never hashed. Of the shingles the ones with the
least hashes are kept, from the opening and from the whole. Two copies keep the same ones unless edits hit them all,
and a copy that was cut off still shares its opening.
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Sequence
from heapq import nsmallest
from itertools import accumulate, count
from operator import add
from zlib import crc32

from importers.segments import BODY_ROLES, Extract, Role

WORD = re.compile(r"[^\W_]+")
TEXT_ROLES = BODY_ROLES | {Role.SUB_HEADING}

SHINGLE = 5
"""Words in a shingle. Shorter ones are shared by articles that have nothing in common but a phrase."""
LONG_WORD = 6
"""A shingle begins at a word of this many letters at least: about every third word, and no phrase of small ones."""
ZONES = (20, 40, None)
"""Shingles are kept from the first 20 words, as many as the shortest teaser has, from the first 40, and from all."""
KEPT = 2
"""Shingles kept from each zone: some five keys a text, for every key is a row of the index."""
PROBED = 6
"""Shingles looked up from each zone: an edit may have hit the ones that the copy was kept under."""
TITLE_WORDS = 4
"""A title of fewer words ("News in Brief") stands over many articles."""
MOST_MARKS = 40
"""Marks of different sorts that are taken out of a text one by one: an article has a handful."""
_SIGNED = 1 << 63
_ASCII = bytes(range(128))
_PLAIN = bytes(ord(chr(code).lower()) if chr(code).isalnum() else ord(" ") for code in range(128)) + bytes(
    range(128, 256)
)
"""Each byte as it counts: capitals as small letters, what is no letter or number of ASCII as a blank."""


def words(text: str) -> list[str]:
    """The words and numbers of ``text`` in order, without case.

    All that is not ASCII goes first, but letters; a table of bytes does the rest, in a fifth of the time of `WORD`.
    """
    if not text.isascii():
        others = strange(text)
        if any(map(str.isalnum, others)):
            text = text.lower()
            others = strange(text)
        marks = [mark for mark in others if not mark.isalnum()]
        if len(marks) > MOST_MARKS:
            return WORD.findall(text.lower())
        for mark in marks:
            text = text.replace(mark, " ")
    return text.encode().translate(_PLAIN).decode().split()


def strange(text: str) -> set[str]:
    """The characters of ``text`` that are not ASCII."""
    return set(text.encode(errors="surrogatepass").translate(None, _ASCII).decode(errors="surrogatepass"))


def words_of(extract: Extract) -> list[str]:
    """The words of an extract's running text and sub-headings; its title and captions do not count."""
    return words("\n".join(block.text for block in extract.blocks if block.role in TEXT_ROLES))


def fingerprint(text: Sequence[str]) -> str:
    """SHA-256 of the words alone: equal for copies that differ in nothing but type and white space."""
    return hashlib.sha256(" ".join(text).encode()).hexdigest()


def keys_and_probes(
    text: Sequence[str], title: Sequence[str] = ()
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The keys, signed 64-bit numbers, that a text is kept under, and those under which its copies are looked for.

    The probes are the keys and more.
    """
    whole = " ".join(text).encode()
    always = [("title: " + " ".join(title)).encode()] if len(title) >= TITLE_WORDS else []
    least = _least(text, whole)
    if not least[-1] and text:
        always.append(whole)
    kept, probed = dict.fromkeys(always), dict.fromkeys(always)
    for shingles in least:
        kept |= dict.fromkeys(shingles[:KEPT])
        probed |= dict.fromkeys(shingles)
    made = {shingle: _key(shingle) for shingle in probed}
    return tuple(made[shingle] for shingle in kept), tuple(made.values())


def _least(text: Sequence[str], whole: bytes) -> list[list[bytes]]:
    """Of each zone of ``text`` the shingles with the least hashes.

    They are cut out of ``whole``, the words with blanks between, which is much cheaper than joining each, and cut again
    where they are kept, which is cheaper than keeping them all.
    """
    lengths = list(map(len, text))
    sizes = lengths if whole.isascii() else map(len, whole.split(b" "))
    ends = list(map(add, accumulate(sizes, initial=-1), count()))  # the first is that before the first word
    places = [place for place, length in enumerate(lengths[: 1 - SHINGLE]) if length >= LONG_WORD]
    hashes = [crc32(whole[ends[place] + 1 : ends[place + SHINGLE]]) for place in places]
    found = []
    for zone in ZONES:
        inside = hashes if zone is None else hashes[: bisect_left(places, zone)]
        most = max(nsmallest(PROBED, inside), default=0)
        near = [(one, place) for one, place in zip(inside, places, strict=False) if one <= most]
        cut = sorted((one, whole[ends[place] + 1 : ends[place + SHINGLE]], place) for one, place in near)
        found.append([shingle for _, shingle, _ in cut[:PROBED]])
    return found


def _key(shingle: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(shingle, digest_size=8).digest(), "big") - _SIGNED
