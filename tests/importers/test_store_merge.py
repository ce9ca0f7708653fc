"""The three-way merge: an editor's word is kept or a conflict is recorded, never anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.reconcile import Proposal, merge

BASE = ("one", "two", "three", "four")


def merged(base: object, ours: object, theirs: object) -> tuple[object, list[tuple[object, object]]]:
    result = merge({"field": base}, {"field": ours}, {"field": theirs})
    return result.fields["field"], [(proposal.stands, proposal.read) for proposal in result.proposals]


@pytest.mark.parametrize(
    ("what", "ours", "theirs", "result", "proposals"),
    [
        ("nobody changed anything", "a", "a", "a", []),
        ("only the editor did", "b", "a", "b", []),
        ("only the reading did", "a", "c", "c", []),
        ("both did, alike", "d", "d", "d", []),
        ("both did, otherwise", "b", "c", "b", [("b", "c")]),
    ],
)
def test_a_field(what, ours, theirs, result, proposals):
    assert merged("a", ours, theirs) == (result, proposals), what


@pytest.mark.parametrize(
    ("what", "ours", "theirs", "result", "proposals"),
    [
        (
            "each changed another paragraph",
            ("one", "TWO", "three", "four"),
            ("one", "two", "three", "4"),
            ("one", "TWO", "three", "4"),
            [],
        ),
        (
            "the editor cut one, the reading added one",
            ("one", "three", "four"),
            (*BASE, "five"),
            ("one", "three", "four", "five"),
            [],
        ),
        (
            "both changed the same one",
            ("one", "TWO", "three", "four"),
            ("one", "2", "three", "four"),
            ("one", "TWO", "three", "four"),
            [(("TWO",), ("2",))],
        ),
        (
            "the editor cut what the reading changed",
            ("one", "three", "four"),
            ("one", "2", "three", "four"),
            ("one", "three", "four"),
            [((), ("2",))],
        ),
        ("both cut the same one", ("one", "two", "four"), ("one", "two", "four"), ("one", "two", "four"), []),
        (
            "both added at one place",
            (*BASE, "ours"),
            (*BASE, "theirs"),
            (*BASE, "ours"),
            [(("ours",), ("theirs",))],
        ),
    ],
)
def test_paragraphs(what, ours, theirs, result, proposals):
    assert merged(BASE, ours, theirs) == (result, proposals), what


def test_what_changed_is_told_apart_from_what_was_only_compared():
    result = merge({"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 2, "c": 2}, {"a": 3, "b": 1, "c": 3})
    assert result.changed == ("a",)
    assert result.proposals == (Proposal("c", 2, 3),)


texts = st.lists(st.sampled_from("abcdef"), max_size=6).map(tuple)


@given(texts, texts, texts)
def test_invariant_6_every_paragraph_that_an_editor_wrote_stands(base, ours, theirs):
    result, _ = merged(base, ours, theirs)
    assert set(ours) - set(base) <= set(result)


@given(texts, texts)
def test_an_editor_alone_is_never_disturbed(base, ours):
    assert merged(base, ours, base) == (ours, [])


@given(texts, texts)
def test_a_reading_alone_is_taken_whole(base, theirs):
    assert merged(base, base, theirs) == (theirs, [])


@given(texts, texts, texts)
def test_merging_what_was_merged_changes_nothing(base, ours, theirs):
    once, _ = merged(base, ours, theirs)
    assert merged(theirs, once, theirs) == (once, [])
