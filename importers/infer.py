"""Segments to extracts: what sort of page it is, which articles stand on it, and what each of them is made of.

In: a page and its segments as `read` left them. Out: a `Reading` whose segments have their last role and, where their
text belongs to an article, the index of its extract. What is unsure becomes a doubt; only a broken rule raises.
"""

from collections.abc import Sequence
from dataclasses import replace

from importers.extracts import Dates, extract_of, page_dates_of
from importers.kinds import page_format
from importers.read import check_ledger
from importers.rules.furniture import LABEL
from importers.rules.page_dates import SECOND_DATE, UNDER_HEADLINE
from importers.rules.people import PROFILE
from importers.rules.spam import SPAM
from importers.rules.ticker import rates
from importers.segments import BODY_ROLES, Extract, Kind, Page, Reading, Role, Segment
from importers.shape import Opening, Outline, outline

ARTICLE_ROLES = BODY_ROLES | {
    Role.SUB_HEADING,
    Role.CAPTION,
    Role.HEADLINE,
    Role.CREDIT,
    Role.BYLINE,
    Role.AUTHOR_BIO,
    Role.PUBLICATION_DATE,
    Role.UNKNOWN,
}
# What cannot stand before the first article: it is text of one whose beginning was not captured.
TEXT_ROLES = BODY_ROLES | {Role.SUB_HEADING, Role.CAPTION, Role.CREDIT, Role.UNKNOWN}
BEHEADED = "the end of an article whose beginning was not captured"


def infer(page: Page, segments: Sequence[Segment], words: object = None) -> Reading:
    shape = page_format(segments)
    decided = outline(segments, shape.expected, shape.kind, words)
    openings = _openings(segments, decided)
    kind = shape.kind or _kind(openings)
    final = _placed(segments, openings, decided, kind)
    check_ledger(final, len(page.lines))
    dates = page_dates_of(final)
    extracts = tuple(
        extract_of(index, opening, group, dates)
        for index, (opening, group) in enumerate(zip(openings, _groups(final, len(openings)), strict=True))
    )
    return Reading(
        page=page,
        kind=kind,
        capture_date=dates.captured,
        rates=rates(final),
        segments=tuple(final),
        extracts=extracts,
        warnings=tuple(_warnings(final, extracts, dates)),
    )


def _openings(segments: Sequence[Segment], decided: Outline) -> list[Opening]:
    """The outline's openings, and one more where text stands before the first of them: no text without an article."""
    openings = sorted(decided.openings, key=lambda opening: opening.first)
    text = next((segment.first for segment in segments if segment.role in TEXT_ROLES), None)
    if text is not None and (not openings or text < openings[0].first):
        openings.insert(0, Opening(text, None, 0.5, BEHEADED, True))
    return openings


def _kind(openings: Sequence[Opening]) -> Kind:
    if len(openings) > 1:
        return Kind.LISTING
    return Kind.ARTICLE if openings and openings[0].title_line is not None else Kind.BODY


def _placed(
    segments: Sequence[Segment], openings: Sequence[Opening], decided: Outline, kind: Kind
) -> list[Segment]:
    """Every segment with its last role and its article. A run of lines is never cut: an opening starts a segment."""
    final: list[Segment] = []
    index, has_body, above = -1, False, None
    for segment in segments:
        while index + 1 < len(openings) and segment.first >= openings[index + 1].first:
            index, has_body, above = index + 1, False, None
        if segment.rule == SECOND_DATE and openings:
            # It stands in the page header, above the article that it dates.
            final.append(replace(segment, extract=max(index, 0)))
            continue
        if index < 0 or segment.role not in ARTICLE_ROLES or segment.rule == PROFILE:
            final.append(segment)
            continue
        opening = openings[index]
        if segment.role is Role.UNKNOWN:
            placed = _decided(segment, index, opening, decided)
        else:
            placed = replace(segment, extract=index, role=_role(segment, kind, has_body, above))
        has_body = has_body or placed.role in BODY_ROLES
        above = placed.role
        final.append(placed)
    return final


def _decided(segment: Segment, index: int, opening: Opening, decided: Outline) -> Segment:
    """A short line as the outline has it. A headline opens an article: one that opens none is a sub-heading."""
    if segment.first == opening.title_line:
        role = Role.HEADLINE
    else:
        role = decided.roles.get(segment.first, Role.PARAGRAPH)
        role = Role.SUB_HEADING if role is Role.HEADLINE else role
    other = f"; otherwise {opening.runner_up}" if role is Role.HEADLINE and opening.runner_up else ""
    evidence = f"a short line, decided with the whole page{other}"
    return Segment(
        role, segment.first, segment.last, segment.text, "outline", evidence, opening.confidence, index
    )


def _role(segment: Segment, kind: Kind, has_body: bool, above: Role | None) -> Role:
    """What rules could not know: whether a credit is the lead picture's, and whether a date is under a headline."""
    if segment.role is Role.CREDIT and (kind is not Kind.ARTICLE or has_body):
        return Role.CAPTION
    if segment.rule == UNDER_HEADLINE and above is not Role.HEADLINE:
        return Role.PARAGRAPH
    return segment.role


def _groups(final: Sequence[Segment], count: int) -> list[list[Segment]]:
    """The segments of each article, and the links between them, which tell of its author."""
    groups: list[list[Segment]] = [[] for _ in range(count)]
    index = 0
    for segment in final:
        index = index if segment.extract is None else segment.extract
        if count and segment.role is not Role.BLANK:
            groups[index].append(segment)
    return groups


def _warnings(final: Sequence[Segment], extracts: Sequence[Extract], dates: Dates) -> list[str]:
    warnings = [
        f"Line {segment.first}: injected advertising dropped, {len(segment.text):,} characters."
        for segment in final
        if segment.rule == SPAM
    ]
    warnings += [f"Line {s.first}: the page is labelled “{s.text}”." for s in final if s.rule == LABEL]
    if dates.doubt:
        warnings.append(dates.doubt)
    if not extracts:
        warnings.append("No article: the capture holds nothing but the page's own furniture.")
    return warnings
