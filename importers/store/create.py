"""New articles: working copies with their bylines, topics, picture and first revision, written in bulk."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects

from articles.models import Article, Byline, Picture, Revision, Tagging
from articles.models.revision import digest_of, snapshot_of
from importers.draft import LONGEST_BASIS, Draft, biographies
from importers.prepare import topics_of
from importers.store import names
from importers.store.decide import Change
from importers.suggest import Suggestion

Precision = Article.Precision
Basis = Article.TitleBasis


def create_articles(
    changes: Sequence[Change], suggested: Sequence[Sequence[Suggestion]], rights: str
) -> None:
    """Write the articles of ``changes`` and tell their cards. ``suggested`` has the topics of each."""
    drafts = [change.after for change in changes]
    articles = _articles(drafts, rights)
    for change, article in zip(changes, articles, strict=True):
        change.card.article = article.pk
    tie_authors(articles, drafts)
    _tag(articles, suggested)
    record(articles)


def topics_for(draft: Draft, marked: Sequence[Suggestion] | None = None) -> Sequence[Suggestion]:
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
        "first_published_precision": Precision.DAY if known else Precision.UNKNOWN,
        "not_before": None if known else _ordered(published.not_before, published.not_after),
        "not_after": None if known else published.not_after,
        "date_basis": published.evidence[:LONGEST_BASIS],
    }


def tie_authors(articles: Sequence[Article], drafts: Sequence[Draft]) -> None:
    """Write bylines for articles that have none. Authors who are new are made."""
    bios: dict[str, str] = {}
    for draft in drafts:
        said = biographies(draft)
        for name in draft.authors:
            bios[name] = bios.get(name) or said.get(name, "")
    authors = names.authors(bios)
    Byline.objects.bulk_create(
        Byline(article=article, author_id=author, printed=name, position=position)
        for article, draft in zip(articles, drafts, strict=True)
        for position, (author, name) in enumerate(_once([(authors[name], name) for name in draft.authors]))
    )


def make_pictures(credits: Sequence[str]) -> list[Picture | None]:
    """A picture that was not captured for each credit, none where there is no credit."""
    pictures = [Picture(credit=credit) if credit else None for credit in credits]
    Picture.objects.bulk_create(picture for picture in pictures if picture is not None)
    return pictures


def _articles(drafts: Sequence[Draft], rights: str) -> list[Article]:
    slugs = names.article_slugs([draft.title for draft in drafts])
    pictures = make_pictures([draft.credit for draft in drafts])
    return Article.objects.bulk_create(
        Article(
            title=draft.title,
            title_basis=Basis.SUPPLIED if draft.title_is_supplied else Basis.PRINTED,
            slug=slug,
            body=draft.body,
            picture=picture,
            source_id=draft.source,
            rights=rights,
            **date_fields(draft),
        )
        for draft, slug, picture in zip(drafts, slugs, pictures, strict=True)
    )


def record(articles: Sequence[Article], newest: Mapping[int, int] | None = None) -> None:
    """Write down the articles as they stand. ``newest`` has the number of the newest revision of each that has one."""
    prefetch_related_objects(articles, "bylines", "taggings")
    revisions = []
    for article in articles:
        snapshot = snapshot_of(article)
        revisions.append(
            Revision(
                article=article,
                number=(newest or {}).get(article.pk, 0) + 1,
                act=Revision.Act.IMPORT,
                snapshot=snapshot,
                digest=digest_of(snapshot),
            )
        )
    Revision.objects.bulk_create(revisions)


def _tag(articles: Sequence[Article], suggested: Sequence[Sequence[Suggestion]]) -> None:
    topics = names.topics(suggestion for of_one in suggested for suggestion in of_one)
    Tagging.objects.bulk_create(
        Tagging(content_object=article, tag_id=topic)
        for article, of_one in zip(articles, suggested, strict=True)
        for topic in sorted({topics[suggestion.name] for suggestion in of_one if suggestion.is_applied})
    )


def _once(pairs: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Pairs of author and name, each author once: two spellings of a name are one person."""
    return list({author: (author, name) for author, name in reversed(pairs)}.values())[::-1]


def _ordered(not_before: date | None, not_after: date | None) -> date | None:
    return None if not_before and not_after and not_before > not_after else not_before
