"""The tool that fits on one newsroom and measures on the other leaves the importer its own weights."""

import json

import pytest

from importers.outline import weights

across = pytest.importorskip("tests.across", reason="needs the packages of development", exc_type=ImportError)


def test_other_weights_are_read_by_until_they_are_measured() -> None:
    own = weights.fitted()
    table = json.loads(weights.FILE.read_text(encoding="utf-8"))
    with across.reading_by(table | {"title": dict.fromkeys(table["title"], 0.0)}):
        assert set(weights.fitted().title.values()) == {0.0}
        assert weights.fitted().span == own.span
    assert weights.fitted() == own


def test_the_importers_weights_return_though_measuring_failed() -> None:
    own, file = weights.fitted(), weights.FILE
    with pytest.raises(ValueError, match="no truth"), across.reading_by({}):
        raise ValueError("no truth")
    assert (weights.FILE, weights.fitted()) == (file, own)


def test_folders_without_labelled_captures_are_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("sys.argv", ["across", str(tmp_path)])
    with pytest.raises(SystemExit, match=r"No truth\.json"):
        across.main()
