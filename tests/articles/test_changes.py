import pytest

from articles import changes

TYPOS = [
    ("a misspelt word", "the co-called plan", "the so-called plan"),
    ("a missing small word", "forcing both sides the table", "forcing both sides to the table"),
    ("a doubled small word", "in the the valley", "in the valley"),
    ("a missing full stop", "another great game", "another great game."),
    ("a word split in two", "it is al ready here", "it is already here"),
]
MORE = [
    ("a number", "It cost 30 crowns", "It cost 300 crowns"),
    ("a number in words", "It cost two crowns", "It cost ten crowns"),
    ("a name", "said Mark Vogel today", "said Marc Fogel today"),
    ("a name that begins a sentence", "He left. Mark stayed", "He left. Marc stayed"),
    ("a negation", "She can go", "She cannot go"),
    ("a contracted negation", "She did go", "She didn’t go"),
    ("a quotation", "“We will pay,” he said", "“We may pay,” he said"),
    ("quotation marks", "the so-called plan", "the “so-called” plan"),
    ("another word", "the harvest was good", "the harvest was poor"),
    ("a word taken away", "the alleged thief", "the thief"),
    ("a month", "in march", "in March"),
    ("a paragraph more", "one", "one\nand a second paragraph"),
]


@pytest.mark.parametrize(("what", "old", "new"), TYPOS, ids=[row[0] for row in TYPOS])
def test_is_a_typo(what: str, old: str, new: str) -> None:
    assert changes.weighty(old, new) == ""


@pytest.mark.parametrize(("what", "old", "new"), MORE, ids=[row[0] for row in MORE])
def test_is_more_than_a_typo(what: str, old: str, new: str) -> None:
    assert changes.weighty(old, new)


def test_the_pieces_of_a_comparison_give_both_texts() -> None:
    old, new = "one two three\nfour five", "one two 3\nfour six"
    pieces = changes.compare(old, new)

    before = [word for piece in pieces if piece.op is not changes.Op.NEW for word in piece.words]
    after = [word for piece in pieces if piece.op is not changes.Op.GONE for word in piece.words]
    assert before == changes.words_of(old)
    assert after == changes.words_of(new)
