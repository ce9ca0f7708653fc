"""A public page is the same for everyone, may be kept a moment, and is not sent again unchanged."""

import pytest
from django.utils.http import http_date

from articles import publishing
from tests.make import change, make_edition

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/", "/latest/", "/about/", "/topics/rivers/", "/authors/ilse-maren/", "/articles/ferry/",
    "/feed.atom", "/sitemap.xml", "/robots.txt",
]  # fmt: skip


@pytest.fixture
def edition():
    return make_edition(slug="ferry", authors=["Ilse Maren"], topics=["rivers"])


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.usefixtures("edition")
def test_a_page_may_be_kept_by_any_cache_for_a_moment(client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "public, max-age=30"
    assert "Vary" not in response.headers
    assert not response.cookies


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.usefixtures("edition")
def test_an_unchanged_page_is_not_sent_again(client, address: str) -> None:
    tag = client.get(address).headers["ETag"]

    again = client.get(address, headers={"if-none-match": tag})

    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == tag
    assert again.headers["Cache-Control"] == "public, max-age=30"


@pytest.mark.parametrize("address", ADDRESSES[:1] + ADDRESSES[3:8])
def test_a_changed_page_is_sent_again(client, edition, address: str) -> None:
    tag = client.get(address).headers["ETag"]
    change(edition.article, title="Ferry stops", body="<p>It stops.</p>")
    publishing.publish(edition.article, kind="update", note="It stopped.")

    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_an_article_says_when_it_was_last_changed(client, edition) -> None:
    changed = client.get("/articles/ferry/").headers["Last-Modified"]

    assert changed == http_date(edition.published_at.timestamp())


@pytest.mark.parametrize("address", ["/articles/ferry/", "/feed.atom"])
def test_invariant_1_who_asks_by_date_alone_does_not_keep_what_was_withdrawn(
    client, edition, address
) -> None:
    other = make_edition(title="Whatgoes", topics=["rivers"], authors=["Ilse Maren"])
    before = client.get(address)
    publishing.withdraw(other.article, note="It named a child.")

    after = client.get(address, headers={"if-modified-since": before.headers["Last-Modified"]})

    assert "Whatgoes" in before.content.decode()
    assert after.status_code == 200
    assert "Whatgoes" not in after.content.decode()


@pytest.mark.usefixtures("edition")
def test_an_editor_who_is_logged_in_gets_the_page_that_everyone_gets(client, admin_client) -> None:
    assert admin_client.get("/articles/ferry/").content == client.get("/articles/ferry/").content


@pytest.mark.usefixtures("edition")
def test_a_host_name_that_the_sender_made_up_enters_no_page(client, settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    for address in ADDRESSES:
        page = client.get(address, headers={"host": "evil.example", "x-forwarded-host": "evil.example"})
        assert "evil.example" not in page.content.decode()


@pytest.mark.usefixtures("edition")
def test_without_a_configured_origin_addresses_are_those_of_the_request(client, settings) -> None:
    settings.SITE_URL = ""

    assert (
        'rel="canonical" href="http://testserver/articles/ferry/"'
        in client.get("/articles/ferry/").content.decode()
    )
