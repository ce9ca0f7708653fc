"""The short ways to words and shingles find what the long ones would."""

import re
from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from importers import sketch

MARKS = "’“…–\u0301\u0307İΣσß²Ⅳ\u00a0\u2003\ud800_'-.,A1z \n"
texts = st.text(st.sampled_from(MARKS) | st.characters())
repeated = st.lists(st.sampled_from(["a", "word", "longer", "éditeur", "longest", "ministry"]), max_size=80)


@given(texts)
def test_words_are_runs_of_letters_and_numbers_in_small_letters(text):
    assert sketch.words(text) == re.findall(r"[^\W_]+", text.lower())


def test_a_text_with_many_sorts_of_marks_has_the_same_words():
    marks = [chr(code) for code in range(0x2190, 0x2190 + 2 * sketch.MOST_MARKS)]
    text = "".join(f"{mark}Word" for mark in marks)
    assert sketch.words(text) == ["word"] * len(marks)


@given(repeated)
def test_the_probes_are_the_shingles_with_the_least_hashes_of_each_zone(words):
    shingles = [
        (crc32(shingle), shingle, place)
        for place in range(len(words) - 4)
        if len(words[place]) >= 6 and (shingle := " ".join(words[place : place + 5]).encode())
    ]
    expected = {}
    for zone in (20, 40, len(words)):
        least = sorted(one for one in shingles if one[2] < zone)[:6]
        expected |= {sketch._key(shingle): None for _, shingle, _ in least}
    if not shingles and words:
        expected = {sketch._key(" ".join(words).encode()): None}
    assert sketch.keys_and_probes(words)[1] == tuple(expected)
