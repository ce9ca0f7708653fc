"""What was read and what stands, in an editor's words: fields by name, texts cut down to where they differ."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles import body
from articles.admin.differences import Paragraph, marked, paragraphs, texts, values
from articles.changes import Op, Piece, compare, words_of
from articles.models import Article, Source
from importers.models import Proposal
from importers.store.fields import DAYS, When, value_of

Field = Proposal.Field

AROUND = 6
"""Words that are shown on either side of a difference."""
LONGEST_RUN = 40
"""Words of a difference that are shown in a list."""
LONGEST = 20_000
"""Characters. Of longer texts a list says only how long they are."""

Sources = Mapping[int, str]


def source_names(kept: Sequence[tuple[str, Any]]) -> Sources:
    """The names of the sources that (field, value) pairs speak of, in one query at most."""
    keys = {value["id"] for field, value in kept if field == Field.SOURCE} - {None}
    return dict(Source.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}


def in_words(field: str, kept: Any, sources: Sources) -> str:
    """A proposal's value as it reads. Of a text, its plain words, a paragraph a line."""
    if field == Field.BODY:
        return body.plain("\n".join(kept))
    if field == Field.HEADLINE:
        return kept["title"]
    if field == Field.BYLINE:
        return ", ".join(kept)
    if field == Field.WHEN:
        return "; ".join(_dating(value_of(field, kept)))
    if field == Field.SOURCE:
        return sources.get(kept["id"], "a deleted source") if kept["id"] else ""
    return kept


def difference(field: str, stands: Any, read: Any, sources: Sources) -> list[Paragraph]:
    """The whole way from one value to another."""
    if field == Field.BODY:
        return texts("\n".join(stands), "\n".join(read))
    old, new = in_words(field, stands, sources), in_words(field, read, sources)
    if field == Field.HEADLINE:
        basis = values(_basis(stands), _basis(read))
        return [*paragraphs(old, new), *basis]
    return values(old or "nothing", new or "nothing")


def in_brief(field: str, stands: Any, read: Any, sources: Sources) -> SafeString:
    """The same in a few words, for a list."""
    old, new = in_words(field, stands, sources), in_words(field, read, sources)
    if field not in (Field.BODY, Field.HEADLINE):
        return format_html("<del>{}</del> <ins>{}</ins>", old or "nothing", new or "nothing")
    if old == new:
        if field == Field.HEADLINE:
            return format_html("<del>{}</del> <ins>{}</ins>", _basis(stands), _basis(read))
        return format_html("<em>{}</em>", "only headings, lists, links or emphasis")
    if len(old) + len(new) > LONGEST:
        return format_html("<em>{} words</em> → <em>{} words</em>", len(words_of(old)), len(words_of(new)))
    return _shortened(old, new)


def _shortened(old: str, new: str) -> SafeString:
    pieces = compare(old, new)
    last = len(pieces) - 1
    return marked([_cut(piece, place == 0, place == last) for place, piece in enumerate(pieces)]).html


def _cut(piece: Piece, is_first: bool, is_last: bool) -> Piece:
    """Of unchanged words those around the differences, of a long difference its beginning."""
    words = piece.words
    if piece.op is not Op.KEPT:
        return Piece(piece.op, (*words[:LONGEST_RUN], "…") if len(words) > LONGEST_RUN else words)
    if len(words) <= 2 * AROUND + 1:
        return piece
    ahead = () if is_first else words[:AROUND]
    behind = () if is_last else words[-AROUND:]
    return Piece(Op.KEPT, (*ahead, "…", *behind))


def _basis(kept: Mapping[str, str]) -> str:
    return f"({Article.TitleBasis(kept['basis']).label})"


def _dating(when: When) -> list[str]:
    if when.first_published:
        said = [f"{_day(when.first_published)}, {Article.Precision(when.first_published_precision).label}"]
    else:
        bounds = zip(("not before", "not after"), (getattr(when, day) for day in DAYS[1:]), strict=True)
        said = ["unknown", *(f"{words} {_day(day)}" for words, day in bounds if day)]
    return [*said, when.date_basis] if when.date_basis else said


def _day(day: Any) -> str:
    return date_format(day, "j F Y")
