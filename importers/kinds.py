"""What sort of page a capture is, told by its furniture alone, before any headline is looked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from importers.rules.furniture import CONTINUE, MORE_FROM_AUTHOR, SUGGESTED
from importers.rules.page_dates import SECOND_DATE
from importers.rules.pagination import results_on_page
from importers.rules.people import TRAIL_RULE
from importers.segments import Kind, Role, Segment

HEADER_ROLES = frozenset({Role.TICKER, Role.PAGE_DATE, Role.PAGINATION})
ARTICLE_RULES = frozenset({SECOND_DATE, SUGGESTED})
LISTING_RULES = frozenset({"results", "pager", TRAIL_RULE, CONTINUE})
BODY_RULES = frozenset({"paragraph", "dateline", "bullet", "number"})


@dataclass(frozen=True, slots=True)
class Format:
    """``kind`` is None where the furniture does not tell; ``expected`` is how many articles the page says it shows."""

    kind: Kind | None
    expected: int | None
    evidence: str


def page_format(segments: Sequence[Segment]) -> Format:
    rules = frozenset(segment.rule for segment in segments)
    expected = _expected(segments)
    is_article = bool(rules & ARTICLE_RULES)
    is_listing = bool(rules & LISTING_RULES) or _boxes(segments) > 1
    if is_article and is_listing:
        return Format(None, expected, "furniture of article pages and of listings")
    if is_article:
        return Format(Kind.ARTICLE, expected, "two dates at the top, or suggested articles at the end")
    if is_listing:
        return Format(
            Kind.LISTING, expected, "pagination, links to continue reading, or several author boxes"
        )
    return _format_by_header(segments, expected)


def _format_by_header(segments: Sequence[Segment], expected: int | None) -> Format:
    if any(segment.role in HEADER_ROLES for segment in segments):
        return Format(Kind.LISTING, expected, "a page header, and nothing that only an article page has")
    first = next((segment for segment in segments if segment.role is not Role.BLANK), None)
    if first is not None and first.rule in BODY_RULES:
        return Format(Kind.BODY, expected, "no page header, and running text on the first line")
    return Format(None, expected, "no furniture")


def _expected(segments: Sequence[Segment]) -> int | None:
    counts = (results_on_page(segment.text) for segment in segments if segment.rule == "results")
    return next((count for count in counts if count), None)


def _boxes(segments: Sequence[Segment]) -> int:
    return sum(segment.rule == MORE_FROM_AUTHOR for segment in segments)
