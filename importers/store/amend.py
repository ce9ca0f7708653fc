"""Articles that are in and got another witness: what the new reading changes, by a three-way merge, and writing that.

An article that was ever published is not changed at all, and neither is what an editor wrote: what was read there
instead goes to the editor as a proposal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.utils import timezone

from articles import slugs
from articles.models import Article, Byline, Edition, Revision
from articles.models.revision import snapshot_of
from importers.draft import Draft
from importers.reconcile import Merged, Proposal, merge
from importers.segments import Doubt
from importers.store import create, names
from importers.store.decide import Change
from importers.store.rows import change as change_rows
from importers.store.shelf import chunks

FIELDS = [
    "title",
    "title_basis",
    "slug",
    "body",
    "picture_id",
    "source_id",
    "first_published",
    "first_published_precision",
    "not_before",
    "not_after",
    "date_basis",
    "version",
    "changed_at",
]
WORDS = {
    "headline": "headline",
    "body": "text",
    "byline": "byline",
    "credit": "picture credit",
    "when": "date",
    "source": "source",
}
QUOTED = 120


@dataclass(frozen=True, slots=True)
class Headline:
    title: str
    basis: str


@dataclass(frozen=True, slots=True)
class When:
    """All that an article says of its date, which is merged as one."""

    first_published: date | None
    first_published_precision: str
    not_before: date | None
    not_after: date | None
    date_basis: str


@dataclass(frozen=True, slots=True, eq=False)
class Amendment:
    """A change with the article as it stands and the merge of both."""

    change: Change
    article: Article
    merged: Merged

    @property
    def is_written(self) -> bool:
        return bool(self.merged.changed)

    @property
    def was_edited(self) -> bool:
        """Whether an editor ever saved the article."""
        return self.article.was_edited  # type: ignore[attr-defined,no-any-return]


def amendments(changes: Sequence[Change], holds: bool = True) -> list[Amendment]:
    """What the new witnesses of articles that are in change; an article of which they change nothing is left out.

    ``holds`` keeps editors from saving these articles until the transaction ends, and needs one.
    """
    differing = [
        change for change in changes if change.before and not change.before.says_the_same(change.after)
    ]
    articles = _standing({change.card.article for change in differing}, holds)
    return [
        _amendment(change, articles[change.card.article])
        for change in differing
        if change.card.article in articles  # else it was deleted a moment ago, and stays so
    ]


def write(amended: Sequence[Amendment], run: int) -> None:
    """Write what was merged, each article with a new version and revision."""
    now = timezone.now()
    _retitle(amended)
    _recredit(amended)
    for amendment in amended:
        _set(amendment.article, amendment.merged.fields, now)
    articles = [amendment.article for amendment in amended]
    change_rows(Article, FIELDS, ([*(getattr(a, name) for name in FIELDS), a.pk] for a in articles))
    renamed = [amendment for amendment in amended if "byline" in amendment.merged.changed]
    Byline.objects.filter(article__in=[one.article for one in renamed]).delete()
    create.tie_authors([one.article.pk for one in renamed], [one.change.after for one in renamed], run)
    prefetch_related_objects(articles, "bylines", "taggings")
    create.keep_revisions((a.pk, a.newest + 1, snapshot_of(a)) for a in articles)


def doubts_of(amendment: Amendment) -> list[Doubt]:
    """The proposals in words for the editor."""
    return [
        Doubt(
            "proposal",
            f"{_why(amendment)} The {WORDS[proposal.field]} read here was not written: {_quoted(proposal)}",
        )
        for proposal in amendment.merged.proposals
    ]


def _standing(wanted: set[int | None], holds: bool) -> dict[int | None, Article]:
    revisions = Revision.objects.filter(article=OuterRef("pk"))
    newest = revisions.order_by("-number").values("number")[:1]
    found: dict[int | None, Article] = {}
    for chunk in chunks(wanted):
        articles = (
            Article.objects.filter(pk__in=chunk)
            .select_related("picture")
            .prefetch_related(Prefetch("bylines", to_attr="printed_bylines"))
            .annotate(
                was_published=Exists(Edition.objects.filter(article=OuterRef("pk"))),
                was_edited=Exists(revisions.exclude(act=Revision.Act.IMPORT)),
                newest=Subquery(newest),
            )
        )
        found |= {
            article.pk: article
            for article in (articles.select_for_update(of=("self",)) if holds else articles)
        }
    return found


def _amendment(change: Change, article: Article) -> Amendment:
    before, after, stands = _fields(change.before), _fields(change.after), _fields_of(article)
    merged = merge(before, stands, after)
    if article.was_published:  # type: ignore[attr-defined]
        read = [Proposal(name, stands[name], merged.fields[name]) for name in merged.changed]
        merged = Merged(stands, (), (*read, *merged.proposals))
    return Amendment(change, article, merged)


def _fields(draft: Draft | None) -> dict[str, Any]:
    if draft is None:
        return {}
    basis = Article.TitleBasis.SUPPLIED if draft.title_is_supplied else Article.TitleBasis.PRINTED
    return {
        "headline": Headline(draft.title, str(basis)),
        "body": tuple(draft.body.split("\n")),
        "byline": "\n".join(draft.authors),
        "credit": draft.credit,
        "when": When(**create.date_fields(draft)),
        "source": draft.source,
    }


def _fields_of(article: Article) -> dict[str, Any]:
    return {
        "headline": Headline(article.title, article.title_basis),
        "body": tuple(article.body.split("\n")),
        "byline": "\n".join(byline.printed for byline in article.printed_bylines),
        "credit": article.picture.credit if article.picture else "",
        "when": When(**{name: getattr(article, name) for name in When.__slots__}),
        "source": article.source_id,
    }


def _set(article: Article, fields: Mapping[str, Any], now: Any) -> None:
    article.title_basis = fields["headline"].basis
    article.body = "\n".join(fields["body"])
    article.source_id = fields["source"]
    for name in When.__slots__:
        setattr(article, name, getattr(fields["when"], name))
    article.version += 1
    article.changed_at = now


def _retitle(amended: Sequence[Amendment]) -> None:
    """Give articles their new headline, and the address that goes with it, unless an editor chose the address."""
    moved = []
    for amendment in amended:
        article, title = amendment.article, amendment.merged.fields["headline"].title
        was_derived = article.slug.startswith(slugs.slug(article.title, "article"))
        if "headline" in amendment.merged.changed and was_derived:
            moved.append((article, title))
        article.title = title
    for (article, _), slug in zip(moved, names.article_slugs([title for _, title in moved]), strict=True):
        article.slug = slug


def _recredit(amended: Sequence[Amendment]) -> None:
    """A lost picture for a credit that no witness had before."""
    fresh = [
        amendment
        for amendment in amended
        if "credit" in amendment.merged.changed and amendment.merged.fields["credit"]
    ]
    pictures = create.make_pictures([amendment.merged.fields["credit"] for amendment in fresh])
    for amendment, picture in zip(fresh, pictures, strict=True):
        amendment.article.picture_id = picture


def _why(amendment: Amendment) -> str:
    if amendment.article.was_published:  # type: ignore[attr-defined]
        return "The article was published."
    return "An editor changed the article."


def _quoted(proposal: Proposal) -> str:
    read = proposal.read
    if isinstance(read, Headline):
        read = read.title
    elif isinstance(read, When):
        read = read.first_published or read.not_after or "unknown"
    elif isinstance(read, tuple):
        read = " ".join(read)
    text = " ".join(str(read).split())
    return f"“{text[:QUOTED]}{'…' if len(text) > QUOTED else ''}”"
