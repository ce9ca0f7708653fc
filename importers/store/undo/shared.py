"""Articles that lose a witness and keep another: each becomes what the rest of its witnesses say.

It is the merge of an import the other way round: what all witnesses said is the base, what the rest says is read now,
and what an editor wrote stands. What was published is not changed, and keeps the captures that it was read from.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from articles.models import Article, Revision, Rights
from importers.draft import draft_of
from importers.models import Extract, TopicSuggestion
from importers.store import amend, create, keep, rows
from importers.store.amend import WORDS, Amendment
from importers.store.decide import Change
from importers.store.findable import make_findable
from importers.store.rights import rights_of
from importers.store.shelf import Item, Shelf, chunks
from importers.store.undo.account import Account, Named
from importers.store.undo.plan import Plan

AT_ONCE = 200
"""Articles whose witnesses are held together."""


@dataclass(slots=True, eq=False)
class Loss:
    """An article without the witnesses that go. ``heir`` is the newest run that it has a witness of then, ``newest``
    that witness's capture, and ``was_made`` says whether the run that goes made the article."""

    change: Change
    rest: list[Item]
    heir: int
    newest: int
    was_made: bool

    @property
    def article(self) -> int:
        return self.change.card.article or 0


def let_go(plan: Plan, account: Account) -> None:
    """Take the run's witnesses away from ``plan.shared``. Those of published articles that read otherwise without
    them are put back into the plan, to stay."""
    for start in range(0, len(plan.shared), AT_ONCE):
        losses = _losses(plan.shared[start : start + AT_ONCE], plan.run)
        amended = amend.amendments([loss.change for loss in losses])
        published = {a.article.pk: a for a in amended if a.article.was_published}  # type: ignore[attr-defined]
        plan.keep(dict.fromkeys(published, "It was published, and reads otherwise without this run."))
        losses = [loss for loss in losses if loss.article not in published]
        _rewrite(losses, [a for a in amended if a.article.pk not in published], account)
        _set_rights([loss for loss in losses if loss.was_made], account)
        _point_to_primaries(losses)
        make_findable(loss.rest for loss in losses)


def _losses(articles: Sequence[int], run: int) -> list[Loss]:
    cards = Shelf().cards(articles)
    made_by = {
        pk: maker
        for chunk in chunks(articles)
        for pk, maker in Extract.objects.filter(article__in=chunk).values_list("pk", "capture__run")
    }
    found = []
    for card in cards:
        rest = [item for item in card.items if made_by[item.pk] != run]
        change = Change(
            card,
            draft_of([item.witness for item in card.items]),
            draft_of([item.witness for item in rest]),
            arrived=[],
        )
        newest = max(rest, key=lambda item: made_by[item.pk])
        was_made = made_by[card.items[0].pk] == run
        found.append(Loss(change, rest, made_by[newest.pk], newest.capture_pk or 0, was_made))
    return found


def _rewrite(losses: Sequence[Loss], amended: Sequence[Amendment], account: Account) -> None:
    heirs = {loss.article: loss.heir for loss in losses}
    written = sorted((a for a in amended if a.is_written), key=lambda a: (heirs[a.article.pk], a.article.pk))
    edited = {a.article.pk for a in written if a.was_edited}
    anew = [loss for loss in losses if loss.article not in edited and _has_lost_its_text(loss, written)]
    judged = TopicSuggestion.objects.filter(state__in=TopicSuggestion.JUDGED)
    judged_articles = set(
        judged.filter(article__in=[one.article for one in anew]).values_list("article", flat=True)
    )
    anew = [loss for loss in anew if loss.article not in judged_articles]
    rewritten = {a.article.pk for a in written}
    for heir, found in groupby(sorted(anew, key=lambda loss: loss.heir), lambda loss: loss.heir):
        _suggest_anew(list(found), rewritten, heir)
    for heir, of_one in groupby(written, lambda a: heirs[a.article.pk]):
        amend.write(list(of_one), heir)
    for a in amended:
        if a.is_written:
            fields = ", ".join(WORDS[name] for name in a.merged.changed)
            account.changed.append(_named(a.article, f"Other captures have it otherwise: {fields}."))
        if a.merged.proposals:
            fields = ", ".join(dict.fromkeys(WORDS[one.field] for one in a.merged.proposals))
            account.kept.append(
                _named(a.article, f"An editor wrote here what other captures lack: {fields}.")
            )


def _has_lost_its_text(loss: Loss, written: Iterable[Amendment]) -> bool:
    is_written = any(a.article.pk == loss.article for a in written)
    return is_written or loss.change.before is None or loss.change.before.text is not loss.change.after.text


def _suggest_anew(losses: Sequence[Loss], rewritten: Collection[int], run: int) -> None:
    """Topics with evidence from a capture that stays. Tags change only where the article does."""
    changed = [loss.change for loss in losses]
    topics = [create.topics_for(change.after, None) for change in changed]
    keep.forget_suggestions([loss.article for loss in losses if loss.article in rewritten])
    others = [loss.article for loss in losses if loss.article not in rewritten]
    TopicSuggestion.objects.filter(article__in=others).delete()
    tagged = [
        (change, of_one)
        for change, of_one in zip(changed, topics, strict=True)
        if change.card.article in rewritten
    ]
    keep.tag([change for change, _ in tagged], [of_one for _, of_one in tagged], run)
    keep.keep_suggestions(changed, topics, run)


def _set_rights(losses: Sequence[Loss], account: Account) -> None:
    """What the run said of the rights goes with it: an article that it made has those of the next run that has it.

    Which these were, is asked of the article's first revision: a source may start with other rights by now.
    """
    first = Revision.objects.filter(article__in=[loss.article for loss in losses], number=1)
    said = dict(first.values_list("article", "snapshot__rights"))
    of_heirs = rights_of(loss.newest for loss in losses)
    wanted = {loss.article: of_heirs[loss.newest] for loss in losses}
    cleared = Article.objects.filter(pk__in=wanted, editions=None).exclude(rights=Rights.UNKNOWN)
    for article in cleared:
        if article.rights == said.get(article.pk) != wanted[article.pk]:
            article.claim(article.version)
            article.rights = wanted[article.pk]
            article.save(update_fields=["rights", "changed_at"])
            Revision.objects.record(article, Revision.Act.IMPORT)
            account.changed.append(_named(article, f"Its rights were this run’s; now: {article.rights}."))


def _point_to_primaries(losses: Iterable[Loss]) -> None:
    """Of which extract the rest are copies; nothing must point to one that goes."""
    told: list[tuple[int | None, int | None]] = []
    for loss in losses:
        primary = next(item for item in loss.rest if item.witness is loss.change.after.primary)
        told += [(None if item is primary else primary.pk, item.pk) for item in loss.rest]
    rows.change(Extract, ["duplicate_of"], told)


def _named(article: Article, why: str) -> Named:
    return Named("article", article.pk, str(article), why)
