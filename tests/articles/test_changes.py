from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import changes

TYPOS = [
    ("a misspelt word", "the ao-called plan", "the so-called plan"),
    ("a missing small word", "calling both parties the table", "calling both parties to the table"),
    ("a doubled small word", "in the the valley", "in the valley"),
    ("a missing full stop", "another good harvest", "another good harvest."),
    ("a word split in two", "it is al ready here", "it is already here"),
    ("letters in the wrong order", "teh plan", "the plan"),
    ("two words that are one", "he went in to town", "he went into town"),
    ("the wrong article", "a empty house", "an empty house"),
    ("a missing comma", "bread salt and tea", "bread, salt and tea"),
    ("a missing apostrophe", "the miners union met", "the miners' union met"),
    ("a small letter that begins a sentence", "He left. the door shut", "He left. The door shut"),
    ("a slip after a quotation has ended", "“Yes,” of the ao-called plan", "“Yes,” of the so-called plan"),
    ("a slip after straight quotation marks", '"Yes," he said, wiht a nod', '"Yes," he said, with a nod'),
    ("a slip after a quotation of two paragraphs", "“One.\n“Two,” he said.\nIt was wiht us",
     "“One.\n“Two,” he said.\nIt was with us"),
    ("a slip after a German quotation", "„Ja“, he said wiht a nod", "„Ja“, he said with a nod"),
]  # fmt: skip
MORE = [
    ("a number", "It cost 30 crowns", "It cost 300 crowns"),
    ("a number in words", "It cost two crowns", "It cost ten crowns"),
    ("a name", "said Erik Holst today", "said Eric Holt today"),
    ("a name that begins a sentence", "He left. Erik stayed", "He left. Eric stayed"),
    ("a negation", "She can go", "She cannot go"),
    ("a contracted negation", "She did go", "She didn’t go"),
    ("a quotation", "“We will pay,” he said", "“We may pay,” he said"),
    ("quotation marks", "the so-called plan", "the “so-called” plan"),
    ("another word", "the harvest was good", "the harvest was poor"),
    ("a word taken away", "the alleged thief", "the thief"),
    ("a month", "in march", "in March"),
    ("a paragraph more", "one", "one\nand a second paragraph"),
    ("thirteen", "the thirteen miners", "the thirty miners"),
    ("sixteen", "sixteen of them", "sixty of them"),
    ("millions", "it cost millions", "it cost billions"),
    ("a number of two words", "twenty-five crowns", "twenty-nine crowns"),
    ("an ordinal", "the fourth day", "the fourteenth day"),
    ("a sign", "it was 5 degrees", "it was -5 degrees"),
    ("another sign", "it was −5 degrees", "it was 5 degrees"),
    ("a decimal comma", "about 1 5 crowns", "about 1, 5 crowns"),
    ("a currency", "it cost $5", "it cost €5"),
    ("a currency that is missing", "it cost 5", "it cost £5"),
    ("a share", "about 5 of them", "about 5% of them"),
    ("degrees", "at 5 C", "at 5° C"),
    ("a unit", "five tons of ore", "five tonnes of ore"),
    ("a unit that is written short", "80 kW of power", "80 MW of power"),
    ("a fraction", "½ of them", "¼ of them"),
    ("a number in another script", "ٱ ٣", "ٱ ٤"),
    ("a day in small letters", "on monday", "on sunday"),
    ("a name after an abbreviation", "Mr. Smith left", "Mr. Smyth left"),
    ("a name after an abbreviation, in small letters", "Mr. smyth left", "Mr. Smith left"),
    ("a name with a small particle", "said al-Assad today", "said al-Asad today"),
    ("a name with an apostrophe", "said d’Estaing today", "said d’Estang today"),
    ("a name of capitals that begins a sentence", "WHO says so", "Who says so"),
    ("a name that is a common word", "the polish firm", "the Polish firm"),
    ("a name in letters without case", "习近平主席今天访问了北京", "习近干主席今天访问了北京"),
    ("un-", "it was lawful", "it was unlawful"),
    ("il-", "it was illegal", "it was legal"),
    ("im-", "it is possible", "it is impossible"),
    ("dis-", "they agreed", "they disagreed"),
    ("non-", "a binding vote", "a non-binding vote"),
    ("a prefix that stands alone", "an a political man", "an apolitical man"),
    ("neither", "either of them came", "neither of them came"),
    ("nobody", "somebody came", "nobody came"),
    ("more and less", "an increase of the fare", "a decrease of the fare"),
    ("he and she", "then he left", "then she left"),
    ("could and would", "it could rain", "it would rain"),
    ("hired and fired", "they were hired", "they were fired"),
    ("another word of the same letters", "what he was there", "what he saw there"),
    ("united and untied", "they were united", "they were untied"),
    ("a question", "he did it.", "he did it?"),
    ("a quotation in straight marks", '"We will pay," he said', '"We well pay," he said'),
    ("a quotation in straight marks, later", 'a "b" c "wiht d" e', 'a "b" c "with d" e'),
    ("a quotation with a mark that was lost", 'he said "wiht all', 'he said "with all'),
    ("a quotation in single marks", "‘We wiht him’, he said", "‘We with him’, he said"),
    ("a quotation in straight single marks", "'We wiht him', he said", "'We with him', he said"),
    ("a German quotation", "„Wir wiht“, he said", "„Wir with“, he said"),
    ("a French quotation", "« nous wiht »", "« nous with »"),
    ("a quotation of two paragraphs", "“One.\n“Two wiht,” he said.", "“One.\n“Two with,” he said."),
    ("a quotation after a mark that closed nothing", "so” it was. “We wiht him", "so” it was. “We with him"),
    ("straight marks that came", "the so-called plan", 'the "so-called" plan'),
    ("paragraphs that changed places", "the first one\nand another", "and another\nthe first one"),
    ("words that changed places", "dog bites man", "man bites dog"),
    ("thirteen slips", " ".join(f"teh w{'x' * n}" for n in range(13)), " ".join(f"the w{'x' * n}" for n in range(13))),
]  # fmt: skip


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


