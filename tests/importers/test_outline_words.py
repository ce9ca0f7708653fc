"""What words weigh: a term's weight and the words kept in memory do not depend on the pages read before."""

from copy import copy

import pytest

from importers.outline import words
from importers.outline.words import WordWeights, count_words, known_by

PARAGRAPHS = [
    "The ferry across the river ran again, and ferrymen sang.",
    "The apple harvest of the valley is the best in years.",
    "The long-term plan of the harbour names no ferry.",
]


def told(weights: WordWeights, text: str) -> list[float]:
    return weights.told(text.split())


def test_a_word_has_the_term_that_tells_most_whatever_marks_stand_about_it() -> None:
    weights = count_words(PARAGRAPHS)
    ferry, harbour = told(weights, "ferry harbour")
    assert told(weights, "“Ferry,” harbour’s the of x —") == [ferry, harbour, 0.0, 0.0, 0.0, 0.0]
    assert weights.telling(["“Ferry,”", "ferry", "the", "of"]) == {ferry}


def test_a_term_is_known_by_its_weight() -> None:
    weights = count_words(PARAGRAPHS)
    apple, valley = told(weights, "apple valley")
    assert apple != valley
    assert apple == pytest.approx(valley, abs=1e-4)
    assert apple == pytest.approx(weights.weight("apple"), abs=1e-4)


def test_terms_of_one_weight_stay_apart() -> None:
    terms = [f"term{number}" for number in range(20_000)]
    for weight in (2.51, 5.0, 12.3):
        assert len({known_by(weight, term) for term in terms}) >= len(terms) - 3


def test_a_word_that_stands_twice_in_a_paragraph_is_counted_once() -> None:
    twice, once = count_words(["ferry ferry ferry", "river"]), count_words(["ferry", "river"])
    assert twice.frequencies == once.frequencies


def test_no_term_is_counted_oftener_than_there_are_paragraphs() -> None:
    weights = count_words(["ferry, Ferry ferry.", "“ferry” ferries", "FERRY"])
    assert weights.frequencies["ferry"] == weights.documents == 3


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
    assert sent.weight("ferry") == weights.weight("ferry")
    assert sent.weight("unheard") == weights.weight("unheard")
