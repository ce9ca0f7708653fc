"""Suggested topics are accepted or rejected; both are remembered, and told apart from what an import applied."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.urls import reverse

from articles.models import Topic
from importers.models import TopicSuggestion
from tests.desk.making import page, sign_in
from tests.make import make_article

pytestmark = pytest.mark.django_db

RIGHTS = ("view_article", "change_article", "view_topicsuggestion", "change_topicsuggestion")
LIST = "/admin/importers/topicsuggestion/"


def make_suggestion(name="Energy", state="suggested", article=None):
    return TopicSuggestion.objects.create(
        article=article or make_article(),
        topic=Topic.objects.named(name),
        state=state,
        term=name.lower(),
        count=3,
        confidence=0.6,
    )


def judge(client, suggestion, verb, **sent):
    return client.post(reverse(f"admin:importers_topicsuggestion_{verb}", args=[suggestion.pk]), sent)


def topics(suggestion):
    return [topic.name for topic in suggestion.article.topics.all()]


def test_accepting_tags_the_article_and_leaves_a_revision(client):
    editor = sign_in(client, *RIGHTS)
    suggestion = make_suggestion()
    judge(client, suggestion, "accept")
    suggestion.refresh_from_db()
    assert (suggestion.state, topics(suggestion)) == ("accepted", ["Energy"])
    newest = suggestion.article.revisions.order_by("-number").first()
    assert (newest.number, newest.user) == (2, editor)
    assert LogEntry.objects.filter(user=editor).count() == 1


def test_rejecting_is_remembered_and_tags_nothing(client):
    sign_in(client, *RIGHTS)
    suggestion = make_suggestion()
    judge(client, suggestion, "reject")
    suggestion.refresh_from_db()
    assert (suggestion.state, topics(suggestion)) == ("rejected", [])
    assert suggestion.article.revisions.count() == 1


def test_rejecting_what_the_import_applied_takes_it_off(client):
    sign_in(client, *RIGHTS)
    article = make_article(topics=["Energy", "Transport"])
    suggestion = make_suggestion(state="applied", article=article)
    judge(client, suggestion, "reject")
    assert topics(suggestion) == ["Transport"]
    assert article.revisions.count() == 2


def test_accepting_what_was_applied_confirms_it_and_changes_no_text(client):
    sign_in(client, *RIGHTS)
    article = make_article(topics=["Energy"])
    suggestion = make_suggestion(state="applied", article=article)
    judge(client, suggestion, "accept")
    suggestion.refresh_from_db()
    assert (suggestion.state, article.revisions.count()) == ("accepted", 1)


def test_an_editor_may_think_again(client):
    sign_in(client, *RIGHTS)
    suggestion = make_suggestion()
    for verb, expected in (("accept", ["Energy"]), ("reject", []), ("accept", ["Energy"])):
        judge(client, suggestion, verb)
        assert topics(suggestion) == expected


def test_the_same_word_twice_is_answered_in_words(client):
    sign_in(client, *RIGHTS)
    suggestion = make_suggestion()
    judge(client, suggestion, "accept")
    response = judge(client, suggestion, "accept")
    assert "It was accepted before." in " ".join(str(m) for m in get_messages(response.wsgi_request))


def test_many_are_judged_at_once_also_of_one_article(client):
    sign_in(client, *RIGHTS)
    article = make_article()
    suggestions = [make_suggestion(name, article=article) for name in ("Energy", "Transport", "Politics")]
    chosen = {"action": "accept", "index": "0", "_selected_action": [s.pk for s in suggestions]}
    client.post(LIST, chosen)
    assert article.topics.count() == 3
    assert set(TopicSuggestion.objects.values_list("state", flat=True)) == {"accepted"}


@pytest.mark.parametrize("missing", ["change_article", "change_topicsuggestion"])
@pytest.mark.parametrize("verb", ["accept", "reject"])
def test_a_word_needs_both_permissions(client, verb, missing):
    sign_in(client, *set(RIGHTS) - {missing})
    suggestion = make_suggestion(state="applied", article=make_article(topics=["Energy"]))
    assert judge(client, suggestion, verb).status_code == 403
    client.post(LIST, {"action": verb, "index": "0", "_selected_action": [suggestion.pk]})
    suggestion.refresh_from_db()
    assert (suggestion.state, topics(suggestion)) == ("applied", ["Energy"])
    assert "formaction" not in client.get(LIST).content.decode()


@pytest.mark.parametrize("verb", ["accept", "reject"])
def test_looking_at_the_address_judges_nothing(client, verb):
    sign_in(client, *RIGHTS)
    suggestion = make_suggestion()
    assert (
        client.get(reverse(f"admin:importers_topicsuggestion_{verb}", args=[suggestion.pk])).status_code
        == 405
    )
    suggestion.refresh_from_db()
    assert suggestion.state == "suggested"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_the_way_back_leads_nowhere_else(client, back):
    sign_in(client, *RIGHTS)
    response = judge(client, make_suggestion(), "accept", back=back)
    assert response["Location"].startswith("/admin/importers/topicsuggestion/")


def test_the_articles_page_shows_evidence_and_leads_back_to_itself(client):
    sign_in(client, *RIGHTS)
    article = make_article()
    suggestion = make_suggestion(article=article)
    html = client.get(page(article)).content.decode()
    assert "“energy” 3×" in html
    response = judge(client, suggestion, "accept", back=page(article))
    assert response["Location"] == page(article)


def test_applied_suggested_and_rejected_are_told_apart(client):
    sign_in(client, *RIGHTS)
    for name, state in (("A", "applied"), ("B", "suggested"), ("C", "rejected"), ("D", "accepted")):
        make_suggestion(name, state, make_article(title=name))
    for state, name in (("applied", "A"), ("suggested", "B"), ("rejected", "C"), ("accepted", "D")):
        found = client.get(LIST, {"state__exact": state}).context["cl"].result_list
        assert [suggestion.topic.name for suggestion in found] == [name]
