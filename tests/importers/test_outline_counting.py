"""How many articles listings mostly hold is told by the archive, and is evidence for each of them, not law."""

import pytest

from importers.infer import infer
from importers.outline import Usual, count_articles, count_words, outline, usual_count
from importers.outline.counting import MOST, counts, solve_again
from importers.outline.programme import solve
from importers.read import read
from importers.segments import Kind
from importers.survey import look_over
from tests.importers.pages import BAKERS, BRIDGE, FERRY, HERONS, make_page, segments_of

# Three short lines, each of which may open an article that goes on to the next or to the end.
SPANS = {
    (0, 1): 0.0, (0, 2): -9.0, (0, 3): -9.0, (0, 4): -9.0,
    (1, 2): 0.0, (1, 3): 0.0, (1, 4): -9.0,
    (2, 3): 0.0, (2, 4): 0.5,
    (3, 4): 0.0,
}  # fmt: skip
END = 4


def sure(number: int) -> list[float]:
    return [float(number == one) for one in range(MOST + 1)]


def path(spans: dict[tuple[int, int], float], usual: Usual) -> list[tuple[int, int]]:
    return solve_again(spans, solve(spans, END), END, False, usual).path


def test_numbers_have_probabilities_that_add_up() -> None:
    found = counts(SPANS, solve(SPANS, END), END, False)
    assert sum(found) == pytest.approx(1)
    assert found[2] > found[3] > found[1] > found[0]


def test_text_above_the_first_headline_counts_as_an_article() -> None:
    solution = solve(SPANS, END)
    assert counts(SPANS, solution, END, True)[1:] == pytest.approx(counts(SPANS, solution, END, False)[:-1])


def test_a_page_that_could_hold_three_as_well_as_two_holds_what_is_usual() -> None:
    assert len(solve(SPANS, END).path) == 3  # nothing above the first headline, and two articles
    assert path(SPANS, Usual(3, 0.9)) == [(0, 1), (1, 2), (2, 3), (3, 4)]
    assert path(SPANS, Usual(2, 0.9)) in ([(0, 1), (1, 2), (2, 4)], [(0, 1), (1, 3), (3, 4)])


def test_what_is_plain_stands_against_what_is_usual() -> None:
    plain = SPANS | {(1, 4): 20.0}
    assert path(plain, Usual(3, 0.9)) == [(0, 1), (1, 4)]


def test_the_probabilities_of_openings_know_what_is_usual() -> None:
    before = solve(SPANS, END)
    after = solve_again(SPANS, before, END, False, Usual(3, 0.9))
    assert after.opens[3] > before.opens[3]
    assert set(after.spans) == set(before.spans)
    assert sum(value for (_, stop), value in after.spans.items() if stop == END) == pytest.approx(1)


def test_the_number_that_most_pages_hold_is_the_usual_one() -> None:
    found = usual_count([sure(6)] * 9 + [sure(4)])
    assert found is not None
    assert found.articles == 6
    assert 0.7 < found.share < 0.9


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param([sure(6)] * 7, id="so few pages may agree by chance"),
        pytest.param([sure(number) for number in range(1, 11)], id="every page holds another number"),
        pytest.param([sure(6)] * 5 + [sure(3)] * 5, id="half of them hold another"),
        pytest.param([sure(0)] * 9, id="all of them are empty"),
        pytest.param([], id="no listing"),
    ],
)
def test_otherwise_no_number_is_usual(pages: list[list[float]]) -> None:
    assert usual_count(pages) is None


def test_many_listings_without_an_article_are_read_and_make_none_the_usual_number() -> None:
    pages = [make_page(f"{day} May 2026", "", "No posts were found") for day in range(11, 20)]
    survey = look_over(pages)
    assert survey.usual is None
    assert not any(extract.title for page in pages for extract in infer(page, read(page), survey).extracts)


def test_that_no_article_is_usual_may_be_told_all_the_same() -> None:
    page = segments_of("11 May 2026", "", "No posts were found")
    assert outline(page, Kind.LISTING, usual=Usual(0, 0.9)).openings == ()


def test_the_number_that_is_likeliest_is_the_number_found() -> None:
    page = segments_of(
        "27 March 2025",
        *("", "Ferry Returns to the Lower Sarn After Eleven Weeks", "", FERRY, "", BRIDGE),
        *("", "Schoolchildren of Riverside Count Four Hundred Herons", "", HERONS, "", BAKERS),
    )
    words = count_words(segment.text for segment in page)
    found = count_articles(page, Kind.LISTING, words)
    assert found.index(max(found)) == len(outline(page, Kind.LISTING, words).openings)
    assert count_articles(segments_of("27 March 2025", "", FERRY), Kind.LISTING, words) == []


def test_a_survey_does_not_depend_on_the_order_of_the_pages() -> None:
    pages = [
        make_page("27 March 2025", "", f"Ferry Number {n} Returns to the Lower Sarn", "", FERRY, "", BRIDGE)
        for n in range(30)
    ]
    one, other = look_over(pages), look_over(pages[::-1])
    assert one.usual == other.usual is not None
    assert one.proved == other.proved
