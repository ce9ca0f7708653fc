"""The last look before readers are served: a start that would lose data or secrets is refused, with reasons."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from newsroom import sqlite

FACTS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "mmap_size": 0}


def refuse_unsafe_start() -> None:
    """Raise ImproperlyConfigured with everything that speaks against serving. With DEBUG nothing does."""
    if settings.DEBUG:
        return
    errors = [*configuration_errors(), *database_errors()]
    if errors:
        raise ImproperlyConfigured(" ".join(f"{error.msg} {error.hint}" for error in errors))


def configuration_errors() -> list[CheckMessage]:
    """What the environment alone shows; ``check --deploy`` reports the same."""
    return [*_secret_key_errors(), *_env_file_errors(), *_sqlite_errors()]


def database_errors() -> list[CheckMessage]:
    """A database that is not there or is not opened as ``newsroom/sqlite.py`` means it."""
    if connection.vendor != "sqlite":
        return []
    database = Path(settings.DATABASES["default"]["NAME"])
    if not database.is_file() or not database.stat().st_size:
        # Opening it would make an empty one, and with it an empty paper.
        hint = "Run manage.py migrate, or set DATABASE_URL."
        return [_error("E004", f"There is no database at {database}.", hint)]
    differing = {name: found for name, found in _facts().items() if found != FACTS[name]}
    if not differing:
        return []
    said = ", ".join(f"{name} is {found}" for name, found in differing.items())
    return [_error("E005", f"SQLite does not run as asked: {said}.", "Keep the database on a local disk.")]


def _secret_key_errors() -> list[CheckMessage]:
    if settings.HAS_SECRET_KEY:
        return []
    hint = "Set it to what `python -c 'import secrets; print(secrets.token_urlsafe(50))'` prints."
    return [_error("E001", "SECRET_KEY is not set, and nobody can be served without one.", hint)]


def _env_file_errors() -> list[CheckMessage]:
    file = settings.ENV_FILE
    if settings.DEBUG or not file.is_file() or not file.stat().st_mode & 0o077:
        return []
    message = f"{file.name} holds secrets and others may read it."
    return [_error("E003", message, f"Run chmod 600 {file.name}.")]


def _sqlite_errors() -> list[CheckMessage]:
    if connection.vendor != "sqlite" or sqlite.is_safe(sqlite.VERSION):
        return []
    version = ".".join(map(str, sqlite.VERSION))
    hint = "Install pysqlite3 0.6.1 or later, or a Python with SQLite 3.51.3 or later, or use PostgreSQL."
    return [_error("E002", f"SQLite {version} ({sqlite.LIBRARY}) can lose saves in WAL mode.", hint)]


def _facts() -> dict[str, Any]:
    # Closed again, since a server that forks after this must not share the connection.
    try:
        with connection.cursor() as cursor:
            return {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in FACTS}
    finally:
        connection.close()


def _error(number: str, message: str, hint: str) -> CheckMessage:
    return Error(message, hint=hint, id=f"newsroom.{number}")
