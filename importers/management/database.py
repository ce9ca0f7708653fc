from contextlib import suppress

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def gave_up(error: DatabaseError, rest: str) -> str:
    """What to tell an operator whose database raised ``error``; ``rest`` is how things stand."""
    if _is_behind():
        said = str(error).partition("\n")[0]
        return f"The database has not the tables of this version ({said}). Run manage.py migrate first."
    return f"The database gave up: {error}. {rest}"


def _is_behind() -> bool:
    with suppress(DatabaseError):  # it may not answer at all
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return False
