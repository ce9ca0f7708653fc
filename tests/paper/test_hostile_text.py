"""Invariant 11: untrusted text is text, on every page that prints it."""

import json

import pytest

from articles.models import Author, Source, Topic
from tests.make import make_edition
from tests.paper.pictures import make_picture
from tests.paper.reading import data_of, elements_of, text_of

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"
BREAKOUTS = [
    SCRIPT,
    "</script><script>alert(1)</script>",
    "<!--<script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7|add:7 }}{% debug %}",
    "%s {0.__class__}",
]


def hostile(words: str):
    author = Author.objects.create(name=words, slug="author", bio=words)
    topic = Topic.objects.create(name=words[:100], slug="topic", kind=Topic.Kind.PLACE, description=words)
    picture = make_picture(alt=words, caption=words, credit=words)
    return make_edition(
        slug="hostile",
        title=words,
        standfirst=words,
        authors=[author.name],
        topics=[topic],
        picture=picture,
        date_basis=words,
        language="en",
        source=Source.objects.create(name=words),
    )


@pytest.mark.parametrize("words", BREAKOUTS)
def test_invariant_11_words_that_look_like_markup_stay_words(client, words: str) -> None:
    edition = hostile(words)

    for address in ("/", "/latest/", "/topics/topic/", "/authors/author/", "/articles/hostile/"):
        response = client.get(address)
        assert edition.title in text_of(response)
        for tag, attributes in elements_of(response):
            assert not [name for name in attributes if name.startswith("on")]
            assert tag != "script" or attributes == {"type": "application/ld+json"}
            assert tag != "img" or attributes["src"] == "/media/ferry.jpg"
        page = response.content.decode()
        assert page.count("<script") == page.count("</script>")
        assert "<!--" not in page


@pytest.mark.parametrize("words", BREAKOUTS)
def test_structured_data_cannot_be_broken_out_of(client, words: str) -> None:
    hostile(words)

    data = data_of(client.get("/articles/hostile/"))

    assert data["headline"] == words
    assert json.dumps(data)


def test_a_hostile_name_of_the_paper_is_text_too(client, settings) -> None:
    settings.NEWSROOM_NAME = SCRIPT

    for address in ("/", "/nowhere/", "/feed.atom"):
        assert "<script>" not in client.get(address).content.decode()


def test_a_language_tag_cannot_leave_its_attribute(client) -> None:
    make_edition(language='"><b>')

    assert '"><b>' not in client.get("/").content.decode()
