"""The Atom feed: full text, one identity for each piece, and no row that can break it."""

from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition
from articles.public import feeds
from tests.make import change, make_article, make_author, make_edition
from tests.paper.pictures import make_picture

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONES = "{http://purl.org/atompub/tombstones/1.0}"


def feed_of(client) -> ElementTree.Element:
    response = client.get("/feed.atom")
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)  # noqa: S314 - the feed is our own


def entries_of(client) -> list[ElementTree.Element]:
    return feed_of(client).findall(f"{ATOM}entry")


def words(entry: ElementTree.Element, name: str) -> str:
    return entry.findtext(f"{ATOM}{name}") or ""


def make_raw_edition(article: Article, **fields: Any) -> Edition:
    """An edition as no editor could make it: straight into the table."""
    now = timezone.now()
    whole = {
        "kind": "first",
        "published_at": now,
        "first_published_here": now,
        "slug": article.slug,
        "title": "Raw",
        "html": "<p>Raw words.</p>",
        "type": "news",
        "rights": "own",
    }
    revision = article.revisions.get()
    return Edition.objects.create(
        article=article, revision=revision, number=1, uid=article.uid, **(whole | fields)
    )


def test_an_empty_feed_is_a_feed(client) -> None:
    feed = feed_of(client)

    assert feed.findtext(f"{ATOM}title")
    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"
    assert not feed.findall(f"{ATOM}entry")


def test_an_entry_has_the_whole_piece(client) -> None:
    edition = make_edition(
        title="Salt & silk",
        standfirst="How the valley trades.",
        body="<p>First.</p><ul><li>Second &amp; third</li></ul>",
        authors=["Ilse Maren"],
        topics=["trade"],
        language="en",
    )

    (entry,) = entries_of(client)

    address = f"http://127.0.0.1:8000{edition.get_absolute_url()}"
    assert words(entry, "title") == "Salt & silk"
    assert words(entry, "id") == f"urn:uuid:{edition.uid}"
    assert words(entry, "summary") == "How the valley trades."
    assert entry.find(f"{ATOM}link").get("href") == address
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ilse Maren"
    assert entry.find(f"{ATOM}category").get("label") == "trade"
    content = entry.find(f"{ATOM}content")
    assert content.get("type") == "html"
    assert "<p>First.</p>\n<ul><li>Second &amp; third</li></ul>" in content.text


def test_a_picture_has_a_whole_address(client) -> None:
    make_edition(picture=make_picture())

    assert 'src="http://127.0.0.1:8000/media/ferry.jpg"' in words(entries_of(client)[0], "content")


def test_the_identity_of_a_piece_survives_a_correction_and_a_new_address(client) -> None:
    edition = make_edition(slug="first")
    (before,) = entries_of(client)
    change(edition.article, slug="second", body="<p>Ten crowns.</p>")
    second = publishing.publish(edition.article, kind="correction", note="The fare was wrong.")

    (after,) = entries_of(client)

    assert words(before, "id") == words(after, "id")
    assert after.find(f"{ATOM}link").get("href").endswith("/articles/second/")
    assert words(after, "updated") == second.published_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert "The fare was wrong." in words(after, "content")


def test_only_a_day_that_is_known_is_given_as_published(client) -> None:
    known, month, unknown = (
        make_edition(title="Day", first_published=date(2025, 2, 19), first_published_precision="day"),
        make_edition(title="Month", first_published=date(2025, 2, 1), first_published_precision="month"),
        make_edition(title="Unknown", not_after=date(2025, 12, 10)),
    )

    published = {words(entry, "title"): words(entry, "published") for entry in entries_of(client)}

    assert published == {known.title: "2025-02-19T00:00:00Z", month.title: "", unknown.title: ""}


def test_a_withdrawn_piece_leaves_a_tombstone_and_no_words(client) -> None:
    edition = make_edition(title="Whatgoes")
    publishing.withdraw(edition.article, note="It named a child.")

    feed = feed_of(client)

    assert not feed.findall(f"{ATOM}entry")
    assert feed.find(f"{TOMBSTONES}deleted-entry").get("ref") == f"urn:uuid:{edition.uid}"
    assert "Whatgoes" not in ElementTree.tostring(feed, encoding="unicode")


