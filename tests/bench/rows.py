"""The rows that an import wrote, batch by batch, and the floor: the same rows written raw into an empty database.

On SQLite by ``executemany``, on PostgreSQL by ``COPY``; in the same batches, one transaction each, with the same
settings of the connection.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connections, models, transaction

APPS = ("articles", "importers")


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its columns, and the one that grows with every row written."""

    name: str
    columns: tuple[str, ...]
    mark: str


@dataclass(slots=True)
class Written:
    """The rows of one table in one batch: values on SQLite, the text of a COPY on PostgreSQL."""

    table: Table
    count: int
    rows: Sequence[Any]


@dataclass(slots=True)
class Watermarks:
    """How far each table was when it was looked at last. ``size`` adds up the bytes of the values seen."""

    tables: list[Table] = field(default_factory=lambda: list(_tables()))
    seen: dict[str, int] = field(default_factory=dict)
    size: int = 0

    def new_rows(self) -> list[Written]:
        """What was written since the last call."""
        found = []
        for table in self.tables:
            before = self.seen.get(table.name, 0)
            with connections["default"].cursor() as cursor:
                cursor.execute(f"SELECT max({table.mark}) FROM {table.name}")
                now = cursor.fetchone()[0] or 0
            if now > before:
                found.append(self._fetch(table, before, now))
                self.seen[table.name] = now
        return found

    def _fetch(self, table: Table, before: int, now: int) -> Written:
        columns = ", ".join(f'"{column}"' for column in table.columns)
        query = f"SELECT {columns} FROM {table.name} WHERE {table.mark} > {before} AND {table.mark} <= {now}"
        raw = connections["default"].connection
        if connections["default"].vendor == "sqlite":
            rows = raw.execute(query).fetchall()
            self.size += sum(_length(value) for row in rows for value in row)
            return Written(table, len(rows), rows)
        with raw.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT") as copy:
            parts = [bytes(part) for part in copy]
        self.size += sum(map(len, parts))
        return Written(table, len(parts), parts)


class Corrections:
    """What an import says of rows that are there already. The floor's database has to hear it too, off the clock."""

    def __init__(self) -> None:
        self.statements: list[tuple[str, Any, bool]] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("UPDATE ", "DELETE ")):
            self.statements.append((sql, params, many))
        return execute(sql, params, many, context)

    def repeat(self) -> None:
        """Say it to the floor's database."""
        with connections["floor"].cursor() as cursor:
            for sql, params, many in self.statements:
                (cursor.executemany if many else cursor.execute)(sql, params)
        self.statements.clear()


def write_raw(batch: Sequence[Written], corrections: Corrections) -> float:
    """Write a batch into the floor's database in one transaction. Returns the seconds it took."""
    with transaction.atomic(using="floor"):
        corrections.repeat()
        begun = time.perf_counter()
        for written in batch:
            _insert(written)
    return time.perf_counter() - begun


def _insert(written: Written) -> None:
    raw = connections["floor"].connection
    table = written.table.name
    columns = ", ".join(f'"{column}"' for column in written.table.columns)
    if connections["floor"].vendor == "sqlite":
        marks = ", ".join("?" * len(written.table.columns))
        raw.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", written.rows)
        return
    with raw.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for part in written.rows:
            copy.write(part)


def database_size() -> int:
    """Bytes of the database that is imported into, with all that is in its log written back."""
    with connections["default"].cursor() as cursor:
        if connections["default"].vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _tables() -> Sequence[Table]:
    every = [
        model for label in APPS for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ]
    return [_table(model) for model in every if model._meta.managed and not model._meta.proxy]


def _table(model: type[models.Model]) -> Table:
    fields = [one for one in model._meta.local_concrete_fields if one.column]
    own = model._meta.pk
    # A table with a key of several columns grows with the rows that it belongs to.
    mark = own.column or [one.column for one in fields if one.is_relation][-1]
    return Table(model._meta.db_table, tuple(one.column for one in fields), mark)


def _length(value: Any) -> int:
    if isinstance(value, bytes):
        return len(value)
    return len(value.encode()) if isinstance(value, str) else 8
