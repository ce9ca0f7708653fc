"""Recognises the exchange-rate widget: lines of nothing but currency pairs, each with a value and a change."""

import re
from collections.abc import Iterator, Sequence

from importers.rules.contract import Found
from importers.segments import Line, Rate, Role, Segment

# No rate has thirty digits: a line with such a number is something else, and there is no room for it as a rate.
PAIR = re.compile(
    r"[\s•·▪*|;,-]*(?P<pair>[A-Z]{3}/[A-Z]{3})\s*[=:]\s*(?P<value>\d[\d.,]{0,29}(?![\d.,]))\s*"
    r"(?P<change>[+\-−–]?\d[\d.,]{0,27}\s?%)?"
    r"[\s•·▪*|;▲▼△▽↑↓]*"
)
RULE = "ticker"


def ticker(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    if not pairs(lines[at].text):
        return None
    known = {lines[at].text}  # the widget repeats itself
    end = at + 1
    while end < len(lines) and lines[end].text and (lines[end].text in known or pairs(lines[end].text)):
        known.add(lines[end].text)
        end += 1
    text = "\n".join(line.text for line in lines[at:end])
    return (
        Segment(Role.TICKER, at + 1, end, text, RULE, f"{end - at} lines of currency pairs and nothing else"),
    )


def pairs(text: str) -> list[re.Match[str]]:
    """The currency pairs on a line; none where the line holds anything else."""
    # The slash stands within the first dozen characters of such a line: most lines are told by this alone.
    if "/" not in text[:16]:
        return []
    found, position = [], 0
    while position < len(text):
        match = PAIR.match(text, position)
        if not match:
            return []
        found.append(match)
        position = match.end()
    return found


def rates(segments: Sequence[Segment]) -> tuple[Rate, ...]:
    """Every pair once, as it is printed first; the widget repeats itself. ``-0%`` means no change."""
    first: dict[str, Rate] = {}
    role = Role.TICKER
    for segment in segments:
        if segment.role is role:
            for rate in _printed(segment):
                first.setdefault(rate.pair, rate)
    return tuple(first.values())


def _printed(segment: Segment) -> Iterator[Rate]:
    seen = set()
    for number, text in enumerate(segment.text.split("\n"), segment.first):
        if text in seen:
            continue
        seen.add(text)
        for match in pairs(text):
            yield Rate(match["pair"], match["value"], _change(match["change"] or ""), number)


def _change(printed: str) -> str:
    plain = printed.replace("−", "-").replace("–", "-").replace(" ", "")
    is_zero = plain.startswith("-") and not plain.strip("-0.,%")
    return plain[1:] if is_zero else plain
