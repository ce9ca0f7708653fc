"""What was saved before can be read, compared and not changed."""

import pytest
from django.urls import reverse

from articles.admin.differences import paragraphs, texts
from articles.models import Revision
from tests.desk.making import EVERY_ARTICLE_RIGHT, save, sign_in
from tests.make import make_article

pytestmark = pytest.mark.django_db


def revision(article, number):
    return reverse("admin:articles_article_revision", args=[article.pk, number])


def test_a_revision_shows_what_it_changed(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article(body="<p>One stays.</p><p>The ferry runs.</p>", topics=["Energy"])
    save(
        client,
        article,
        body="<p>One stays.</p><p>The ferry stops.</p>",
        topics=["Energy", "Transport"],
        type="opinion",
    )
    html = client.get(revision(article, 2)).content.decode()
    assert "The ferry <del>runs</del> <ins>stops</ins>." in html
    assert "1 paragraph unchanged" in html
    assert "<del>news</del> <ins>opinion</ins>" in html
    assert "<ins>Energy, Transport</ins>" in html


def test_the_first_revision_shows_its_text(client):
    sign_in(client, "view_article")
    article = make_article(body="<p>The ferry <em>runs</em>.</p>")
    assert "<p>The ferry <em>runs</em>.</p>" in client.get(revision(article, 1)).content.decode()


def test_a_stored_text_is_cleaned_before_it_is_shown(client):
    sign_in(client, "view_article")
    article = make_article()
    snapshot = Revision.objects.get().snapshot | {
        "body": "<p>a</p><script>alert(1)</script>",
        "title": "<b>t</b>",
    }
    Revision.objects.create(article=article, number=2, act="edit", snapshot=snapshot, digest="0")
    html = client.get(revision(article, 2)).content.decode()
    assert "alert(1)" not in html
    assert "<b>t</b>" not in html


def test_there_is_no_page_for_a_revision_that_there_is_not(client):
    sign_in(client, "view_article")
    article = make_article()
    assert client.get(revision(article, 9)).status_code == 404
    assert client.get(reverse("admin:articles_article_revision", args=[999, 1])).status_code == 404


def test_revisions_are_as_private_as_the_article(client):
    sign_in(client, "view_topic")
    assert client.get(revision(make_article(), 1)).status_code == 403


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("He left.", "He stayed.", ["He <del>left</del> <ins>stayed</ins>."]),
        ("“Yes,” he said.", "“No,” he said.", ["“<del>Yes</del> <ins>No</ins>,” he said."]),
        ("One\nTwo", "One\nTwo\nThree", ["", "<ins>Three</ins>"]),
        ("a < b", "a < c", ["a &lt; <del>b</del> <ins>c</ins>"]),
        ("Same", "Same", []),
        ("", "New", ["<ins>New</ins>"]),
    ],
)
def test_differences_are_marked_word_by_word(old, new, shown):
    assert [paragraph.html for paragraph in paragraphs(old, new)] == shown


def test_a_change_of_emphasis_alone_is_said_in_words():
    (paragraph,) = texts("<p>a b</p>", "<p>a <em>b</em></p>")
    assert "emphasis" in paragraph.html


def test_very_long_texts_are_not_compared_word_by_word():
    assert len(paragraphs("a " * 200_000, "b " * 200_000)) == 1
