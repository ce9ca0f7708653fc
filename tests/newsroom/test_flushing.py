"""Tests that commit clear the tables away afterwards, also those whose rows nothing else may delete."""

import pytest
from django.db import DatabaseError, connection, transaction

from articles import immutable
from articles.models import Edition
from tests.make import make_edition


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_each_committing_test_starts_without_editions_and_with_their_guards(time):
    assert not Edition.objects.exists()
    assert not immutable.missing(connection)
    edition = make_edition()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_edition WHERE id = %s", [edition.pk])
