"""The SQLite that Django runs on: which library, how it is opened, and whether it is a safe one.

SQLite 3.7.0 to 3.51.2 can lose or corrupt committed rows when several connections write in WAL mode (the
WAL-reset bug, mended in 3.51.3, 3.50.7 and 3.44.6), and the one that comes with Python is often among them.
``pysqlite3`` brings its own; importing this module puts it in the standard library's place, which has to happen
before Django loads its backend: ``newsroom/settings.py`` does it.
"""

import sqlite3
import sys

try:
    import pysqlite3
except ImportError:  # no wheel for this platform: Python's own library is used, and a system check judges it
    CONNECTION: dict[str, object] = {}
else:
    sqlite3 = sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

    # Django 6.1 asks a connection for its limits, by SQLite's own numbers. Python has both, pysqlite3 neither yet.
    pysqlite3.SQLITE_LIMIT_COLUMN = 2
    pysqlite3.SQLITE_LIMIT_VARIABLE_NUMBER = 9
    LIMITS = {2: "MAX_COLUMN", 9: "MAX_VARIABLE_NUMBER"}

    class Connection(pysqlite3.Connection):  # type: ignore[misc]
        """A connection that knows the limits its library was built with."""

        def getlimit(self, category: int) -> int:
            options = dict(row[0].partition("=")[::2] for row in self.execute("PRAGMA compile_options"))
            return int(options[LIMITS[category]])

    CONNECTION = {"factory": Connection}

VERSION: tuple[int, ...] = sqlite3.sqlite_version_info
LIBRARY: str = sqlite3.__name__

WAIT = 20
"""Seconds that a writer waits for another before "database is locked"."""

# Readers outside a transaction never wait in WAL mode. IMMEDIATE makes writers queue instead of failing when a
# read lock cannot be raised to a write lock. FULL keeps an acknowledged save through a power cut. No memory map:
# it makes the damage of a bad write worse. The log is written back at 32 MB: an import changes the same pages of its
# indexes in batch after batch, and at SQLite's own 4 MB each of them would be written back each time.
PRAGMAS = f"""
    PRAGMA busy_timeout = {WAIT * 1000};
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 8000;
    PRAGMA foreign_keys = ON;
    PRAGMA mmap_size = 0;
"""

SETTINGS = {
    "CONN_MAX_AGE": None,
    "OPTIONS": {"timeout": WAIT, "transaction_mode": "IMMEDIATE", "init_command": PRAGMAS, **CONNECTION},
}


def is_safe(version: tuple[int, ...]) -> bool:
    """Whether a version of SQLite is free of the WAL-reset bug."""
    if version >= (3, 51, 3) or version < (3, 7, 0):
        return True
    return (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)
