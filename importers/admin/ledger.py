"""A capture line by line: what each line is and why, long runs folded, and totals that add up."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from importers.lines import ODD, decode
from importers.models import Capture, Decision, Extract, Span
from importers.segments import DROPPED_ROLES, Role
from importers.store.decisions import said_of

PAGE = 1000
"""Lines on one screen; a capture may have fifty times as many."""
LONGEST = 3000
"""Characters of a line that are shown."""
FOLDED = frozenset({Role.TICKER, Role.BLANK, Role.BOILERPLATE, Role.LINK_TEXT, Role.SPAM, Role.PAGINATION})
FOLD_FROM = 4
UNSURE = 0.8
"""What is less sure than this is worth a look."""

SHOWS = {
    "all": "all lines",
    "dropped": "dropped",
    "unknown": "unknown",
    "unsure": f"less than {UNSURE:.0%} sure",
}
_NAMES = {
    "\u00a0": "no-break space",
    "\u202f": "narrow no-break space",
    "\u200b": "zero-width space",
    "\ufeff": "byte order mark",
    "\u00ad": "soft hyphen",
    "\t": "tab",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line with its role. ``html`` is the line as it may be shown, ``said`` what editors said of it.

    ``is_open`` is the line of which an editor is about to say something.
    """

    number: int
    html: SafeString
    span: Span
    extract: Extract | None
    said: Sequence[Decision] = ()
    is_open: bool = False

    @property
    def stands_out(self) -> bool:
        """Whether it is folded away with no others."""
        return self.is_open or bool(self.said)

    @property
    def role(self) -> str:
        return self.span.get_role_display()

    @property
    def is_dropped(self) -> bool:
        return self.span.role in DROPPED_ROLES

    @property
    def is_unsure(self) -> bool:
        return self.span.confidence < UNSURE


@dataclass(frozen=True, slots=True)
class Fold:
    """Rows that stand together and are said in one sentence, or a single row."""

    rows: Sequence[Row]
    words: str = ""


@dataclass(slots=True)
class Ledger:
    """One screen of a capture's lines. ``totals`` count the lines of the whole capture by role."""

    folds: list[Fold] = field(default_factory=list)
    totals: list[tuple[str, int]] = field(default_factory=list)
    shown: int = 0
    lines: int = 0

    @property
    def is_complete(self) -> bool:
        return sum(count for _, count in self.totals) == self.lines


def ledger(
    capture: Capture, show: str = "all", page: int = 1, marks: bool = False, opened: int = 0
) -> Ledger:
    """The ``page``-th screen of ``capture``: of all lines, or of those that ``show`` names.

    With ``marks`` every character that cannot be seen is shown as a mark with its name. The line ``opened`` and
    those of which something was said are not folded away.
    """
    lines = decode(bytes(capture.content)).lines
    spans = list(capture.spans.select_related("extract__article").order_by("first"))
    wanted = [
        (number, span)
        for span in spans
        if _is_wanted(span, show)
        for number in range(span.first, span.last + 1)
    ]
    on_screen = wanted[(page - 1) * PAGE : page * PAGE]
    on_screen = [(number, span) for number, span in on_screen if number <= len(lines)]
    said = said_of(lines, [number for number, _ in on_screen])
    rows = [
        Row(
            number,
            shown(lines[number - 1].raw, marks),
            span,
            span.extract,
            said.get(number, ()),
            number == opened and bool(lines[number - 1].text),
        )
        for number, span in on_screen
    ]
    rates = capture.rates.count()
    return Ledger(
        folds=list(_folded(rows, rates)), totals=totals(spans), shown=len(wanted), lines=capture.line_count
    )


def totals(spans: Iterable[Span]) -> list[tuple[str, int]]:
    """Lines by role, the most frequent first."""
    counted: Counter[str] = Counter()
    for span in spans:
        counted[span.get_role_display()] += span.last - span.first + 1
    return counted.most_common()


def shown(raw: str, marks: bool = False) -> SafeString:
    """A line that cannot move or hide what stands around it. Too long a one is cut, and says so."""
    text, tail = raw[:LONGEST], ""
    if len(raw) > LONGEST:
        tail = f" … {len(raw):,} characters in all"
    html = _marked(text) if marks else format_html("{}", ODD.sub(_plain, text))
    return format_html('{}<span class="cut">{}</span>', html, tail) if tail else html


def _is_wanted(span: Span, show: str) -> bool:
    if show == "dropped":
        return span.role in DROPPED_ROLES
    if show == "unknown":
        return span.role == Role.UNKNOWN
    return span.confidence < UNSURE if show == "unsure" else True


def _folded(rows: Sequence[Row], rates: int) -> Iterator[Fold]:
    for (role, *_), run in groupby(rows, key=_fold_of):
        found = list(run)
        if role in FOLDED and len(found) >= FOLD_FROM and not found[0].stands_out:
            yield Fold(found, _said(role, found, rates))
        else:
            yield from (Fold([row]) for row in found)


def _fold_of(row: Row) -> tuple[str, int | None, bool]:
    return row.span.role, row.extract.pk if row.extract else None, row.stands_out


def _said(role: str, rows: Sequence[Row], rates: int) -> str:
    words = f"{len(rows)} lines: {rows[0].role}"
    return f"{words} → {rates} rates" if role == Role.TICKER and rates else words


def _plain(match: object) -> str:
    return " " if match.lastgroup in ("space", "no_break", "line_break") else ""  # type: ignore[attr-defined]


def _marked(text: str) -> SafeString:
    parts: list[SafeString] = []
    at = 0
    for match in ODD.finditer(text):
        parts += [format_html("{}", text[at : match.start()]), _mark(match.group())]
        at = match.end()
    parts.append(format_html("{}", text[at:]))
    return format_html_join("", "{}", ((part,) for part in parts))


def _mark(character: str) -> SafeString:
    code = f"U+{ord(character):04X}"
    name = _NAMES.get(character, code)
    return format_html('<span class="odd" title="{}">⟨{}⟩</span>', code, name)
