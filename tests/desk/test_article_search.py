"""Working copies are found by the words that readers would read, and not by what stands between the brackets."""

import pytest

from articles.admin.search import matching
from articles.models import Article
from tests.desk.making import sign_in
from tests.make import make_article

pytestmark = pytest.mark.django_db


def found(text):
    return {article.title for article in matching(Article.objects.all(), text)}


def test_every_word_must_be_there_somewhere():
    make_article(title="Ferry", body="<p>The river is high.</p>", authors=["Ilse Maren"])
    make_article(title="Bridge", body="<p>The river is low.</p>")
    assert found("river") == {"Ferry", "Bridge"}
    assert found("ferry river maren") == {"Ferry"}
    assert found("bridge maren") == set()


def test_words_in_quotation_marks_are_looked_for_as_they_stand():
    make_article(title="one", body="<p>press freedom</p>")
    make_article(title="two", body="<p>freedom of the press</p>")
    assert found('"press freedom"') == {"one"}
    assert found("press freedom") == {"one", "two"}


@pytest.mark.parametrize("word", ["strong", "caption", "class", "blockquote", "href", "secret.example", "li"])
def test_markup_is_not_text(word):
    make_article(
        title="one",
        body='<p class="caption">A <strong>b</strong> <a href="https://secret.example/">c</a></p>'
        "<blockquote><p>d</p></blockquote><ul><li>e</li></ul>",
    )
    assert found(word) == set()


def test_markup_words_are_found_where_they_are_text():
    make_article(title="one", body="<p>A <strong>strong</strong> class</p>")
    assert found("strong class") == {"one"}


@pytest.mark.parametrize(
    "text", ["AT&T", "a<b", "5 > 4", "50%", "under_score", "o'neill", "C++", "(x)", "\\d", "*"]
)
def test_odd_characters_are_characters(text):
    make_article(title="one", body="<p>AT&amp;T a&lt;b 5 &gt; 4 50% under_score o'neill C++ (x) \\d *</p>")
    make_article(title="two", body="<p>ATT ab 54 505 underXscore oneill C x d</p>")
    assert found(text) == {"one"}


@pytest.mark.parametrize("text", ["жогорку", "ЖОГОРКУ", "Жогорку", "ÉLECTION", "élection"])
def test_case_does_not_count_in_any_script(text):
    make_article(title="one", body="<p>Жогорку Кеңеш, élection</p>")
    assert found(text) == {"one"}


def test_authors_are_found_by_name_and_as_printed():
    article = make_article(title="one", authors=["Ëlse Maren"])
    article.bylines.update(printed="E. M.")
    assert found("ËLSE") == {"one"}
    assert found("e. m.") == {"one"}


@pytest.mark.parametrize("text", ["", " ", '"', "'", '""', "x" * 5000, "a " * 500, "\\", "(((((", "%", "_"])
def test_nothing_that_is_typed_is_an_error(client, text):
    sign_in(client, "view_article")
    make_article()
    assert client.get("/admin/articles/article/", {"q": text}).status_code == 200


def test_a_zero_byte_is_refused_in_words(client):
    sign_in(client, "view_article")
    assert client.get("/admin/articles/article/", {"q": "a\0b"}).status_code == 200
