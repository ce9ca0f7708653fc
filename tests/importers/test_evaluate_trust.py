"""What confidence is worth is measured: by tenths, and by what an editor's queue of the least sure holds."""

from dataclasses import replace

import pytest

from importers.evaluate import Labelled, Occurrence, evaluate, text
from importers.evaluate.trust import queue, tenths
from tests.importers.labels import TWO, article, make_truth, perfect
from tests.importers.pages import FERRY


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
