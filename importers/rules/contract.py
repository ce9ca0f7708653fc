"""The contract of a rule, and how a rule looks about itself.

A rule gets all lines of a page, the index of the line that is asked about, and the segments made so far. It answers
None, or the segments that begin at that line and follow each other without a gap; `read` goes on behind them. A rule
that looks ahead looks at most `HORIZON` lines of text ahead, so that a page is read in linear time whatever it holds.
"""

from collections.abc import Callable, Iterator, Sequence

from importers.segments import Line, Role, Segment, segment_of

Found = tuple[Segment, ...] | None
Rule = Callable[[Sequence[Line], int, Sequence[Segment]], Found]

_BLANK = Role.BLANK  # to name a member of an enumeration costs five times what a name of its own does
# An author box with a long biography has about ten lines of text; a list of suggested titles about as many.
HORIZON = 16
# The longest headline seen has 134 characters, the longest sub-heading 110; beyond, a line is running text.
SHORT = 180


def is_short(line: Line) -> bool:
    return len(line.text) <= SHORT


def one(line: Line, role: Role, rule: str, evidence: str, text: str | None = None) -> tuple[Segment]:
    """One line as one segment; ``text`` where what is shown differs from the line, such as without its bullet."""
    shown = line.text if text is None else text
    return (segment_of((role, line.number, line.number, shown, rule, evidence, 1.0, None, ())),)


def with_blanks(lines: Sequence[Line], first: int, found: Sequence[Segment]) -> tuple[Segment, ...]:
    """The segments of ``found``, the blank lines between them filled in; ``first`` is the index they begin at."""
    whole: list[Segment] = []
    number = first + 1
    for segment in found:
        if segment.first > number:
            whole.append(blank_run(number, segment.first - 1))
        whole.append(segment)
        number = segment.last + 1
    return tuple(whole)


def blank_run(first: int, last: int) -> Segment:
    return segment_of((_BLANK, first, last, "", "blank", "no text on it", 1.0, None, ()))


def texts_after(lines: Sequence[Line], at: int) -> Iterator[Line]:
    """The next lines with text behind index ``at``, `HORIZON` of them at most."""
    left = HORIZON
    for index in range(at + 1, len(lines)):
        if lines[index].text:
            yield lines[index]
            left -= 1
            if not left:
                return


def text_after(lines: Sequence[Line], at: int) -> Line | None:
    for index in range(at + 1, len(lines)):
        if lines[index].text:
            return lines[index]
    return None


def text_before(done: Sequence[Segment]) -> Segment | None:
    """The last segment with text on it. Blank lines come as one run, so this looks back two segments at most."""
    if not done:
        return None
    last = done[-1]
    if last.role is _BLANK and len(done) > 1:
        last = done[-2]
    return None if last.role is _BLANK else last
