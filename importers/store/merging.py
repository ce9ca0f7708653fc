"""An editor's word on two articles that may be one: they are two, or they become one. Both can be taken back.

Made one, the witnesses of the later article go to the earlier one's, its fields are merged as if they had come in
there, and the emptied article is deleted. An article that was published or that an editor worked on is never emptied.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import editing
from articles.models import Article, Byline, Picture, Revision, Rights, Tagging
from articles.models.revision import DATE_FIELDS, SNAPSHOT_FIELDS, snapshot_of
from articles.publishing import Refused
from importers import reconcile
from importers.draft import draft_of
from importers.models import Decision, DoubtfulPair, Extract, Merging, Proposal, TopicSuggestion
from importers.store import amend, keep, names, rescued
from importers.store.decide import Change
from importers.store.shelf import Card, Shelf
from importers.store.turns import wait_for_other_imports
from importers.store.typed import BY_ITSELF

Verdict, Suggested = DoubtfulPair.Verdict, TopicSuggestion.State

BY_THE_LIST = frozenset({"source_id", "rights", "rights_note", "type", "topics", "title_basis"})
"""What is set for many articles at a time, or is carried over: whoever changed no more has not worked on the text."""
DATING = (*DATE_FIELDS, "first_published_precision", "date_basis", "date_is_confirmed")
PLAIN = [name for name in SNAPSHOT_FIELDS if name not in DATING]


def keep_apart(pair: DoubtfulPair, *, by: Any) -> None:
    """Say that the two are two articles; no import asks again, of these witnesses or of others with their words.

    Raises Refused if the pair is not waiting.
    """
    with transaction.atomic():
        _refuse_unless_waiting(pair)
        now = timezone.now()
        between = DoubtfulPair.objects.between(pair.earlier.article_id, pair.later.article_id)
        alike = list(between.filter(verdict=Verdict.OPEN).select_related("earlier", "later"))
        _judge([one.pk for one in alike], Verdict.DIFFERENT, by, now)
        for one in alike:
            anchor, value = _fingerprints(one)
            Decision.objects.get_or_create(
                kind=Decision.Kind.APART,
                anchor=anchor,
                value=value,
                defaults={
                    "capture_id": one.later.capture_id,
                    "line": one.later.first,
                    "quoted": one.later.title[:300],
                    "made_by": by,
                },
            )


def think_again(pair: DoubtfulPair, *, by: Any) -> None:
    """Take back that the two are two articles. Raises Refused if nobody said so."""
    with transaction.atomic():
        if pair.verdict != Verdict.DIFFERENT:
            raise Refused(["Nobody said that these are two articles."])
        said_together = DoubtfulPair.objects.filter(
            verdict=Verdict.DIFFERENT, decided_at=pair.decided_at, decided_by=pair.decided_by
        )
        alike = list(said_together.select_related("earlier", "later"))
        for one in alike:
            anchor, value = _fingerprints(one)
            Decision.objects.filter(kind=Decision.Kind.APART, anchor=anchor, value=value).delete()
        _judge([one.pk for one in alike], Verdict.OPEN, None, None)


def which_is_kept(pair: DoubtfulPair) -> tuple[Article, Article]:
    """The article that the two would become, and the one that would be emptied.

    Raises Refused, with what to do, where both were published or worked on, or the pair is not waiting.
    """
    _refuse_unless_waiting(pair)
    articles = [pair.earlier.article, pair.later.article]
    ranks = {article.pk: _rank(article) for article in articles}
    # The earlier one, where both are alike.
    kept, emptied = sorted(articles, key=lambda article: ranks[article.pk], reverse=True)
    if any(ranks[emptied.pk][:2]):
        both = "published" if ranks[emptied.pk][0] else "edited"
        raise Refused(
            [
                f"“{emptied}” was {both} as well, so neither can be emptied without losing somebody’s work. "
                "Take over by hand what you want to keep of one; then withdraw or delete it."
            ]
        )
    return kept, emptied


def make_one(pair: DoubtfulPair, *, by: Any) -> Merging:
    """Merge the two articles into one; what `take_back` needs is kept.

    A published article only gets proposals. Raises Refused as `which_is_kept` does; EditConflict if somebody else is
    saving the article.
    """
    with transaction.atomic():
        wait_for_other_imports()
        list(
            Article.objects.select_for_update(of=("self",)).filter(
                extracts__in=[pair.earlier_id, pair.later_id]
            )
        )
        pairs = DoubtfulPair.objects.select_related("earlier__article", "later__article").filter(pk=pair.pk)
        if (waiting := pairs.first()) is None:  # an import read one of the two otherwise in the meantime
            raise Refused(["One of the two texts is none any more: there is nothing to decide."])
        pair = waiting
        kept, emptied = which_is_kept(pair)
        cards = {card.article: card for card in Shelf().cards([kept.pk, emptied.pk])}
        merging = Merging(
            pair=pair,
            kept=kept,
            emptied_id=emptied.pk,
            emptied=rescued.rows_of(emptied),
            extracts=_places(kept.pk, emptied.pk),
            before=snapshot_of(Article.objects.get(pk=kept.pk)),
            made_by=by,
        )
        suggestions = list(emptied.topic_suggestions.all())
        tags = set(emptied.taggings.values_list("tag", flat=True))
        Extract.objects.filter(article=emptied).update(article=kept)
        emptied.delete()
        known = set(Proposal.objects.filter(article=kept).values_list("pk", flat=True))
        carried = _carry_topics(kept, suggestions, tags)
        _merge_fields(cards[kept.pk], cards[merging.emptied_id], bool(carried), by)
        merging.after = snapshot_of(Article.objects.get(pk=kept.pk))
        merging.made = {
            "suggestions": carried,
            "proposals": [
                key
                for key in Proposal.objects.filter(article=kept).values_list("pk", flat=True)
                if key not in known
            ],
        }
        _judge([pair.pk], Verdict.SAME, by, timezone.now())
        if pair.later.likeness is None:
            Extract.objects.filter(pk=pair.later_id).update(likeness=pair.share)
        merging.save()
    return merging


def take_back(merging: Merging, *, by: Any) -> list[str]:
    """Make two articles of one again. What an editor changed since in the one that was kept stays.

    Returns the names of the fields that therefore stay. Raises Refused if it was taken back before or the article was
    merged into another one since; EditConflict if somebody else is saving the article.
    """
    with transaction.atomic():
        wait_for_other_imports()
        later = Merging.objects.filter(emptied_id=merging.kept_id, taken_back_at__isnull=True)
        if later.exists():
            raise Refused(["The article was made one with another one since. Take that back first."])
        seen = Merging.objects.filter(pk=merging.pk, taken_back_at__isnull=True)
        if not seen.update(taken_back_at=timezone.now(), taken_back_by=by):
            raise Refused(["It was taken back before."])
        kept = Article.objects.select_for_update().filter(pk=merging.kept_id).first()
        Proposal.objects.filter(pk__in=merging.made["proposals"], state=Proposal.State.OPEN).delete()
        TopicSuggestion.objects.filter(
            pk__in=merging.made["suggestions"], state__in=(Suggested.APPLIED, Suggested.SUGGESTED)
        ).delete()
        left = _put_as_before(kept, merging, by) if kept else []
        rescued.put_back(merging.emptied)
        _move_back(merging, kept)
        _judge([merging.pair_id], Verdict.OPEN, None, None)
    return left


def _refuse_unless_waiting(pair: DoubtfulPair) -> None:
    if pair.verdict != Verdict.OPEN:
        raise Refused(["Somebody has decided it in the meantime."])
    if pair.earlier.article_id is None or pair.later.article_id is None:
        raise Refused(["One of the two articles was deleted: there is nothing to decide."])
    if not pair.is_waiting():
        raise Refused(["They are one article by now."])


def _fingerprints(pair: DoubtfulPair) -> list[str]:
    return sorted([pair.earlier.fingerprint, pair.later.fingerprint])


def _judge(pairs: Sequence[int], verdict: str, by: Any, at: datetime | None) -> None:
    DoubtfulPair.objects.filter(pk__in=pairs).update(verdict=verdict, decided_by=by, decided_at=at)


def _rank(article: Article) -> tuple[bool, bool, bool, bool]:
    """What speaks for keeping an article: it was published, worked on, touched at all, its rights are known."""
    revisions = list(article.revisions.order_by("number"))
    was_touched = any(revision.act not in BY_ITSELF for revision in revisions)
    is_cleared = article.rights != Rights.UNKNOWN
    return article.editions.exists(), _was_worked_on(revisions), was_touched, is_cleared


def _was_worked_on(revisions: Sequence[Revision]) -> bool:
    """Whether an editor wrote the article, or changed more of it than what is set for many articles at a time."""
    if not revisions or revisions[0].act not in BY_ITSELF:
        return True
    return any(
        earlier.snapshot.get(name) != later.snapshot[name]
        for earlier, later in pairwise(revisions)
        if later.act not in BY_ITSELF
        for name in later.snapshot.keys() - BY_THE_LIST
    )


def _places(*articles: int) -> list[list[Any]]:
    rows = Extract.objects.filter(article__in=articles).order_by("pk")
    return [list(row) for row in rows.values_list("pk", "article_id", "likeness")]


def _merge_fields(kept: Card, emptied: Card, has_new_topics: bool, by: Any) -> None:
    before = draft_of([item.witness for item in kept.items])
    one = Card(kept.article, items=[*kept.items, *emptied.items])
    change = Change(one, before, draft_of([item.witness for item in one.items]), [])
    amended = amend.amendments([change])
    written = [amendment for amendment in amended if amendment.is_written]
    amend.write(written, None, Revision.Act.MERGE, by)
    amend.propose(amended, None)
    keep.point_to_primaries([change])
    if has_new_topics and not written:
        with editing.saving(Article.objects.get(pk=kept.article), by=by, act=Revision.Act.MERGE):
            pass


def _carry_topics(kept: Article, suggestions: Sequence[TopicSuggestion], tags: set[int]) -> list[int]:
    """Give the kept article the topics of the other one that were never suggested for it. Returns the new rows' keys.

    What readers may have seen is only suggested.
    """
    known = set(kept.topic_suggestions.values_list("topic", flat=True))
    tied = set(kept.taggings.values_list("tag", flat=True))
    is_published = kept.editions.exists()
    fresh = []
    for suggestion in suggestions:
        if suggestion.topic_id in known:
            continue
        suggestion.pk, suggestion.article = None, kept
        if is_published and suggestion.state == Suggested.APPLIED:
            suggestion.state = Suggested.SUGGESTED
        fresh.append(suggestion)
    made = TopicSuggestion.objects.bulk_create(fresh)
    if not is_published:
        Tagging.objects.bulk_create(
            Tagging(content_object=kept, tag_id=topic) for topic in sorted(tags - tied - known)
        )
    return [suggestion.pk for suggestion in made]


def _put_as_before(kept: Article, merging: Merging, by: Any) -> list[str]:
    """Undo in the kept article what the merging changed there, but for what was edited since."""
    now = snapshot_of(kept)
    base, ours, theirs = (_grouped(snapshot) for snapshot in (merging.after, now, merging.before))
    merged = reconcile.merge(base, ours, theirs)
    gained = set(merging.after["topics"]) - set(merging.before["topics"])
    topics = set(now["topics"]) - gained
    if not merged.changed and topics == set(now["topics"]):
        return [proposal.field for proposal in merged.proposals]
    with editing.saving(kept, by=by, act=Revision.Act.RESTORE):
        _set(kept, {name: merged.fields[name] for name in merged.changed})
        kept.taggings.filter(tag__in=gained).delete()
    _drop_lost_picture(now["picture_id"])
    return [proposal.field for proposal in merged.proposals]


def _grouped(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """A snapshot as it is merged: the text by blocks, all that is said of the date as one, topics apart."""
    return {name: snapshot[name] for name in PLAIN if name != "body"} | {
        "body": tuple(snapshot["body"].split("\n")),
        "date": {name: snapshot[name] for name in DATING},
        "bylines": snapshot["bylines"],
    }


def _set(article: Article, values: dict[str, Any]) -> None:
    bylines = values.pop("bylines", None)
    values |= values.pop("date", {})
    if "body" in values:
        values["body"] = "\n".join(values["body"])
    if "slug" in values and names.slugs_taken([values["slug"]]):
        del values["slug"]
    for name, value in values.items():
        setattr(article, name, value)
    article.save(update_fields=[*(_field(name) for name in values), "changed_at"])
    if bylines is not None:
        article.bylines.all().delete()
        Byline.objects.bulk_create(
            Byline(
                article=article,
                author_id=line["author"],
                printed=line["printed"],
                role=line["role"],
                position=position,
            )
            for position, line in enumerate(bylines)
        )


def _field(name: str) -> str:
    return name.removesuffix("_id")


def _drop_lost_picture(picture: int | None) -> None:
    """What the merging made of a credit alone, if nobody shows it."""
    Picture.objects.filter(pk=picture, file="", articles=None, editions=None).delete()


def _move_back(merging: Merging, kept: Article | None) -> None:
    for key, article, likeness in merging.extracts:
        moved = Extract.objects.filter(pk=key, article=kept)
        moved.update(article=article if kept or article == merging.emptied_id else None, likeness=likeness)
    articles = [article for article in (merging.kept_id if kept else None, merging.emptied_id) if article]
    cards = Shelf().cards(articles)
    changes = [Change(card, None, draft_of([item.witness for item in card.items]), []) for card in cards]
    keep.point_to_primaries(changes)
