"""Two editors, one article: no acknowledged save is overwritten unseen, and nothing that was typed is lost."""

import pytest
from django.db import IntegrityError

from articles import publishing
from articles.admin.article import ArticleAdmin
from articles.models import Article, Rights, Source
from articles.models.article import EditConflict
from tests.desk.making import EVERY_ARTICLE_RIGHT, filled, page, save, sign_in
from tests.make import change, make_article

pytestmark = pytest.mark.django_db

MINE = "<p>What I typed at length.</p>"


def opened(client, article):
    """The article's form as it stands open on the first editor's screen."""
    return filled(client.get(page(article))) | {"_continue": "1"}


def shown(response):
    """The form on the page that came back, as it would be sent again."""
    return filled(response) | {"_continue": "1"}


def test_a_save_from_an_old_version_is_refused_and_changes_nothing(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    form = opened(client, article)
    change(article, title="Theirs")
    response = client.post(page(article), form | {"body": MINE})
    assert response.status_code == 409
    article.refresh_from_db()
    assert (article.title, article.version, article.revisions.count()) == ("Theirs", 1, 2)
    assert "typed" not in article.body


def test_what_was_typed_stays_on_the_screen(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    form = opened(client, article)
    change(article, title="Theirs")
    response = client.post(page(article), form | {"body": MINE, "standfirst": "And this."})
    assert shown(response)["body"] == [MINE]
    assert shown(response)["standfirst"] == ["And this."]


def test_the_page_says_who_saved_and_what_was_changed(client):
    editor = sign_in(client, *EVERY_ARTICLE_RIGHT, name="tomas")
    article = make_article(body="<p>The ferry runs again.</p>")
    form = opened(client, article)
    save(client, article, body="<p>The ferry never runs again.</p>")
    html = client.post(page(article), form | {"body": MINE}).content.decode()
    assert f"Saved in the meantime by {editor}" in html
    assert "The ferry <ins>never</ins> runs again." in html
    assert "Changed by both:</strong> body" in html


def test_what_only_the_other_changed_is_taken_over(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    source = Source.objects.create(name="Valley Post")
    article = make_article(topics=["Energy"], rights=Rights.UNKNOWN)
    form = opened(client, article)
    change(article, rights=Rights.LICENSED, source=source, date_is_confirmed=True, type="opinion")
    form_again = shown(client.post(page(article), form | {"body": MINE}))
    taken = {name: form_again[name] for name in ("rights", "source", "type", "date_is_confirmed")}
    assert taken == {
        "rights": ["licensed"],
        "source": [str(source.pk)],
        "type": ["opinion"],
        "date_is_confirmed": ["on"],
    }


def test_a_second_save_keeps_the_texts_of_both(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article(topics=["Energy"])
    form = opened(client, article)
    save(client, article, title="Theirs", topics=["Energy", "Transport"], first_published="2025-02-19",
         first_published_precision="day")  # fmt: skip
    again = shown(client.post(page(article), form | {"body": MINE}))
    assert client.post(page(article), again).status_code == 302
    article.refresh_from_db()
    assert (article.title, article.body) == ("Theirs", MINE)
    assert sorted(topic.name for topic in article.topics.all()) == ["Energy", "Transport"]
    assert article.first_published.isoformat() == "2025-02-19"


def test_a_third_save_in_between_is_met_as_well(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    form = opened(client, article)
    change(article, title="Theirs")
    again = shown(client.post(page(article), form | {"body": MINE}))
    article.refresh_from_db()
    change(article, title="Theirs again")
    assert client.post(page(article), again).status_code == 409
    article.refresh_from_db()
    assert article.title == "Theirs again"


def test_a_field_that_both_changed_keeps_what_was_typed_and_shows_the_others(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article(title="Old")
    form = opened(client, article)
    change(article, title="Theirs")
    response = client.post(page(article), form | {"title": "Mine"})
    assert shown(response)["title"] == ["Mine"]
    assert "<del>Old</del> <ins>Theirs</ins>" in response.content.decode()


@pytest.mark.parametrize("version", [None, "", "7", "-1", "x"])
def test_a_save_that_does_not_say_what_it_started_from_is_refused(client, version):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    form = opened(client, article) | {"title": "Mine"}
    form = {name: value for name, value in form.items() if name != "version"}
    if version is not None:
        form["version"] = version
    response = client.post(page(article), form)
    assert response.status_code == 409
    assert shown(response)["title"] == ["Mine"]
    assert Article.objects.get().title == article.title


def test_a_version_that_was_never_seen_takes_nothing_over(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article(title="Old")
    form = opened(client, article)
    change(article, title="Theirs")
    for seen in ("999999", "nonsense", "9" * 30, ""):
        response = client.post(page(article), form | {"seen": seen, "body": MINE})
        assert response.status_code == 409
        assert shown(response)["title"] == ["Old"]


def test_bylines_that_the_other_changed_are_shown_as_they_stand(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article(authors=["Ilse Maren"])
    form = opened(client, article)
    save(client, article, **{"bylines-0-DELETE": "on"})
    response = client.post(page(article), form | {"bylines-1-printed": "Ana Quell"})
    assert response.status_code == 409
    assert "You had: Ilse Maren, Ana Quell" in response.content.decode()
    assert shown(response)["bylines-INITIAL_FORMS"] == ["0"]


@pytest.mark.parametrize("refusal", [EditConflict(None), IntegrityError("UNIQUE constraint failed")])
def test_a_save_that_the_database_refuses_is_looked_at_again(client, monkeypatch, refusal):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    form = opened(client, article) | {"title": "Mine"}
    claim, refusals = Article.claim, [refusal]

    def refused_once(self, version):
        claim(self, version)
        if refusals:
            raise refusals.pop()

    monkeypatch.setattr(Article, "claim", refused_once)
    assert client.post(page(article), form).status_code == 302
    article.refresh_from_db()
    assert (article.title, article.version) == ("Mine", 1)


def test_of_many_saves_from_one_version_one_is_taken(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    form = opened(client, article)
    answers = [
        client.post(page(article), form | {"title": f"Save {number}"}).status_code for number in range(10)
    ]
    assert answers == [302] + [409] * 9
    assert Article.objects.get().title == "Save 0"


def test_an_address_that_was_taken_at_the_same_moment_is_said_in_words(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    make_article(slug="taken")
    article = make_article()
    response = save(client, article, slug="taken")
    assert "already exists" in response.content.decode()


def test_a_save_after_a_publication_undoes_nothing_and_is_taken(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article(authors=["Ilse Maren"])
    form = opened(client, article)
    publishing.publish(article)
    assert client.post(page(article), form | {"title": "Mine"}).status_code == 302
    article.refresh_from_db()
    assert (article.title, article.version) == ("Mine", 2)


def test_bylines_that_nobody_else_touched_stay_as_they_were_typed(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article(authors=["Ilse Maren"])
    form = opened(client, article)
    change(article, title="Theirs")
    again = shown(client.post(page(article), form | {"bylines-1-printed": "Ana Quell"}))
    assert again["bylines-1-printed"] == ["Ana Quell"]
    client.post(page(article), again)
    assert article.byline_names() == ["Ilse Maren", "Ana Quell"]


def test_bylines_that_were_written_anew_are_shown_as_they_stand(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article(authors=["Ilse Maren"])
    form = opened(client, article)
    article.set_bylines([(line.author, line.printed) for line in article.bylines.all()])
    change(article, title="Theirs")
    again = client.post(page(article), form)
    assert "You had: Ilse Maren" in again.content.decode()
    assert client.post(page(article), shown(again)).status_code == 302


def test_a_save_that_came_while_the_page_was_made_is_not_taken_for_seen(client, monkeypatch):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    get_object = ArticleAdmin.get_object

    def slowly(self, *args):
        found = get_object(self, *args)
        change(Article.objects.get(pk=article.pk), standfirst="Theirs.")
        return found

    monkeypatch.setattr(ArticleAdmin, "get_object", slowly)
    form = opened(client, article)
    monkeypatch.undo()
    assert client.post(page(article), form | {"title": "Mine"}).status_code == 409
    assert Article.objects.get().standfirst == "Theirs."
