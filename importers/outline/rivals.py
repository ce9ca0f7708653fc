"""How a short line compares with the other short lines of its page."""

import re

from .lines import Figures
from .sheet import Sheet

_FIRST_NUMBER = re.compile(r"\D{0,12}(\d{1,3})\b")


def rivals(sheet: Sheet, number: int) -> Figures:
    shorts = sheet.shorts
    text = shorts[number - 1].text
    above = shorts[number - 2].text if number > 1 else ""
    below = shorts[number].text if number < len(shorts) else ""
    first = text.split(maxsplit=1)[0].lower()
    lengths = [len(block.words) for block in shorts]
    others = (sum(lengths) - lengths[number - 1]) / max(1, len(lengths) - 1)
    return {
        "longer_than_others": max(-1.0, min(1.0, (lengths[number - 1] - others) / 6))
        if len(lengths) > 1
        else 0.0,
        "longer_than_above": _longer(text, above),
        "longer_than_below": _longer(text, below),
        "starts_as_above": float(_starts_alike(first, above)),
        "starts_as_below": float(_starts_alike(first, below)),
        "counts_on": float(_number(text) is not None and _number(above) == (_number(text) or 0) - 1),
        "counted_on": float(_number(text) is not None and _number(below) == (_number(text) or 0) + 1),
        "ends_as_neighbours": float(
            bool(above) and bool(below) and text[-1] == above[-1] == below[-1] and not text[-1].isalnum()
        ),
        "repeated": float(sum(block.text == text for block in shorts) > 1),
        "many_shorts": min(len(shorts), 30) / 30,
    }


def _longer(text: str, other: str) -> float:
    return max(-1.0, min(1.0, (len(text) - len(other)) / 50)) if other else 0.0


def _starts_alike(first: str, other: str) -> bool:
    return other.lower().startswith(first) and len(first) > 1


def _number(text: str) -> int | None:
    match = _FIRST_NUMBER.match(text)
    return int(match[1]) if match else None
