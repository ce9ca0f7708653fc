"""An article that is about to be deleted, with every row that goes with it, as JSON; and put back from there."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core import serializers
from django.db import models
from django.db.models.deletion import Collector

from articles.models import Article, Author, Byline
from importers.store import names

Row = dict[str, Any]


class _Everything(Collector):
    """All that a deletion takes with it, as rows: none of it is left to the database unseen."""

    def can_fast_delete(self, objs: Any, from_field: Any = None) -> bool:
        return False


def rows_of(article: Article) -> list[Row]:
    """The article first, then what hangs on it: bylines, topics, revisions and what the import guessed.

    Raises ProtectedError for an article that was ever published.
    """
    everything = _Everything(using="default", origin=article)
    everything.collect([article])
    others = [row for model, rows in everything.data.items() if model is not Article for row in rows]
    others.sort(key=lambda row: (row._meta.label, row.pk))
    return [_plain(row) for row in serializers.serialize("python", [article, *others])]


def put_back(rows: Iterable[Row]) -> None:
    """Write the rows again, under their old keys. What they point to and is gone since is left out.

    An address that somebody else has by now is replaced by a free one.
    """
    for row in rows:
        (found,) = serializers.deserialize("python", [row])
        if isinstance(found.object, Article):
            _readdress(found.object)
        if _points_home(found.object):
            found.save()


def _plain(row: Row) -> Row:
    fields = {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in row["fields"].items()
    }
    return row | {"fields": fields}


def _readdress(article: Article) -> None:
    if names.slugs_taken([article.slug]):
        article.slug = names.article_slugs([article.title])[0]


def _points_home(row: models.Model) -> bool:
    """Whether all that ``row`` needs is there; what it can do without is set to nothing."""
    if isinstance(row, Byline) and not Author.objects.filter(pk=row.author_id).exists():
        row.author_id = names.authors({row.printed: ""}, None)[row.printed]
    for field in row._meta.concrete_fields:
        if not isinstance(field, models.ForeignKey):
            continue
        key = getattr(row, field.attname)
        if key is None or field.related_model._default_manager.filter(pk=key).exists():
            continue
        if not field.null:
            return False
        setattr(row, field.attname, None)
    return True
