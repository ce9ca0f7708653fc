"""Articles that are in and got another witness: what the new reading changes, by a three-way merge, and writing that.

An article that was ever published is not changed at all, and neither is what an editor wrote or confirmed: what was
read there instead goes to the editor as a proposal.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.utils import timezone

from articles import body
from articles.models import Article, Byline, Edition, Revision
from articles.models.revision import snapshot_of
from importers import models
from importers.reconcile import Merged, Proposal, merge
from importers.segments import Doubt
from importers.store import create, fields, names, proposals
from importers.store.decide import Change
from importers.store.fields import Headline, When
from importers.store.proposals import Proposed
from importers.store.removal import is_worked_on
from importers.store.rows import change as change_rows
from importers.store.shelf import chunks
from importers.store.typed import Typed, disowned, typed

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


@dataclass(frozen=True, slots=True, eq=False)
class Amendment:
    """A change with the article as it stands and the merge of both."""

    change: Change
    article: Article
    merged: Merged
    proposed: tuple[Proposed, ...] = ()
    fulfilled: tuple[int, ...] = ()
    """Open proposals whose reading the article has by now."""

    @property
    def is_proposed(self) -> bool:
        """Whether something of it waits for an editor."""
        return any(proposed.is_open for proposed in self.proposed)

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
    known = proposals.known(articles)
    own = typed(key for key, article in articles.items() if article.was_edited)  # type: ignore[attr-defined]
    return [
        _amendment(
            change,
            articles[change.card.article],
            known.get(change.card.article, []),
            own.get(change.card.article, {}),
        )
        for change in differing
        if change.card.article in articles  # else it was deleted a moment ago, and stays so
    ]


def write(
    amended: Sequence[Amendment], run: int | None, act: str = Revision.Act.IMPORT, by: Any = None
) -> None:
    """Write what was merged, each article with a new version and a revision of ``act`` by the user ``by``."""
    now = timezone.now()
    _retitle(amended)
    _recredit(amended)
    for amendment in amended:
        fields.put(amendment.article, amendment.merged.fields)
        amendment.article.version += 1
        amendment.article.changed_at = now
    articles = [amendment.article for amendment in amended]
    change_rows(Article, FIELDS, ([*(getattr(a, name) for name in FIELDS), a.pk] for a in articles))
    renamed = [amendment for amendment in amended if "byline" in amendment.merged.changed]
    Byline.objects.filter(article__in=[one.article for one in renamed]).delete()
    create.tie_authors([one.article.pk for one in renamed], [one.change.after for one in renamed], run)
    prefetch_related_objects(articles, "bylines", "taggings")
    create.keep_revisions(((a.pk, a.newest + 1, snapshot_of(a)) for a in articles), act, by)


def propose(amended: Sequence[Amendment], run: int | None) -> None:
    """Keep what is left to editors, and close what they have written themselves. The extracts must be written."""
    proposals.keep(
        (
            (amendment.article.pk, proposed, _origin(amendment.change, proposed.field))
            for amendment in amended
            for proposed in amendment.proposed
        ),
        run,
    )
    proposals.close([key for amendment in amended for key in amendment.fulfilled])


def doubts_of(amendment: Amendment) -> list[Doubt]:
    """What is left to the editor, in words. What was declined before is not said again."""
    waiting = {proposed.field for proposed in amendment.proposed if proposed.is_open}
    return [
        Doubt(
            "proposal",
            f"{_why(amendment)} The {WORDS[proposal.field]} read here was not written: {_quoted(proposal)}",
        )
        for proposal in amendment.merged.proposals
        if proposal.field in waiting
    ]


def _standing(wanted: set[int | None], holds: bool) -> dict[int, Article]:
    revisions = Revision.objects.filter(article=OuterRef("pk"))
    newest = revisions.order_by("-number").values("number")[:1]
    found: dict[int, Article] = {}
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


def _amendment(change: Change, article: Article, known: Sequence[models.Proposal], own: Typed) -> Amendment:
    before, after = disowned(fields.of_draft(change.before), own), fields.of_draft(change.after)
    stands = fields.of_article(article, [byline.printed for byline in article.printed_bylines])
    merged = _withheld(merge(before, stands, after), stands, _held(article, stands))
    left = {proposal.field for proposal in merged.proposals}
    # Where both changed, this one takes the reading; what only the editor changed stands here too.
    as_read = merge(before, after, stands).fields
    states = {(one.field, one.digest): one.state for one in known}
    proposed = tuple(
        Proposed(name, merged.fields[name], as_read[name], digest, states.get((name, digest), ""))
        for name in stands
        if name in left
        for digest in [fields.digest(name, after[name])]
    )
    made_again = {(one.field, one.digest) for one in proposed}
    others = [one for one in known if (one.field, one.digest) not in made_again]
    return Amendment(change, article, merged, proposed, tuple(proposals.fulfilled(others, merged.fields)))


def _held(article: Article, stands: fields.Fields) -> Collection[str]:
    """The fields that no import writes, whatever it reads."""
    if article.was_published:  # type: ignore[attr-defined]
        return stands.keys()
    held = {"when"} if article.date_is_confirmed else set()
    # A new credit would put a picture that was not captured in the place of the editor's.
    return held | {"credit"} if article.picture and is_worked_on(article.picture) else held


def _withheld(merged: Merged, stands: fields.Fields, held: Collection[str]) -> Merged:
    """``merged`` without its changes of the ``held`` fields, which become proposals."""
    kept = tuple(name for name in merged.changed if name in held)
    read = (Proposal(name, stands[name], merged.fields[name]) for name in kept)
    return Merged(
        merged.fields | {name: stands[name] for name in kept},
        tuple(name for name in merged.changed if name not in held),
        (*read, *merged.proposals),
    )


def _origin(change: Change, name: str) -> int | None:
    """The extract that an editor should look at: the one whose text it is, else the first that arrived."""
    if name == "body":
        found = next((item for item in change.card.items if item.witness is change.after.text), None)
        if found is not None:
            return found.pk
    arrived = change.arrived or change.card.items
    return arrived[0].pk


def _retitle(amended: Sequence[Amendment]) -> None:
    """Give articles their new headline, and the address that goes with it, unless an editor chose the address."""
    moved = []
    for amendment in amended:
        article, title = amendment.article, amendment.merged.fields["headline"].title
        if "headline" in amendment.merged.changed and names.is_derived(article.slug, article.title):
            moved.append((article, title))
        article.title = title
    for (article, _), slug in zip(moved, names.article_slugs([title for _, title in moved]), strict=True):
        article.slug = slug


def _recredit(amended: Sequence[Amendment]) -> None:
    """A lost picture for a credit that no witness had before, and none where no witness has one any more."""
    for amendment in amended:
        if "credit" in amendment.merged.changed and not amendment.merged.fields["credit"]:
            amendment.article.picture_id = None
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
        fresh = [block for block in read if block not in proposal.stands]
        read = body.plain("\n".join(fresh or read))
    text = " ".join(str(read).split())
    return f"“{text[:QUOTED]}{'…' if len(text) > QUOTED else ''}”"
