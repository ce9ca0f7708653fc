"""Two texts side by side for an editor: by paragraphs, and by words within those that differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles import body
from articles.changes import Op, Piece, compare

LONGEST = 200_000
"""Texts longer than this are shown as wholly replaced: aligning them would hold the desk up."""

_NO_SPACE_BEFORE = set(".,;:!?)]}’”»…%")
_NO_SPACE_AFTER = set("([{‘“«$€£")
_TAGS = {Op.GONE: "del", Op.NEW: "ins"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a comparison, or a run of unchanged ones that is folded away: then ``unchanged`` counts them."""

    html: SafeString
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs, under the name that the form gives it. Long texts by paragraphs, short values whole."""

    label: str
    paragraphs: tuple[Paragraph, ...]


def paragraphs(old: str, new: str) -> list[Paragraph]:
    """The way from ``old`` to ``new``, one paragraph a line in each; empty if they are the same."""
    before, after = _lines(old), _lines(new)
    if before == after:
        return []
    if len(old) + len(new) > LONGEST:
        return [marked([Piece(Op.GONE, (old,)), Piece(Op.NEW, (new,))])]
    found: list[Paragraph] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Paragraph(SafeString(""), unchanged=j - i))
        elif j - i == m - k:
            pairs = zip(before[i:j], after[k:m], strict=True)
            found += [marked(compare(one, other)) for one, other in pairs]
        else:
            found += [marked(compare(one, "")) for one in before[i:j]]
            found += [marked(compare("", other)) for other in after[k:m]]
    return found


def values(old: str, new: str) -> list[Paragraph]:
    """Two short values, the one gone and the other new."""
    pieces = [Piece(op, (text,)) for op, text in ((Op.GONE, old), (Op.NEW, new)) if text]
    return [marked(pieces)] if old != new else []


def texts(old_html: str, new_html: str) -> list[Paragraph]:
    """The way from one body to another. A change of emphasis or links alone is said in words."""
    found = paragraphs(body.plain(old_html), body.plain(new_html))
    if not found and old_html != new_html:
        words = "Only headings, lists, links or emphasis were changed."
        return [Paragraph(format_html("<em>{}</em>", words))]
    return found


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def marked(pieces: Sequence[Piece]) -> Paragraph:
    """One paragraph with its gone and new words marked, spaced as print would be."""
    parts, previous = [], ""
    for piece in pieces:
        text, lead = _spaced(piece.words), ""
        if previous and is_spaced(previous, piece.words[0]):
            lead = " "
        parts.append((lead, _wrapped(piece.op, text)))
        previous = piece.words[-1]
    return Paragraph(format_html_join("", "{}{}", parts))


def _wrapped(op: Op, text: str) -> SafeString | str:
    return format_html("<{0}>{1}</{0}>", SafeString(_TAGS[op]), text) if op in _TAGS else text


def _spaced(words: Sequence[str]) -> str:
    text = words[0]
    for previous, word in pairwise(words):
        text += (" " if is_spaced(previous, word) else "") + word
    return text


def is_spaced(previous: str, word: str) -> bool:
    return word[:1] not in _NO_SPACE_BEFORE and previous[-1:] not in _NO_SPACE_AFTER
