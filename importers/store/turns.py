"""Who writes captures waits for who does so already, and tries again where the database was not to be had."""

import time
from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, InterfaceError, OperationalError, connection

ATTEMPTS = 4
PAUSE = 0.2
"""Seconds before the second attempt; twice as many before the third, and so on."""

Answer = TypeVar("Answer")


def tried(work: Callable[[], Answer]) -> Answer:
    """What ``work`` answers. It is done once more if somebody else made the same address or topic meanwhile, held the
    database too long, or if the connection was lost; in the end its error is raised."""
    for attempt in range(1, ATTEMPTS):
        try:
            return work()
        except (IntegrityError, InterfaceError, OperationalError):
            if connection.in_atomic_block and (connection.needs_rollback or not connection.is_usable()):
                raise  # another attempt would only be told so, and what a strict run has written is lost anyway
            time.sleep(PAUSE * attempt)
            if not connection.in_atomic_block:  # what a strict run has written would go with its connection
                connection.close_if_unusable_or_obsolete()
    return work()


def press_lightly() -> None:
    """Let PostgreSQL press long texts by LZ4, where it can, until the transaction ends: its own way of old takes longer
    for the texts of a batch than all else that is done with them. Both are read alike."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config(name, 'lz4', true) FROM pg_settings "
                "WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)"
            )


def wait_for_other_imports() -> None:
    """Two imports that decide at once would each make the same article new. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Conflicts with itself and with writes to the table, not with reading.
            cursor.execute("LOCK TABLE importers_capture IN SHARE ROW EXCLUSIVE MODE")
