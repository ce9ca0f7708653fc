"""The pages that publish and withdraw: looking changes nothing, posting goes through the one door."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from articles.admin.suggestion import suggest
from articles.models import Article, Edition, Rights
from tests.desk.making import EVERY_ARTICLE_RIGHT, filled, page, sign_in
from tests.make import change, make_article, make_edition

pytestmark = pytest.mark.django_db

FIELDS = ("id", "version", "title", "body")


def test_looking_changes_nothing(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = change(make_edition().article, body="<p>Another text.</p>")
    before = (Article.objects.values(*FIELDS).get(), Edition.objects.count(), article.revisions.count())
    for name in ("publish", "withdraw", "preview"):
        assert client.get(page(article, name)).status_code == 200
    assert before == (
        Article.objects.values(*FIELDS).get(),
        Edition.objects.count(),
        article.revisions.count(),
    )


def test_an_article_is_published(client):
    editor = sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    response = client.post(page(article, "publish"), filled(client.get(page(article, "publish"))))
    assert response["Location"] == page(article)
    edition = Edition.objects.current().get()
    assert (edition.kind, edition.published_by, edition.title) == ("first", editor, article.title)
    assert "Published as edition 1" in LogEntry.objects.get().get_change_message()


def test_a_blocked_article_is_refused_with_every_reason_and_its_button_is_off(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article(rights=Rights.UNKNOWN, body="", title_basis="supplied")
    html = client.get(page(article, "publish")).content.decode()
    assert 'value="Publish" disabled' in html
    response = client.post(page(article, "publish"), {"version": article.version})
    assert response.status_code == 409
    refused = response.content.decode()
    for words in ("The rights are unknown.", "There is no text.", "The headline was supplied, not printed."):
        assert words in refused
    assert not Edition.objects.exists()


def test_each_finding_leads_to_its_field(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article(rights=Rights.UNKNOWN, body="")
    html = client.get(page(article)).content.decode()
    for target in ("id_rights", "id_body_box", "id_first_published", "bylines-group", "id_topics"):
        assert f'href="#{target}"' in html
        assert f'id="{target}"' in html


def test_changes_go_out_with_their_kind_and_note(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = change(make_edition(body="<p>It cost 30 crowns.</p>").article, body="<p>It cost 40 crowns.</p>")
    opened = client.get(page(article, "publish"))
    form = filled(opened)
    assert form["kind"] == ["correction"]
    assert form["note"] == ["An earlier version said “30”; it now reads “40”."]
    assert "It cost <del>30</del> <ins>40</ins> crowns." in opened.content.decode()
    client.post(page(article, "publish"), form)
    edition = Edition.objects.current().get()
    assert (edition.number, edition.kind, edition.note) == (2, "correction", form["note"][0])


def test_a_change_without_its_note_is_refused_and_what_was_chosen_stays(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = change(make_edition().article, body="<p>Wholly other words stand here now.</p>")
    form = filled(client.get(page(article, "publish"))) | {"kind": "update", "note": ""}
    response = client.post(page(article, "publish"), form)
    assert "Say in a note to readers what was changed." in response.content.decode()
    assert filled(response)["kind"] == ["update"]
    assert Edition.objects.count() == 1


def test_what_was_saved_in_between_is_not_published_unseen(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    form = filled(client.get(page(article, "publish")))
    change(article, body="<p>Not what the editor saw.</p>")
    response = client.post(page(article, "publish"), form, follow=True)
    assert "saved by somebody else in the meantime" in response.content.decode()
    assert not Edition.objects.exists()


def test_an_article_is_scheduled(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    later = timezone.localtime() + timedelta(days=2)
    at = {"at_0": later.strftime("%Y-%m-%d"), "at_1": later.strftime("%H:%M")}
    client.post(page(article, "publish"), {"version": article.version} | at)
    assert not Edition.objects.current().exists()
    assert Edition.objects.get().published_at == later.replace(second=0, microsecond=0)


def test_a_time_that_is_past_is_refused(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    at = {"at_0": "2020-01-01", "at_1": "10:00"}
    response = client.post(page(article, "publish"), {"version": article.version} | at)
    assert "The moment of publication is past." in response.content.decode()


def test_an_article_is_withdrawn_with_a_reason(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_edition().article
    opened = client.get(page(article, "withdraw"))
    assert article.get_absolute_url() in opened.content.decode()
    form = filled(opened)
    assert client.post(page(article, "withdraw"), form | {"note": ""}).status_code == 200
    assert Edition.objects.current().exists()
    client.post(page(article, "withdraw"), form | {"note": "It was not ours."})
    assert not Edition.objects.current().exists()
    assert client.get(article.get_absolute_url()).status_code == 410


def test_what_is_not_published_cannot_be_withdrawn(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    assert 'name="note"' not in client.get(page(article, "withdraw")).content.decode()
    response = client.post(page(article, "withdraw"), {"version": article.version, "note": "x"})
    assert "The article is not published." in response.content.decode()


@pytest.mark.parametrize(
    ("name", "missing"), [("publish", "publish_article"), ("withdraw", "withdraw_article")]
)
def test_the_page_needs_its_permission(client, name, missing):
    sign_in(client, *set(EVERY_ARTICLE_RIGHT) - {missing})
    article = make_edition().article
    assert client.get(page(article, name)).status_code == 403
    assert client.post(page(article, name), {"version": article.version, "note": "x"}).status_code == 403
    assert f'href="{page(article, name)}"' not in client.get(page(article)).content.decode()
    assert Edition.objects.current().exists()


def test_the_right_to_publish_alone_shows_no_article(client):
    sign_in(client, "publish_article", "withdraw_article")
    article = make_edition().article
    assert client.get(page(article, "publish")).status_code == 403
    assert client.post(page(article, "withdraw"), {"version": 1, "note": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("<p>the ao-called plan</p>", "<p>the so-called plan</p>", "typo"),
        ("<p>It cost 30 crowns.</p>", "<p>It cost 40 crowns.</p>", "correction"),
        ("<p>One.</p>", "<p>One.</p><p>Two came later.</p>", "update"),
        ("<p>One.</p><p>Two.</p>", "<p>Two.</p><p>One.</p>", "correction"),
    ],
)
def test_a_kind_of_change_is_suggested(old, new, kind):
    edition = make_edition(body=old)
    article = change(edition.article, body=new)
    assert suggest(article, edition).kind == kind


def test_nothing_is_suggested_where_the_words_are_the_same():
    edition = make_edition(body="<p>One <em>two</em></p>")
    assert suggest(change(edition.article, body="<p>One two</p>"), edition) is None
