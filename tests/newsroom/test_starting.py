"""What happens when the newsroom is started in an environment: each test runs a process of its own."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KEY = secrets.token_urlsafe(50)
SERVE = "import newsroom.wsgi; print('serving')"
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")


@pytest.fixture
def start(tmp_path):
    """Run Python code or a manage.py command in an environment of nothing but the variables given."""

    def run(*arguments, **variables):
        environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        environment |= {
            "NEWSROOM_IGNORE_ENV_FILE": "1",
            "DATABASE_URL": f"sqlite:///{tmp_path}/paper.sqlite3",
            "MEDIA_ROOT": str(tmp_path / "media"),
        }
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment | variables,
            capture_output=True,
            text=True,
        )

    return run


@pytest.fixture
def migrated(start):
    assert start("manage.py", "migrate", "-v0").returncode == 0


def test_a_server_without_a_secret_key_refuses_and_says_what_to_do(start, migrated):
    refused = start("-c", SERVE)
    assert refused.returncode == 1
    assert "SECRET_KEY is not set" in refused.stderr
    assert "secrets.token_urlsafe(50)" in refused.stderr
    assert "serving" not in refused.stdout


def test_asgi_refuses_like_wsgi(start, migrated):
    assert "SECRET_KEY is not set" in start("-c", "import newsroom.asgi").stderr


def test_a_server_with_a_key_and_a_database_starts(start, migrated):
    started = start("-c", SERVE, SECRET_KEY=KEY)
    assert (started.stdout, started.returncode) == ("serving\n", 0), started.stderr


def test_a_server_without_a_database_refuses_and_makes_no_empty_one(start, tmp_path):
    refused = start("-c", SERVE, SECRET_KEY=KEY)
    assert "There is no database at" in refused.stderr
    assert not (tmp_path / "paper.sqlite3").exists()


def test_an_empty_database_file_is_refused(start, tmp_path):
    (tmp_path / "paper.sqlite3").touch()
    assert "There is no database at" in start("-c", SERVE, SECRET_KEY=KEY).stderr


def test_a_command_that_serves_nobody_needs_no_secret_key(start):
    assert start("manage.py", "migrate", "-v0").returncode == 0


def test_deployment_checks_are_clean_with_a_key_alone(start):
    checked = start("manage.py", "check", "--deploy", "--fail-level", "WARNING", SECRET_KEY=KEY)
    assert checked.returncode == 0, checked.stderr
    assert "The database is SQLite 3." in checked.stderr


def test_deployment_checks_refuse_a_missing_key(start):
    checked = start("manage.py", "check", "--deploy")
    assert checked.returncode == 1
    assert "newsroom.E001" in checked.stderr


@pytest.mark.parametrize(
    ("variables", "number"),
    [({"HTTPS": "off"}, "newsroom.W001"), ({"HSTS_SECONDS": "0"}, "newsroom.W002")],
)
def test_deployment_checks_warn_of_weak_transport(start, variables, number):
    checked = start("manage.py", "check", "--deploy", "--fail-level", "WARNING", SECRET_KEY=KEY, **variables)
    assert checked.returncode == 1
    assert number in checked.stderr


def test_debug_is_off_unless_it_is_switched_on(start):
    shown = start("-c", "from newsroom import settings; print(settings.DEBUG)")
    assert shown.stdout == "False\n"


def test_a_wrong_variable_stops_every_command_with_its_name(start):
    stopped = start("manage.py", "migrate", DEBUG="perhaps")
    assert stopped.returncode == 1
    assert "DEBUG: 'perhaps' is neither yes nor no. Write on or off." in stopped.stderr


def test_sqlite_is_opened_as_meant(start, migrated):
    code = """
import django
django.setup()
from django.db import connection, transaction
cursor = connection.cursor()
names = ("journal_mode", "synchronous", "foreign_keys", "mmap_size", "busy_timeout")
print([cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in names], connection.transaction_mode)
"""
    shown = start("-c", code, DJANGO_SETTINGS_MODULE="newsroom.settings")
    assert shown.stdout == "['wal', 2, 1, 0, 20000] IMMEDIATE\n", shown.stderr
