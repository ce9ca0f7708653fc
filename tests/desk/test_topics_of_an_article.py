"""Topics are picked by name: known ones in their own spelling, new ones as they were typed."""

import json

import pytest

from articles.models import Topic, TopicAlias
from tests.desk.making import EVERY_ARTICLE_RIGHT, page, save, sign_in
from tests.make import make_article

pytestmark = pytest.mark.django_db


def names(article):
    return sorted(topic.name for topic in article.topics.all())


def test_two_words_are_one_topic(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    save(client, article, topics=["press freedom"])
    assert names(article) == ["press freedom"]


def test_commas_separate(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    save(client, article, topics_typed="press freedom,  river traffic ,, Energy")
    assert names(article) == ["Energy", "press freedom", "river traffic"]


@pytest.mark.parametrize("typed", ["ENERGY", "energy", "  Energy ", "Power"])
def test_a_known_topic_is_found_in_whatever_case_and_by_its_other_name(client, typed):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    energy = Topic.objects.create(name="Energy", kind="subject")
    TopicAlias.objects.create(topic=energy, name="Power")
    article = make_article()
    save(client, article, topics=[typed])
    assert list(article.topics.all()) == [energy]
    assert Topic.objects.count() == 1


def test_one_topic_under_two_names_is_set_once(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    energy = Topic.objects.create(name="Энергия", kind="subject")
    TopicAlias.objects.create(topic=energy, name="Power")
    article = make_article()
    save(client, article, topics=["ЭНЕРГИЯ", "power", "Энергия"])
    assert list(article.topics.all()) == [energy]


def test_a_number_is_a_name_and_not_the_key_of_another_topic(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    other = Topic.objects.create(name="Energy")
    article = make_article()
    save(client, article, topics=[str(other.pk)])
    assert names(article) == [str(other.pk)]


def test_all_topics_can_be_taken_off(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article(topics=["Energy", "Transport"])
    save(client, article, topics=[])
    assert names(article) == []


def test_a_new_topic_needs_the_right_to_add_topics(client):
    sign_in(client, *set(EVERY_ARTICLE_RIGHT) - {"add_topic"})
    Topic.objects.create(name="Energy")
    article = make_article()
    response = save(client, article, topics=["Energy", "Something new"])
    assert "There is no topic “Something new”, and you may not add one." in response.content.decode()
    save(client, article, topics=["Energy"])
    assert names(article) == ["Energy"]


def test_a_name_that_is_too_long_is_refused(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    response = save(client, article, topics=["x" * 101])
    assert "at most 100 characters" in response.content.decode()


def test_the_picker_offers_topics_by_name_and_by_alias(client):
    sign_in(client, "view_topic")
    for name in ("Energy", "Green energy", "Transport"):
        Topic.objects.create(name=name)
    TopicAlias.objects.create(topic=Topic.objects.get(name="Transport"), name="energetic traffic")
    found = json.loads(client.get("/admin/articles/topic/names/", {"term": "ENERG"}).content)
    assert [result["text"] for result in found["results"]] == ["Energy", "Green energy", "Transport"]


def test_the_picker_tells_nothing_to_who_may_not_see_topics(client):
    sign_in(client, "view_article")
    assert client.get("/admin/articles/topic/names/", {"term": "e"}).status_code == 403


def test_the_page_names_the_topics_that_are_set(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article(topics=["press freedom"])
    assert (
        '<option value="press freedom" selected>press freedom</option>'
        in client.get(page(article)).content.decode()
    )
