"""The list of articles: states, filters that agree with them, and a constant number of queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from articles.admin.states import State, in_state, state_of, with_standing
from articles.models import Article, Picture, Source
from tests.desk.making import sign_in
from tests.make import change, make_article, make_edition

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def shown(client, **asked):
    return {article.title for article in client.get(LIST, asked).context["cl"].result_list}


def one_in_each_state():
    later = timezone.now() + timedelta(days=1)
    make_article(title="working")
    publishing.publish(make_article(title="scheduled"), at=later)
    make_edition(title="live")
    change(make_edition(title="changed").article, body="<p>Another text.</p>")
    withdrawn = make_edition(title="withdrawn").article
    publishing.withdraw(withdrawn, note="It was not ours.")
    change(withdrawn, body="<p>Another text.</p>")


def test_each_state_has_its_word_and_its_filter():
    one_in_each_state()
    for article in with_standing(Article.objects.all()):
        assert state_of(article) == article.title
    for state in State:
        assert [article.title for article in in_state(Article.objects.all(), state)] == [state.value]


def test_a_scheduled_article_is_live_when_its_time_has_come():
    publishing.publish(make_article(title="soon"), at=timezone.now() + timedelta(hours=1))
    afterwards = timezone.now() + timedelta(hours=2)
    (article,) = with_standing(Article.objects.all())
    assert state_of(article, afterwards) is State.LIVE
    assert in_state(Article.objects.all(), State.LIVE, afterwards).count() == 1
    assert in_state(Article.objects.all(), State.SCHEDULED, afterwards).count() == 0


@pytest.mark.parametrize("state", list(State))
def test_the_list_can_be_asked_for_a_state(client, state):
    one_in_each_state()
    sign_in(client, "view_article")
    assert shown(client, state=state.value) == {state.value}


def test_the_list_can_be_asked_for_what_is_missing(client):
    sign_in(client, "view_article")
    source = Source.objects.create(name="Valley Post")
    full = {"first_published": date(2025, 2, 19), "first_published_precision": "day", "source": source}
    make_article(title="full", topics=["Energy"], authors=["Ilse Maren"], **full)
    make_article(title="bare", rights="unknown", type="opinion", title_basis="supplied")
    for asked in (
        {"date": "no"},
        {"topics": "no"},
        {"byline": "no"},
        {"rights__exact": "unknown"},
        {"title_basis__exact": "supplied"},
        {"type__exact": "opinion"},
        {"source__isnull": "True"},
    ):
        assert shown(client, **asked) == {"bare"}, asked
    for asked in ({"date": "yes"}, {"topics": "yes"}, {"byline": "yes"}, {"source__id__exact": source.pk}):
        assert shown(client, **asked) == {"full"}, asked


def test_a_date_is_shown_as_exactly_as_it_is_known(client):
    sign_in(client, "view_article")
    make_article(first_published=date(2025, 2, 19), first_published_precision="day", date_is_confirmed=True)
    make_article(first_published=date(2025, 2, 1), first_published_precision="month")
    make_article(first_published=date(2024, 1, 1), first_published_precision="year")
    html = client.get(LIST).content.decode()
    for words in (
        "19 Feb 2025",
        'February 2025<span class="beneath">a guess',
        '2024<span class="beneath">a guess',
    ):
        assert words in html


def test_a_list_of_many_costs_as_many_queries_as_a_list_of_one(client):
    sign_in(client, superuser=True)
    make_article(title="1", topics=["a"], authors=["A"], picture=Picture.objects.create(credit="A"))
    client.get(LIST)  # content types and the like are asked for once
    before = _queries(client)
    for number in range(12):
        make_edition(title=f"{number}", topics=[f"t{number}", "a"], authors=[f"N{number}"])
    assert _queries(client) == before


def _queries(client):
    with CaptureQueriesContext(connection) as found:
        client.get(LIST)
    return len(found)


def test_the_list_does_not_fetch_the_texts(client):
    sign_in(client, "view_article")
    make_article(body="<p>a very long text</p>")
    (article,) = client.get(LIST).context["cl"].result_list
    assert {"body", "standfirst"} <= article.get_deferred_fields()


@pytest.mark.parametrize(
    "asked", [{"state": "x"}, {"date": "x"}, {"o": "x;drop"}, {"p": "x"}, {"rights__exact": "no"}]
)
def test_a_wrong_question_is_no_error(client, asked):
    sign_in(client, "view_article")
    make_article()
    assert client.get(LIST, asked).status_code in (200, 302)


@pytest.mark.parametrize(
    "lookup", ["revisions__user__password__startswith", "editions__published_by__password__contains"]
)
def test_nobody_can_feel_for_secrets_through_a_filter(client, lookup):
    sign_in(client, superuser=True)
    assert client.get(LIST, {lookup: "a"}).status_code == 400
