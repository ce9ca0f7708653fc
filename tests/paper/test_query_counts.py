"""The cost of a page does not grow with what is on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.models import Topic
from tests.make import change, make_edition
from tests.paper.pictures import make_picture

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/", "/latest/", "/topics/rivers/", "/authors/ilse-maren/", "/feed.atom", "/sitemap.xml", "/articles/piece-0/",
]  # fmt: skip
MOST = 12


def publish_pieces(first: int, end: int) -> None:
    """Pieces of which each has people, topics, a picture and a note of its own."""
    politics = Topic.objects.named("Politics", Topic.Kind.SECTION)
    for number in range(first, end):
        picture = make_picture(f"{number}.jpg")
        article = make_edition(
            slug=f"piece-{number}",
            authors=["Ilse Maren", f"Guest {number}"],
            topics=["rivers", politics, f"topic {number}"],
            picture=picture,
        ).article
        change(article, body=f"<p>Words, put right {number}.</p>")
        publishing.publish(article, kind="correction", note="Put right.")


def queries_of(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", ADDRESSES)
def test_twelve_pieces_cost_as_many_queries_as_three(client, address: str) -> None:
    publish_pieces(0, 3)
    with_three = queries_of(client, address)
    publish_pieces(3, 12)

    assert queries_of(client, address) == with_three <= MOST
