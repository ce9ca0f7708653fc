"""Who writes captures waits for who does so already."""

from django.db import connection


def wait_for_other_imports() -> None:
    """Two imports that decide at once would each make the same article new. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Conflicts with itself and with writes to the table, not with reading.
            cursor.execute("LOCK TABLE importers_capture IN SHARE ROW EXCLUSIVE MODE")