def test_invariant_1_a_piece_that_never_appeared_does_not_move_the_feed(client) -> None:
    make_edition()
    before = client.get("/feed.atom")
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        article = make_article(title="Whatgoes")
        publishing.publish(article, at=timezone.now() + timedelta(days=1))
        publishing.withdraw(article, note="Not now.")
        after = client.get("/feed.atom")

    assert after.content == before.content
    assert after.headers["Last-Modified"] == before.headers["Last-Modified"]


def test_the_feed_names_people_as_the_edition_printed_them(client) -> None:
    article = make_article()
    article.set_bylines([(make_author("Ilse Maren"), "I. Maren")])
    publishing.publish(article)

    assert "<name>I. Maren</name>" in client.get("/feed.atom").content.decode()


def test_the_feed_is_not_sent_again_unchanged(client) -> None:
    make_edition()
    first = client.get("/feed.atom")

    again = client.get("/feed.atom", headers={"if-none-match": first.headers["ETag"]})

    assert again.status_code == 304
    assert first.headers["Content-Type"] == "application/atom+xml; charset=utf-8"


@pytest.mark.parametrize("act", ["correct", "withdraw"])
def test_whoever_asks_by_date_hears_of_a_change(client, act: str) -> None:
    edition = make_edition()
    first = client.get("/feed.atom")
    # HTTP dates know no fractions of a second.
    later = timezone.now() + timedelta(seconds=2)
    with time_machine.travel(later):
        if act == "withdraw":
            publishing.withdraw(edition.article, note="It named a child.")
        else:
            change(edition.article, body="<p>Ten crowns.</p>")
            publishing.publish(edition.article, kind="correction", note="The fare was wrong.")
        second = client.get("/feed.atom", headers={"if-modified-since": first.headers["Last-Modified"]})

    assert second.status_code == 200


FORBIDDEN = ["\x0b", "\ufffe", "\x1f", "\x7f", "\u202e", "\x85"]


@pytest.mark.parametrize("character", FORBIDDEN, ids=[f"U+{ord(character):04X}" for character in FORBIDDEN])
def test_a_character_that_xml_forbids_does_not_break_the_feed(client, character: str) -> None:
    article = make_article()
    make_raw_edition(article, title=f"Raw{character}title", html=f"<p>a{character}b ]]> &lt;x&gt;</p>")

    (entry,) = entries_of(client)

    assert words(entry, "title") == "Rawtitle"
    assert "<p>ab ]]> &lt;x&gt;</p>" in words(entry, "content")


def test_a_piece_without_a_usable_address_is_left_out_and_the_rest_is_served(client, caplog) -> None:
    make_edition(title="Sound")
    make_raw_edition(make_article(), slug="no address at all")

    assert [words(entry, "title") for entry in entries_of(client)] == ["Sound"]
    assert "left out of the feed" in caplog.text


@pytest.mark.parametrize("illustration", [[], {"url": 7, "focus": "left"}, {"url": None}, "ferry.jpg"])
def test_a_picture_of_an_odd_shape_does_not_break_the_feed(client, illustration: Any) -> None:
    make_raw_edition(make_article(), illustration=illustration)

    assert len(entries_of(client)) == 1


def test_the_feed_ends_with_the_newest_pieces(client, monkeypatch) -> None:
    monkeypatch.setattr(feeds, "ENTRIES", 2)
    for number in range(3):
        make_edition(title=f"Piece {number}")

    assert [words(entry, "title") for entry in entries_of(client)] == ["Piece 2", "Piece 1"]


def test_every_page_leads_to_the_feed(client) -> None:
    for address in ("/", "/latest/", "/about/", make_edition().get_absolute_url()):
        assert '<link rel="alternate" type="application/atom+xml"' in client.get(address).content.decode()
