"""What sort of page it is, told by its furniture before any headline is looked for."""

import pytest

from importers.kinds import page_format
from importers.segments import Kind
from tests.importers.pages import LONG, segments_of, ticker

HEAD = [*ticker("SRN/USD = 0.5 0%"), "27 March 2025"]
HEADLINE = "Ferry Returns to the Lower Sarn After Eleven Weeks"
BOX = ["Jane Roe", "Jane Roe", "Jane Roe writes.", "View more articles fromJane Roe"]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ([*HEAD, "19 February 2025", HEADLINE, LONG], Kind.ARTICLE),
        ([*HEAD, HEADLINE, LONG, "Suggested Articles", "Sidebar"], Kind.ARTICLE),
        ([HEADLINE, LONG, "Suggested Articles"], Kind.ARTICLE),
        ([*HEAD, HEADLINE, LONG], Kind.LISTING),
        (["Viewing results 1 - 6 of 9", HEADLINE, LONG], Kind.LISTING),
        ([HEADLINE, LONG, "Continue reading", HEADLINE, LONG], Kind.LISTING),
        ([HEADLINE, LONG, *BOX, HEADLINE, LONG, *BOX], Kind.LISTING),
        ([LONG, LONG], Kind.BODY),
        (["- An item", LONG], Kind.BODY),
        ([HEADLINE, LONG], None),
        ([*HEAD, "19 February 2025", "Viewing results 1 - 6 of 9", HEADLINE, LONG], None),
        ([""], None),
    ],
)
def test_a_page_is_of_the_kind_whose_furniture_it_has(lines, kind):
    shape = page_format(segments_of(*lines))
    assert shape.kind is kind
    assert shape.evidence


@pytest.mark.parametrize(
    ("line", "expected"),
    [("Viewing results 7 - 12 of 90", 6), ("Viewing results 9 - 2 of 1", None), ("Text", None)],
)
def test_pagination_tells_how_many_articles_to_expect(line, expected):
    assert page_format(segments_of(*HEAD, line, HEADLINE, LONG)).expected == expected
