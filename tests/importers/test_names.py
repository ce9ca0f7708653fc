"""What has the shape of a name, and which names a byline holds."""

import pytest

from importers.names import has_label, is_desk, is_name, names_editors, same_name, split_names


@pytest.mark.parametrize(
    "text",
    [
        "Jane Roe",
        "Ilse M. Maren",
        "Bermet de Souza",
        "Ainura van der Berg",
        "Ulla O’Connor",
        "Jean-Luc Émond",
        "J. K. Oyelaran",
        "Gazette of Lower Sarn",
        "Айнура Садыкова",
        "阿依 古丽",
    ],
)
def test_capitalised_words_with_particles_between_have_the_shape_of_a_name(text):
    assert is_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Jane",
        "jane roe",
        "Jane roe",
        "Jane Roe wins",
        "Room 101 Opens",
        "What Comes Next?",
        "Roe, Jane",
        "Jane Roe Looks Back Upon Seven Years",
        "van der Berg",
        "J" * 40 + " " + "R" * 40,
    ],
)
def test_other_text_has_not(text):
    assert not is_name(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Jane Roe", ("Jane Roe",)),
        ("By Jane Roe and John Doe", ("Jane Roe", "John Doe")),
        ("Jane Roe, John Doe & Ilse Maren", ("Jane Roe", "John Doe", "Ilse Maren")),
        ("By Jane Roe, John Doe, and Ilse Maren", ("Jane Roe", "John Doe", "Ilse Maren")),
        ("Written by SNA", ("SNA",)),
        ("Author: Jane Roe", ("Jane Roe",)),
        ("BY JANE ROE", ("JANE ROE",)),
        ("By Jane Roe and Jane Roe", ("Jane Roe",)),
        ("By Anders Andersen", ("Anders Andersen",)),
        ("By Jane Roe in Old Lannow and John Doe in Sethrick", ("Jane Roe", "John Doe")),
        ("Reporting by Jane Roe; editing by John Doe", ("Jane Roe",)),
        ("Reporting by Jane Roe and Ilse Maren; Editing by John Doe.", ("Jane Roe", "Ilse Maren")),
        ("Additional reporting by Jane Roe in Old Lannow", ("Jane Roe",)),
        ("Edited by Jane Roe", ("Jane Roe",)),
        ("(Reporting by Jane Roe in Old Lannow; Editing by John Doe)", ("Jane Roe",)),
        ("Reporting by Jane Roe in Old Lannow; Editing by John Doe and Ilse Maren", ("Jane Roe",)),
        ("(By Jane Roe", ()),
        ("By Jane Roe and Ilse Maren in Old Lannow", ("Jane Roe", "Ilse Maren")),
        ("By Jane Roe in Osh, Kyrgyz Republic", ()),
        ("By Jane Roe in Moscow and Saint Petersburg", ()),
        ("By Jane Roe in Old Lannow, John Doe in Sethrick, Lower Sarn", ()),
        ("Jane Roe in Old Lannow", ()),
        ("By Jane Roe in a boat", ()),
        ("Reporting by boat in Old Lannow", ()),
        ("By the Lower Sarn", ()),
        ("By the numbers", ()),
        ("By land and by sea", ()),
        ("By Jane Roe and other stories", ()),
        ("By quiet@example.org", ()),
        ("By ", ()),
        ("By " + "Jane Roe, " * 50, ()),
    ],
)
def test_a_byline_is_split_into_its_names_or_into_none(text, names):
    assert split_names(text) == names


def test_a_label_is_a_word_and_not_the_beginning_of_one():
    assert has_label("By Jane Roe")
    assert has_label("by: Jane Roe")
    assert not has_label("Byzantine Coins Found")


def test_a_line_names_editors_only_where_nobody_on_it_wrote():
    assert names_editors("Edited by Jane Roe and John Doe")
    assert names_editors("(Editing by Jane Roe)")
    assert not names_editors("Reporting by Jane Roe; editing by John Doe")
    assert not names_editors("By Jane Roe")


def test_a_desk_signs_with_its_initials():
    assert is_desk("SNA")
    assert not is_desk("Sna")
    assert not is_desk("SARNNEWS")


def test_names_are_the_same_whatever_their_case_and_apostrophes():
    assert same_name("Ulla O'Connor", "ulla  o’connor")
    assert not same_name("Ulla Connor", "Ulla O’Connor")
