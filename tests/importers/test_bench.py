"""The benchmarks measure what they say: an archive that reads as it was written, a table that tells what was missed."""

import json
from collections import Counter

import pytest

from importers.capture import page_of
from importers.evaluate.text import key
from importers.infer import infer
from importers.match import Verdict, compare, text_of
from importers.read import read
from importers.segments import Kind
from tests.bench import __main__ as bench
from tests.bench import archive, sheet
from tests.bench.archive import Writer
from tests.bench.reading import measure


def readings(count: int, seed: int = 1):
    for name, text in Writer(seed).captures(count):
        page = page_of(name, text.encode())
        yield infer(page, read(page))


def bios(extracts):
    return [paragraph for extract in extracts for paragraph in extract.author_bio]


def test_the_same_seed_writes_the_same_archive_and_another_seed_another():
    assert list(Writer(7).captures(20)) == list(Writer(7).captures(20))
    assert list(Writer(7).captures(20)) != list(Writer(8).captures(20))


def test_an_archive_is_the_same_whoever_writes_its_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "PART", 8)
    found = archive.write(tmp_path / "archive", 20, 7)
    parts = [capture for part, size in enumerate((8, 8, 4)) for capture in Writer(7).captures(size, part)]
    assert [(path.name, path.read_text(encoding="utf-8")) for path in found] == parts
    assert len({text for _, text in parts}) > 15


def test_the_archive_has_the_three_shapes_of_real_captures():
    kinds = Counter(reading.kind for reading in readings(60))
    assert min(kinds[kind] for kind in Kind) > 3
    listings = [len(reading.extracts) for reading in readings(60) if reading.kind is Kind.LISTING]
    assert 5 < sum(listings) / len(listings) < 7


def test_some_articles_of_the_archive_are_copies_of_others():
    texts = [
        text_of(extract) for reading in readings(60) for extract in reading.extracts if len(extract.body) > 3
    ]
    same = sum(
        compare(one, other).verdict is Verdict.SAME for at, one in enumerate(texts) for other in texts[:at]
    )
    assert 0.02 < same / len(texts) < 0.3


def test_no_text_of_the_archive_is_lost_in_reading():
    for (_, text), reading in zip(Writer(1).captures(30), readings(30), strict=True):
        extracts = reading.extracts
        kept = key(
            " ".join([*(block.text for extract in extracts for block in extract.blocks), *bios(extracts)])
        )
        paragraphs = [line for line in text.split("\n") if line.endswith(".") and len(line) > 200]
        assert all(key(line) in kept for line in paragraphs)


def test_reading_is_measured_against_its_floor(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(next(Writer(1).captures(1))[1], encoding="utf-8")
    found = measure([path])
    assert found["reading_to_floor"] == pytest.approx(found["reading_seconds"] / found["floor_seconds"])
    assert found["reading_to_floor"] > 1


@pytest.mark.parametrize(
    ("value", "goal", "is_missed"),
    [(2.9, {"most": 3}, False), (3.1, {"most": 3}, True), (2.9, {"least": 3}, True), (9.0, {}, False)],
)
def test_the_table_says_what_was_missed(value, goal, is_missed):
    line = sheet.Figure("to the floor", value, lambda number: f"{number:.1f}", **goal).line(20)
    assert line.startswith("to the floor")
    assert f"{value:.1f}" in line
    assert line.endswith("missed") == is_missed


def test_the_table_leaves_open_what_was_not_measured():
    assert sheet.Figure("two workers to one", None, str, most=1).line(20).endswith("–")


def test_what_was_measured_is_written_down_before_the_rest_fails(tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "RESULTS", tmp_path)
    found = bench.Figures(machine={"cores": 1, "load": 0, "python": "3"}, captures=1)
    found["sqlite"] = {"single_seconds": 0.2, "articles_in_archive": 3}
    with pytest.raises(SystemExit), found.part("sqlite: writing"):
        raise SystemExit(143)
    kept = json.loads(found.path.read_text(encoding="utf-8"))
    assert kept["sqlite"]["single_seconds"] == 0.2
    assert "sqlite: writing" in kept["seconds_of_parts"]
    assert "one more capture, 3 articles in" in "\n".join(sheet.lines(kept))
