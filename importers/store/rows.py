"""Rows written in bulk, past the ORM: primary keys are taken beforehand, and a table is filled by one statement.

An import writes some fifty rows for each article. Made as model instances they cost ten times what the database takes
to store them. What a column is and how a value is spelt in it is still asked of the model, once for each table.
"""

import json
import secrets
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.utils import timezone

Convert = Callable[[Any], Any]

IN_A_QUERY = 2000


class Spelt(str):
    """A value that is JSON already."""

    __slots__ = ()


class Rows:
    """A table that rows are added to. ``names`` are the fields given for each row; the others get their default."""

    def __init__(self, model: type[models.Model], *names: str) -> None:
        fields = {field.attname: field for field in model._meta.local_concrete_fields}
        given = [model._meta.get_field(name) for name in names]
        rest = [field for field in fields.values() if field not in given and not _is_made_by_database(field)]
        self._table = model._meta.db_table
        self._columns = [field.column for field in (*given, *rest)]
        self._converts = _converts(given)
        self._rest = rest

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write the rows, in as few statements as the database allows."""
        rest = [_default(field) for field in self._rest]
        is_spelt = not rest and not self._converts
        whole = list(rows) if is_spelt else [_spelt(row, self._converts, rest) for row in rows]
        if not whole:
            return
        columns = ", ".join(connection.ops.quote_name(column) for column in self._columns)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                statement = f'COPY "{self._table}" ({columns}) FROM STDIN'
                with connection.wrap_database_errors, cursor.copy(statement) as copy:
                    for row in whole:
                        copy.write_row(row)
            else:
                places = ", ".join(["%s"] * len(self._columns))
                statement = f'INSERT INTO "{self._table}" ({columns}) VALUES ({places})'  # noqa: S608 (the models' own names)
                cursor.executemany(statement, whole)


def take_keys(model: type[models.Model], count: int) -> Sequence[int]:
    """Primary keys for ``count`` new rows, which nobody else gets. Needs a transaction that writes."""
    if not count:
        return ()
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        # The transaction holds SQLite's only write lock, and an explicit key moves the sequence on.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        start = row[0] if row else 0
        return range(start + 1, start + count + 1)


def uid_in_order() -> UUID:
    """A UUID that begins with the time, version 7 of RFC 9562: rows written together stand together in its index.

    Each random one changes another page of an archive's index, and the page is written with it.
    """
    milliseconds, noise = time.time_ns() // 1_000_000, secrets.randbits(74)
    return UUID(int=milliseconds << 80 | 7 << 76 | noise >> 62 << 64 | 2 << 62 | noise & (1 << 62) - 1)


def with_keys(
    model: type[models.Model], name: str, keys: Collection[int], *columns: str
) -> Iterator[tuple[int, ...]]:
    """Rows whose column ``name`` has one of many values: that value and ``columns``. One parameter holds them all."""
    if not keys:
        return
    is_postgresql = connection.vendor == "postgresql"
    table, wanted = model._meta.db_table, ", ".join(columns)
    if is_postgresql:
        # OFFSET 0 has each value looked up. PostgreSQL would rather read a table of a million rows for 4,000 of them.
        found = f'(SELECT {wanted} FROM "{table}" WHERE "{name}" = sought.key OFFSET 0) AS found'  # noqa: S608
        statement = f"SELECT sought.key, found.* FROM unnest(%s::bigint[]) AS sought(key), LATERAL {found}"  # noqa: S608
    else:
        listed = "IN (SELECT value FROM json_each(%s))"
        statement = f'SELECT "{name}", {wanted} FROM "{table}" WHERE "{name}" {listed}'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [sorted(keys) if is_postgresql else json.dumps(sorted(keys))])
        yield from cursor.fetchall()


def remove(model: type[models.Model], name: str, keys: Collection[int]) -> int:
    """Delete the rows whose column ``name`` has one of many values, but nothing that points to them. Says how many."""
    if not keys:
        return 0
    is_postgresql = connection.vendor == "postgresql"
    wanted = "= ANY(%s)" if is_postgresql else "IN (SELECT value FROM json_each(%s))"
    with connection.cursor() as cursor:
        cursor.execute(
            f'DELETE FROM "{model._meta.db_table}" WHERE "{name}" {wanted}',  # noqa: S608 (the model's names)
            [sorted(keys) if is_postgresql else json.dumps(sorted(keys))],
        )
        return cursor.rowcount


def change(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Set the fields ``names`` of many rows; each row is its values and, last, its primary key."""
    fields = [model._meta.get_field(name) for name in names]
    converts = _converts(fields)
    whole = [_spelt(row, converts, ()) for row in rows]
    if whole:
        assignments = ", ".join(f"{connection.ops.quote_name(field.column)} = %s" for field in fields)
        key = connection.ops.quote_name(model._meta.pk.column)
        statement = f'UPDATE "{model._meta.db_table}" SET {assignments} WHERE {key} = %s'  # noqa: S608 (the model's names)
        with connection.cursor() as cursor:
            cursor.executemany(statement, whole)


def _is_made_by_database(field: "models.Field[Any, Any]") -> bool:
    return isinstance(field, models.AutoField | models.GeneratedField)


def _default(field: "models.Field[Any, Any]") -> Any:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return _convert(field)(timezone.now())
    return _convert(field)(field.get_default())


def _converts(fields: Iterable["models.Field[Any, Any]"]) -> list[tuple[int, Convert]]:
    """The places in a row whose values are spelt otherwise than they are, and how."""
    found = ((place, _convert(field)) for place, field in enumerate(fields))
    return [(place, convert) for place, convert in found if convert is not _plain]


def _spelt(row: Iterable[Any], converts: Sequence[tuple[int, Convert]], rest: Sequence[Any]) -> list[Any]:
    values = [*row, *rest]
    for place, convert in converts:
        values[place] = convert(values[place])
    return values


def _convert(field: "models.Field[Any, Any]") -> Convert:
    """How a value is spelt in the field's column."""
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, models.JSONField):
        return _json
    if connection.vendor == "sqlite":
        if isinstance(target, models.DateTimeField):
            return connection.ops.adapt_datetimefield_value
        if isinstance(target, models.DateField):
            return _sqlite_date
        if isinstance(target, models.UUIDField):
            return _sqlite_uuid
    return _plain


def _plain(value: Any) -> Any:
    return value


def _json(value: Any) -> str:
    return str(value) if isinstance(value, Spelt) else json.dumps(value)


def _sqlite_date(value: date | datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _sqlite_uuid(value: UUID | None) -> str | None:
    return None if value is None else value.hex


def chunks(values: Iterable) -> Iterator[list]:
    """``values`` in lists that a query can hold."""
    whole = sorted(values)
    for start in range(0, len(whole), IN_A_QUERY):
        yield whole[start : start + IN_A_QUERY]
