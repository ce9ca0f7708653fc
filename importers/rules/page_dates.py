"""Recognises dates on lines of their own: the page's (its capture date), the article's below it or below its headline.

The sites print today's date in their page header. So the first date at the top of a page tells when it was captured;
only a second one beneath it, or one right under a headline, tells when an article was published.
"""

from collections.abc import Sequence

from importers.dates import Precision, PrintedDate, parse_date
from importers.rules.contract import Found, one, text_after, text_before
from importers.rules.furniture import LABEL
from importers.segments import Line, Role, Segment

HEADER_ROLES = frozenset({Role.TICKER, Role.PAGINATION, Role.SPAM})
SECOND_DATE = "second_date"
UNDER_HEADLINE = "date_under_headline"


def page_dates(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    line = lines[at]
    printed = parse_date(line.text)
    if printed is None or printed.precision is not Precision.DAY:
        return None
    before = text_before(done)
    if before is None or (before.role in HEADER_ROLES or before.rule == LABEL):
        return one(line, Role.PAGE_DATE, "page_date", f"the first date in the page header{_open(printed)}")
    if before.role is Role.PAGE_DATE:
        return one(
            line, Role.PUBLICATION_DATE, SECOND_DATE, f"the second date in the page header{_open(printed)}"
        )
    if before.role is Role.UNKNOWN and text_after(lines, at) is not None:
        return one(
            line, Role.PUBLICATION_DATE, UNDER_HEADLINE, f"a date right under a short line{_open(printed)}"
        )
    return None


def _open(printed: PrintedDate) -> str:
    return "; day and month could be exchanged" if printed.ambiguous else ""
