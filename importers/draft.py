"""The article that the importer would write: the best reading of each field over all its witnesses. Pure.

In: the witnesses of one article, that is its extracts from all captures. Out: a `Draft`. It depends on the set of the
witnesses alone, never on the order they came in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from articles import body
from articles.body import BlockKind
from importers.segments import BODY_ROLES, Bound, Doubt, Extract, Kind, Role

LONGEST_TITLE = 300
LONGEST_SUPPLIED = 80
LONGEST_BASIS = 300
LONGEST_CREDIT = 200

WHOLE = 0.97
"""A copy with this share of the longest one's text is whole too; of whole copies the one with more structure wins."""

KINDS = {Kind.ARTICLE: 2, Kind.LISTING: 1, Kind.BODY: 0}
BLOCK_KINDS = {
    Role.PARAGRAPH: BlockKind.PARAGRAPH,
    Role.LIST_ITEM: BlockKind.ITEM,
    Role.QUOTATION: BlockKind.QUOTATION,
    Role.SUB_HEADING: BlockKind.HEADING,
}
_LABEL = re.compile(
    r"(?:(?:cover|main|featured?|lead|header|file|archive) )?"
    r"(?:(?:image|photo(?:graph)?|picture|illustration|graphic)s?(?: credits?| source)?|credits?)"
    r"(?:(?: courtesy(?: of)?| by)?\s?[:|©]| courtesy of\b| by\b)\s*",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"[@©]\s*([^|]{1,60}?)\s*\|\s*(.+)")


@dataclass(slots=True, eq=False)
class Witness:
    """An article as one capture has it."""

    extract: Extract
    kind: Kind
    sha256: str
    source: int | None = None
    html: str = ""
    """Its text as a body, where that was made already."""

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands: no two witnesses have the same."""
        return self.sha256, self.extract.index

    @property
    def body(self) -> str:
        if not self.html:
            self.html = html_of(self.extract)
        return self.html

    @property
    def length(self) -> int:
        """Characters of text. Sub-headings count: where a copy was run together, they are in its text too."""
        return sum(len(block.text) for block in self.extract.blocks if block.role is not Role.CAPTION)


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """The fields of an article as the captures have them, and the witnesses that gave headline and text."""

    title: str
    title_is_supplied: bool
    authors: tuple[str, ...]
    bio: tuple[str, ...]
    credit: str
    published: Bound
    source: int | None
    primary: Witness
    """The witness that the others are copies of."""
    text: Witness

    @property
    def body(self) -> str:
        return self.text.body

    @property
    def day(self) -> date | None:
        return self.published.day

    def says_the_same(self, other: "Draft") -> bool:
        """Whether both would write the same article."""
        return _facts(self) == _facts(other) and (self.text is other.text or self.body == other.body)


def draft_of(witnesses: Sequence[Witness]) -> Draft:
    """The best reading of each field over ``witnesses``, of which there is at least one."""
    ranked = sorted(witnesses, key=_rank, reverse=True) if len(witnesses) > 1 else witnesses
    text = _text(ranked)
    primary = text if text.extract.title else next((w for w in ranked if w.extract.title), text)
    written = next((w.extract for w in [primary, *ranked] if w.extract.authors), primary.extract)
    title = body.excerpt(primary.extract.title or "", LONGEST_TITLE - 1)
    return Draft(
        title=title or supplied_title(text.extract),
        title_is_supplied=not title,
        authors=tuple(dict.fromkeys(body.one_line(name.name)[:LONGEST_CREDIT] for name in written.authors)),
        bio=next((w.extract.author_bio for w in [primary, *ranked] if w.extract.author_bio), ()),
        credit=next((credit_words(w.extract.credit) for w in [primary, *ranked] if w.extract.credit), ""),
        published=_published(ranked),
        source=next((w.source for w in [primary, *ranked] if w.source is not None), None),
        primary=primary,
        text=text,
    )


def supplied_title(extract: Extract) -> str:
    """Words for an article whose headline was not captured: those it begins with."""
    words = next((block.text for block in extract.blocks if block.role in BODY_ROLES), "")
    return body.excerpt(body.one_line(words), LONGEST_SUPPLIED - 1)


def html_of(extract: Extract) -> str:
    """The extract's text as a body."""
    return body.from_text(block_texts(extract))


