"""Segments to extracts: what sort of page it is, which articles stand on it, and what each of them is made of.

In: a page and its segments as `read` left them. Out: a `Reading` whose segments have their last role and, where their
text belongs to an article, the index of its extract. What is unsure becomes a doubt; only a broken rule raises.
"""

from collections.abc import Sequence
from dataclasses import replace

from importers.copies import opened
from importers.decided import Given
from importers.extracts import Header, extract_of, header_of
from importers.heed import EDITOR, Heeded, heed
from importers.interview import with_questions
from importers.kinds import page_format
from importers.outline import Opening, Outline, outline
from importers.read import check_ledger
from importers.rules.furniture import LABEL
from importers.rules.page_dates import SECOND_DATE, UNDER_HEADLINE
from importers.rules.people import PROFILE, described
from importers.rules.spam import SPAM
from importers.rules.ticker import rates
from importers.segments import BODY_ROLES, Doubt, Extract, Kind, Page, Reading, Role, Segment, segment_of
from importers.survey import Survey
from importers.unmoved import unmoved

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
# To name a member of an enumeration costs five times what a name of its own does, and each segment asks.
_BLANK, _UNKNOWN, _HEADLINE = Role.BLANK, Role.UNKNOWN, Role.HEADLINE
_PARAGRAPH, _LINK_TEXT = Role.PARAGRAPH, Role.LINK_TEXT
OUTLINE = "outline"
BEHEADED = "the end of an article whose beginning was not captured"


def infer(
    page: Page,
    segments: Sequence[Segment],
    survey: Survey | None = None,
    given: Given | None = None,
) -> Reading:
    """What the page holds. ``survey`` is what all captures of the run tell; without it the page stands alone.

    ``given`` is what editors said of the page's lines: it holds, whatever they look like.
    """
    heeded = heed(page, segments, given)
    shape = page_format(heeded.segments)
    decided = _outline(segments, heeded, shape.kind, survey)
    openings = _openings(heeded, decided, shape.kind)
    kind = _kind(shape.kind, openings)
    final = _spoken(heeded, _placed(heeded, openings, decided, kind))
    check_ledger(final, len(page.lines))
    header = header_of(final)
    extracts = tuple(
        extract_of(index, opening, group, header)
        for index, (opening, group) in enumerate(zip(openings, _groups(final, len(openings)), strict=True))
    )
    return Reading(
        page=page,
        kind=kind,
        capture_date=header.captured,
        rates=rates(final),
        segments=tuple(final),
        extracts=_suspected(extracts, shape.expected),
        warnings=tuple(_warnings(final, extracts, header)),
        people=described(final),
    )


def _suspected(extracts: tuple[Extract, ...], expected: int | None) -> tuple[Extract, ...]:
    """The extracts; where the page says that it shows more, the longest is one that may hide another."""
    if not extracts or not expected or len(extracts) >= expected:
        return extracts
    longest = max(extracts, key=lambda extract: sum(len(block.text) for block in extract.blocks))
    words = (
        f"The page says that it shows {expected} articles, and {len(extracts)} were found: "
        "this one, the longest, may hide another."
    )
    doubts = (*longest.doubts, Doubt("may_hide_another", words, longest.first))
    suspected = replace(longest, needs_review=True, doubts=doubts)
    return tuple(suspected if extract is longest else extract for extract in extracts)


def _outline(
    segments: Sequence[Segment], heeded: Heeded, kind: Kind | None, survey: Survey | None
) -> Outline:
    words = survey.words if survey else None
    usual = survey.usual if survey and kind is Kind.LISTING else None
    if not heeded.is_spoken_of:
        return outline(segments, kind, words, _proved(segments, kind, survey), usual=usual)
    seen = heeded.seen()
    proved = _proved(seen, kind, survey)

    def decide(begins: frozenset[int], goes_on: frozenset[int]) -> Outline:
        # How many articles such pages mostly hold says nothing against an editor's word.
        return outline(seen, kind, words, begins | (proved - goes_on), goes_on)

    if page_format(segments).kind is not kind:
        return decide(heeded.begins, heeded.goes_on - heeded.begins)
    before = outline(segments, kind, words, _proved(segments, kind, survey), usual=usual)
    return unmoved(before, heeded, decide)


