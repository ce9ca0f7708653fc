import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from newsroom import serving, sqlite


def numbers(errors):
    return [error.id for error in errors]


def test_an_affected_sqlite_is_refused_with_its_name_and_the_way_out(monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("the suite runs on PostgreSQL")
    monkeypatch.setattr(sqlite, "VERSION", (3, 40, 1))
    [error] = serving.configuration_errors()
    assert error.id == "newsroom.E002"
    assert error.msg.startswith("SQLite 3.40.1 ")
    assert "pysqlite3" in error.hint


@pytest.mark.parametrize(
    ("mode", "expected"), [(0o600, []), (0o640, ["newsroom.E003"]), (0o644, ["newsroom.E003"])]
)
def test_an_env_file_that_others_may_read_is_refused(settings, tmp_path, mode, expected):
    settings.ENV_FILE = tmp_path / ".env"
    settings.ENV_FILE.touch()
    settings.ENV_FILE.chmod(mode)
    assert numbers(serving.configuration_errors()) == expected


def test_a_random_key_is_refused(settings):
    settings.HAS_SECRET_KEY = False
    assert numbers(serving.configuration_errors()) == ["newsroom.E001"]


def test_with_debug_nothing_is_refused(settings):
    settings.HAS_SECRET_KEY = False
    settings.DEBUG = True
    serving.refuse_unsafe_start()


def test_a_refusal_gives_every_reason_at_once(settings, tmp_path):
    settings.HAS_SECRET_KEY = False
    settings.ENV_FILE = tmp_path / ".env"
    settings.ENV_FILE.touch(0o644)
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY.*chmod 600"):
        serving.refuse_unsafe_start()
