"""What a reader meets where there is nothing to read."""

import pytest
from django.template import Context, engines
from django.test import Client

from tests.paper.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/nowhere/", "/articles/none/", "/latest/?page=7"])
def test_a_missing_page_is_a_page_with_a_way_back(client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert "There is nothing at this address" in text_of(response)
    assert 'href="/latest/"' in response.content.decode()
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert response.headers["Cache-Control"] == "public, max-age=30"


def test_a_missing_piece_is_the_papers_own_page_even_while_debugging(client, settings) -> None:
    settings.DEBUG = True

    assert "There is nothing at this address" in text_of(client.get("/articles/none/"))


def test_what_was_asked_for_is_not_repeated(client) -> None:
    assert "alert" not in client.get("/articles/%3Cscript%3Ealert(1)%3C/script%3E/").content.decode()


def test_a_page_of_the_paper_that_breaks_says_so_without_help(monkeypatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("the database is on fire")

    monkeypatch.setattr("articles.public.views.listing", broken)

    response = Client(raise_request_exception=False).get("/latest/")

    assert response.status_code == 500
    assert "Something went wrong here" in text_of(response)
    assert "on fire" not in response.content.decode()


def test_the_page_for_errors_needs_nothing_that_may_be_broken() -> None:
    source = engines["django"].get_template("500.html").template.source

    assert "{" not in source
    assert "src=" not in source
    assert "<link" not in source


def test_a_page_that_is_not_open_says_so() -> None:
    page = engines["django"].get_template("403.html").template.render(Context())

    assert "This page is not open to you" in page
