"""One act on many articles: shown by name with reasons, done, reported by name. Looking changes nothing."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages

from articles import publishing
from articles.admin import bulk
from articles.models import Article, Edition, Revision, Rights, Source
from tests.desk.making import EVERY_ARTICLE_RIGHT, filled, sign_in
from tests.make import change, make_article, make_edition

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def choose(client, act, articles, **given):
    """The page that comes when ``act`` is chosen for ``articles`` in the list."""
    chosen = {"action": act, "_selected_action": [article.pk for article in articles], "index": "0"}
    return client.post(LIST, chosen | given)


def go_on(client, response, **given):
    """Send the page's form with its confirming button."""
    return client.post(LIST, filled(response) | given | {"confirm": response.context["confirm"]})


def told(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_source_and_rights_are_set_for_many_at_once(client):
    editor = sign_in(client, *EVERY_ARTICLE_RIGHT)
    source = Source.objects.create(name="Valley Post")
    articles = [make_article(title=f"Article {number}", rights=Rights.UNKNOWN) for number in range(14)]
    first = choose(client, "set_rights", articles)
    assert not first.context["is_tried"]
    given = {"source": source.pk, "rights": "own", "note": "The archive is ours."}
    tried = client.post(LIST, filled(first) | given | {"show": "1"})
    assert len(tried.context["will"]) == 14
    done = go_on(client, tried, **given)
    assert done.status_code == 302
    assert "14 changed" in told(done)
    for article in Article.objects.all():
        assert (article.rights, article.source, article.rights_note) == (
            "own",
            source,
            "The archive is ours.",
        )
        assert (article.version, article.revisions.count()) == (1, 2)
        assert article.revisions.order_by("-number").first().user == editor
    assert LogEntry.objects.filter(user=editor).count() == 14


def test_what_is_left_empty_stays_as_it_is(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    source = Source.objects.create(name="Valley Post")
    article = make_article(rights=Rights.UNKNOWN, source=source, rights_note="asked in May")
    first = choose(client, "set_rights", [article])
    go_on(client, client.post(LIST, filled(first) | {"rights": "licensed", "show": "1"}), rights="licensed")
    article.refresh_from_db()
    assert (article.rights, article.source, article.rights_note) == ("licensed", source, "asked in May")


def test_rights_can_not_be_set_to_unknown_or_to_nothing(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    first = choose(client, "set_rights", [article])
    for given in ({}, {"rights": "unknown"}, {"rights": "stolen"}):
        answer = client.post(LIST, filled(first) | given | {"confirm": first.context["confirm"]})
        assert not answer.context["is_tried"]
    assert Article.objects.get().rights == "own"


def test_the_page_before_says_what_will_happen_and_why_not_by_name(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    ready = make_article(title="Ready")
    unready = make_article(title="Unready", rights=Rights.UNKNOWN, body="")
    changed = change(make_edition(title="Changed").article, body="<p>Another text.</p>")
    response = choose(client, "publish", [ready, unready, changed])
    html = response.content.decode()
    assert "1 will change, 2 will not" in html
    reasons = {outcome.article.title: " ".join(outcome.reasons) for outcome in response.context["will_not"]}
    assert "There is no text." in reasons["Unready"]
    assert "The rights are unknown." in reasons["Unready"]
    assert "Say in a note to readers what was changed." in reasons["Changed"]
    for reason in reasons.values():
        assert reason.split(".")[0] in html


def test_looking_at_what_would_happen_changes_nothing(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    before = (list(Article.objects.values()), list(Revision.objects.values()), list(Edition.objects.values()))
    choose(client, "publish", [article])
    choose(client, "set_type", [article], type="opinion", show="1")
    after = (list(Article.objects.values()), list(Revision.objects.values()), list(Edition.objects.values()))
    assert after == before
    assert not LogEntry.objects.exists()


def test_many_are_published_and_those_refused_are_named(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    articles = [make_article(title=f"Article {number}") for number in range(3)]
    unready = make_article(title="Unready", rights=Rights.UNKNOWN)
    answer = go_on(client, choose(client, "publish", [*articles, unready]))
    assert Edition.objects.current().count() == 3
    assert "3 changed" in told(answer)
    assert "“Unready” was not changed. The rights are unknown." in told(answer)


def test_many_are_withdrawn_with_a_reason(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    articles = [make_edition(title=f"Article {number}").article for number in range(2)]
    working = make_article(title="Working")
    first = choose(client, "withdraw", [*articles, working])
    assert client.post(LIST, filled(first) | {"note": " ", "show": "1"}).context["is_tried"] is False
    tried = client.post(LIST, filled(first) | {"note": "It was not ours.", "show": "1"})
    go_on(client, tried, note="It was not ours.")
    assert not Edition.objects.current().exists()
    assert set(Edition.objects.filter(kind="withdrawal").values_list("note", flat=True)) == {
        "It was not ours."
    }


def test_supplied_headlines_are_confirmed(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    supplied = make_article(title="Supplied", title_basis="supplied")
    printed = make_article(title="Printed")
    go_on(client, choose(client, "confirm_titles", [supplied, printed]))
    bases = dict(Article.objects.values_list("title", "title_basis"))
    assert bases == {"Supplied": "confirmed", "Printed": "printed"}


def test_a_type_is_set(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    first = choose(client, "set_type", [article])
    tried = client.post(LIST, filled(first) | {"type": "interview", "show": "1"})
    go_on(client, tried, type="interview")
    assert Article.objects.get().type == "interview"


def test_another_choice_than_was_shown_is_shown_first(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    one, two = make_article(title="One"), make_article(title="Two")
    response = choose(client, "publish", [one])
    form = filled(response) | {"_selected_action": [one.pk, two.pk], "confirm": response.context["confirm"]}
    again = client.post(LIST, form)
    assert again.status_code == 200
    assert "Look at it again" in again.content.decode()
    assert not Edition.objects.exists()


def test_an_article_that_was_saved_since_is_shown_again_first(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    response = choose(client, "publish", [article])
    change(article, body="<p>Not what was shown.</p>")
    again = go_on(client, response)
    assert again.status_code == 200
    assert not Edition.objects.exists()


def test_all_that_a_filter_finds_can_be_chosen(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    found = [make_article(title=f"Opinion {number}", type="opinion") for number in range(3)]
    make_article(title="News")
    chosen = {"action": "publish", "_selected_action": [found[0].pk], "select_across": "1", "index": "0"}
    response = client.post(f"{LIST}?type__exact=opinion", chosen)
    client.post(f"{LIST}?type__exact=opinion", filled(response) | {"confirm": response.context["confirm"]})
    assert Edition.objects.count() == 3


def test_too_many_at_once_are_refused_in_words(client, monkeypatch):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    monkeypatch.setattr(bulk, "MOST", 2)
    articles = [make_article(title=f"Article {number}") for number in range(3)]
    answer = choose(client, "publish", articles)
    assert "Choose at most 2 articles at a time." in told(answer)


def test_one_that_fails_does_not_hold_up_the_others():
    articles = [make_article(title="One"), make_article(title="Two"), make_article(title="Three")]
    change(Article.objects.get(pk=articles[1].pk), title="Saved by somebody else")
    publish = next(act for act in bulk.ACTS if act.name == "publish")
    outcomes = bulk.carry_out(publish, articles, {}, None)
    assert [bool(outcome.reasons) for outcome in outcomes] == [False, True, False]
    assert Edition.objects.count() == 2


def test_what_is_tried_and_what_is_done_agree():
    ready, unready = make_article(title="Ready"), make_article(title="Unready", body="")
    publishing.withdraw(make_edition(title="Gone").article, note="Not ours.")
    gone = Article.objects.get(title="Gone")
    publish = next(act for act in bulk.ACTS if act.name == "publish")
    tried = bulk.try_out(publish, Article.objects.order_by("pk"), {}, None)
    done = bulk.carry_out(publish, Article.objects.order_by("pk"), {}, None)
    assert [outcome.reasons for outcome in tried] == [outcome.reasons for outcome in done]
    assert [outcome.article for outcome in done if outcome.reasons] == [unready, gone]
    assert Edition.objects.current().get().article == ready


@pytest.mark.parametrize(
    ("act", "missing"),
    [
        ("publish", "publish_article"),
        ("withdraw", "withdraw_article"),
        ("set_rights", "set_rights"),
        ("confirm_titles", "change_article"),
        ("set_type", "change_article"),
        ("delete_selected", "delete_article"),
    ],
)
def test_an_act_is_neither_offered_nor_done_without_its_permission(client, act, missing):
    sign_in(client, *set(EVERY_ARTICLE_RIGHT) - {missing})
    article = make_article(title_basis="supplied", rights=Rights.OWN)
    assert f'value="{act}"' not in client.get(LIST).content.decode()
    given = {"rights": "licensed", "type": "opinion", "note": "x", "post": "yes", "confirm": "x", "show": "1"}
    before = Article.objects.values().get()
    choose(client, act, [article], **given)
    assert Article.objects.values().get() == before
    assert not Edition.objects.exists()
