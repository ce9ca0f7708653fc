"""What machines are told of an article's page."""

from datetime import date

import pytest

from articles import publishing
from articles.models import Picture, Source
from tests.make import change, make_author, make_edition
from tests.paper.pictures import make_picture
from tests.paper.reading import data_of

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"

TYPES = [
    ("news", "NewsArticle"),
    ("analysis", "AnalysisNewsArticle"),
    ("opinion", "OpinionNewsArticle"),
    ("explainer", "BackgroundNewsArticle"),
    ("sponsored", "AdvertiserContentArticle"),
    ("interview", "NewsArticle"),
]


@pytest.mark.parametrize(("kind", "name"), TYPES, ids=[row[0] for row in TYPES])
def test_the_type_follows_that_of_the_article(client, kind: str, name: str) -> None:
    assert data_of(client.get(make_edition(type=kind).get_absolute_url()))["@type"] == name


def test_machines_are_told_what_readers_are(client) -> None:
    author = make_author("Ilse Maren")
    source = Source.objects.create(name="The Sarn Courier", address="https://courier.example/")
    picture = make_picture(credit="J. Okafor")
    edition = make_edition(
        title="Ferry returns", authors=["Ilse Maren"], topics=["rivers"], source=source, picture=picture
    )

    data = data_of(client.get(edition.get_absolute_url()))

    assert data["headline"] == "Ferry returns"
    assert data["url"] == data["mainEntityOfPage"] == f"{SITE}{edition.get_absolute_url()}"
    assert data["dateModified"] == edition.published_at.isoformat(timespec="seconds")
    assert data["author"] == [
        {"@type": "Person", "name": "Ilse Maren", "url": f"{SITE}{author.get_absolute_url()}"}
    ]
    assert data["about"] == [{"@type": "Thing", "name": "rivers", "url": f"{SITE}/topics/rivers/"}]
    assert data["sourceOrganization"]["name"] == "The Sarn Courier"
    assert data["image"]["url"] == f"{SITE}/media/ferry.jpg"
    assert data["image"]["creditText"] == "J. Okafor"
    assert data["publisher"]["@type"] == "NewsMediaOrganization"
    assert data["version"] == "1"


def test_a_date_of_publication_is_given_only_when_its_day_is_known(client) -> None:
    day = make_edition(first_published=date(2025, 2, 19), first_published_precision="day")
    month = make_edition(first_published=date(2025, 2, 1), first_published_precision="month")
    unknown = make_edition(not_after=date(2025, 12, 10))

    assert data_of(client.get(day.get_absolute_url()))["datePublished"] == "2025-02-19"
    for edition in (month, unknown):
        page = client.get(edition.get_absolute_url())
        assert "datePublished" not in data_of(page)
        assert "article:published_time" not in page.content.decode()


def test_corrections_are_told(client) -> None:
    article = make_edition().article
    change(article, body="<p>Ten crowns.</p>")
    edition = publishing.publish(article, kind="correction", note="The fare was wrong.")

    data = data_of(client.get(edition.get_absolute_url()))

    assert data["correction"][0]["@type"] == "CorrectionComment"
    assert data["correction"][0]["text"] == "The fare was wrong."


def test_what_is_not_known_is_left_out(client) -> None:
    data = data_of(client.get(make_edition().get_absolute_url()))

    assert not {"author", "about", "image", "correction", "sourceOrganization", "datePublished"} & set(data)


def test_a_lost_picture_is_no_image(client) -> None:
    picture = Picture.objects.create(credit="J. Okafor", caption="The landing.")

    assert "image" not in data_of(client.get(make_edition(picture=picture).get_absolute_url()))


def test_pages_that_share_a_link_describe_it(client) -> None:
    page = client.get(
        make_edition(title="Salt & silk", standfirst="Trade.").get_absolute_url()
    ).content.decode()

    assert '<meta property="og:title" content="Salt &amp; silk">' in page
    assert '<meta name="description" content="Trade.">' in page
    assert page.count('rel="canonical"') == 1
