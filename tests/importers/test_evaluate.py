"""An import is measured against the truth: each figure moves with what it is named for, and with nothing else."""

import importlib.util
import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from importers.capture import read_capture
from importers.evaluate import Labelled, Occurrence, TruthError, evaluate, figures, labelled, occurrence, text
from importers.evaluate.trial import try_out
from importers.evaluate.trust import queue, tenths
from tests.importers.pages import BAKERS, BRIDGE, FERRY, HERONS

CAPTURES = Path(__file__).resolve().parents[3] / "shared" / "captures"


def make_truth(*articles: dict, name: str = "page.txt", **what_matters: object) -> Labelled:
    capture = {
        "file": name,
        "profile": "listing",
        "source": "valley",
        "noise": [],
        "capture_date": "2031-05-04",
        "ticker": {"SRN/USD": {"rate": "0.0114", "change": "0%"}},
        "boilerplate": ["Suggested Articles"],
        "articles": list(articles),
    }
    return labelled({"captures": [capture | what_matters]}, {})[0]


def article(title: str | None, *body: str, **what_matters: object) -> dict:
    plain = {
        "source_id": title or body[0],
        "title": title,
        "body": list(body),
        "headings": [],
        "bullets": [],
        "captions": [],
        "credit": None,
        "authors": [],
        "author_bio": [],
        "published": None,
    }
    return plain | what_matters


def perfect(truth: Labelled) -> list[Occurrence]:
    return [
        Occurrence(
            capture=truth.name,
            index=number,
            title=one.title,
            body=one.body,
            headings=one.headings,
            bullets=one.bullets,
            captions=one.captions,
            credit=one.credit,
            authors=one.authors,
            published=one.published,
            capture_date=truth.capture_date,
            rates={pair: value for pair, (value, _) in truth.rates.items()},
            article=one.identity,
            confidence=0.9,
            needs_review=False,
        )
        for number, one in enumerate(truth.articles)
    ]


TWO = make_truth(
    article("Ferry returns", FERRY, HERONS, headings=["What it costs"], authors=["Ilse Maren"]),
    article("A bridge for Upper Sarn", BRIDGE, BAKERS, published="2031-05-01", credit="Photo: Jon Tal"),
)
NOTHING_WRONG = {
    "boundary_f1": 1.0,
    "titles": 1.0,
    "heading_f1": 1.0,
    "authors": 1.0,
    "dates": 1.0,
    "capture_dates": 1.0,
    "rates": 1.0,
    "credits": 1.0,
    "exact": 1.0,
    "perfect_captures": 1.0,
    "invented_articles": 0,
    "text_lost": 0.0,
    "text_misplaced": 0.0,
    "furniture_leaked": 0.0,
    "asides_leaked": 0.0,
}


def measured(truth: Labelled, *reported: Occurrence) -> dict:
    return figures(evaluate([truth], reported))["all"]


def wrong(truth: Labelled, *reported: Occurrence) -> set[str]:
    """The figures that are not as a perfect reading has them."""
    got = measured(truth, *reported)
    return {name for name, right in NOTHING_WRONG.items() if got[name] != right}


def test_a_perfect_reading_has_nothing_wrong():
    assert not wrong(TWO, *perfect(TWO))
    result = evaluate([TWO], perfect(TWO))
    assert result.copies.precision == result.copies.recall == 1
    assert not result.worst(5)


def test_typography_and_list_markers_do_not_count_but_words_and_case_do():
    ferry, bridge = perfect(TWO)
    curly = tuple(f"•  {block.replace(' ', chr(160), 3)}" for block in ferry.body)
    assert not wrong(TWO, replace(ferry, body=curly), bridge)
    assert wrong(TWO, replace(ferry, title="FERRY RETURNS"), bridge) == {
        "titles",
        "exact",
        "perfect_captures",
    }


MISREADINGS = {
    "title missed": (
        lambda ferry, bridge: [replace(ferry, title=None), bridge],
        {"boundary_f1", "titles", "exact", "perfect_captures"},
    ),
    "sub-heading missed": (
        lambda ferry, bridge: [replace(ferry, headings=()), bridge],
        {"heading_f1"},
    ),
    "paragraph lost": (
        lambda ferry, bridge: [replace(ferry, body=ferry.body[:1]), bridge],
        {"exact", "perfect_captures", "text_lost", "text_misplaced"},
    ),
    "paragraph in the wrong article": (
        lambda ferry, bridge: [
            replace(ferry, body=ferry.body[:1]),
            replace(bridge, body=(*bridge.body, ferry.body[1])),
        ],
        {"boundary_f1", "exact", "perfect_captures", "text_misplaced"},
    ),
    "author missed": (lambda ferry, bridge: [replace(ferry, authors=()), bridge], {"authors"}),
    "date missed": (lambda ferry, bridge: [ferry, replace(bridge, published=None)], {"dates"}),
    "credit missed": (lambda ferry, bridge: [ferry, replace(bridge, credit="Jo Tal")], {"credits"}),
    "rate misread": (
        lambda ferry, bridge: [replace(one, rates={"SRN/USD": "0.01"}) for one in (ferry, bridge)],
        {"rates"},
    ),
    "furniture in the text": (
        lambda ferry, bridge: [ferry, replace(bridge, body=(*bridge.body, "Suggested Articles"))],
        {"furniture_leaked", "exact", "perfect_captures"},
    ),
    "credit in the text": (
        lambda ferry, bridge: [ferry, replace(bridge, body=("Photo: Jon Tal", *bridge.body))],
        {"asides_leaked", "exact", "perfect_captures"},
    ),
    "article invented": (
        lambda ferry, bridge: [
            replace(ferry, title=None, body=("Printed on grey paper.",), headings=()),
            replace(ferry, index=1),
            replace(bridge, index=2),
        ],
        {"boundary_f1", "invented_articles", "perfect_captures"},
    ),
}


