"""How a short line compares with the other short lines of its page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .lines import Figures
from .sheet import Short

_FIRST_NUMBER = re.compile(r"\D{0,12}(\d{1,3})\b")


def rivals(shorts: Sequence[Short]) -> Iterator[Figures]:
    """Figures of every short line of a page, in order."""
    count = len(shorts)
    texts = ["", *(short.text for short in shorts), ""]
    often = Counter(texts)
    lengths = [len(short.words) for short in shorts]
    whole = sum(lengths)
    numbers = list(map(_number, texts))
    many = min(count, 30) / 30
    for place, length in enumerate(lengths, 1):
        above, text, below = texts[place - 1 : place + 2]
        first = shorts[place - 1].words[0].lower()
        number = numbers[place]
        others = (whole - length) / max(1, count - 1)
        yield {
            "longer_than_others": max(-1.0, min(1.0, (length - others) / 6)) if count > 1 else 0.0,
            "longer_than_above": _longer(text, above),
            "longer_than_below": _longer(text, below),
            "starts_as_above": float(_starts_alike(first, above)),
            "starts_as_below": float(_starts_alike(first, below)),
            "counts_on": float(number is not None and numbers[place - 1] == number - 1),
            "counted_on": float(number is not None and numbers[place + 1] == number + 1),
            "ends_as_neighbours": float(
                bool(above) and bool(below) and text[-1] == above[-1] == below[-1] and not text[-1].isalnum()
            ),
            "repeated": float(often[text] > 1),
            "many_shorts": many,
        }


def _longer(text: str, other: str) -> float:
    return max(-1.0, min(1.0, (len(text) - len(other)) / 50)) if other else 0.0


def _starts_alike(first: str, other: str) -> bool:
    return other.lower().startswith(first) and len(first) > 1


def _number(text: str) -> int | None:
    match = _FIRST_NUMBER.match(text)
    return int(match[1]) if match else None
