"""No word that the search for topics has to look at is passed over, whatever stands between the words."""

from hypothesis import example, given
from hypothesis import strategies as st

from importers import vocabulary
from importers.stops import MOST_SEARCHED, places_of, stops
from importers.vocabulary import WORD, token_of

OWN = vocabulary.parse(
    """
    [place]
    "U.S." = {terms = ["U.S.A."]}
    "Kabul" = {terms = ["kabuli", "2030 goals", "𝐀𝐁"]}
    [subject]
    "mining" = ["mine", "o'clock", "iPhone", "National Bank", "the bank", "σίσυφος"]
    """
)
PIECES = (
    *("Kabul", "kabul’s", "U.S.", "U.S.A", "xU.S.T.", "A.T.", "o'clock", "O’CLOCK", "iPhone", "IPHONE", "2030"),
    *("mine", "mines", "determine", "_mine", "Σίσυφος", "ΣΊΣΥΦΟΣ’s", "İzmir", "ǅep", "𝐀𝐁", "Éa", "Жук", "Ⅳ"),
    *("the", "bank"), *" \n’'.-–_\0\u00a0\u0301\ud800aB9",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.characters()).map("".join)


@given(texts)
@example("U.S.A. o’Kabul U.S.’Kabul")
def test_every_word_with_a_capital_is_a_stop(text):
    found = stops(text, OWN)
    words = [word for word in WORD.finditer(text) if token_of(word[0])[0].isupper()]
    assert [word.span() for word in found.capitals] == [word.span() for word in words]
    assert found.tokens == [token_of(word[0]) for word in words]


@given(texts)
def test_every_other_word_that_may_begin_a_term_is_a_stop(text):
    begin = {
        word.start()
        for word in WORD.finditer(text)
        if (token := token_of(word[0])) and not token[0].isupper() and OWN.beginning_with(token)
    }
    assert begin <= set(stops(text, OWN).small) <= {word.start() for word in WORD.finditer(text)}


def test_a_text_full_of_terms_has_the_same_stops():
    terms = sorted(vocabulary.shipped().small_beginnings)[: 2 * MOST_SEARCHED]
    text = " ".join(terms)
    assert stops(text, vocabulary.shipped()).small == [word.start() for word in WORD.finditer(text)]


def test_words_are_not_found_inside_of_others():
    assert list(places_of("mine", "mine determine o’mine mines")) == [0, 22]