@pytest.mark.parametrize(("misread", "moved"), MISREADINGS.values(), ids=MISREADINGS)
def test_a_misreading_moves_its_own_figures_alone(misread, moved):
    assert wrong(TWO, *misread(*perfect(TWO))) == moved


def test_a_credit_counts_without_its_label():
    ferry, bridge = perfect(TWO)
    assert not wrong(TWO, ferry, replace(bridge, credit="jon tal"))


def test_two_articles_read_as_one_lose_a_boundary_and_no_text():
    ferry, bridge = perfect(TWO)
    merged = replace(ferry, body=(*ferry.body, *bridge.body), headings=(*ferry.headings, bridge.title))
    got = measured(TWO, merged)
    assert (got["boundary_precision"], got["boundary_recall"]) == (1.0, 0.5)
    assert got["text_lost"] == 0
    assert got["exact"] == 0
    assert got["heading_precision"] == 0.5


def test_a_sub_heading_taken_for_a_title_is_a_false_boundary():
    ferry, bridge = perfect(TWO)
    first = replace(ferry, body=ferry.body[:1], headings=())
    second = replace(ferry, index=1, title="What it costs", body=ferry.body[1:], headings=())
    got = measured(TWO, first, second, replace(bridge, index=2))
    assert got["boundary_recall"] == 1
    assert got["boundary_precision"] == pytest.approx(2 / 3)
    assert got["heading_recall"] == 0


def test_a_start_with_the_text_instead_of_the_title_is_near():
    ferry, bridge = perfect(TWO)
    got = measured(TWO, replace(ferry, title=None), bridge)
    assert got["boundary_f1"] == 0.5
    assert got["boundary_f1_near"] == 1


