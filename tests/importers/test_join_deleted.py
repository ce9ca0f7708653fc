"""Lines that an editor's word gives to an article that was deleted: no other article is lost with it."""

from dataclasses import replace

import pytest
from django.urls import reverse

from articles.models import Article
from articles.publishing import Refused
from importers import infer
from importers.decided import SAYABLE, Kind
from importers.models import Capture, Decision, Extract, ImportRun, Outcome
from importers.pipeline import read_again
from importers.segments import Role
from importers.store import decisions, undo
from tests.importers.captures import headline, listing, prose, run, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(tmp_path) -> Capture:
    """A listing of three articles, of which an editor deleted the first."""
    run(write(tmp_path, page=listing(1, 2, 3)))
    Article.objects.get(title=headline(1)).delete()
    return Capture.objects.get()


def line_of(listed: Capture, text: str) -> int:
    return listed.content.decode().split("\n").index(text) + 1


def titles() -> set[str]:
    return set(Article.objects.values_list("title", flat=True))


def placed() -> list[tuple]:
    return list(Extract.objects.order_by("position").values_list("position", "article__title"))


@pytest.mark.parametrize(
    ("kind", "role"),
    [(Kind.GOES_ON, None), *((Kind.ROLE, role) for role in SAYABLE if role is not Role.HEADLINE)],
)
def test_an_article_does_not_go_on_for_a_deleted_one(listed, kind, role):
    with pytest.raises(Refused, match="The article above was deleted"):
        decisions.say(listed, line_of(listed, headline(2)), kind, role, by=None)
    assert not Decision.objects.exists()


def test_the_desk_says_why_an_article_does_not_go_on_for_a_deleted_one(listed, admin_client):
    address = reverse("admin:importers_capture_say", args=[listed.pk, line_of(listed, headline(2))])
    answer = admin_client.post(address, {"word": "goes_on"}, follow=True)
    assert "The article above was deleted" in answer.content.decode()
    assert titles() == {headline(2), headline(3)}


def test_an_article_goes_on_for_a_living_one(listed):
    decisions.say(listed, line_of(listed, headline(3)), Kind.GOES_ON, by=None)
    read_again([listed.pk])
    assert headline(2) in titles()


def test_what_begins_by_an_editors_word_may_have_any_first_line_below_a_deleted_one(listed):
    line = line_of(listed, headline(2))
    decisions.say(listed, line, Kind.BEGINS, by=None)
    decisions.say(listed, line, Kind.ROLE, Role.PARAGRAPH, by=None)
    with pytest.raises(Refused, match="The article above was deleted"):
        decisions.say(listed, line, Kind.ROLE, Role.BOILERPLATE, by=None)
    read_again([listed.pk])
    assert [article is not None for _, article in placed()] == [False, True, True]


def test_what_an_editor_says_of_other_lines_below_a_deleted_one_is_kept(listed):
    decisions.say(listed, line_of(listed, prose(2)[0]), Kind.ROLE, Role.QUOTATION, by=None)
    decisions.say(listed, line_of(listed, headline(3)), Kind.ROLE, Role.PARAGRAPH, by=None)
    assert Decision.objects.count() == 2


def test_what_an_editor_said_a_headline_is_loses_no_article_to_one_deleted_since(tmp_path):
    run(write(tmp_path, page=listing(1, 2, 3)))
    listed = Capture.objects.get()
    decisions.say(listed, line_of(listed, headline(2)), Kind.ROLE, Role.PARAGRAPH, by=None)
    Article.objects.get(title=headline(1)).delete()
    known = placed()
    read_again([listed.pk])
    assert titles() == {headline(2), headline(3)}
    assert placed() == [(0, None), (1, headline(3))]
    (said,) = Outcome.objects.latest("pk").warnings
    assert "joined its lines to a deleted one, so it stays" in said
    undo.take_back(ImportRun.objects.latest("pk").pk)
    assert placed() == known
    assert titles() == {headline(2), headline(3)}


def test_an_article_that_a_word_made_stays_when_the_word_is_taken_back_below_a_deleted_one(listed):
    word = decisions.say(listed, line_of(listed, prose(1)[2]), Kind.BEGINS, by=None)
    read_again([listed.pk])
    assert len(made := titles() - {headline(2), headline(3)}) == 1
    read_again(decisions.take_back([word]))
    assert titles() == {headline(2), headline(3), *made}
    assert placed() == [(0, None), (1, headline(2)), (2, headline(3))]


def test_what_better_rules_join_to_a_deleted_article_goes_with_it(listed, monkeypatch):
    decide = infer.outline

    def without_the_second(*given, **options):
        found = decide(*given, **options)
        return replace(
            found, openings=[one for one in found.openings if one.first != line_of(listed, headline(2))]
        )

    monkeypatch.setattr(infer, "outline", without_the_second)
    run(rereads=True)
    assert titles() == {headline(3)}
