"""What the weights are fitted on, beside the labelled captures themselves."""

from hypothesis import given
from hypothesis import strategies as st

from importers.outline.fit_manners import restyle
from importers.outline.fit_truth import HEADING, PLAIN, TITLE, Labelled, labels
from importers.read import read
from importers.segments import Kind, Role
from tests.importers.captures import headline, prose
from tests.importers.pages import make_page

ARTICLES = [
    {"title": headline(number), "body": prose(number), "headings": ["What the Harbour Board Said"]}
    for number in (1, 2, 3)
]


def labelled() -> Labelled:
    lines = ["18 May 2026"]
    for article in ARTICLES:
        first, *others = article["body"]
        lines += ["", article["title"], "", first, "", *article["headings"]]
        lines += [line for text in others for line in ("", text)]
    segments = read(make_page(*lines))
    return Labelled("courier", "page.txt", segments, Kind.LISTING, labels(segments, ARTICLES))


def printed(page: Labelled, label: int) -> list[str]:
    return [one.text for one in page.segments if page.labels.get(one.first) == label]


@given(st.integers(0, 10_000))
def test_a_page_in_another_manner_holds_the_same_articles_and_says_where_they_begin(seed: int) -> None:
    page = labelled()
    (other,) = restyle([page], seed)
    assert other.kind is Kind.LISTING
    assert other.source == page.source
    assert len(printed(other, TITLE)) == len(ARTICLES)
    assert len(printed(other, HEADING)) <= len(printed(page, HEADING)) == len(ARTICLES)
    known = {word.strip(".,").lower() for text in (*printed(page, TITLE),) for word in text.split()}
    assert all(word.strip(".,").lower() in known for text in printed(other, TITLE) for word in text.split())
    undecided = {one.first for one in other.segments if one.role is Role.UNKNOWN}
    assert undecided == other.labels.keys()
    assert set(other.labels.values()) <= {TITLE, HEADING, PLAIN}


def test_the_same_seed_draws_the_same_manner_and_others_draw_others() -> None:
    def texts(seed: int) -> list[str]:
        return [one.text for page in restyle([labelled()], seed) for one in page.segments]

    assert texts(1) == texts(1)
    assert len({tuple(texts(seed)) for seed in range(12)}) > 6


def test_a_page_of_one_article_is_not_printed_anew() -> None:
    segments = read(make_page("18 May 2026", "", headline(1), "", *prose(1)))
    page = Labelled("courier", "page.txt", segments, Kind.LISTING, labels(segments, ARTICLES[:1]))
    assert list(restyle([page], 1)) == []
