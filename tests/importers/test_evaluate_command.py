"""``evaluate_import``: what the operator types, sees, and gets as exit status. Nothing is written to the database."""

import io
import json
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from importers.capture import read_capture
from importers.evaluate import evaluate, figures, labelled, names, occurrence
from importers.management.commands import import_seeds
from tests.importers.pages import BRIDGE, FERRY, HERONS

SAMPLES = import_seeds.SAMPLES


def run(*arguments: object) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("evaluate_import", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def make_set(folder: Path, *texts: str) -> Path:
    """Captures of one untitled article each, and the truth about them."""
    captures = folder / "captures"
    captures.mkdir()
    table = []
    for number, text in enumerate(texts):
        (captures / f"{number}.txt").write_text(text, encoding="utf-8")
        article = {
            "source_id": text,
            "title": None,
            "body": text.split("\n\n"),
            "published": None,
            "credit": None,
            **{name: [] for name in ("headings", "bullets", "captions", "authors", "author_bio")},
        }
        table.append(
            {
                "file": f"{number}.txt",
                "capture_date": None,
                "ticker": None,
                "boilerplate": [],
                "articles": [article],
            }
        )
    truth = folder / "truth.json"
    truth.write_text(json.dumps({"captures": table}), encoding="utf-8")
    return truth


def test_the_bundled_samples_are_measured_against_their_truth():
    out, err = run(SAMPLES / "truth.json")
    [row] = [line.split() for line in out.splitlines() if line.startswith("all ")]
    assert row[:3] == ["all", "8", "23"]
    assert float(row[3]) > 0.9
    assert "of 5 pairs" in out
    assert not err


@pytest.mark.django_db
def test_what_is_measured_is_what_an_import_reads(tmp_path):
    report = tmp_path / "report.jsonl"
    call_command(
        "import_seeds", str(SAMPLES), "--dry-run", "--report", str(report), verbosity=0, stdout=io.StringIO()
    )
    rows = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    table = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))
    pages = [read_capture(SAMPLES / name) for name in names(table)]
    truth = labelled(table, {page.name: [line.raw for line in page.lines] for page in pages})
    imported = figures(evaluate(truth, [occurrence(row) for row in rows if not row.get("summary")]))
    run(SAMPLES / "truth.json", "--json", tmp_path / "tried.json")
    tried = json.loads((tmp_path / "tried.json").read_text(encoding="utf-8"))
    for part in ("all", "groups", "duplicates"):
        assert tried[part] == imported[part]
    queues = [found["confidence"]["queue"] for found in (tried, imported)]
    assert queues[0] == queues[1]


def test_captures_are_found_beside_the_truth_or_where_the_operator_says(tmp_path):
    truth = make_set(tmp_path, f"{FERRY}\n\n{HERONS}")
    assert "1.0000" in run(truth)[0]
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / "captures").rename(elsewhere)
    assert "1.0000" in run(truth, "--captures", elsewhere)[0]


def test_the_figures_are_written_to_a_file(tmp_path):
    truth = make_set(tmp_path, f"{FERRY}\n\n{HERONS}", f"{FERRY}\n\n{HERONS}\n\n{BRIDGE}")
    run(truth, "--json", tmp_path / "figures.json")
    written = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert written["all"]["articles"] == 2
    assert written["all"]["exact"] == 1


def test_copies_in_two_captures_are_found(tmp_path):
    truth = make_set(tmp_path, f"{FERRY}\n\n{HERONS}", f"{FERRY}\n\n{HERONS}\n")
    table = json.loads(truth.read_text(encoding="utf-8"))
    for capture in table["captures"]:
        capture["articles"][0]["source_id"] = "one"
        capture["articles"][0]["body"] = [FERRY, HERONS]
    truth.write_text(json.dumps(table), encoding="utf-8")
    assert "precision 1.0000, recall 1.0000 of 1 pair" in run(truth)[0]


def test_captures_that_cannot_be_read_are_named_and_the_others_measured(tmp_path):
    truth = make_set(tmp_path, FERRY, HERONS, BRIDGE)
    (tmp_path / "captures" / "0.txt").unlink()
    (tmp_path / "captures" / "1.txt").write_bytes(b"%PDF-1.7")
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError, match="2 of 3 captures could not be read") as refused:
        call_command("evaluate_import", str(truth), stdout=out, stderr=err)
    assert refused.value.returncode == 1
    assert "0.txt: does not exist" in err.getvalue()
    assert "1.txt: is a PDF document" in err.getvalue()
    assert "all" in out.getvalue()


WRONG = {
    "no file": (lambda folder: folder / "missing.json", "cannot be read"),
    "no JSON": (lambda folder: write(folder, "{"), "is no JSON"),
    "nested": (lambda folder: write(folder, "[" * 100_000), "nested too deeply"),
    "a pipe": (lambda folder: pipe(folder), "is a pipe"),
    "no title": (lambda folder: edited(make_set(folder, FERRY), "title", 5), "5 is no text"),
    "no text": (lambda folder: edited(make_set(folder, FERRY), "body", [["x"]]), "is no text"),
    "no identity": (lambda folder: edited(make_set(folder, FERRY), "source_id", []), "is no truth"),
    "no truth": (lambda folder: write(folder, "[1]"), "is no truth about captures"),
}


def write(folder: Path, text: str) -> Path:
    path = folder / "truth.json"
    path.write_text(text, encoding="utf-8")
    return path


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "truth.json")
    return folder / "truth.json"


def edited(truth: Path, name: str, value: object) -> Path:
    """The truth with another value in the first of its articles."""
    table = json.loads(truth.read_text(encoding="utf-8"))
    table["captures"][0]["articles"][0][name] = value
    truth.write_text(json.dumps(table), encoding="utf-8")
    return truth


@pytest.mark.parametrize(("make", "words"), WRONG.values(), ids=WRONG)
def test_what_is_no_truth_is_wrong_usage(tmp_path, make, words):
    with pytest.raises(CommandError, match=words) as refused:
        run(make(tmp_path))
    assert refused.value.returncode == 2


def test_a_folder_of_captures_that_is_not_there_is_wrong_usage(tmp_path):
    with pytest.raises(CommandError, match="is no folder") as refused:
        run(make_set(tmp_path, FERRY), "--captures", tmp_path / "missing")
    assert refused.value.returncode == 2
