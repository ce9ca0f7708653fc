"""The page before it is a page: the paper's own template, kept by no cache, open to nobody outside the desk."""

import re

import pytest

from articles.models import Edition, Rights
from tests.desk.making import page, sign_in
from tests.make import change, make_article, make_edition

pytestmark = pytest.mark.django_db


def main(response):
    """The article on a page, without what differs from one edition to the next."""
    html = response.content.decode()
    differing = r"(?si)<ol class=\"editions\".*?</ol>|<p>Edition \d+, <time.*?</p>|Edition \d+|\s+"
    return re.sub(differing, "", html[html.index("<article") : html.index("</article>")])


def test_a_preview_is_what_readers_get(client):
    sign_in(client, "view_article")
    text = '<h2>One</h2><p>Two <em>three</em></p><p class="credit">Image: the Courier</p>'
    article = make_edition(body=text, topics=["Energy"], authors=["Ilse Maren"], standfirst="Four.").article
    assert main(client.get(page(article, "preview"))) == main(client.get(article.get_absolute_url()))


def test_a_preview_shows_the_working_copy_and_readers_do_not_see_it(client):
    sign_in(client, "view_article")
    article = change(make_edition().article, body="<p>Not yet for readers.</p>")
    assert "Not yet for readers." in client.get(page(article, "preview")).content.decode()
    assert "Not yet for readers." not in client.get(article.get_absolute_url()).content.decode()
    assert Edition.objects.count() == 1


def test_an_article_that_could_not_be_published_can_be_looked_at(client):
    sign_in(client, "view_article")
    article = make_article(title="", body="", rights=Rights.UNKNOWN)
    html = client.get(page(article, "preview")).content.decode()
    assert "The rights are unknown." in html
    assert "(no headline)" in html


def test_no_cache_keeps_a_preview_and_no_engine_lists_it(client):
    sign_in(client, "view_article")
    response = client.get(page(make_article(), "preview"))
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_a_preview_needs_the_right_to_see_articles(client):
    article = make_article()
    assert client.get(page(article, "preview")).status_code == 302
    sign_in(client, "view_topic")
    assert client.get(page(article, "preview")).status_code == 403
