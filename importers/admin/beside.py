"""Two texts side by side, paragraph against paragraph, with the words marked that only one of them has.

What stands against nothing at all is not marked: there is nothing to compare it with.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.admin.differences import is_spaced
from articles.changes import words_of

MOST = 4_000_000
"""Words against words. Of longer texts only whole paragraphs are compared."""


@dataclass(frozen=True, slots=True)
class Row:
    """Paragraphs that stand against each other; ``same`` counts those that are alike in both."""

    left: tuple[SafeString, ...]
    right: tuple[SafeString, ...]
    same: int = 0


def beside(left: Sequence[str], right: Sequence[str]) -> list[Row]:
    """The rows of two texts, given as paragraphs."""
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    rows = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "replace":
            rows.append(Row(*_marked(left[i:j], right[k:m])))
        else:
            rows.append(Row(_plain(left[i:j]), _plain(right[k:m]), j - i if tag == "equal" else 0))
    return rows


def _plain(texts: Sequence[str]) -> tuple[SafeString, ...]:
    return tuple(format_html("{}", text) for text in texts)


def _marked(
    left: Sequence[str], right: Sequence[str]
) -> tuple[tuple[SafeString, ...], tuple[SafeString, ...]]:
    words = [words_of(" ".join(side)) for side in (left, right)]
    if len(words[0]) * len(words[1]) > MOST:
        common: list[set[int]] = [set(), set()]
    else:
        blocks = SequenceMatcher(None, *words, autojunk=False).get_matching_blocks()
        common = [
            {place + n for block in blocks for n in range(block.size) for place in [block[side]]}
            for side in (0, 1)
        ]
    return tuple(_side(left, common[0])), tuple(_side(right, common[1]))


def _side(texts: Sequence[str], common: set[int]) -> Iterator[SafeString]:
    at = 0
    for text in texts:
        words = words_of(text)
        yield _paragraph(words, [at + n in common for n in range(len(words))])
        at += len(words)


def _paragraph(words: Sequence[str], is_common: Sequence[bool]) -> SafeString:
    """The words as print would space them, with one mark around each run that the other side lacks."""
    parts: list[tuple[str, SafeString | str]] = []
    run: list[str] = []
    for place, word in enumerate(words):
        lead = " " if place and is_spaced(words[place - 1], word) else ""
        if is_common[place]:
            if run:
                parts.append(("", format_html("<mark>{}</mark>", "".join(run))))
                run = []
            parts.append((lead, word))
        elif run:
            run += [lead, word]
        else:
            parts.append((lead, ""))
            run = [word]
    if run:
        parts.append(("", format_html("<mark>{}</mark>", "".join(run))))
    return format_html_join("", "{}{}", parts)
