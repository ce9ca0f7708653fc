"""Every line of a page is asked of the rules once and answered once."""

import pytest

from importers import read as reader
from importers.read import LedgerError, check_ledger, read
from importers.rules import RULES, RULES_OF_LONG_LINES
from importers.segments import Role, Segment
from tests.importers.pages import LONG, make_page, segments_of


def segment(first, last):
    return Segment(Role.PARAGRAPH, first, last, "", "rule", "evidence")


def test_the_segments_cover_every_line_once():
    page = make_page("Title of the Page", "", "", LONG, "", "  • An item", "- Another")
    segments = read(page)
    assert [(s.first, s.last) for s in segments] == [(1, 1), (2, 3), (4, 4), (5, 5), (6, 6), (7, 7)]
    assert all(s.rule and s.evidence for s in segments)


@pytest.mark.parametrize(
    "segments",
    [
        [],
        [segment(1, 1)],
        [segment(1, 1), segment(3, 3)],
        [segment(1, 2), segment(2, 3)],
        [segment(2, 3)],
        [segment(1, 4)],
        [segment(1, 3), segment(4, 3)],
    ],
)
def test_lines_that_are_missed_or_told_twice_are_an_error(segments):
    with pytest.raises(LedgerError):
        check_ledger(segments, 3)


def test_a_line_that_no_rule_answers_is_an_error(monkeypatch):
    monkeypatch.setattr(reader, "RULES", RULES[:-2])
    with pytest.raises(LedgerError, match="no rule answered for line 1"):
        read(make_page("A line of no kind"))


def test_long_lines_get_the_same_answer_from_the_rules_they_are_spared():
    lines = [
        f"- {LONG}",
        f"> {LONG}",
        f"RIVERSIDE (SNA) — {LONG}",
        f"By Jane Roe The ferry ran. {LONG}",
        f"[caption]The pier[/caption] {LONG}",
        f"Image: {LONG}",
        f"Read more: {LONG}",
        f"{LONG} (City photo)",
        " ".join(["KGS/USD = 0.01 0%"] * 20),
        " ".join(["casino bahis bonus"] * 20),
        LONG,
    ]
    for line in lines:
        page = make_page(line)
        answers = [
            next(found for rule in rules if (found := rule(page.lines, 0, ())))
            for rules in (RULES, RULES_OF_LONG_LINES)
        ]
        assert answers[0] == answers[1]


def test_a_page_without_text_is_one_blank_segment():
    assert [s.role for s in segments_of("", " ", "\u200b")] == [Role.BLANK]
