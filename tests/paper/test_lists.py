"""Lists count honestly, turn their pages, and end where they end."""

import re

import pytest
import time_machine

from articles import publishing
from articles.models import Topic
from articles.public import views
from tests.make import make_article, make_author, make_edition
from tests.paper.reading import text_of, titles_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def _six_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PER_PAGE", 6)


def publish_pieces(count: int) -> None:
    make_author("Ilse Maren")
    for number in range(count):
        make_edition(title=f"Piece {number}", authors=["Ilse Maren"], topics=["rivers"])


LISTS = ["/latest/", "/topics/rivers/", "/authors/ilse-maren/"]


@pytest.mark.usefixtures("_six_a_page")
@pytest.mark.parametrize("address", LISTS)
def test_the_pages_of_a_list_hold_each_piece_once_and_say_which(client, address: str) -> None:
    publish_pieces(14)

    pages = [client.get(address, {"page": number} if number > 1 else {}) for number in (1, 2, 3)]

    shown = [title for page in pages for title in titles_of(page)]
    assert shown == [f"Piece {number}" for number in range(13, -1, -1)]
    for page, words in zip(
        pages, ["Showing 1–6 of 14", "Showing 7–12 of 14", "Showing 13–14 of 14"], strict=True
    ):
        assert words in text_of(page)


@pytest.mark.usefixtures("_six_a_page")
@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    "asked", ["0", "-1", "4", "abc", "", "1.5", "٢", "2%00", "99999999999999999999", " 2"]
)
def test_a_page_that_there_is_not_is_a_404(client, address: str, asked: str) -> None:
    publish_pieces(14)

    assert client.get(f"{address}?page={asked}").status_code == 404


@pytest.mark.usefixtures("_six_a_page")
def test_pages_name_their_neighbours_and_their_own_address(client) -> None:
    publish_pieces(14)

    first, second, third = (client.get(f"/latest/?page={number}").content.decode() for number in (1, 2, 3))

    def ways(page: str) -> dict[str, str]:
        return dict(re.findall(r'<link rel="(prev|next|canonical)" href="([^"]*)">', page))

    site = "http://127.0.0.1:8000"
    assert ways(first) == {"canonical": f"{site}/latest/", "next": "/latest/?page=2"}
    assert ways(second) == {
        "canonical": f"{site}/latest/?page=2",
        "prev": "/latest/",
        "next": "/latest/?page=3",
    }
    assert ways(third) == {"canonical": f"{site}/latest/?page=3", "prev": "/latest/?page=2"}


def test_an_empty_list_of_all_pieces_says_so(client) -> None:
    response = client.get("/latest/")

    assert response.status_code == 200
    assert "Nothing is published yet." in text_of(response)


def test_one_piece_is_counted_in_words(client) -> None:
    publish_pieces(1)

    assert "One article" in text_of(client.get("/latest/"))


def test_all_pieces_are_listed_under_the_day_on_which_they_appeared_here(client) -> None:
    with time_machine.travel("2026-03-01 10:00Z"):
        make_edition(title="Earlier")
    with time_machine.travel("2026-03-02 10:00Z"):
        make_edition(title="Later")
        make_edition(title="Latest")

    page = text_of(client.get("/latest/"))

    places = [
        page.index(words)
        for words in ("Here since 2 March 2026", "Later", "Here since 1 March 2026", "Earlier")
    ]
    assert places == sorted(places)
    assert page.count("Here since 2 March 2026") == 1


def test_a_topic_shows_its_kind_its_description_and_its_pieces_alone(client) -> None:
    orrin = Topic.objects.create(name="Orrin", kind=Topic.Kind.PLACE, description="The capital.")
    make_edition(title="In Orrin", topics=[orrin])
    make_edition(title="Elsewhere")

    response = client.get(orrin.get_absolute_url())

    assert "Place Orrin The capital." in text_of(response)
    assert titles_of(response) == ["In Orrin"]


FILED = [
    ("a section before any place", ["Orrin", "Velm", "Politics"], "Velm votes", "Politics"),
    ("the place that the headline names first", ["Orrin", "Sarn", "Velm"], "Velm’s coal for Sarn", "Velm"),
    ("the first place where the headline names none", ["Velm", "Orrin"], "A bridge", "Orrin"),
    ("the type where there is neither", ["rivers"], "A bridge", "News"),
]


@pytest.mark.parametrize(("what", "names", "title", "over"), FILED, ids=[row[0] for row in FILED])
def test_over_a_headline_stands(client, what: str, names: list[str], title: str, over: str) -> None:
    kinds = {"Politics": Topic.Kind.SECTION, "rivers": Topic.Kind.SUBJECT}
    topics = [Topic.objects.named(name, kinds.get(name, Topic.Kind.PLACE)) for name in names]
    edition = make_edition(title=title, topics=topics)

    for address in ("/latest/", edition.get_absolute_url()):
        assert f"{over} {title}" in text_of(client.get(address))


def test_a_topic_of_working_copies_alone_is_not_known_to_exist(client) -> None:
    make_article(topics=["rivers"])

    assert client.get("/topics/rivers/").status_code == 404


def test_a_topic_that_an_editor_takes_off_stays_until_the_piece_is_published_again(client) -> None:
    edition = make_edition(topics=["rivers"])
    edition.article.topics.clear()

    assert client.get("/topics/rivers/").status_code == 200


def test_a_person_is_shown_with_the_names_they_were_printed_under(client) -> None:
    author = make_author("Ilse Maren", bio="Writes about rivers.\n\nKeeps a boat.")
    make_edition(authors=["Ilse Maren"])
    article = make_article()
    article.set_bylines([(author, "I. Maren")])

    before = text_of(client.get(author.get_absolute_url()))
    publishing.publish(article)
    after = text_of(client.get(author.get_absolute_url()))

    assert "IM Ilse Maren Writes about rivers. Keeps a boat." in before
    assert "IM Ilse Maren Also printed as I. Maren Writes about rivers." in after


def test_an_author_without_a_published_piece_is_not_known_to_exist(client) -> None:
    make_article(authors=["Ilse Maren"])

    assert client.get("/authors/ilse-maren/").status_code == 404
