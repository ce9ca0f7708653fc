"""Rows written past the ORM."""

import time
from uuid import RFC_4122

import pytest

from importers.models import SketchKey
from importers.store.rows import uid_in_order, with_keys

pytestmark = pytest.mark.django_db


def test_uids_are_in_the_order_in_which_they_were_made_and_none_is_made_twice():
    batches = []
    for _ in range(3):
        batches.append({uid_in_order() for _ in range(200)})
        time.sleep(0.002)
    assert [len(batch) for batch in batches] == [200] * 3
    assert max(batches[0]) < min(batches[1])
    assert max(batches[1]) < min(batches[2])
    assert {(uid.version, uid.variant) for batch in batches for uid in batch} == {(7, RFC_4122)}


def test_rows_are_found_by_many_values_at_once_each_as_often_as_it_stands_there():
    SketchKey.objects.bulk_create(
        SketchKey(key=key, extract_id=extract) for key, extract in ((-(2**62), 1), (5, 1), (5, 2), (6, 3))
    )
    found = with_keys(SketchKey, "key", {-(2**62), 5, 7}, "extract_id")
    assert sorted(found) == [(-(2**62), 1), (5, 1), (5, 2)]
    assert list(with_keys(SketchKey, "key", set(), "extract_id")) == []
