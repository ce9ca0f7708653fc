"""What a text shares with its copies: its words, its fingerprint, and a few keys to find the copies by. Pure.

Type, list markers, line ends and white space do not count; neither does case. A key is a shingle, a run of words that
begins at a long word: common words begin none, so most of a text is never hashed. Of the shingles the ones with the
least hashes are kept, from the opening and from the whole. Two copies keep the same ones unless edits hit them all,
and a copy that was cut off still shares its opening.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
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
_SIGNED = 1 << 63


def words(text: str) -> list[str]:
    """The words and numbers of ``text`` in order, without case."""
    return WORD.findall(text.lower())


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
    order = sorted(_shingles(text, whole))
    always = [("title: " + " ".join(title)).encode()] if len(title) >= TITLE_WORDS else []
    if not order and text:
        always.append(whole)
    kept, probed = dict.fromkeys(always), dict.fromkeys(always)
    for zone in ZONES:
        inside = [shingle for _, shingle, start in order if zone is None or start < zone][:PROBED]
        kept |= dict.fromkeys(inside[:KEPT])
        probed |= dict.fromkeys(inside)
    made = {shingle: _key(shingle) for shingle in probed}
    return tuple(made[shingle] for shingle in kept), tuple(made.values())


def _shingles(text: Sequence[str], whole: bytes) -> Iterator[tuple[int, bytes, int]]:
    """The shingles of ``text``, each with its hash before it and the number of its first word behind it.

    They are cut out of ``whole``, the words with blanks between, which is much cheaper than joining each.
    """
    ends = [0, *accumulate(map(len, text if whole.isascii() else whole.split(b" ")))]
    for place in range(len(text) - SHINGLE + 1):
        if len(text[place]) >= LONG_WORD:
            shingle = whole[ends[place] + place : ends[place + SHINGLE] + place + SHINGLE - 1]
            yield crc32(shingle), shingle, place


def _key(shingle: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(shingle, digest_size=8).digest(), "big") - _SIGNED
