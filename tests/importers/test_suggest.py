"""Topics are suggested with the words that say so; the sure ones apart from the others; no false friends."""

import pytest

from importers import vocabulary
from importers.segments import Block, Role
from importers.suggest import Suggestion, suggest
from importers.vocabulary import VocabularyError


def suggested(*paragraphs: str, title: str = "") -> dict[str, Suggestion]:
    blocks = [Block(Role.PARAGRAPH, text, line, line) for line, text in enumerate(paragraphs, 10)]
    return {suggestion.name: suggestion for suggestion in suggest(title, 9, blocks)}


def test_a_topic_comes_with_its_term_its_count_and_its_first_line():
    found = suggested(
        "It rained.", "Kazakh miners met.", "Kazakhstan’s mines and Kazakhstan’s roads.", title=""
    )
    kazakhstan = found["Kazakhstan"]
    assert (kazakhstan.kind, kazakhstan.term, kazakhstan.count, kazakhstan.line) == ("place", "Kazakh", 3, 11)


def test_a_topic_in_headline_and_opening_is_sure_and_a_passing_one_is_not():
    found = suggested(
        "Uzbekistan opened a school of wrestling.",
        "It has forty places.",
        "Pupils come from Latvia, and some from Latvia’s neighbours.",
        title="Uzbekistan Opens a School of Wrestling",
    )
    assert found["Uzbekistan"].is_applied
    assert not found["Latvia"].is_applied


@pytest.mark.parametrize(
    ("topic", "sentence"),
    [
        (
            "Kyrgyzstan",
            "The Kyrgyz-British dialogue was the first of Kyrgyzstan’s dialogues with the Kyrgyz abroad.",
        ),
        (
            "United States",
            "U.S. officials and a U.S.-funded station asked the US for more than Americans give.",
        ),
        (
            "Kassym-Jomart Tokayev",
            "Tokayev said so. Kassym-Jomart Tokayev’s aides and Tokayev himself repeated it.",
        ),
        (
            "Russia",
            "RUSSIANS are many; the Russian’s neighbours, and Russia itself, and Russians abroad know it.",
        ),
        ("Energy", "Gas pipelines, power lines and a power grid: electricity for the valley."),
        ("Mining", "Copper, critical minerals and the ores of a mining company."),
    ],
)
def test_plurals_possessives_hyphens_and_points_do_not_hide_a_term(topic, sentence):
    assert topic in suggested(sentence, sentence)


@pytest.mark.parametrize(
    ("topic", "sentence"),
    [
        (
            "Turkey",
            "They ate turkey, and turkey soup, and more turkey on the day after the turkeys had been sold.",
        ),
        (
            "China",
            "The South China Sea is deep. Fishermen know the South China Sea, and it knows them: South China Sea.",
        ),
        (
            "United States",
            "They asked us, and told us, and left us; North America, South America, Latin America did too.",
        ),
        (
            "Jordan",
            "Michael Jordan jumped. Michael Jordan scored. Michael Jordan left. Michael Jordan came back.",
        ),
        ("Energy", "He was full of synergy and energetic; synergies are energetic."),
        ("World Health Organization", "Who came, who went, and who stayed? Nobody knows who."),
    ],
)
def test_a_word_that_only_looks_like_a_term_is_none(topic, sentence):
    assert topic not in suggested(sentence, sentence)


def test_capitals_alone_never_tag_an_article():
    found = suggested(
        "He spoke in Moscow.", "Moscow was cold.", "Then he left Moscow.", title="A Speech in Moscow"
    )
    assert "Russia" not in found


def test_a_name_that_recurs_is_suggested_and_never_applied():
    found = suggested(
        "Yesterday the engineer Tamsin Okerre opened the lock.",
        "“It holds,” Okerre said. Nobody had believed it.",
        "When the water rose, Okerre stayed.",
    )
    okerre = found["Tamsin Okerre"]
    assert (okerre.kind, okerre.count, okerre.line, okerre.is_applied) == ("person", 3, 10, False)


def test_words_that_only_begin_sentences_are_no_names():
    assert suggested("Ferries run. Ferries stop. Ferries wait.", "Ferries sink. Ferries float.") == {}


def test_a_headline_in_capitals_counts_like_any_other():
    assert suggested("The grain was sold.", title="UZBEKISTAN SELLS ITS GRAIN IN UZBEKISTAN")[
        "Uzbekistan"
    ].is_applied


def test_a_headline_is_no_place_to_find_names():
    assert suggested("It was late.", title="Tamsin Okerre Tells Tamsin Okerre About Tamsin Okerre") == {}


def test_only_so_many_topics_are_suggested_however_long_the_text():
    places = [
        "Kazakhstan",
        "Latvia",
        "Estonia",
        "Poland",
        "Serbia",
        "Kenya",
        "Chile",
        "Cuba",
        "Egypt",
        "Libya",
    ]
    places += ["Iran", "Iraq", "Qatar", "Oman", "Yemen", "Nepal", "India", "Japan", "Mexico", "Canada"]
    found = suggested(*(f"{', '.join(places)} met." for _ in range(9)))
    assert len(found) == 16
    assert sum(suggestion.is_applied for suggestion in found.values()) == 10


def test_an_operator_may_add_a_topic():
    own = vocabulary.parse(
        '[subject]\n"Beekeeping" = { terms = ["hive", "honey"], iptc = "medtop:20000210" }'
    )
    blocks = [Block(Role.PARAGRAPH, "Honey! Hives! More honey, more hives.", 1, 1)]
    (bees,) = suggest("Beekeeping Returns", 1, blocks, own)
    assert (bees.name, bees.kind, bees.iptc, bees.count) == ("Beekeeping", "subject", "medtop:20000210", 5)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[subject]\n"Bees = []', "Unterminated"),
        ('[animal]\n"Bees" = []', "“animal” is no kind of topic"),
        ('[subject]\n"Bees" = { trems = ["hive"] }', "trems"),
        ('[subject]\n"Bees" = [1]', "“Bees” needs lists of words"),
        ('[subject]\n"Bees" = ["…"]', "“Bees” needs lists of words"),
    ],
)
def test_a_vocabulary_that_cannot_be_used_says_what_to_mend(text, words):
    with pytest.raises(VocabularyError, match=words):
        vocabulary.parse(text)


def test_a_hostile_line_is_read_in_a_moment():
    assert suggested("Aa " * 80_000) == {}
    assert suggested("U.S" * 80_000) == {}
