"""The three-way merge: what the importer wrote last, what stands, what it reads now. Pure.

Where the importer reads the same as before, what stands stands. Where nobody touched what the importer wrote, the new
reading takes its place. Where both changed, the editor's word stands, and the new reading is handed on as a proposal.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any


@dataclass(frozen=True, slots=True)
class Proposal:
    """A reading that was not written, because an editor had written something else there."""

    field: str
    stands: Any
    read: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """The fields to write, those of them that differ from what stands, and what is left for an editor to decide."""

    fields: dict[str, Any]
    changed: tuple[str, ...]
    proposals: tuple[Proposal, ...]


def merge(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    """Merge field by field; a field whose value is a list of paragraphs (a tuple of strings) paragraph by paragraph.

    ``base`` is what the importer wrote last, ``ours`` what stands, ``theirs`` what it reads now; all have the same
    fields.
    """
    fields: dict[str, Any] = {}
    proposals: list[Proposal] = []
    for name, stands in ours.items():
        value, clashes = _merge_value(base[name], stands, theirs[name])
        fields[name] = value
        proposals += [Proposal(name, *clash) for clash in clashes]
    changed = tuple(name for name in fields if fields[name] != ours[name])
    return Merged(fields, changed, tuple(proposals))


def _merge_value(base: Any, ours: Any, theirs: Any) -> tuple[Any, list[tuple[Any, Any]]]:
    if theirs in (base, ours):
        return ours, []
    if ours == base:
        return theirs, []
    if isinstance(ours, tuple) and isinstance(base, tuple) and isinstance(theirs, tuple):
        return _merge_paragraphs(base, ours, theirs)
    return ours, [(ours, theirs)]


def _merge_paragraphs(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> tuple[tuple[str, ...], list[tuple[Any, Any]]]:
    merged: list[str] = []
    clashes: list[tuple[Any, Any]] = []
    for was, stands, read in _chunks(base, ours, theirs):
        if read in (was, stands):
            merged += stands
        elif stands == was:
            merged += read
        else:
            merged += stands
            clashes.append((tuple(stands), tuple(read)))
    return tuple(merged), clashes


def _chunks(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """The three texts cut at the paragraphs that all of them have: stretches of base, ours and theirs side by side."""
    in_ours, in_theirs = _partners(base, ours), _partners(base, theirs)
    b = o = t = 0
    for place in range(len(base)):
        if place in in_ours and place in in_theirs:
            if (b, o, t) != (place, in_ours[place], in_theirs[place]):
                yield base[b:place], ours[o : in_ours[place]], theirs[t : in_theirs[place]]
            kept = base[place : place + 1]
            yield kept, kept, kept
            b, o, t = place + 1, in_ours[place] + 1, in_theirs[place] + 1
    if base[b:] or ours[o:] or theirs[t:]:
        yield base[b:], ours[o:], theirs[t:]


def _partners(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Which paragraph of ``other`` is which of ``base``."""
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return {
        block.a + offset: block.b + offset
        for block in matcher.get_matching_blocks()
        for offset in range(block.size)
    }
