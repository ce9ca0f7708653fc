"""An import is measured against the truth: each figure moves with what it is named for, and with nothing else."""

from dataclasses import replace

import pytest

from importers.evaluate import Labelled, Occurrence, TruthError, evaluate, figures, labelled, text
from tests.importers.labels import TWO, article, make_truth, perfect
from tests.importers.pages import BAKERS, BRIDGE, FERRY, HERONS

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
