import shutil
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from newsroom import health, sqlite


def failing(client):
    response = client.get("/readyz")
    answer = response.json()
    assert response.status_code == (200 if answer["ready"] else 503)
    assert "no-store" in response.headers["Cache-Control"]
    return answer["failing"]


def test_the_process_is_alive_without_a_database(client):
    # Without the db fixture a query would raise.
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_is_only_looked_at(client, address):
    assert client.post(address).status_code == 405


def test_a_well_system_is_ready(client, db):
    assert failing(client) == []


def test_it_is_not_ready_without_its_database(client, db, monkeypatch):
    def refuse():
        raise DatabaseError("gone")

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", refuse)
        assert failing(client) == ["database", "migrations"]


def test_it_is_not_ready_while_a_migration_waits(client, db):
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")
    assert failing(client) == ["migrations"]


def test_it_is_not_ready_on_a_full_disk(client, db, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(total=100, free=4))
    assert failing(client) == ["disk"]


def test_it_is_not_ready_where_it_cannot_write(client, db, monkeypatch):
    monkeypatch.setattr(health.os, "access", lambda folder, mode: False)
    assert failing(client) == ["disk"]


def test_it_is_not_ready_on_an_affected_sqlite(client, db, monkeypatch):
    monkeypatch.setattr(sqlite, "VERSION", (3, 40, 1))
    assert failing(client) == (["sqlite"] if connection.vendor == "sqlite" else [])


def test_strangers_learn_no_version(client, db):
    assert set(client.get("/readyz").json()) == {"ready", "failing"}