def block_texts(extract: Extract) -> Iterator[tuple[BlockKind, str]]:
    """The blocks in the body's grammar. A caption with its agency in front becomes a caption and a credit.

    What opens with a label and is longer than any credit tells something, and stays a caption with all its words.
    """
    for block in extract.blocks:
        if block.role is not Role.CAPTION:
            yield BLOCK_KINDS[block.role], block.text
            continue
        agency = _AGENCY.fullmatch(block.text)
        if agency:
            yield BlockKind.CAPTION, agency[2]
            yield BlockKind.CREDIT, agency[1]
        elif len(block.text) <= LONGEST_CREDIT and _LABEL.match(block.text):
            yield BlockKind.CREDIT, credit_words(block.text)
        else:
            yield BlockKind.CAPTION, block.text


def credit_words(printed: str) -> str:
    """A credit line without its label."""
    return body.one_line(_LABEL.sub("", printed, count=1) or printed)[:LONGEST_CREDIT]


def biographies(draft: Draft) -> dict[str, str]:
    """What is said of each author: all of it of one alone, of several what begins with the name of one."""
    if len(draft.authors) == 1:
        return {draft.authors[0]: "\n\n".join(map(body.one_line, draft.bio))} if draft.bio else {}
    said: dict[str, list[str]] = {}
    current = None
    for paragraph in map(body.one_line, draft.bio):
        current = next((name for name in draft.authors if paragraph.startswith(name)), current)
        if current is not None:
            said.setdefault(current, []).append(paragraph)
    return {name: "\n\n".join(paragraphs) for name, paragraphs in said.items()}


def differences(draft: Draft, witness: Witness) -> list[Doubt]:
    """What ``witness`` has otherwise than the article that it is a copy of, in words for an editor."""
    found = []
    title = witness.extract.title
    if title and not draft.title_is_supplied and body.one_line(title) != draft.title:
        found.append(
            Doubt("headline_differs", f"This capture has the headline “{title}”.", witness.extract.title_line)
        )
    day = witness.extract.published.day
    if day and draft.day and day != draft.day:
        found.append(Doubt("date_differs", f"This capture dates the article {day.isoformat()}."))
    names = {name.name for name in witness.extract.authors}
    if names - set(draft.authors):
        found.append(Doubt("byline_differs", f"This capture names {', '.join(sorted(names))} as authors."))
    return found


def _facts(draft: Draft) -> tuple[object, ...]:
    return draft.title, draft.title_is_supplied, draft.authors, draft.credit, draft.published, draft.source


def _rank(witness: Witness) -> tuple[bool, int, float, int, str, int]:
    """Which witness to ask first: titled, an article's own page, surely bounded, long; then always the same one."""
    extract = witness.extract
    return (
        extract.title is not None,
        KINDS[witness.kind],
        extract.confidence,
        witness.length,
        witness.sha256,
        -extract.index,
    )


def _text(ranked: Sequence[Witness]) -> Witness:
    """The witness with the whole text, and of several such the one with the most sub-headings and blocks."""
    if len(ranked) == 1:
        return ranked[0]
    longest = max(witness.length for witness in ranked)
    whole = [witness for witness in ranked if witness.length >= WHOLE * longest]
    return max(whole, key=lambda witness: (len(witness.extract.headings), len(witness.extract.blocks)))


def _published(ranked: Sequence[Witness]) -> Bound:
    """The earliest day that a witness gives; without any, the tightest bounds of all."""
    bounds = [witness.extract.published for witness in ranked]
    dated = [bound for bound in bounds if bound.day]
    if dated:
        return min(dated, key=lambda bound: (bound.day or date.max, bound.evidence))
    ends = [bound.not_after for bound in bounds if bound.not_after]
    starts = [bound.not_before for bound in bounds if bound.not_before]
    not_after = min(ends, default=None)
    evidence = next(
        (bound.evidence for bound in bounds if bound.not_after == not_after and bound.evidence), ""
    )
    return Bound(None, not_after, max(starts, default=None), evidence)
