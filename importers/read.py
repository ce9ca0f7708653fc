"""Lines to segments: every line of a page asked of the rules, in their order, and answered once."""

from collections.abc import Sequence

from importers.rules import RULES, RULES_OF_LONG_LINES, RULES_OF_RUNNING_TEXT
from importers.rules.contract import SHORT, Rule
from importers.segments import Line, Page, Segment


class LedgerError(AssertionError):
    """The segments do not cover the lines once each: a rule is broken. Never the fault of a capture."""


def read(page: Page) -> tuple[Segment, ...]:
    """The page's segments in order. Short lines of text stay undecided, with the rule ``short_line``."""
    done: list[Segment] = []
    at = 0
    while at < len(page.lines):
        done += _answer(page.lines, at, done)
        at = done[-1].last
    check_ledger(done, len(page.lines))
    return tuple(done)


def check_ledger(segments: Sequence[Segment], lines: int) -> None:
    """Every line in exactly one segment, in order; `LedgerError` otherwise."""
    number = 0
    for segment in segments:
        if segment.first != number + 1 or segment.last < segment.first:
            raise LedgerError(
                f"line {number + 1} of {lines}: the next segment covers {segment.first}-{segment.last}"
            )
        number = segment.last
    if number != lines:
        raise LedgerError(f"the segments end at line {number} of {lines}")


def _answer(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> tuple[Segment, ...]:
    for rule in _rules_for(lines[at].text):
        found = rule(lines, at, done)
        if found is not None:
            return found
    raise LedgerError(f"no rule answered for line {at + 1}")


def _rules_for(text: str) -> tuple[Rule, ...]:
    if len(text) <= SHORT:
        return RULES
    return RULES_OF_RUNNING_TEXT if text[:2].isalpha() else RULES_OF_LONG_LINES
