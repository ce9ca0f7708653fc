"""Database triggers that keep revisions and editions as they were written.

A table declared here refuses UPDATE and DELETE from any client of the database, Django or not. An edition's one
mutable fact is when it was superseded; a revision may go only together with an article that was never published.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class Immutable:
    """A table whose rows are never changed: ``mutable`` columns may be, and rows may go if ``deletable``.

    ``kept_while`` is a condition in SQL on the row ``OLD``: rows may go where it does not hold.
    """

    table: str
    mutable: tuple[str, ...] = ()
    deletable: bool = False
    kept_while: str = ""


TABLES: list[Immutable] = [
    Immutable(
        "articles_revision",
        mutable=("user_id",),
        kept_while="EXISTS (SELECT 1 FROM articles_edition WHERE article_id = OLD.article_id)",
    ),
    Immutable("articles_edition", mutable=("superseded_at", "published_by_id")),
    Immutable("articles_editionbyline"),
    Immutable("articles_edition_topics", deletable=True),
]
"""``user_id`` may become null: an account that is deleted leaves its acts behind. What an edition is filed under may
be taken away and put elsewhere when topics are merged; its words may not."""


def install(connection: BaseDatabaseWrapper, tables: Iterable[Immutable] = ()) -> None:
    """Put the triggers on ``tables`` (all declared ones by default) where the table exists."""
    present = set(connection.introspection.table_names())
    for declared in tables or TABLES:
        if declared.table in present:
            _drop(connection, declared)
            _create(connection, declared)


def remove(connection: BaseDatabaseWrapper, tables: Iterable[Immutable] = ()) -> None:
    """Take the triggers off: for a test database that is about to be flushed, and for nothing else."""
    present = set(connection.introspection.table_names())
    for declared in tables or TABLES:
        if declared.table in present:
            _drop(connection, declared)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that should stand on the database's tables and do not."""
    present = set(connection.introspection.table_names())
    wanted = {name for declared in TABLES if declared.table in present for name in _names(declared)}
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted(wanted - {row[0] for row in cursor.fetchall()})


def after_migrate(using: str, **kwargs: Any) -> None:
    """Receiver of ``post_migrate``."""
    install(connections[using])


def _names(declared: Immutable) -> list[str]:
    names = [f"{declared.table}_no_update"]
    return names if declared.deletable else [*names, f"{declared.table}_no_delete"]


def _columns(connection: BaseDatabaseWrapper, declared: Immutable) -> list[str]:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, declared.table)
    return [column.name for column in described if column.name not in declared.mutable]


def _create(connection: BaseDatabaseWrapper, declared: Immutable) -> None:
    columns = ", ".join(f'"{name}"' for name in _columns(connection, declared))
    events = [("update", f"UPDATE OF {columns}", "changed", "")]
    if not declared.deletable:
        events.append(("delete", "DELETE", "deleted", declared.kept_while))
    with connection.cursor() as cursor:
        for event, when, word, condition in events:
            message = f"{declared.table}: a row is never {word}"
            for statement in _statements(connection.vendor, declared.table, event, when, message, condition):
                cursor.execute(statement)


def _statements(vendor: str, table: str, event: str, when: str, message: str, condition: str) -> list[str]:
    # Names and conditions come from this module and the schema, never from input.
    name = f"{table}_no_{event}"
    if vendor == "postgresql":
        refusal = f"RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation';"
        body = f"BEGIN IF {condition or 'TRUE'} THEN {refusal} END IF; RETURN OLD; END"
        return [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$",
            f'CREATE TRIGGER {name} BEFORE {when} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {name}()',
        ]
    refusal = f"SELECT RAISE(ABORT, '{message}') WHERE {condition or '1'};"
    return [f'CREATE TRIGGER {name} BEFORE {when} ON "{table}" BEGIN {refusal} END']


def _drop(connection: BaseDatabaseWrapper, declared: Immutable) -> None:
    with connection.cursor() as cursor:
        for name in _names(declared):
            on = f' ON "{declared.table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
