"""The first page: what waits, each count equal to its list, and only what the user may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Picture, Topic
from importers.models import ImportRun, TopicSuggestion
from tests.desk.making import (
    EVERY_ARTICLE_RIGHT,
    make_capture,
    make_extract,
    make_outcome,
    save,
    sign_in,
)
from tests.make import change, make_article, make_edition

pytestmark = pytest.mark.django_db


def needs(client):
    context = client.get("/admin/").context
    return {need.words: need for need in (*context["needs"], *context["met"])}


def one_of_each():
    """Something of every kind that waits, in different numbers."""
    capture = make_capture(("paragraph", "a"))
    for number in range(3):
        make_article(title=f"Unknown {number}", rights="unknown", topics=["Energy"])
    for number in range(2):
        article = make_article(title=f"Supplied {number}", title_basis="supplied")
        make_extract(capture, article, needs_review=True, confidence=0.4)
    make_extract(capture, make_article(title="Sure"), confidence=0.99)
    change(make_edition().article, body="<p>Another text.</p>")
    Picture.objects.create(file="pictures/2026/a.jpg", width=60, height=40)
    TopicSuggestion.objects.create(
        article=make_article(title="About"), topic=Topic.objects.get(), term="energy", count=2, confidence=0.5
    )


def test_every_count_leads_to_a_list_of_exactly_those(client):
    sign_in(client, superuser=True)
    one_of_each()
    found = needs(client)
    assert {need.count for need in found.values()} >= {1, 2, 3}
    for need in found.values():
        assert client.get(need.address).context["cl"].result_count == need.count, need.words


def test_what_was_looked_at_waits_no_longer(client):
    sign_in(client, superuser=True)
    article = make_article()
    make_extract(make_capture(("paragraph", "a")), article, needs_review=True, confidence=0.4)
    assert needs(client)["readings to review, the least sure first"].count == 1
    save(client, article, standfirst="Looked at.")
    assert needs(client)["readings to review, the least sure first"].count == 0


def test_nothing_waits_in_an_empty_house(client):
    sign_in(client, superuser=True)
    assert "Nothing waits for you." in client.get("/admin/").content.decode()


def test_only_what_the_user_may_see_is_told(client):
    one_of_each()
    sign_in(client, "view_picture")
    assert set(needs(client)) == {"pictures without alternative text"}
    html = client.get("/admin/").content.decode()
    assert "Last import" not in html
    assert "Articles" not in html


def test_who_may_do_nothing_is_told_so(client):
    sign_in(client)
    assert "You may not see or change anything yet." in client.get("/admin/").content.decode()


def test_the_last_import_is_told(client):
    sign_in(client, superuser=True)
    run = ImportRun.objects.create()
    make_outcome(run, make_capture(("paragraph", "a"), run=run), created=3, unchanged=1)
    make_outcome(run)
    html = client.get("/admin/").content.decode()
    assert "3 new, 0 updated, 1 unchanged" in html
    assert "1 failed" in html


def test_the_last_changes_are_told_to_who_may_see_their_rows(client):
    editor = sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article(title="A changed article")
    save(client, article, standfirst="Changed.")
    assert "A changed article" in client.get("/admin/").content.decode()
    editor.user_permissions.clear()
    client.force_login(editor)
    assert "A changed article" not in client.get("/admin/").content.decode()


def test_more_articles_do_not_cost_more_queries(client):
    sign_in(client, superuser=True)
    one_of_each()
    client.get("/admin/")
    before = queries(client)
    for number in range(10):
        make_article(title=f"More {number}", rights="unknown")
        make_outcome(ImportRun.objects.create())
    assert queries(client) == before


def queries(client):
    with CaptureQueriesContext(connection) as found:
        client.get("/admin/")
    return len(found)
