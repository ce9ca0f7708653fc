"""Copies of an article are recognised as one, and two articles are never taken for one."""

import random

import pytest

from importers import match, sketch
from importers.match import Verdict
from importers.segments import Block, Extract, Role, TitleSource
from tests.importers.captures import headline, prose


def extract(*paragraphs: str, title: str | None = None, role: Role = Role.PARAGRAPH) -> Extract:
    blocks = tuple(Block(role, text, line, line) for line, text in enumerate(paragraphs, 1))
    source = TitleSource.TEXT if title else TitleSource.SUPPLIED
    return Extract(0, title, source, None, 1, len(blocks) or 1, blocks)


def text(*paragraphs: str, title: str | None = None) -> match.Text:
    return match.text_of(extract(*paragraphs, title=title))


def verdict(one: match.Text, other: match.Text) -> Verdict:
    found = match.compare(one, other)
    assert found == match.compare(other, one), "comparing must not depend on which comes first"
    return found.verdict


def edited(words: str, share: float, seed: int = 1) -> str:
    dice = random.Random(seed)  # noqa: S311
    return " ".join("otherwise" if dice.random() < share else word for word in words.split())


ARTICLE = prose(1, 6)


def test_type_list_marks_and_white_space_make_no_difference():
    loud = [paragraph.replace(" ", " \u00a0 ").replace("'", "’").upper() for paragraph in ARTICLE]
    assert text(*ARTICLE).fingerprint == text(*loud).fingerprint
    assert verdict(text(*ARTICLE), text(*loud)) is Verdict.SAME


@pytest.mark.parametrize(
    ("what", "copy"),
    [
        ("without its headline", text(*ARTICLE)),
        ("run together into one paragraph", text(" ".join(ARTICLE), title=headline(1))),
        ("cut off after the opening", text(" ".join(ARTICLE)[:260] + "…", title=headline(1))),
        ("cut off, without a headline", text(" ".join(ARTICLE)[:260])),
        ("without its last paragraph", text(*ARTICLE[:-1], title=headline(1))),
        (
            "lightly edited",
            text(*(edited(p, 0.03, n) for n, p in enumerate(ARTICLE)), title="Another Headline Altogether"),
        ),
        ("behind a dateline", text("ESTWICK (Agency) — " + ARTICLE[0], *ARTICLE[1:], title=headline(1))),
    ],
)
def test_a_copy_is_the_same_article(what, copy):
    assert verdict(text(*ARTICLE, title=headline(1)), copy) is Verdict.SAME, what


def test_different_articles_are_different():
    texts = [text(*prose(number), title=headline(number)) for number in range(30)]
    assert all(
        verdict(one, other) is Verdict.OTHER for place, one in enumerate(texts) for other in texts[:place]
    )


def test_reports_that_differ_in_their_figures_are_for_an_editor():
    form = "The river stood at {} centimetres at the bridge on {} June, {} more than a year ago, and {} boats passed. "
    monday = text(form.format(412, 11, 38, 96) * 2, title="River Levels at the Orlen Bridge")
    friday = text(form.format(388, 15, 24, 71) * 2, title="River Levels at the Orlen Bridge")
    assert verdict(monday, friday) is Verdict.MAYBE


ELECTION = (
    "The council of {town} elected {name} as mayor on Monday evening, after a debate of three hours in which nobody "
    "raised his voice. The new mayor thanked the members for their trust, and said that the work on the road to the "
    "coast would begin as soon as the frost is out of the ground.",
    "The vote was counted twice, as the rules of the province require. The losing side congratulated the winner and "
    "asked for a seat on the committee for schools, which meets every second week in the old town hall.",
)


def election(town: str, name: str, title: str | None) -> match.Text:
    return text(*(paragraph.format(town=town, name=name) for paragraph in ELECTION), title=title)


VELDA = election("Velda", "Ilse Maren", "Velda Chooses Ilse Maren as Its New Mayor")


@pytest.mark.parametrize(
    "other",
    [
        election("Orlen", "Tobin Aresk", "Tobin Aresk Wins the Mayor's Chair in Orlen"),
        election("Orlen", "Tobin Aresk", "Orlen Chooses Tobin Aresk as Its New Mayor"),
    ],
)
def test_reports_in_the_same_words_of_others_are_for_an_editor(other):
    assert verdict(VELDA, other) is Verdict.MAYBE


