"""Invariant 1: no public query reads an article's working text, a revision or an importer's row."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django.utils import timezone

from articles import publishing
from articles.models import Edition, Revision
from articles.public import urls
from tests.make import change, make_article, make_edition

pytestmark = pytest.mark.django_db

OPEN = re.compile(
    r"articles_(edition|editionbyline|edition_topics|author|topic|source)|django_\w+|sqlite_\w+|pg_\w+"
)
"""The tables that a public query may name. Anything else is somebody's work in progress."""
TABLE = re.compile(r'(?:FROM|JOIN)\s+"?(\w+)"?', re.IGNORECASE)

ADDRESSES = [
    "/", "/latest/", "/about/", "/feed.atom", "/sitemap.xml", "/sitemap-0.xml", "/sitemap-1.xml", "/robots.txt",
    "/favicon.ico", "/articles/new/", "/articles/old/", "/articles/gone/", "/articles/scheduled/", "/articles/none/",
    "/topics/rivers/", "/authors/ilse-maren/", "/topics/none/", "/authors/none/",
]  # fmt: skip


@pytest.fixture
def _archive() -> None:
    """A piece in each state that a public address can meet."""
    shared = {"authors": ["Ilse Maren"], "topics": ["rivers"]}
    edition = make_edition(slug="old", **shared)
    change(edition.article, slug="new")
    publishing.publish(edition.article, kind="update", note="A better address.")
    make_edition(title="Another", **shared)
    publishing.withdraw(make_edition(slug="gone", **shared).article, note="It named a child.")
    publishing.publish(make_article(slug="scheduled", **shared), at=timezone.now() + timedelta(hours=1))
    make_article(title="Working copy", **shared)


def tables_of(queries: CaptureQueriesContext) -> set[str]:
    return {table for query in queries for table in TABLE.findall(query["sql"])}


@pytest.mark.usefixtures("_archive")
@pytest.mark.parametrize("address", ADDRESSES)
def test_invariant_1_a_public_query_names_open_tables_alone(client, address: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get(address)

    assert {table for table in tables_of(queries) if not OPEN.fullmatch(table)} == set()


@pytest.mark.usefixtures("_archive")
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_readers_request_writes_nothing(client, address: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get(address)

    assert [query["sql"] for query in queries if not query["sql"].lstrip().upper().startswith("SELECT")] == []


def test_invariant_1_editions_are_put_in_order_without_a_look_at_working_copies() -> None:
    for model in (Edition, Revision):
        with CaptureQueriesContext(connection) as queries:
            list(model.objects.all())
        assert "articles_article" not in tables_of(queries)


def test_no_public_address_is_missing_from_these_tests() -> None:
    resolver = get_resolver("articles.public.urls")
    reached = {resolver.resolve(address).url_name for address in ADDRESSES}

    assert reached == {pattern.name for pattern in urls.urlpatterns}
