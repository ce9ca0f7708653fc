"""The sitemap and the robots file: live addresses alone, and nothing before the operator says so."""

import re

import pytest

from articles import publishing
from articles.models import Topic
from articles.public import sitemaps
from tests.make import change, make_article, make_author, make_edition
from tests.paper.test_feed import make_raw_edition

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


def places_of(client, address: str = "/sitemap.xml") -> list[str]:
    return re.findall(r"<loc>([^<]*)</loc>", client.get(address).content.decode())


def test_the_sitemap_has_every_live_address_and_no_other(client) -> None:
    edition = make_edition(slug="old", authors=["Ilse Maren"], topics=["rivers"])
    change(edition.article, slug="new")
    publishing.publish(edition.article, kind="update", note="A better address.")
    make_article(slug="working-copy", topics=["unused"])
    make_author("Nobody Yet")

    paths = ["/", "/latest/", "/about/", "/topics/rivers/", "/authors/ilse-maren/", "/articles/new/"]
    assert places_of(client) == [f"{SITE}{path}" for path in paths]
    for address in places_of(client):
        assert client.get(address.removeprefix(SITE)).status_code == 200


def test_the_last_change_of_a_piece_has_a_zone(client) -> None:
    make_edition()

    (changed,) = re.findall(r"<lastmod>([^<]*)</lastmod>", client.get("/sitemap.xml").content.decode())

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00", changed)


def test_an_archive_that_fills_more_than_one_file_is_told_in_parts(client, monkeypatch) -> None:
    monkeypatch.setattr(sitemaps, "ARTICLES", 2)
    for number in range(5):
        make_edition(title=f"Piece {number}", slug=f"piece-{number}", topics=["rivers"])

    parts = places_of(client)
    told = [place for part in parts for place in places_of(client, part.removeprefix(SITE))]

    assert parts == [f"{SITE}/sitemap-{number}.xml" for number in range(4)]
    articles = [f"{SITE}/articles/piece-{number}/" for number in (4, 3, 2, 1, 0)]
    assert told == [f"{SITE}/", f"{SITE}/latest/", f"{SITE}/about/", f"{SITE}/topics/rivers/", *articles]


@pytest.mark.parametrize("number", ["4", "50001", "9" * 30, "-1"])
def test_a_part_that_there_is_not_is_a_404(client, number: str) -> None:
    make_edition()

    assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_a_piece_without_a_usable_address_is_left_out_and_the_rest_is_served(client, caplog) -> None:
    make_edition(slug="sound")
    make_raw_edition(make_article(), slug="no address at all")

    assert [place for place in places_of(client) if "/articles/" in place] == [f"{SITE}/articles/sound/"]
    assert "left out of the sitemap" in caplog.text


def test_addresses_in_other_scripts_are_escaped(client) -> None:
    topic = Topic.objects.create(name="Сарн")
    make_edition(topics=[topic])

    assert f"{SITE}/topics/%D1%81%D0%B0%D1%80%D0%BD/" in places_of(client)


def test_everything_is_closed_to_robots_until_the_site_is_live(client, settings) -> None:
    closed = client.get("/robots.txt").content.decode()
    settings.NEWSROOM_LIVE = True
    live = client.get("/robots.txt").content.decode()

    assert closed.split("\n")[:2] == ["User-agent: *", "Disallow: /"]
    assert "Disallow: /admin/\n" in live
    assert "Disallow: /\n" not in live
    assert f"Sitemap: {SITE}/sitemap.xml" in live
