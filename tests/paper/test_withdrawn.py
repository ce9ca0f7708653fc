"""Withdrawn means gone: from its address, which says so, and from everywhere else without a word."""

import pytest

from articles import publishing
from articles.models import Edition
from tests.make import change, make_author, make_edition
from tests.paper.reading import text_of

pytestmark = pytest.mark.django_db

SURFACES = ("/", "/latest/", "/feed.atom", "/sitemap.xml", "/topics/rivers/", "/authors/ilse-maren/")


def withdrawn(**what_matters: object) -> Edition:
    article = make_edition(**what_matters).article
    return publishing.withdraw(article, note="It named a child.")


def test_the_address_of_a_withdrawn_piece_says_why_it_is_gone(client) -> None:
    edition = withdrawn(title="A quarrel", body="<p>The quarrel began early.</p>")

    response = client.get(edition.get_absolute_url())

    assert response.status_code == 410
    page = text_of(response)
    assert "It named a child." in page
    assert "A quarrel" in page
    assert "began early" not in page


def test_the_page_of_a_withdrawn_piece_is_kept_by_no_one_for_long(client) -> None:
    response = client.get(withdrawn().get_absolute_url())

    assert response.headers["Cache-Control"] == "public, max-age=30"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert 'rel="canonical"' not in response.content.decode()


def test_invariant_1_a_withdrawn_piece_is_gone_from_every_surface(client) -> None:
    shared = {"authors": ["Ilse Maren"], "topics": ["rivers"]}
    other = make_edition(title="What stays", **shared)
    edition = withdrawn(title="Whatgoes", body="<p>Canary words.</p>", standfirst="Canary too.", **shared)

    for address in (*SURFACES, other.get_absolute_url()):
        response = client.get(address)
        assert response.status_code == 200
        page = response.content.decode()
        assert "What stays" in page or address == "/sitemap.xml"
        for trace in ("Whatgoes", "Canary", edition.slug):
            assert trace not in page, address


def test_topics_and_authors_of_withdrawn_pieces_alone_are_not_known_to_exist(client) -> None:
    author = make_author("Ilse Maren")
    edition = make_edition(authors=["Ilse Maren"], topics=["rivers"])
    topic = edition.topics.get()
    publishing.withdraw(edition.article, note="It named a child.")

    for known in (author, topic):
        assert client.get(known.get_absolute_url()).status_code == 404
        assert known.get_absolute_url() not in client.get("/sitemap.xml").content.decode()


def test_an_earlier_address_of_a_withdrawn_piece_is_gone_too(client) -> None:
    article = make_edition(slug="first-address").article
    change(article, slug="second-address")
    publishing.publish(article, kind="update", note="A better address.")
    publishing.withdraw(article, note="It named a child.")

    for slug in ("first-address", "second-address"):
        assert client.get(f"/articles/{slug}/").status_code == 410


def test_a_piece_that_returns_is_readable_again(client) -> None:
    edition = withdrawn()
    publishing.publish(edition.article, kind="update", note="The name is left out.")

    assert client.get(edition.get_absolute_url()).status_code == 200