OTHERS = [
    ("a negation in Russian", "он согласен", "он несогласен", "ru"),
    ("a negation in Kyrgyz", "ал келди", "ал келбеди", "ky"),
    ("a letter in German", "er sah keine", "er sah eine", "de"),
    ("a small word in French", "il en a", "il a", "fr"),
]


@pytest.mark.parametrize(("what", "old", "new", "language"), OTHERS, ids=[row[0] for row in OTHERS])
def test_where_negations_are_not_known_a_letter_is_more_than_a_typo(
    what: str, old: str, new: str, language: str
) -> None:
    assert changes.weighty(old, new, language)


def test_a_space_is_a_typo_in_every_language() -> None:
    assert changes.weighty("он со гласен", "он согласен.", "ru") == ""


def test_long_texts_are_compared_in_a_moment() -> None:
    old, new = "a b " * 50_000, "b a " * 50_000 + "end"
    began = process_time()

    assert changes.weighty(old, new)
    assert changes.weighty("\n".join(old), "\n".join(new))
    assert changes.compare(old, old + "x")[-1].words == ("x",)
    assert process_time() - began < 10


WORDS = st.lists(
    st.sampled_from(
        [
            "a",
            "the",
            "Mark",
            "not",
            "30",
            "ten",
            "“",
            "”",
            '"',
            "‘",
            "’",
            "'",
            ".",
            ",",
            "\n",
            "$",
            "-",
            "„",
            "«",
            "»",
            "”",
        ]
    )
    | st.text(max_size=4),
    max_size=20,
).map(" ".join)


@given(WORDS, WORDS)
def test_comparing_any_two_texts_loses_no_word(old: str, new: str) -> None:
    pieces = changes.compare(old, new)

    assert [w for p in pieces if p.op is not changes.Op.NEW for w in p.words] == changes.words_of(old)
    assert [w for p in pieces if p.op is not changes.Op.GONE for w in p.words] == changes.words_of(new)
    assert isinstance(changes.weighty(old, new), str)


@given(WORDS)
def test_a_text_is_no_change_of_itself(text: str) -> None:
    assert changes.changes(text, text) == []
