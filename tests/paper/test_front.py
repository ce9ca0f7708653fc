"""The front page: what leads, what follows, and what a reader finds when there is nothing yet."""

import pytest

from articles import publishing
from articles.models import Edition, Picture, Topic
from tests.make import change, make_article, make_edition
from tests.paper.pictures import make_picture
from tests.paper.reading import text_of, titles_of

pytestmark = pytest.mark.django_db


def test_an_empty_paper_says_so_to_its_readers(client) -> None:
    make_article()

    response = client.get("/")

    assert response.status_code == 200
    assert "Nothing is published yet" in text_of(response)


def test_the_newest_piece_with_a_picture_leads(client) -> None:
    make_edition(title="Older, no picture")
    make_edition(title="With a picture", picture=make_picture())
    make_edition(title="Newest, no picture")

    assert titles_of(client.get("/"))[0] == "With a picture"


def test_the_newest_piece_leads_where_none_has_a_picture(client) -> None:
    make_edition(title="Older", picture=Picture.objects.create(credit="J. Okafor"))
    make_edition(title="Newer")

    assert titles_of(client.get("/")) == ["Newer", "Older"]


def test_a_picture_far_back_does_not_bring_old_news_to_the_top(client) -> None:
    make_edition(title="Long ago", picture=make_picture())
    for number in range(6):
        make_edition(title=f"News {number}")

    assert titles_of(client.get("/"))[0] == "News 5"


def test_each_piece_stands_on_the_front_page_once(client) -> None:
    for number in range(9):
        make_edition(title=f"Piece {number}")

    titles = titles_of(client.get("/"))

    assert sorted(titles) == [f"Piece {number}" for number in range(9)]


def test_only_the_leading_picture_is_fetched_at_once(client) -> None:
    for number in range(8):
        make_edition(title=f"Piece {number}", picture=make_picture(f"{number}.jpg"))

    page = client.get("/").content.decode()

    assert page.count('fetchpriority="high"') == 1
    assert page.count('loading="lazy"') == page.count("<img ") - 1 > 0
    assert page.count('width="1200" height="800"') == page.count("<img ")


def test_a_correction_does_not_bring_a_piece_to_the_top(client) -> None:
    old = make_edition(title="Old").article
    make_edition(title="New")
    change(old, body="<p>The ferry runs again on Mondays.</p>")
    publishing.publish(old, kind=Edition.Kind.CORRECTION, note="The day was missing.")

    assert titles_of(client.get("/")) == ["New", "Old"]


def test_what_was_retracted_is_not_on_the_front_page(client) -> None:
    article = make_edition(title="A mine").article
    change(article, body="<p>There is none.</p>")
    publishing.publish(article, kind=Edition.Kind.RETRACTION, note="There is no mine.")
    make_edition(title="A ferry")

    assert titles_of(client.get("/")) == ["A ferry"]


def test_the_masthead_leads_to_the_sections_and_places_in_use(client) -> None:
    politics = Topic.objects.named("Politics", Topic.Kind.SECTION)
    orrin = Topic.objects.named("Orrin", Topic.Kind.PLACE)
    unused = Topic.objects.named("Sport", Topic.Kind.SECTION)
    make_edition(topics=[politics, orrin, "press freedom"])
    make_article(topics=[unused])

    masthead, _, _ = client.get("/about/").content.decode().partition("</header>")

    assert masthead.index(politics.get_absolute_url()) < masthead.index(orrin.get_absolute_url())
    assert unused.get_absolute_url() not in masthead
    assert "press" not in masthead


def test_every_page_bears_the_name_of_the_paper(client, settings) -> None:
    settings.NEWSROOM_NAME = "The Sarn & Orrin Post"

    for address in ("/", "/latest/", "/about/", "/nowhere/"):
        assert "The Sarn & Orrin Post" in text_of(client.get(address))
