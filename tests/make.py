"""Rows for tests: each maker builds what its test is about and leaves the rest plain."""

from typing import Any

from articles import publishing
from articles.models import Article, Author, Edition, Revision, Rights


def make_article(**what_matters: Any) -> Article:
    """A working copy that could be published as it is."""
    fields = {
        "title": "Ferry returns to the Lower Sarn",
        "body": "<p>The ferry runs again.</p>",
        "rights": Rights.OWN,
    }
    authors = what_matters.pop("authors", [])
    topics = what_matters.pop("topics", [])
    article = Article.objects.create(**(fields | what_matters))
    article.set_bylines([(make_author(name), name) for name in authors])
    article.topics.add(*topics)
    Revision.objects.record(article, Revision.Act.EDIT)
    return article


def make_author(name: str = "Ilse Maren", **what_matters: Any) -> Author:
    return Author.objects.named(name) or Author.objects.create(name=name, **what_matters)


def make_edition(**what_matters: Any) -> Edition:
    """The first edition of an article made from ``what_matters``."""
    return publishing.publish(make_article(**what_matters))


def change(article: Article, **fields: Any) -> Article:
    """Save the working copy with other ``fields``, as an editor would."""
    for name, value in fields.items():
        setattr(article, name, value)
    article.claim(article.version)
    article.save()
    Revision.objects.record(article, Revision.Act.EDIT)
    return article
