"""People and topics have names that stand for one of them, in whatever case, also as an alias."""

import pytest

from articles.models import Author, AuthorAlias, Topic, TopicAlias
from tests.desk.making import filled, sign_in
from tests.make import make_article, make_author, make_edition

pytestmark = pytest.mark.django_db

AUTHORS, TOPICS = "/admin/articles/author/", "/admin/articles/topic/"


def add(client, address, **fields):
    return client.post(f"{address}add/", filled(client.get(f"{address}add/")) | fields)


def test_a_person_is_added_with_other_names(client):
    sign_in(client, superuser=True)
    add(client, AUTHORS, **{"name": "Ilse  Maren ", "aliases-0-name": "I. Maren"})
    author = Author.objects.get()
    assert (author.name, author.slug) == ("Ilse Maren", "ilse-maren")
    assert Author.objects.named("i. maren") == author


@pytest.mark.parametrize("name", ["ilse maren", "ILSE MAREN", "I. Maren", "i. maren"])
@pytest.mark.parametrize(
    ("address", "model", "alias"), [(AUTHORS, Author, AuthorAlias), (TOPICS, Topic, TopicAlias)]
)
def test_a_name_that_is_taken_is_refused_in_words(client, address, model, alias, name):
    sign_in(client, superuser=True)
    first = model.objects.create(name="Ilse Maren")
    owner = "author" if model is Author else "topic"
    alias.objects.create(name="I. Maren", **{owner: first})
    response = add(client, address, name=name, kind="person")
    assert "is the name of “Ilse Maren” already." in response.content.decode()
    assert model.objects.count() == 1


@pytest.mark.parametrize(("address", "model"), [(AUTHORS, Author), (TOPICS, Topic)])
def test_an_alias_that_is_taken_is_refused_in_words(client, address, model):
    sign_in(client, superuser=True)
    model.objects.create(name="Ilse Maren")
    fields = {"name": "Other", "kind": "person", "aliases-0-name": "ilse MAREN"}
    assert "is the name of “Ilse Maren” already." in add(client, address, **fields).content.decode()
    twice = {"aliases-TOTAL_FORMS": "2", "aliases-0-name": "O.", "aliases-1-name": "o."}
    assert "This name stands here twice." in add(client, address, **(fields | twice)).content.decode()


def test_a_row_may_keep_its_own_names(client):
    sign_in(client, superuser=True)
    author = Author.objects.create(name="Ilse Maren")
    AuthorAlias.objects.create(author=author, name="I. Maren")
    address = f"{AUTHORS}{author.pk}/change/"
    response = client.post(address, filled(client.get(address)) | {"bio": "Writes.", "name": "ILSE Maren"})
    assert response.status_code == 302
    author.refresh_from_db()
    assert (author.name, author.slug, author.bio) == ("ILSE Maren", "ilse-maren", "Writes.")


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "\u202e"])
def test_a_name_must_be_one(client, name):
    sign_in(client, superuser=True)
    assert add(client, AUTHORS, name=name).status_code == 200
    assert not Author.objects.exists()


def test_no_address_shows_an_e_mail_address(client):
    sign_in(client, superuser=True)
    add(client, AUTHORS, name="ilse@courier.example")
    assert Author.objects.get().slug == "ilse"


@pytest.mark.parametrize("name", ["日本語", "!!!", "🎉", "Жогорку"])
def test_a_name_in_any_script_gets_an_address(client, name):
    sign_in(client, superuser=True)
    add(client, TOPICS, name=name, kind="subject")
    assert Topic.objects.get().slug


def test_who_has_written_cannot_be_deleted(client):
    sign_in(client, superuser=True)
    author = make_author("Ilse Maren")
    make_article(authors=["Ilse Maren"])
    client.post(f"{AUTHORS}{author.pk}/delete/", {"post": "yes"})
    assert Author.objects.exists()


def test_a_topic_says_how_often_it_is_used(client):
    sign_in(client, superuser=True)
    make_article(topics=["Energy"])
    make_edition(topics=["Energy"])
    (topic,) = client.get(TOPICS).context["cl"].result_list
    assert (topic.working, topic.live) == (2, 1)


def test_the_tags_of_the_tagging_package_have_no_page(client):
    sign_in(client, superuser=True)
    for address in ("/admin/taggit/", "/admin/taggit/tag/", "/admin/taggit/tag/merge-tags/"):
        assert client.get(address).status_code == 404
