import os
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import env


@pytest.fixture
def variable(monkeypatch):
    return lambda value: monkeypatch.setenv("VARIABLE", value)


@pytest.mark.parametrize(
    ("value", "meaning"),
    [("on", True), ("TRUE", True), ("1", True), ("off", False), ("No", False), ("0", False)],
)
def test_a_switch_is_read_in_the_usual_spellings(variable, value, meaning):
    variable(value)
    assert env.boolean("VARIABLE", not meaning) is meaning


def test_an_empty_value_means_the_default(variable):
    variable("  ")
    assert env.boolean("VARIABLE", True) is True
    assert env.integer("VARIABLE", 7) == 7
    assert env.words("VARIABLE", ["a"]) == ["a"]


@pytest.mark.parametrize(
    ("reader", "value", "write"),
    [
        (lambda: env.boolean("VARIABLE", True), "maybe", "on or off"),
        (lambda: env.integer("VARIABLE", 80), "eighty", "for example 80"),
        (lambda: env.integer("VARIABLE", 80), "-1", "for example 80"),
        (lambda: env.integer("VARIABLE", 80), "٨٠", "for example 80"),
        (lambda: env.choice("VARIABLE", "a", ("a", "b")), "c", "one of a, b"),
        (lambda: env.hosts("VARIABLE", ()), "https://paper.example", "names such as paper.example"),
        (lambda: env.origin("VARIABLE", ""), "paper.example", "https://paper.example"),
        (lambda: env.origin("VARIABLE", ""), "https://paper.example/news", "https://paper.example"),
        (lambda: env.origins("VARIABLE", ()), "ftp://paper.example", "https://paper.example"),
        (lambda: env.time_zone("VARIABLE", "UTC"), "Middle/Earth", "UTC or Asia/Almaty"),
        (lambda: env.time_zone("VARIABLE", "UTC"), "../UTC", "UTC or Asia/Almaty"),
        (lambda: env.cache("VARIABLE", "locmem://"), "memcached://host", "locmem:// or redis://host"),
    ],
)
def test_a_wrong_value_is_named_with_its_variable_and_what_to_write(variable, reader, value, write):
    variable(value)
    with pytest.raises(ImproperlyConfigured) as error:
        reader()
    assert str(error.value).startswith("VARIABLE: ")
    assert repr(value.partition("://host")[0]) in str(error.value)
    assert write in str(error.value)


@pytest.mark.parametrize(
    "value",
    [
        "mysql://paper:hushhush@host/paper",
        "postgres://paper:hushhush@host",
        "postgres://paper:hushhush@host:port/paper",
        "sqlite://hushhush.sqlite3",
        "sqlite:///",
        "hushhush",
    ],
)
def test_a_wrong_database_address_is_refused_without_showing_the_password(variable, tmp_path, value):
    variable(value)
    with pytest.raises(ImproperlyConfigured, match=r"VARIABLE: .* Write sqlite:///") as error:
        env.database("VARIABLE", "", tmp_path)
    assert "hushhush" not in str(error.value)


def test_a_sqlite_address_is_relative_with_three_slashes_and_absolute_with_four(variable, tmp_path):
    variable("sqlite:///var/a%20b.sqlite3")
    assert env.database("VARIABLE", "", tmp_path)["NAME"] == tmp_path / "var" / "a b.sqlite3"
    variable("sqlite:////srv/paper.sqlite3")
    assert str(env.database("VARIABLE", "", tmp_path)["NAME"]) == "/srv/paper.sqlite3"


def test_a_postgresql_address_gives_every_part(variable, tmp_path):
    variable("postgres://ed%40desk:p%2Fw@db.example:5433/paper?sslmode=require")
    assert env.database("VARIABLE", "", tmp_path) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "paper",
        "USER": "ed@desk",
        "PASSWORD": "p/w",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_postgresql_socket_is_named_in_the_query(variable, tmp_path):
    variable("postgresql:///paper?host=/run/postgresql")
    found = env.database("VARIABLE", "", tmp_path)
    assert (found["HOST"], found["OPTIONS"]) == ("/run/postgresql", {})


def test_a_redis_cache_keeps_its_address(variable):
    variable("redis://cache:6379/1")
    assert env.cache("VARIABLE", "")["LOCATION"] == "redis://cache:6379/1"


def test_a_media_folder_that_is_a_file_is_refused(variable, tmp_path):
    (tmp_path / "media").write_text("")
    variable("media")
    with pytest.raises(ImproperlyConfigured, match="VARIABLE: 'media' is a file"):
        env.folder("VARIABLE", None, tmp_path)


def test_the_env_file_does_not_override_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("ALREADY", "there")
    monkeypatch.setattr(os, "environ", dict(os.environ))
    (tmp_path / ".env").write_text(
        "# remark\n\nALREADY=new\nDOLLAR=$abc${x}\nexport QUOTED='a = b '\nLAST = spaced \n", encoding="utf-8"
    )
    env.load(tmp_path / ".env")
    found = [os.environ[name] for name in ("ALREADY", "DOLLAR", "QUOTED", "LAST")]
    assert found == ["there", "$abc${x}", "a = b ", "spaced"]


def test_a_missing_env_file_is_no_error(tmp_path):
    env.load(tmp_path / ".env")


def test_a_line_of_the_env_file_that_is_no_setting_is_named_without_its_content(tmp_path):
    (tmp_path / ".env").write_text("A=1\nhushhush\n")
    with pytest.raises(ImproperlyConfigured, match=r"\.env, line 2: ") as error:
        env.load(tmp_path / ".env")
    assert "hushhush" not in str(error.value)


def test_a_kept_secret_is_made_once_and_readable_by_its_owner_only(tmp_path):
    file = tmp_path / "var" / "secret-key"
    first = env.kept_secret(file)
    assert len(first) >= 50
    assert env.kept_secret(file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
