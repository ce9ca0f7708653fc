import sys

import pytest
from django.db import connection

from newsroom import sqlite


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 6, 23), True),
        ((3, 7, 0), False),
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_the_versions_that_lose_saves_are_known(version, safe):
    assert sqlite.is_safe(version) is safe


def test_django_runs_on_the_library_that_is_judged(db):
    if connection.vendor != "sqlite":
        pytest.skip("the suite runs on PostgreSQL")
    with connection.cursor() as cursor:
        found = cursor.execute("SELECT sqlite_version()").fetchone()[0]
    assert tuple(map(int, found.split("."))) == sqlite.VERSION
    assert sys.modules["sqlite3"].sqlite_version_info == sqlite.VERSION


def test_a_linux_or_mac_with_a_wheel_runs_on_a_safe_one():
    pytest.importorskip("pysqlite3", reason="no wheel of pysqlite3 for this platform")
    assert sqlite.LIBRARY == "pysqlite3"
    assert sqlite.is_safe(sqlite.VERSION)


def test_a_connection_knows_its_limits(db):
    """Django 6.1 cuts bulk writes by them."""
    if connection.vendor != "sqlite":
        pytest.skip("the suite runs on PostgreSQL")
    connection.ensure_connection()
    library = sys.modules["sqlite3"]
    most = connection.connection.getlimit(library.SQLITE_LIMIT_VARIABLE_NUMBER)
    assert most >= 1000
    assert connection.connection.getlimit(library.SQLITE_LIMIT_COLUMN) >= 1000
