"""The weights stand in the order of the figures that they weigh, whatever the page."""

import pytest

from importers.outline.cohesion import Cohesion
from importers.outline.scoring import line_figures
from importers.outline.sheet import lay_out
from importers.outline.weights import fitted
from importers.outline.words import count_words
from importers.segments import Kind
from tests.importers.pages import segments_of

TEXT = (
    "Ferry Runs Again After the Flood of the Year",
    "",
    "The ferry across the river ran again on Monday, and the ferrymen sang until the evening came. " * 3,
    "",
    "What Comes Next",
    "",
    "The harbour will be dredged before the winter, the mayor said, and the ferry gets another engine. " * 3,
)


@pytest.mark.parametrize("kind", [Kind.ARTICLE, Kind.LISTING, None])
def test_figures_of_a_line_come_in_the_order_of_the_weights(kind) -> None:
    segments = segments_of(*TEXT)
    sheet = lay_out(segments, kind)
    cohesion = Cohesion(sheet, count_words(segment.text for segment in segments))
    found = list(line_figures(sheet, cohesion))
    assert len(found) == 2
    for parts in found:
        assert [name for part in parts for name in part] == list(fitted().title)


def test_title_and_sub_heading_weights_are_of_the_same_figures() -> None:
    weights = fitted()
    assert weights.title.keys() == weights.heading.keys() == weights.plain.keys()