def _proved(segments: Sequence[Segment], kind: Kind | None, survey: Survey | None) -> frozenset[int]:
    """The lines that open articles because copies on other pages say so. A page of one article has no use for them."""
    if survey is None or kind is Kind.ARTICLE:
        return frozenset()
    return opened(segments, survey.proved)


def _spoken(heeded: Heeded, final: Sequence[Segment]) -> list[Segment]:
    """The questions of interviews are text, unless an editor said otherwise."""
    told = with_questions(final)
    if not heeded.roles:
        return told
    return [old if old.first in heeded.roles else new for old, new in zip(final, told, strict=True)]


def _openings(heeded: Heeded, decided: Outline, kind: Kind | None) -> list[Opening]:
    """The outline's openings, and all text behind one of them: no text is without an article.

    A caption or a stray short line above the first headline belongs to its article; running text there is the end of
    an article whose beginning was not captured. Short lines alone, of which none opens an article, are no article on a
    page that lists them ("No posts were found"): they are kept as unknown, and the reading says so.
    """
    openings = heeded.openings(decided.openings)
    texts = [s for s in heeded.segments if s.role in TEXT_ROLES and not heeded.is_refused(s)]
    if not openings and not texts:
        return []
    above = _above(heeded, texts, openings)
    if not above:
        return openings if heeded.is_said(openings[0]) else _headless(openings)
    if (
        not openings
        and kind is Kind.LISTING
        and not heeded.goes_on
        and all(s.role is _UNKNOWN for s in above)
    ):
        return []
    if not openings or any(segment.role in BODY_ROLES for segment in above):
        return [Opening(above[0].first, None, 0.5, BEHEADED, True), *openings]
    is_stray = any(segment.role is Role.UNKNOWN for segment in above)
    first = replace(openings[0], first=above[0].first, needs_review=openings[0].needs_review or is_stray)
    return [first, *openings[1:]]


def _above(heeded: Heeded, texts: Sequence[Segment], openings: Sequence[Opening]) -> list[Segment]:
    """What stands above the first opening and belongs to an article, in order; a byline only if an editor said so."""
    above = [segment for segment in texts if not openings or segment.first < openings[0].first]
    end = openings[0].first if openings else above[0].first
    said = (segment for segment in heeded.segments if segment.first in heeded.roles and segment.first < end)
    above += (segment for segment in said if segment.role in ARTICLE_ROLES - TEXT_ROLES)
    return sorted(above, key=lambda segment: segment.first)


def _headless(openings: list[Opening]) -> list[Opening]:
    """Openings of which the first has no headline though others follow: its beginning was not captured."""
    if len(openings) < 2 or openings[0].title_line is not None:
        return openings
    first = replace(openings[0], runner_up=openings[0].runner_up or BEHEADED, needs_review=True)
    return [first, *openings[1:]]


def _kind(told: Kind | None, openings: Sequence[Opening]) -> Kind:
    if len(openings) > 1 and told is not Kind.ARTICLE:
        return Kind.LISTING
    if told is not None:
        return told
    return Kind.ARTICLE if openings and openings[0].title_line is not None else Kind.BODY


def _placed(heeded: Heeded, openings: Sequence[Opening], decided: Outline, kind: Kind) -> list[Segment]:
    """Every segment with its last role and its article. No run of lines is cut, for an opening begins a segment."""
    final: list[Segment] = []
    index, has_body, above = -1, False, None
    for segment in heeded.segments:
        if segment.role is _BLANK:
            final.append(segment)
            continue
        while index + 1 < len(openings) and segment.first >= openings[index + 1].first:
            index, has_body, above = index + 1, False, None
        if segment.rule == SECOND_DATE and openings:
            # It stands in the page header, above the article that it dates.
            final.append(segment._replace(extract=max(index, 0)))
            continue
        if segment.role not in ARTICLE_ROLES or segment.rule == PROFILE or heeded.is_refused(segment):
            final.append(segment)
            continue
        if index < 0:
            final.append(_orphan(segment, "above every article" if openings else "no article on the page"))
            continue
        if segment.first in heeded.roles:
            placed = _as(segment, segment.role, index)
        elif segment.role is _UNKNOWN:
            placed = _decided(segment, index, openings[index], decided, heeded.words(segment.first))
        else:
            placed = _as(segment, _role(segment, kind, has_body, above), index)
        has_body = has_body or placed.role in BODY_ROLES
        above = placed.role
        final.append(placed)
    return final


