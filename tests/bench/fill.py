"""Makes an archive large without importing: the rows that are in are copied, as other captures of other articles.

The copies are as many, and as well indexed, as imported rows: a copy of a key is another key, a copy of an address
another address. Texts are left out, for nothing that is measured afterwards reads them.
"""

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper

TABLES = (
    "articles.Picture",
    "articles.Article",
    "articles.Revision",
    "articles.Byline",
    "articles.Tagging",
    "importers.Capture",
    "importers.Extract",
    "importers.Span",
    "importers.Rate",
    "importers.SketchKey",
    "importers.TopicSuggestion",
)
"""The tables that grow with the archive."""
TEXTS = {"body", "content", "reading", "snapshot"}
SETTINGS = {
    "sqlite": {
        "cache_size": -1_000_000,
        "synchronous": 0,
        "foreign_keys": 0,
        "journal_mode": "MEMORY",
        "threads": 2,
    },
    "postgresql": {
        "synchronous_commit": "off",
        "session_replication_role": "replica",
        "maintenance_work_mem": "'1GB'",
    },
}
"""What each database is told while it is filled. A replica does not look whether a row points to one that is there."""
RANDOM_IDENTIFIER = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}
Model = type[models.Model]


def fill(articles: int) -> None:
    """Copy rows until there are about so many articles."""
    tables = [apps.get_model(label) for label in TABLES]
    there = apps.get_model("articles.Article").objects.count()
    last = {model: _last(model) for model in tables}
    dice = random.Random(articles)  # noqa: S311 (keys that differ, not secrets)
    with _hurrying(), _without_indexes(tables):
        for number in range(1, round(articles / there)):
            copying = _Copying(number, dice.getrandbits(62), last)
            with transaction.atomic(), connection.cursor() as cursor:
                for model in tables:
                    cursor.execute(copying.statement(model))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _advance(cursor, tables)
        cursor.execute("ANALYZE")


@contextmanager
def _hurrying() -> Iterator[None]:
    """Nothing has to outlive a power cut while the archive is filled, and copies of rows point to copies of rows."""
    settings = SETTINGS[connection.vendor]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            before = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in settings}
            setting = "PRAGMA {} = {}"
        else:
            cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(settings)])
            before = {name: f"'{value}'" for name, value in cursor.fetchall()}
            setting = "SET {} = {}"
        for name, value in settings.items():
            cursor.execute(setting.format(name, value))
        yield
        for name, value in before.items():
            cursor.execute(setting.format(name, value))


@contextmanager
def _without_indexes(tables: Iterable[Model]) -> Iterator[None]:
    """An index is made of all rows at once in a fraction of the time in which it grows row by row."""
    names = [model._meta.db_table for model in tables]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(names))
            cursor.execute(
                f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> '' AND tbl_name IN ({marks})",
                names,
            )
        else:
            cursor.execute(
                "SELECT indexname, indexdef FROM pg_indexes "
                "WHERE tablename = ANY(%s) AND schemaname = current_schema() "
                "AND indexname NOT IN (SELECT conname FROM pg_constraint)",
                [names],
            )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _, definition in indexes:
            cursor.execute(definition)


@dataclass(frozen=True, slots=True)
class _Copying:
    """The ``number``-th copy of all rows up to the ``last`` of each table; ``other`` makes its keys differ."""

    number: int
    other: int
    last: dict[Model, int]

    def statement(self, model: Model) -> str:
        table = model._meta.db_table
        fields = [field for field in model._meta.local_concrete_fields if field.column]
        columns = ", ".join(f'"{field.column}"' for field in fields)
        values = ", ".join(self._value(field) for field in fields)
        growing = _growing(model)
        bound = self.last[growing.related_model if growing.is_relation else model]
        return f'INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE "{growing.column}" <= {bound}'

    def _value(self, field: models.Field) -> str:
        column = f'"{field.column}"'
        if field.name in TEXTS:
            return _empty(field)
        if field.primary_key and field.column == "id":
            return f"{column} + {self.number * self.last[field.model]}"
        if field.is_relation and field.related_model in self.last:
            return f"{column} + {self.number * self.last[field.related_model]}"
        if field.name == "key":
            # Exclusive or, which SQLite has not.
            return f"({column} | {self.other}) - ({column} & {self.other})"
        return self._unique(field, column) if field.unique else column

    def _unique(self, field: models.Field, column: str) -> str:
        if isinstance(field, models.UUIDField):
            return RANDOM_IDENTIFIER[connection.vendor]
        ending = f"-c{self.number}"
        return f"substr({column}, 1, {field.max_length - len(ending)}) || '{ending}'"


def _growing(model: Model) -> models.Field:
    """The column that grows with every row; a table with a key of several grows with the rows that it belongs to."""
    return model._meta.pk if model._meta.pk.column else model._meta.get_field("extract")


def _last(model: Model) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT max("{_growing(model).column}") FROM {model._meta.db_table}')
        return cursor.fetchone()[0] or 0


def _empty(field: models.Field) -> str:
    if isinstance(field, models.JSONField):
        return "'{}'"
    return "X''" if isinstance(field, models.BinaryField) and connection.vendor == "sqlite" else "''"


def _advance(cursor: CursorWrapper, tables: Iterable[Model]) -> None:
    """Let the numbers that PostgreSQL gives new rows go on behind the copies."""
    for model in tables:
        if model._meta.pk.column:
            table = model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            )
