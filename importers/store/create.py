"""New articles: working copies with their bylines, topics, picture and first revision, written in bulk."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from django.utils import timezone

from articles.models import Article, Byline, Picture, Revision, Tagging
from articles.models.revision import DATE_FIELDS, SNAPSHOT_FIELDS, digest_of
from importers.draft import LONGEST_BASIS, Draft, biographies
from importers.prepare import topics_of
from importers.store import names
from importers.store.decide import Change
from importers.store.rows import Rows, take_keys, uid_in_order
from importers.suggest import Suggestion

Precision = Article.Precision
Basis = Article.TitleBasis

Fields = dict[str, Any]
"""A new article by the names of its columns."""
Printed = tuple[int, str]
"""A byline: an author, and the name as printed."""


@cache
def _article_rows() -> Rows:
    return Rows(Article, *_new_article())


@cache
def _new_article() -> Fields:
    """What an article is before anything is known of it."""
    fields = [field for field in Article._meta.local_concrete_fields if not field.primary_key]
    return {"id": None} | {field.attname: field.get_default() for field in fields}


def create_articles(
    changes: Sequence[Change], suggested: Sequence[Sequence[Suggestion]], rights: Sequence[str], run: int
) -> None:
    """Write the articles of ``changes`` and tell their cards. ``suggested`` and ``rights`` have those of each."""
    drafts = [change.after for change in changes]
    articles = _articles(drafts, rights)
    for change, article in zip(changes, articles, strict=True):
        change.card.article = article["id"]
    _article_rows().add(article.values() for article in articles)
    keys = [article["id"] for article in articles]
    bylines = tie_authors(keys, drafts, run)
    topics = names.topics((suggestion for of_one in suggested for suggestion in of_one), run)
    tied = [sorted({topics[s.name] for s in of_one if s.is_applied}) for of_one in suggested]
    tie_topics((key, topic) for key, of_one in zip(keys, tied, strict=True) for topic in of_one)
    keep_revisions(
        (article["id"], 1, _snapshot(article, printed, of_one))
        for article, printed, of_one in zip(articles, bylines, tied, strict=True)
    )


def keep_revisions(
    rows: Iterable[tuple[int, int, Fields]], act: str = Revision.Act.IMPORT, by: Any = None
) -> None:
    """Write revisions of ``act`` by the user ``by``: of which article, the number, and what it says."""
    table = Rows(Revision, "article_id", "number", "act", "user", "snapshot", "digest")
    user = by.pk if by else None
    table.add(
        (article, number, str(act), user, snapshot, digest_of(snapshot)) for article, number, snapshot in rows
    )


def tie_topics(rows: Iterable[tuple[int, int]]) -> None:
    """Tie articles to topics."""
    Rows(Tagging, "content_object", "tag").add(rows)


def topics_for(draft: Draft, marked: Sequence[Suggestion] | None) -> Sequence[Suggestion]:
    """The topics of a draft. ``marked`` are those of its text under the headline of the same witness, if known."""
    if marked is not None and draft.primary is draft.text:
        return marked
    return topics_of(draft.text.extract, "" if draft.title_is_supplied else draft.title)


def date_fields(draft: Draft) -> dict[str, Any]:
    """What an article says of its date: the day a capture tells, else only the bounds, and the evidence."""
    published = draft.published
    known = published.day is not None
    return {
        "first_published": published.day,
        "first_published_precision": (Precision.DAY if known else Precision.UNKNOWN).value,
        "not_before": None if known else _ordered(published.not_before, published.not_after),
        "not_after": None if known else published.not_after,
        "date_basis": published.evidence[:LONGEST_BASIS],
    }


def tie_authors(articles: Sequence[int], drafts: Sequence[Draft], run: int | None) -> list[list[Printed]]:
    """Write bylines for articles that have none. Authors who are new are made. Returns the bylines of each article."""
    bios: dict[str, str] = {}
    for draft in drafts:
        said = biographies(draft)
        for name in draft.authors:
            bios[name] = bios.get(name) or said.get(name, "")
    authors = names.authors(bios, run)
    bylines = [once([(authors[name], name) for name in draft.authors]) for draft in drafts]
    Rows(Byline, "article", "author", "printed", "position").add(
        (article, author, name, position)
        for article, of_one in zip(articles, bylines, strict=True)
        for position, (author, name) in enumerate(of_one)
    )
    return bylines


def make_pictures(credits: Sequence[str]) -> list[int | None]:
    """A picture that was not captured for each credit, none where there is no credit."""
    keys = iter(take_keys(Picture, sum(map(bool, credits))))
    pictures = [next(keys) if credit else None for credit in credits]
    Rows(Picture, "id", "credit").add(zip(filter(None, pictures), filter(None, credits), strict=True))
    return pictures


def _articles(drafts: Sequence[Draft], rights: Sequence[str]) -> list[Fields]:
    slugs = names.article_slugs([draft.title for draft in drafts])
    pictures = make_pictures([draft.credit for draft in drafts])
    keys = take_keys(Article, len(drafts))
    now = timezone.now()
    return [
        _new_article()
        | date_fields(draft)
        | {
            "id": key,
            "uid": uid_in_order(),
            "title": draft.title,
            "title_basis": (Basis.SUPPLIED if draft.title_is_supplied else Basis.PRINTED).value,
            "slug": slug,
            "body": draft.body,
            "picture_id": picture,
            "source_id": draft.source,
            "rights": str(own_rights),
            "created_at": now,
            "changed_at": now,
        }
        for draft, slug, picture, key, own_rights in zip(drafts, slugs, pictures, keys, rights, strict=True)
    ]


def _snapshot(article: Fields, bylines: Sequence[Printed], topics: Sequence[int]) -> Fields:
    """What `articles.models.revision.snapshot_of` makes of the row, without asking the database."""
    snapshot: Fields = {name: article[name] for name in SNAPSHOT_FIELDS}
    snapshot |= {name: article[name].isoformat() if article[name] else None for name in DATE_FIELDS}
    role = Byline.Role.WRITER.value
    snapshot["bylines"] = [{"author": author, "printed": name, "role": role} for author, name in bylines]
    snapshot["topics"] = list(topics)
    return snapshot


def once(pairs: Sequence[Printed]) -> list[Printed]:
    """Pairs of author and name, each author once: two spellings of a name are one person."""
    return list({author: (author, name) for author, name in reversed(pairs)}.values())[::-1]


def _ordered(not_before: date | None, not_after: date | None) -> date | None:
    return None if not_before and not_after and not_before > not_after else not_before
