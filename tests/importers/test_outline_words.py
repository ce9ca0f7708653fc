"""What words weigh: a term's weight and the words kept in memory do not depend on the pages read before."""

from copy import copy

from importers.outline import words
from importers.outline.words import WordWeights, count_words

PARAGRAPHS = [
    "The ferry across the river ran again, and ferrymen sang.",
    "The apple harvest of the valley is the best in years.",
    "The long-term plan of the harbour names no ferry.",
]


def told(weights: WordWeights, text: str) -> list[str]:
    return list(weights.telling(text.split()))


def test_a_word_has_the_term_that_tells_most_whatever_marks_stand_about_it() -> None:
    weights = count_words(PARAGRAPHS)
    assert told(weights, "“Ferry,” harbour’s the of x —") == ["ferry", "harbour", "", "", "", ""]


def test_words_that_are_forgotten_when_there_are_too_many_are_told_alike_again(monkeypatch) -> None:
    text = " ".join(PARAGRAPHS)
    expected = told(count_words(PARAGRAPHS), text)
    monkeypatch.setattr(words, "MOST_KNOWN", 3)
    weights = count_words(PARAGRAPHS)
    assert told(weights, text) == told(weights, text) == expected
    assert len(weights._telling) <= 3


def test_a_worker_weighs_words_as_its_parent_does() -> None:
    weights = count_words(PARAGRAPHS)
    sent = copy(weights)  # made by what pickling makes it by
    assert told(sent, PARAGRAPHS[0]) == told(weights, PARAGRAPHS[0])
    assert sent.weights(["ferry", "unheard"]) == weights.weights(["ferry", "unheard"])