def test_reports_of_another_that_differ_in_more_than_its_name_are_for_an_editor():
    told = [paragraph.format(town="Orlen", name="Ilse Maren") for paragraph in ELECTION]
    told[1] = told[1].replace("The vote was counted twice", "Nobody asked to see the votes")
    assert verdict(VELDA, text(*told, title="Orlen Chooses Ilse Maren as Its New Mayor")) is Verdict.MAYBE


@pytest.mark.parametrize(("was", "now"), [("Kiev", "Kyiv"), ("Hospital", "Clinic")])
def test_one_word_put_for_another_in_headline_and_text_is_an_edit(was, now):
    def told(word: str) -> match.Text:
        first = f"People in two streets stood in line before the {word} from the early morning on."
        last = f"Whether the {word} opens again next year is for the council to say."
        return text(first, *prose(1, 4), last, title=f"A Long Morning at the {word}")

    assert verdict(told(was), told(now)) is Verdict.SAME


@pytest.mark.parametrize(
    "copy",
    [
        election("Wylda", "Ilse Maren", "Wylda Chooses Ilse Maren as Its New Mayor"),
        election("Velda", "Ilse Maren", "Frost Holds Up the Road to the Coast"),
        election("Velda", "Ilse Maren", "Three Hours of Debate, and Nobody Raised His Voice"),
        election("Velda", "Ilse Marren", "Velda Chooses Ilse Marren as Its New Mayor"),
        election("the city of Velda", "Mrs Ilse Maren", "City of Velda Has a New Mayor"),
        election("Velda", "Ilse Maren", None),
    ],
)
def test_a_copy_may_have_another_headline(copy):
    assert verdict(VELDA, copy) is Verdict.SAME


def test_a_text_that_stands_in_the_middle_of_another_is_for_an_editor():
    quoting = [*prose(2, 4), *ARTICLE, *prose(3, 2)]
    assert verdict(text(*ARTICLE), text(*quoting)) is Verdict.MAYBE


def test_a_text_that_goes_on_behind_a_headline_is_for_an_editor():
    merged = text(*ARTICLE, headline(2), *prose(2, 5), title=headline(1))
    assert verdict(text(*ARTICLE, title=headline(1)), merged) is Verdict.MAYBE


def test_a_headline_alone_makes_no_article_the_same():
    assert (
        verdict(text(*prose(1), title="The Week in Brief"), text(*prose(2), title="The Week in Brief"))
        is Verdict.OTHER
    )


@pytest.mark.parametrize("words", ["Read more.", "", "Continue reading the full story here."])
def test_a_few_words_are_no_evidence(words):
    assert verdict(text(words), text(words)) is not Verdict.SAME


def test_a_few_words_under_one_headline_are():
    short = "The library of Brend is shut today."
    assert (
        verdict(text(short, title="Library of Brend Shut"), text(short, title="Library of Brend Shut"))
        is Verdict.SAME
    )


def keys_of(*paragraphs: str, title: str = "") -> set[int]:
    return set(sketch.keys_and_probes(sketch.words("\n".join(paragraphs)), sketch.words(title))[0])


def probes_of(*paragraphs: str, title: str = "") -> set[int]:
    return set(sketch.keys_and_probes(sketch.words("\n".join(paragraphs)), sketch.words(title))[1])


@pytest.mark.parametrize("number", range(20))
def test_a_copy_is_found_by_a_key_whether_it_was_edited_or_cut_off(number):
    whole = prose(number, 6)
    kept = keys_of(*whole)
    assert kept & probes_of(*(edited(paragraph, 0.04, number) for paragraph in whole))
    assert kept & probes_of(" ".join(whole)[:240])
    assert keys_of(" ".join(whole)[:240]) & probes_of(*whole)


def test_a_text_is_kept_under_a_handful_of_keys_however_long_it_is():
    assert len(keys_of(*prose(1, 200), title=headline(1))) <= 2 * 3 + 1


def test_a_text_too_short_for_a_shingle_is_found_by_all_of_it():
    assert keys_of("Ferry shut.") == probes_of("FERRY — shut!")


def test_a_text_without_words_has_no_keys():
    assert keys_of("— …") == set()
