"""The figures are those of the scorer that lies beside the labelled captures, on all of them."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from importers.capture import read_capture
from importers.evaluate import Occurrence, evaluate, figures, labelled, occurrence
from importers.evaluate.trial import try_out

CAPTURES = Path(__file__).resolve().parents[3] / "shared" / "captures"


def scorer() -> ModuleType:
    """The scorer that lies beside the labelled captures."""
    spec = importlib.util.spec_from_file_location("scorer", CAPTURES / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SAME = {
    "boundary_p": "boundary_precision",
    "boundary_r": "boundary_recall",
    "boundary_f1": "boundary_f1",
    "boundary_f1_lenient": "boundary_f1_near",
    "title_acc": "titles",
    "title_null_acc": "no_titles",
    "heading_p": "heading_precision",
    "heading_r": "heading_recall",
    "heading_f1": "heading_f1",
    "bullet_f1": "bullet_f1",
    "caption_f1": "caption_f1",
    "article_exact": "exact",
    "capture_perfect": "perfect_captures",
    "author_acc": "authors",
    "author_fp": "invented_authors",
    "published_acc": "dates",
    "published_fp": "invented_dates",
    "capture_date_acc": "capture_dates",
    "credit_acc": "credits",
    "ticker_acc": "rates",
    "boilerplate_leak": "furniture_leaked",
    "side_text_leak": "asides_leaked",
    "text_loss": "text_lost",
    "text_misplaced": "text_misplaced",
    "spurious_articles": "invented_articles",
}


@pytest.mark.skipif(not CAPTURES.exists(), reason="needs the labelled captures in ../shared/captures")
@pytest.mark.parametrize("folder", ["plain", "hard"])
def test_the_figures_are_those_of_the_scorer_beside_the_captures(folder):
    table = json.loads((CAPTURES / folder / "truth.json").read_text(encoding="utf-8"))
    pages = [read_capture(CAPTURES / folder / "captures" / capture["file"]) for capture in table["captures"]]
    rows = [row_of(one) for one in try_out(pages)]
    groups, copies, review, _, _ = scorer().score(table, rows)
    ours = figures(evaluate(labelled(table, {}), map(occurrence, rows)))
    for group, bag in groups.items():
        figure = ours["all"] if group == "ALL" else ours["groups"][group.replace("=", " ")]
        theirs = scorer().row_of(bag)
        for name, own in SAME.items():
            assert figure[own] == pytest.approx(theirs[name], abs=5e-4), (group, own)
    assert (ours["duplicates"]["precision"], ours["duplicates"]["recall"]) == (copies.p, copies.r)
    confidence = ours["confidence"]
    assert confidence["flags"]["holds"] == pytest.approx(review["errors_in_queue"])
    assert confidence["flags"]["unflagged_wrong"] == pytest.approx(review["unflagged_error_rate"])
    assert confidence["order"] == pytest.approx(review["auroc"])
    assert confidence["gap"] == pytest.approx(review["ece"])


def row_of(read: Occurrence) -> dict:
    """An occurrence as the row of a report, which both scorers read."""
    return {
        "capture": read.capture,
        "index": read.index,
        "title": read.title,
        "body": list(read.body),
        "headings": list(read.headings),
        "bullets": list(read.bullets),
        "captions": list(read.captions),
        "image_credit": read.credit,
        "authors": list(read.authors),
        "published": read.published,
        "capture_date": read.capture_date,
        "article_id": id(read.article),
        "confidence": read.confidence,
        "needs_review": read.needs_review,
        "ticker": dict(read.rates or {}),
    }
