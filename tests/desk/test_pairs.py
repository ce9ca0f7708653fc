"""Two readings that may be one article are seen side by side and judged; either word can be taken back."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article
from importers.admin.beside import beside
from importers.models import Decision, DoubtfulPair
from tests.desk.making import make_pair, make_reading, sign_in
from tests.make import change

pytestmark = pytest.mark.django_db

RIGHTS = (
    "view_article",
    "change_article",
    "delete_article",
    "view_doubtfulpair",
    "change_doubtfulpair",
    "view_capture",
)
LIST = "/admin/importers/doubtfulpair/"


def two():
    earlier = make_reading("Ferry returns", "The ferry runs again.", "It costs two crowns.", name="a.txt")
    later = make_reading(
        "Ferry returns soon", "The ferry runs again.", "It costs three crowns.", "Herons stay.", name="b.txt"
    )
    return make_pair(earlier, later)


def judge(client, pair, act):
    return client.post(reverse(f"admin:importers_doubtfulpair_{act}", args=[pair.pk]))


def shown(client, pair):
    return client.get(reverse("admin:importers_doubtfulpair_change", args=[pair.pk]))


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_the_two_stand_side_by_side_with_their_differences_and_places(client):
    sign_in(client, *RIGHTS)
    pair = two()
    response = shown(client, pair)
    html = response.content.decode()
    assert "1 paragraph alike in both" in html
    assert "It costs <mark>two</mark> crowns." in html
    assert "It costs <mark>three</mark> crowns." in html
    assert "Ferry returns <mark>soon</mark>" in html
    assert "a.txt" in html
    assert f"/admin/importers/capture/{pair.later.capture_id}/change/#L1" in html
    assert response.context["kept"] == pair.earlier.article
    assert DoubtfulPair.objects.get().verdict == "open"


def test_two_articles_are_remembered_and_can_be_taken_back(client):
    editor = sign_in(client, *RIGHTS)
    pair = two()
    judge(client, pair, "apart")
    pair.refresh_from_db()
    assert (pair.verdict, pair.decided_by) == ("different", editor)
    assert Decision.objects.get().kind == "apart"
    assert "Take back" in shown(client, pair).content.decode()
    judge(client, pair, "takeback")
    pair.refresh_from_db()
    assert (pair.verdict, Decision.objects.count()) == ("open", 0)


def test_one_article_is_made_and_can_be_taken_back(client):
    editor = sign_in(client, *RIGHTS)
    pair = two()
    response = judge(client, pair, "one")
    article = Article.objects.get()
    assert article == pair.earlier.article
    assert "Herons stay." in article.body
    assert article.revisions.first().user == editor
    assert "“Ferry returns soon” went into “Ferry returns”" in said(response)
    html = shown(client, pair).content.decode()
    assert "Ferry returns soon" in html
    assert "Take back" in html
    assert f"/articles/article/{article.pk}/revisions/2/" in html, "what it changed"
    judge(client, pair, "takeback")
    assert set(Article.objects.values_list("title", flat=True)) == {"Ferry returns", "Ferry returns soon"}
    assert "One article</button>" in shown(client, pair).content.decode()


def test_what_stays_because_it_was_edited_since_is_named(client):
    sign_in(client, *RIGHTS)
    pair = two()
    judge(client, pair, "one")
    change(Article.objects.get(), body="<p>Written since.</p>")
    assert "body" in said(judge(client, pair, "takeback"))


def test_where_both_were_edited_the_page_says_what_to_do_instead(client):
    sign_in(client, *RIGHTS)
    pair = two()
    for article in Article.objects.all():
        change(article, standfirst="Worked on.")
    html = shown(client, pair).content.decode()
    assert "by hand" in html
    assert "One article</button>" not in html
    assert "Two articles</button>" in html
    assert "Nothing was changed" in said(judge(client, pair, "one"))
    assert Article.objects.count() == 2


def test_a_pair_that_lost_an_article_has_nothing_to_decide(client):
    sign_in(client, *RIGHTS)
    pair = two()
    pair.later.article.delete()
    html = shown(client, pair).content.decode()
    assert "nothing to decide" in html
    assert '<button type="submit" class="default"' not in html
    assert "settled otherwise" in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("act", "missing"),
    [
        ("apart", "change_article"),
        ("apart", "change_doubtfulpair"),
        ("one", "change_article"),
        ("one", "change_doubtfulpair"),
        ("one", "delete_article"),
        ("takeback", "change_doubtfulpair"),
    ],
)
def test_each_word_needs_its_permissions(client, act, missing):
    sign_in(client, *set(RIGHTS) - {missing})
    pair = two()
    assert judge(client, pair, act).status_code == 403
    pair.refresh_from_db()
    assert (pair.verdict, Article.objects.count()) == ("open", 2)
    assert f"/{act}/" not in shown(client, pair).content.decode()


def test_the_first_page_counts_those_that_wait(client):
    sign_in(client, *RIGHTS)
    pair = two()
    needs = {need.words: need for need in client.get("/admin/").context["needs"]}
    need = needs["pair that may be one article"]
    assert client.get(need.address).context["cl"].result_count == need.count == 1
    judge(client, pair, "apart")
    assert "pairs that may be one article" in {n.words for n in client.get("/admin/").context["met"]}


def test_the_list_costs_the_same_for_one_row_and_for_many(client):
    sign_in(client, *RIGHTS)
    earlier = make_reading("One", "The ferry runs again.", name="a.txt")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    make_pair(earlier, make_reading("Another", "It runs.", name="b0.txt"))
    client.get(LIST)
    few = cost()
    for number in range(1, 7):
        make_pair(earlier, make_reading("Another", "It runs.", name=f"b{number}.txt"))
    assert cost() == few


def test_markup_in_a_text_is_text(client):
    sign_in(client, *RIGHTS)
    pair = make_pair(
        make_reading("One", "<script>alert(1)</script>", name="a.txt"),
        make_reading("Two", "<b>x</b>", name="b.txt"),
    )
    html = shown(client, pair).content.decode()
    assert "<script>alert" not in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("left", "right", "rows"),
    [
        (["a b"], ["a b"], [(["a b"], ["a b"], 1)]),
        (["a", "b c"], ["a", "b d"], [(["a"], ["a"], 1), (["b <mark>c</mark>"], ["b <mark>d</mark>"], 0)]),
        (["a"], ["a", "new"], [(["a"], ["a"], 1), ([], ["new"], 0)]),
        (["one two", "three"], ["one two three"], [(["one two", "three"], ["one two three"], 0)]),
        ([], [], []),
    ],
)
def test_paragraphs_stand_against_those_they_differ_from(left, right, rows):
    assert [(list(row.left), list(row.right), row.same) for row in beside(left, right)] == rows
