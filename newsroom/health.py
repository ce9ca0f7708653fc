"""Two questions of a load balancer: is the process alive, and may it be sent readers?

The answers name what is wrong and never a version or a path, since strangers can ask too.
"""

import os
import shutil
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsroom import sqlite

FREE_SHARE = 0.05
"""Below this share of free disk a save may fail half-way: SQLite's log and pictures need room."""


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks no database, so that a database at fault does not get the process killed."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """200, or 503 with the names of what is not ready."""
    failing = [name for name, is_well in CHECKS if not is_well()]
    return JsonResponse({"ready": not failing, "failing": failing}, status=503 if failing else 200)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def migrations_are_applied() -> bool:
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError:
        return False
    return _known_migrations() <= applied.keys()


@cache
def _known_migrations() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).disk_migrations)


def disk_has_room() -> bool:
    return all(_has_room(folder) for folder in _folders())


def _folders() -> set[Path]:
    folders = {Path(settings.MEDIA_ROOT)}
    if connection.vendor == "sqlite":
        folders.add(Path(settings.DATABASES["default"]["NAME"]).parent)
    return folders


def _has_room(folder: Path) -> bool:
    while not folder.exists():  # the media folder is made with the first picture
        folder = folder.parent
    usage = shutil.disk_usage(folder)
    return os.access(folder, os.W_OK) and usage.free >= usage.total * FREE_SHARE


def sqlite_is_safe() -> bool:
    return connection.vendor != "sqlite" or sqlite.is_safe(sqlite.VERSION)


CHECKS = (
    ("database", database_answers),
    ("migrations", migrations_are_applied),
    ("disk", disk_has_room),
    ("sqlite", sqlite_is_safe),
)
