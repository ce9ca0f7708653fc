"""What an import read otherwise is seen as a difference, accepted or declined, and remembered."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Source
from articles.models.article import EditConflict
from importers.models import Proposal
from tests.desk.making import make_capture, make_extract, make_proposal, page, save, sign_in
from tests.make import change, make_article, make_edition

pytestmark = pytest.mark.django_db

RIGHTS = ("view_article", "change_article", "view_proposal", "change_proposal")
LIST = "/admin/importers/proposal/"


def judge(client, proposal, verb, **sent):
    return client.post(reverse(f"admin:importers_proposal_{verb}", args=[proposal.pk]), sent)


def shown(client, proposal):
    return client.get(reverse("admin:importers_proposal_change", args=[proposal.pk])).content.decode()


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def stands(proposal):
    return Article.objects.get(pk=proposal.article_id)


def choose(client, verb, *chosen, **sent):
    keys = [proposal.pk for proposal in chosen]
    return client.post(LIST, {"action": f"{verb}_many", "index": "0", "_selected_action": keys} | sent)


def test_accepting_writes_the_working_copy_as_an_edit_of_this_editor(client):
    editor = sign_in(client, *RIGHTS)
    proposal = make_proposal(make_edition().article)
    judge(client, proposal, "accept")
    article = stands(proposal)
    assert article.title == "Read by an import"
    assert article.revisions.first().user == editor
    assert article.editions.get().title != article.title, "readers see nothing of it"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == ("accepted", editor)


def test_declining_is_remembered_and_changes_nothing(client):
    editor = sign_in(client, *RIGHTS)
    proposal = make_proposal(make_article())
    judge(client, proposal, "decline")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == ("declined", editor)
    assert stands(proposal).version == 0


def test_the_page_shows_what_would_change_and_that_readers_see_nothing_yet(client):
    sign_in(client, *RIGHTS)
    article = make_edition(title="Ferry returns to the Sarn").article
    proposal = make_proposal(article, read={"title": "Ferry returns to the Lower Sarn", "basis": "printed"})
    html = shown(client, proposal)
    assert "<ins>Lower</ins>" in html
    assert "Readers see nothing of it until you publish" in html


def test_the_page_leads_to_the_lines_it_was_read_from(client):
    sign_in(client, *RIGHTS, "view_capture")
    capture = make_capture(("headline", "a"), ("paragraph", "b"), name="found.txt")
    article = make_article()
    html = shown(client, make_proposal(article, make_extract(capture, article)))
    assert "found.txt" in html
    assert f"/admin/importers/capture/{capture.pk}/change/#L1" in html


def test_what_was_saved_since_the_page_was_shown_is_shown_again_first(client):
    sign_in(client, *RIGHTS)
    proposal = make_proposal(make_article())
    change(stands(proposal), title="Saved since")
    response = judge(client, proposal, "accept", version="0")
    assert response["Location"] == reverse("admin:importers_proposal_change", args=[proposal.pk])
    assert "saved since" in said(response)
    assert stands(proposal).title == "Saved since"
    assert "<del>Saved since</del>" in shown(client, proposal)


def test_from_the_list_only_what_still_stands_as_shown_is_accepted(client):
    sign_in(client, *RIGHTS)
    proposal = make_proposal(make_article())
    change(stands(proposal), title="Saved since")
    assert f"/proposal/{proposal.pk}/change/" in judge(client, proposal, "accept")["Location"]
    assert stands(proposal).title == "Saved since"


def test_paragraphs_that_clash_are_refused_on_the_page_with_the_text_to_copy(client):
    sign_in(client, *RIGHTS)
    article = make_article(body="<p>One.</p>\n<p>Two.</p>")
    proposal = make_proposal(article, field="body", read=["<p>One.</p>", "<p>Second.</p>"])
    change(stands(proposal), body="<p>One.</p>\n<p>Zwei.</p>")
    html = shown(client, proposal)
    assert "by hand" in html
    assert "The whole text as read" in html
    assert f"/proposal/{proposal.pk}/accept/" not in html
    assert "by hand" in said(judge(client, proposal, "accept", version="1"))
    assert Proposal.objects.get().state == "open"


def test_somebody_elses_save_at_the_same_moment_is_told(client, monkeypatch):
    sign_in(client, *RIGHTS)
    proposal = make_proposal(make_article())

    def lost(article, version):
        raise EditConflict(article)

    monkeypatch.setattr(Article, "claim", lost)
    assert "Somebody else is saving" in said(judge(client, proposal, "accept"))
    assert Proposal.objects.get().state == "open"


def test_what_was_declined_may_be_accepted_after_all_and_nothing_else_twice(client):
    sign_in(client, *RIGHTS)
    proposal = make_proposal(make_article())
    judge(client, proposal, "decline")
    assert "Accept after all" in shown(client, proposal)
    assert "declined before" in said(judge(client, proposal, "decline"))
    judge(client, proposal, "accept")
    assert stands(proposal).title == "Read by an import"
    assert "accepted before" in said(judge(client, proposal, "accept"))


@pytest.mark.parametrize("missing", ["change_article", "change_proposal"])
@pytest.mark.parametrize("verb", ["accept", "decline"])
def test_a_word_needs_both_permissions(client, verb, missing):
    sign_in(client, *set(RIGHTS) - {missing})
    proposal = make_proposal(make_article())
    assert judge(client, proposal, verb).status_code == 403
    choose(client, verb, proposal, confirm="x")
    proposal.refresh_from_db()
    assert proposal.state == "open"
    assert "formaction" not in client.get(LIST).content.decode()
    assert '<form method="post" action="/admin/importers' not in shown(client, proposal)


def test_a_source_is_accepted_by_those_who_may_set_rights(client):
    sign_in(client, *RIGHTS)
    source = Source.objects.create(name="Valley Post")
    proposal = make_proposal(make_article(), field="source", read={"id": source.pk})
    assert "Valley Post" in client.get(LIST).content.decode()
    assert "set source and rights" in shown(client, proposal)
    assert "set source and rights" in said(judge(client, proposal, "accept"))
    assert stands(proposal).source is None
    client.logout()
    sign_in(client, *RIGHTS, "set_rights", name="chief")
    judge(client, proposal, "accept")
    assert stands(proposal).source == source


def test_a_byline_of_nobody_known_needs_who_may_add_authors(client):
    sign_in(client, *RIGHTS)
    proposal = make_proposal(make_article(), field="byline", read=["Tobin Aresk"])
    assert "Tobin Aresk: nobody of this name" in said(judge(client, proposal, "accept"))
    client.logout()
    sign_in(client, *RIGHTS, "add_author", name="chief")
    judge(client, proposal, "accept")
    assert stands(proposal).byline_names() == ["Tobin Aresk"]


def test_many_are_named_before_they_are_judged_also_of_one_article(client):
    sign_in(client, *RIGHTS)
    article = make_article(title="One")
    fits = make_proposal(article)
    credit = make_proposal(article, field="credit", read="Jon Tal")
    clashes = make_proposal(make_article(title="Two"), field="byline", read=["Tobin Aresk"])
    shown_first = choose(client, "accept", fits, credit, clashes)
    assert set(shown_first.context["will"]) == {fits, credit}
    assert [proposal for proposal, _ in shown_first.context["will_not"]] == [clashes]
    assert set(Proposal.objects.values_list("state", flat=True)) == {"open"}
    choose(client, "accept", fits, credit, clashes, confirm=shown_first.context["confirm"])
    assert list(Proposal.objects.order_by("pk").values_list("state", flat=True)) == [
        "accepted",
        "accepted",
        "open",
    ]
    assert stands(fits).picture.credit == "Jon Tal"


def test_another_choice_than_the_one_shown_is_shown_first(client):
    sign_in(client, *RIGHTS)
    one, other = make_proposal(make_article()), make_proposal(make_article())
    confirm = choose(client, "decline", one).context["confirm"]
    again = choose(client, "decline", one, other, confirm=confirm)
    assert again.context["is_other_choice"]
    assert set(Proposal.objects.values_list("state", flat=True)) == {"open"}


def test_the_first_page_counts_those_that_wait(client):
    sign_in(client, *RIGHTS)
    proposal = make_proposal(make_article())
    make_proposal(make_article())
    judge(client, proposal, "decline")
    (need,) = [one for one in client.get("/admin/").context["needs"] if "from imports" in one.words]
    assert (need.count, need.words) == (1, "proposal from imports")
    assert client.get(need.address).context["cl"].result_count == 1


def test_the_articles_page_shows_its_open_proposals_and_no_empty_panel(client):
    sign_in(client, *RIGHTS)
    article = make_article()
    assert "Read otherwise" not in client.get(page(article)).content.decode()
    proposal = make_proposal(article)
    html = client.get(page(article)).content.decode()
    assert "Read otherwise" in html
    assert reverse("admin:importers_proposal_change", args=[proposal.pk]) in html


def test_typing_what_was_read_closes_the_proposal(client):
    sign_in(client, *RIGHTS)
    article = make_article()
    proposal = make_proposal(article)
    save(client, article, title="Read by an import")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == ("accepted", None)
    assert "stands in the article" in client.get(LIST).content.decode()


def test_an_article_with_proposals_can_be_deleted_by_who_may_delete_articles(client):
    sign_in(client, *RIGHTS, "delete_article")
    article = make_article()
    make_proposal(article)
    client.post(page(article, "delete"), {"post": "yes"})
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("field", "read", "words"),
    [
        ("when", "when", "3 June 2026, to the day; line 2"),
        ("credit", "Jon Tal", "<ins>Jon Tal</ins>"),
        ("byline", ["Tobin Aresk", "Oda Vell"], "<ins>Tobin Aresk, Oda Vell</ins>"),
        ("body", ["<p>The ferry runs <em>again</em>.</p>"], "only headings, lists, links or emphasis"),
    ],
)
def test_every_field_is_said_in_words(client, field, read, words):
    sign_in(client, *RIGHTS)
    if read == "when":
        read = {
            "first_published": "2026-06-03",
            "first_published_precision": "day",
            "not_before": None,
            "not_after": None,
            "date_basis": "line 2",
        }
    proposal = make_proposal(make_article(), field=field, read=read)
    assert words in client.get(LIST).content.decode()
    assert shown(client, proposal)


def test_the_list_costs_the_same_for_one_row_and_for_many(client):
    sign_in(client, *RIGHTS)
    source = Source.objects.create(name="Valley Post")

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(LIST)
        return len(queries)

    def more():
        article = make_article()
        make_proposal(article, field="source", read={"id": source.pk})
        make_proposal(article, field="byline", read=["Tobin Aresk"])

    more()
    client.get(LIST)
    few = cost()
    for _ in range(8):
        more()
    assert cost() == few


def test_the_articles_page_costs_the_same_for_one_proposal_and_for_many(client):
    sign_in(client, *RIGHTS)
    article = make_article()
    make_proposal(article)
    client.get(page(article))
    with CaptureQueriesContext(connection) as few:
        client.get(page(article))
    for number in range(6):
        make_proposal(article, read={"title": f"Reading {number}", "basis": "printed"})
    with CaptureQueriesContext(connection) as many:
        client.get(page(article))
    assert len(many) == len(few)