def _orphan(segment: Segment, why: str) -> Segment:
    """What stands above every article, or where none is: the author's box of one that was not captured. Its text
    reaches nobody, and can be found."""
    if segment.role is Role.PUBLICATION_DATE and segment.rule != UNDER_HEADLINE:
        return segment
    return segment._replace(role=Role.UNKNOWN, evidence=f"{segment.evidence}; {why}")


def _decided(segment: Segment, index: int, opening: Opening, decided: Outline, said: str) -> Segment:
    """A short line as the outline has it. A headline opens an article: one that opens none is a sub-heading.

    ``said`` are the editor's words about its place.
    """
    role = decided.roles.get(segment.first, _PARAGRAPH)
    if segment.first == opening.title_line:
        role = _HEADLINE
    elif role is _HEADLINE:
        role = Role.SUB_HEADING
    if said and role is _HEADLINE:
        return _as(segment, role, index, EDITOR, said)
    other = f"; otherwise {opening.runner_up}" if role is _HEADLINE and opening.runner_up else ""
    evidence = f"a short line, decided with the whole page{other}{said and f'; {said}'}"
    return _as(segment, role, index, OUTLINE, evidence, opening.confidence)


def _as(
    segment: Segment,
    role: Role,
    index: int,
    rule: str | None = None,
    evidence: str | None = None,
    confidence: float = 1.0,
) -> Segment:
    # `_replace` costs four times as much, and every line of text passes here.
    _, first, last, text, own_rule, own_evidence, _, _, asides = segment
    return segment_of(
        (role, first, last, text, rule or own_rule, evidence or own_evidence, confidence, index, asides)
    )


def _role(segment: Segment, kind: Kind, has_body: bool, above: Role | None) -> Role:
    """What rules could not know: whether a credit is the lead picture's, and whether a date is under a headline."""
    if segment.role in BODY_ROLES:
        return segment.role
    if segment.role is Role.CREDIT and (kind is not Kind.ARTICLE or has_body):
        return Role.CAPTION
    if segment.rule == UNDER_HEADLINE and above is not _HEADLINE:
        return Role.PARAGRAPH
    return segment.role


def _groups(final: Sequence[Segment], count: int) -> list[list[Segment]]:
    """The segments of each article, and the links between them, which tell of its author."""
    groups: list[list[Segment]] = [[] for _ in range(count)]
    index = 0
    for segment in final:
        index = index if segment.extract is None else segment.extract
        if segment.extract is not None or (count and segment.role is _LINK_TEXT):
            groups[index].append(segment)
    return groups


def _warnings(final: Sequence[Segment], extracts: Sequence[Extract], header: Header) -> list[str]:
    warnings = [
        f"Line {segment.first}: injected advertising dropped, {len(segment.text):,} characters."
        for segment in final
        if segment.rule == SPAM
    ]
    warnings += [f"Line {s.first}: the page is labelled “{s.text}”." for s in final if s.rule == LABEL]
    if header.doubt:
        warnings.append(header.doubt)
    stray = sum(segment.role is _UNKNOWN for segment in final)
    if not extracts and stray:
        lines = "1 short line that opens none is" if stray == 1 else f"{stray} short lines that open none are"
        warnings.append(f"No article: {lines} kept as unknown.")
    elif not extracts:
        warnings.append("No article: the capture holds nothing but the page's own furniture.")
    return warnings
