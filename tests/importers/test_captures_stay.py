import hashlib

import pytest
from django.db import DatabaseError, connection, transaction

from importers.models import Capture, ImportRun

pytestmark = pytest.mark.django_db


def make_capture() -> Capture:
    content = b"Ferry returns"
    return Capture.objects.create(
        sha256=hashlib.sha256(content).hexdigest(),
        file_name="ferry.txt",
        content=content,
        size=len(content),
        encoding="utf-8",
        line_count=1,
        kind="body",
        run=ImportRun.objects.create(),
    )


@pytest.mark.parametrize("change", ["sha256 = 'x'", "content = NULL", "file_name = 'x'", "size = 2"])
def test_invariant_2_the_database_refuses_to_change_a_capture(change: str) -> None:
    make_capture()

    with (
        pytest.raises(DatabaseError, match="a row is never"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE importers_capture SET {change}")


def test_what_was_read_out_of_a_capture_may_be_read_again() -> None:
    capture = make_capture()

    capture.kind = "article"
    capture.save(update_fields=["kind"])

    assert Capture.objects.get().kind == "article"
