"""Addresses outlive a change of headline, hold letters of any script, and betray nothing that is not public yet."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles import publishing
from articles.models import Edition
from tests.make import change, make_article, make_edition
from tests.paper.reading import text_of

pytestmark = pytest.mark.django_db


def moved(edition: Edition, slug: str) -> Edition:
    change(edition.article, slug=slug)
    return publishing.publish(edition.article, kind="update", note="A better address.")


def test_an_old_address_leads_to_the_present_one_in_one_step(client) -> None:
    edition = make_edition(slug="first")
    moved(edition, "second")
    moved(edition, "third")

    for slug in ("first", "second"):
        response = client.get(f"/articles/{slug}/")
        assert response.status_code == 301
        assert response.headers["Location"] == "/articles/third/"
        assert response.headers["Cache-Control"] == "public, max-age=30"


def test_an_address_belongs_to_the_piece_that_stands_there_now(client) -> None:
    moved(make_edition(slug="ferry", title="The old ferry"), "old-ferry")
    make_edition(slug="ferry", title="The new ferry")

    response = client.get("/articles/ferry/")

    assert response.status_code == 200
    assert "The new ferry" in response.content.decode()


@pytest.mark.parametrize("title", ["نهر سارن يعود", "Сарн мелководен", "渡し船が戻る"])
def test_a_headline_in_any_script_has_an_address(client, title: str) -> None:
    edition = make_edition(title=title)

    assert client.get(edition.get_absolute_url()).status_code == 200


def test_what_is_scheduled_is_not_known_to_exist(client) -> None:
    article = make_article(topics=["rivers"])
    publishing.publish(article, at=timezone.now() + timedelta(hours=1))

    assert client.get(article.get_absolute_url()).status_code == 404
    assert client.get("/topics/rivers/").status_code == 404
    for address in ("/", "/latest/", "/feed.atom", "/sitemap.xml"):
        assert article.slug not in client.get(address).content.decode()


def test_a_scheduled_change_of_address_is_not_known_before_its_time(client) -> None:
    edition = make_edition(slug="first")
    change(edition.article, slug="second")
    publishing.publish(edition.article, kind="update", note="Moved.", at=timezone.now() + timedelta(hours=1))

    assert client.get("/articles/first/").status_code == 200
    assert client.get("/articles/second/").status_code == 404


def test_what_was_withdrawn_before_it_appeared_was_never_there(client) -> None:
    article = make_article(title="Secret plan")
    publishing.publish(article, at=timezone.now() + timedelta(hours=1))
    publishing.withdraw(article, note="Not to be published.")

    assert client.get(article.get_absolute_url()).status_code == 404
    assert str(article.uid) not in client.get("/feed.atom").content.decode()


def test_what_was_called_off_and_published_after_all_appears_for_the_first_time(client) -> None:
    article = make_article()
    publishing.publish(article, at=timezone.now() + timedelta(days=3))
    publishing.withdraw(article, note="Not to be told.")
    edition = publishing.publish(article, kind="update", note="It is ready now.")

    page = text_of(client.get(edition.get_absolute_url()))

    assert edition.first_published_here == edition.published_at
    assert "It is ready now." in page
    assert "Not to be told." not in page


def test_an_address_that_was_scheduled_and_called_off_was_never_there(client) -> None:
    edition = make_edition(slug="first")
    change(edition.article, slug="second")
    publishing.publish(edition.article, kind="update", note="Moved.", at=timezone.now() + timedelta(hours=1))
    publishing.withdraw(edition.article, note="It named a child.")

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert client.get("/articles/first/").status_code == 410
        assert client.get("/articles/second/").status_code == 404


UNKNOWN = [
    "/articles/none/",
    "/articles/a.b/",
    "/articles/%00/",
    f"/articles/{'a' * 300}/",
    "/topics/none/",
    "/authors/none/",
]


@pytest.mark.parametrize("address", UNKNOWN)
def test_an_unknown_address_is_a_404(client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_paper_is_read_and_not_written_to(client, method: str) -> None:
    assert getattr(client, method)("/").status_code == 405
