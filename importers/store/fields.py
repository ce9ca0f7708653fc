"""The fields that an import reads of an article: as they are merged, and as plain values that a proposal keeps.

Each is merged as one value, the text paragraph by paragraph.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from articles.models import Article
from articles.models.revision import digest_of
from importers.draft import Draft
from importers.store import create

Fields = dict[str, Any]

DAYS = ("first_published", "not_before", "not_after")


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


def of_draft(draft: Draft | None) -> Fields:
    """What the importer would write; nothing for no draft."""
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


def of_article(article: Article, printed: Iterable[str]) -> Fields:
    """What stands; ``printed`` are the names of its bylines."""
    return {
        "headline": Headline(article.title, article.title_basis),
        "body": tuple(article.body.split("\n")),
        "byline": "\n".join(printed),
        "credit": article.picture.credit if article.picture else "",
        "when": When(**{name: getattr(article, name) for name in When.__slots__}),
        "source": article.source_id,
    }


def of_snapshot(snapshot: Mapping[str, Any]) -> Fields:
    """What a revision says; of pictures it does not know the credit."""
    days = {day: date.fromisoformat(snapshot[day]) if snapshot[day] else None for day in DAYS}
    return {
        "headline": Headline(snapshot["title"], snapshot["title_basis"]),
        "body": tuple(snapshot["body"].split("\n")),
        "byline": "\n".join(line["printed"] for line in snapshot["bylines"]),
        "when": When(**({name: snapshot[name] for name in When.__slots__} | days)),
        "source": snapshot["source_id"],
    }


def put(article: Article, fields: Fields) -> None:
    """Set what the row of ``article`` itself holds of ``fields``, but the headline's words, which have an address."""
    article.title_basis = fields["headline"].basis
    article.body = "\n".join(fields["body"])
    article.source_id = fields["source"]
    for name in When.__slots__:
        setattr(article, name, getattr(fields["when"], name))


def spelt(name: str, value: Any) -> Any:
    """A field's value as JSON: a text as its blocks in HTML, bylines as names, a date as its five facts."""
    if name == "body":
        return list(value)
    if name == "byline":
        return value.split("\n") if value else []
    if name == "headline":
        return asdict(value)
    if name == "when":
        days = {day: getattr(value, day) for day in DAYS}
        return asdict(value) | {day: found.isoformat() if found else None for day, found in days.items()}
    # Not the key alone: none at all would be a column without a value.
    return {"id": value} if name == "source" else value


def value_of(name: str, kept: Any) -> Any:
    """The value that was `spelt`."""
    if name == "body":
        return tuple(kept)
    if name == "byline":
        return "\n".join(kept)
    if name == "headline":
        return Headline(**kept)
    if name == "when":
        days = {day: date.fromisoformat(kept[day]) if kept[day] else None for day in DAYS}
        return When(**(kept | days))
    return kept["id"] if name == "source" else kept


def digest(name: str, value: Any) -> str:
    """SHA-256 of a field's value in one canonical spelling."""
    return digest_of({name: spelt(name, value)})
