"""The outline of a page of which editors spoke: their words hold, and what they did not speak of stays as it was. Pure.

One opening more or less changes what is likely elsewhere on the page: an editor who joined two articles would see a
third one cut, to make up for it. So the page is decided without the words, too, and of each line that nobody spoke of
it holds what was decided there.
"""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace

from importers.heed import Heeded
from importers.outline import Opening, Outline
from importers.segments import BODY_ROLES, Role

Decide = Callable[[frozenset[int], frozenset[int]], Outline]
"""The outline of the page with an article in each of some lines, and with none in each of others."""


def unmoved(before: Outline, heeded: Heeded, decide: Decide) -> Outline:
    """The outline that ``decide`` gives by what editors said, with all else as it was ``before`` they spoke."""
    said = frozenset(heeded.roles) | heeded.begins | heeded.goes_on
    opened = frozenset(one.title_line for one in before.openings if one.title_line is not None)
    free = said.union(*_free(before, opened, heeded, said))
    kept, closed = opened - free, before.roles.keys() - opened - free
    found = decide(heeded.begins, heeded.goes_on - heeded.begins)
    titles = {one.title_line for one in found.openings}
    if not kept <= titles or titles & closed:
        found = decide(heeded.begins | kept, (heeded.goes_on | closed) - heeded.begins)
    openings = tuple(_as_before(before.openings, found.openings, said))
    return Outline(openings, found.roles | {line: before.roles[line] for line in closed})


def _free(
    before: Outline, opened: frozenset[int], heeded: Heeded, said: frozenset[int]
) -> Iterator[Sequence[int]]:
    """The lines that have to be decided anew, though nobody spoke of them.

    Of lines with no text between them one is the headline. So where an editor said that it is this one, the others may
    be none; where he said that it is not that one, another may be it, even one that was taken for text beside it. That
    the article goes on there is an answer in itself, unless there is none above. And where he cut an article in two, a
    line in it of which the reading was not sure may well cut it, too.
    """
    texts = {line for line, role in before.roles.items() if role is Role.PARAGRAPH} - said
    for lines in _together(heeded, said, texts):
        if not heeded.begins.isdisjoint(lines):
            yield lines
    first = before.openings[0].title_line if before.openings else None
    lost = {line for line in opened & said - heeded.begins if line == first or line not in heeded.goes_on}
    for lines in _together(heeded, said, frozenset()) if lost else ():
        if not lost.isdisjoint(lines):
            yield lines
    for opening, (start, end) in zip(before.openings, _places(before.openings), strict=True):
        is_cut = any(start < line and (end is None or line < end) for line in heeded.begins)
        if is_cut and opening.hides is not None:
            yield [opening.hides]


def _together(heeded: Heeded, said: frozenset[int], texts: Set[int]) -> Iterator[list[int]]:
    """The short lines of the page, those that have no text between them together; short ones of ``texts`` are text."""
    lines: list[int] = []
    for segment in heeded.segments:
        line = segment.first
        if line in said or (segment.role is Role.UNKNOWN and line not in texts):
            lines.append(line)
        if segment.role in BODY_ROLES or line in texts:
            yield lines
            lines = []
    yield lines


def _as_before(
    before: Sequence[Opening], found: Sequence[Opening], said: frozenset[int]
) -> Iterator[Opening]:
    """The openings that were found; of an article where nothing was said it is as sure as before, and no surer."""
    known = {places: opening for opening, places in zip(before, _places(before), strict=True)}
    for opening, places in zip(found, _places(found), strict=True):
        first, last = places
        was = known.get(places)
        is_said = any(first <= line and (last is None or line <= last) for line in said)
        yield opening if was is None or is_said else replace(was, title_line=opening.title_line)


def _places(openings: Sequence[Opening]) -> list[tuple[int, int | None]]:
    """Where each article begins, and where the next one does."""
    firsts = [opening.first for opening in openings]
    return list(zip(firsts, [*firsts[1:], None], strict=True)) if firsts else []
