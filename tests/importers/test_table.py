"""The lines that the import prints for a person."""

from collections import Counter

import pytest

from importers import table


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("deep/index.txt", "deep/index.txt"),
        ("a/rather/long/way/down/to/the/index.txt", "…/long/way/down/to/the/index.txt"),
        ("a_name_that_is_by_itself_too_long.txt", "a_name_that_is_by_itself_too_lo…"),
        ("deep/a_name_that_is_by_itself_too_long.txt", "a_name_that_is_by_itself_too_lo…"),
    ],
)
def test_of_a_long_path_the_end_is_shown(path, shown):
    row = table.row(path, "listing", 1, {}, None, Counter())
    assert row.split()[0] == shown
    assert len(shown) <= 32