def test_paragraphs_run_together_cut_short_or_edited_are_known_again():
    ferry, bridge = perfect(TWO)
    assert measured(TWO, replace(ferry, body=(" ".join(ferry.body),)), bridge)["exact"] == 1
    half = FERRY[: len(FERRY) // 2]
    lost = measured(TWO, replace(ferry, body=(half, HERONS)), bridge)["text_lost"]
    whole = sum(map(len, (FERRY, HERONS, BRIDGE, BAKERS)))
    assert lost == pytest.approx((len(FERRY) - len(half.strip())) / whole, abs=0.005)
    edited = FERRY.replace("Monday", "Tuesday")
    assert measured(TWO, replace(ferry, body=(edited, HERONS)), bridge)["text_lost"] < 0.01


def test_an_article_that_the_capture_does_not_entitle_must_have_no_title():
    truth = make_truth(article(None, FERRY))
    [read] = perfect(truth)
    assert measured(truth, read)["no_titles"] == 1
    assert measured(truth, replace(read, title="Ferry returns"))["no_titles"] == 0


def test_copies_are_counted_in_pairs_by_article_or_by_the_occurrence_that_is_named():
    copy = make_truth(article("Ferry returns", FERRY, HERONS), name="copy.txt")
    reported = [*perfect(TWO), *perfect(copy)]
    assert evaluate([TWO, copy], reported).copies.recall == 1
    apart = [replace(one, article=number) for number, one in enumerate(reported)]
    assert evaluate([TWO, copy], apart).copies.recall == 0
    named = [*apart[:2], replace(apart[2], copy_of=("page.txt", 0))]
    assert evaluate([TWO, copy], named).copies.recall == 1
    mistaken = [*apart[:2], replace(apart[2], copy_of=("page.txt", 1))]
    assert evaluate([TWO, copy], mistaken).copies.precision == 0


def test_the_order_of_the_report_does_not_count():
    copy = make_truth(article("Ferry returns", FERRY, HERONS), name="copy.txt")
    reported = [*perfect(TWO), *perfect(copy)]
    assert figures(evaluate([TWO, copy], reported[::-1])) == figures(evaluate([TWO, copy], reported))


def test_captures_are_added_up_by_profile_source_and_noise():
    other = make_truth(article("Herons", HERONS), name="other.txt", profile="body", noise=["nbsp"])
    result = figures(evaluate([TWO, other], perfect(TWO)))
    assert result["groups"]["profile listing"]["exact"] == 1
    assert result["groups"]["profile body"]["exact"] == 0
    assert result["groups"]["noise nbsp"]["articles"] == 1
    assert result["groups"]["source valley"]["articles"] == 3


def test_reported_captures_that_are_not_in_the_truth_are_named():
    [stranger] = perfect(make_truth(article("Herons", HERONS), name="stranger.txt"))
    result = evaluate([TWO], [*perfect(TWO), stranger])
    assert result.strangers == ("stranger.txt",)
    assert result.whole.articles.of == 2


def many(count: int, wrong_ones: int, swallowed: int = 0) -> tuple[list[Labelled], list[Occurrence]]:
    """Captures of one article each, the first ``wrong_ones`` of them read wrong and the least sure; and captures of
    two, of which the second was swallowed by the first, which is the surest."""
    truth, reported = [], []
    for number in range(count):
        capture = make_truth(article(f"Title {number}", FERRY), name=f"{number:03}.txt")
        [read] = perfect(capture)
        title = None if number < wrong_ones else read.title
        truth.append(capture)
        reported.append(replace(read, title=title, confidence=0.5 + number / (2 * count)))
    for number in range(swallowed):
        capture = replace(TWO, name=f"two {number:03}.txt")
        ferry, bridge = perfect(capture)
        truth.append(capture)
        reported.append(replace(ferry, body=(*ferry.body, *bridge.body), confidence=0.999))
    return truth, reported


def test_the_least_sure_articles_hold_the_wrong_ones_that_they_hold():
    truth, reported = many(100, wrong_ones=30)
    found = queue(evaluate(truth, reported).scores, share=0.15)
    assert (found.articles, found.wrong, found.holds) == (15, 30, 0.5)


def test_a_swallowed_article_counts_as_wrong_and_is_not_held_by_the_queue():
    truth, reported = many(96, wrong_ones=6, swallowed=2)
    found = queue(evaluate(truth, reported).scores, share=0.15)
    assert found.wrong == 6 + 2 + 2
    assert found.swallowed == 2
    assert found.holds == found.leads_to == 0.6
    unsure = [replace(one, confidence=0.1) if len(one.body) > 2 else one for one in reported]
    found = queue(evaluate(truth, unsure).scores, share=0.15)
    assert (found.holds, found.leads_to) == (0.8, 1.0)


def test_confidence_is_compared_with_what_was_right_by_tenths():
    sure = [(0.95, True), (0.97, True), (1.0, False), (0.61, True), (0.69, False)]
    high, low = tenths(sure)[::-1]
    assert (high.least, high.articles, high.right) == (0.9, 3, pytest.approx(2 / 3))
    assert (low.least, low.articles, low.mean, low.right) == (0.6, 2, pytest.approx(0.65), 0.5)


def test_invented_articles_count_as_wrong_among_their_tenth():
    ferry, bridge = perfect(TWO)
    invented = replace(ferry, index=2, title=None, body=("Printed on grey paper.",), confidence=0.95)
    [tenth] = evaluate([TWO], [ferry, bridge, invented]).trust.tenths
    assert (tenth.articles, tenth.right) == (3, pytest.approx(2 / 3))


def test_a_report_without_confidence_is_not_judged_by_it():
    bare = [replace(one, confidence=None, needs_review=None) for one in perfect(TWO)]
    result = evaluate([TWO], bare)
    assert result.trust is None
    assert not any("Confidence" in line for line in text(result))


def test_the_text_shows_every_group_and_names_the_worst_captures():
    ferry, bridge = perfect(TWO)
    lines = "\n".join(text(evaluate([TWO], [replace(ferry, title="Fairy returns"), bridge])))
    assert "profile listing" in lines
    assert "page.txt (listing)" in lines
    assert "'Fairy returns' instead of 'Ferry returns'" in lines


def test_a_truth_with_line_numbers_is_completed_from_the_captures():
    lines = [
        "Suggested Articles",
        "Ferry returns",
        FERRY,
        "Costs",
        "• One coin",
        "Photo: Jon Tal",
        "Ilse is old.",
    ]
    table = {
        "captures": [
            {
                "file": "page.txt",
                "kind": "listing",
                "capture_date": None,
                "ticker": None,
                "boilerplate_lines": ["Suggested Articles"],
                "articles": [
                    {
                        "title": "Ferry returns",
                        "first_line_no": 2,
                        "sub_headings": ["Costs"],
                        "sub_heading_line_nos": [4],
                        "captions": [],
                        "image_credit": "Photo: Jon Tal",
                        "authors": ["Ilse"],
                        "author_bio_first_words": ["Ilse is"],
                        "published": None,
                        "duplicate_of": {"file": "older.txt", "index": 3},
                    }
                ],
            }
        ]
    }
    [capture] = labelled(table, {"page.txt": lines})
    [found] = capture.articles
    assert found.body == (FERRY, "One coin")
    assert found.bullets == ("One coin",)
    assert found.bio == ("Ilse is old.",)
    assert found.identity == "older.txt#3"
    assert capture.furniture == ("Suggested Articles",)


@pytest.mark.parametrize(
    "table", [[], {}, {"captures": [{}]}, {"captures": [{"file": "a", "articles": [1]}]}, None]
)
def test_what_is_no_truth_is_refused_in_words(table):
    with pytest.raises(TruthError, match="no truth"):
        labelled(table, {})


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
