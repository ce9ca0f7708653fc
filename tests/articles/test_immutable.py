import pytest
from django.db import DatabaseError, connection, transaction

from articles import immutable
from tests.make import change, make_article, make_edition

pytestmark = pytest.mark.django_db

FORBIDDEN = [
    "UPDATE articles_edition SET title = 'x'",
    "UPDATE articles_edition SET note = 'x'",
    "DELETE FROM articles_edition",
    "UPDATE articles_editionbyline SET printed = 'x'",
    "DELETE FROM articles_editionbyline",
    "UPDATE articles_revision SET act = 'x'",
    "UPDATE articles_revision SET snapshot = '{}'",
    "DELETE FROM articles_revision WHERE number = 2",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_invariant_2_the_database_refuses(statement: str) -> None:
    change(make_edition(authors=["Ilse Maren"]).article, title="Edited since")

    with (
        pytest.raises(DatabaseError, match="a row is never"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_invariant_2_the_one_mutable_fact_of_an_edition_is_when_it_was_superseded() -> None:
    make_edition()

    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_edition SET superseded_at = published_at")


def test_an_article_that_was_never_published_can_be_deleted_with_its_revisions() -> None:
    article = make_article()

    article.delete()


def test_no_trigger_is_missing_after_migrate() -> None:
    assert immutable.missing(connection) == []


def test_a_trigger_that_was_lost_is_named() -> None:
    immutable.remove(connection)

    assert "articles_edition_no_update" in immutable.missing(connection)

    immutable.install(connection)
    assert immutable.missing(connection) == []
