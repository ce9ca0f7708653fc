"""Taking a run back from its page: what goes and what stays is shown first, and is what then happens."""

import pytest
from django.contrib.admin.models import LogEntry

from articles.models import Article
from importers.admin import undoing
from importers.models import ImportRun
from tests.desk.making import filled, sign_in
from tests.importers.captures import article_page, headline, run, whole_tables, write
from tests.make import change

pytestmark = pytest.mark.django_db

RIGHTS = ("view_importrun", "change_importrun", "delete_article")


@pytest.fixture
def number(tmp_path) -> int:
    run(write(tmp_path, one=article_page(1), two=article_page(2)))
    return ImportRun.objects.get().pk


def page(number: int, act: str = "undo") -> str:
    return f"/admin/importers/importrun/{number}/{act}/"


def test_the_page_shows_what_goes_and_what_stays_and_changes_nothing(client, number):
    sign_in(client, *RIGHTS)
    change(Article.objects.get(title=headline(1)), title="Mine")
    before = whole_tables()
    html = client.get(page(number)).content.decode()
    assert whole_tables() == before
    for words in ("1 capture, 1 article", "Mine</a>", "An editor changed it.", "one.txt</a>"):
        assert words in html


def test_its_button_takes_the_run_back_and_the_record_stands_on_the_page_of_the_run(client, number):
    editor = sign_in(client, *RIGHTS)
    change(Article.objects.get(title=headline(1)), title="Mine")
    answer = client.post(page(number), filled(client.get(page(number))), follow=True)
    assert Article.objects.get().title == "Mine"
    assert answer.redirect_chain == [(page(number, "change"), 302)]
    html = answer.content.decode()
    for words in (
        "Taken back on",
        "These went: 1 capture, 1 article",
        "These stayed",
        "An editor changed it.",
    ):
        assert words in html
    assert "Take this run back" not in html
    assert "Taken back: " in LogEntry.objects.get(user=editor).get_change_message()


def test_what_changed_since_it_was_shown_is_shown_again_first(client, number):
    sign_in(client, *RIGHTS)
    shown = filled(client.get(page(number)))
    change(Article.objects.get(title=headline(1)), title="Mine")
    before = whole_tables()
    answer = client.post(page(number), shown)
    assert answer.status_code == 409
    assert "is not what would happen now" in answer.content.decode()
    assert whole_tables() == before
    client.post(page(number), filled(answer))
    assert Article.objects.get().title == "Mine"


def test_a_run_is_offered_to_be_taken_back_to_those_who_may(client, number):
    sign_in(client, "view_importrun", name="looker")
    assert "Take this run back" not in client.get(page(number, "change")).content.decode()
    sign_in(client, *RIGHTS, name="chief")
    assert page(number) in client.get(page(number, "change")).content.decode()


@pytest.mark.parametrize("lacking", ["change_importrun", "delete_article"])
def test_who_may_not_change_runs_or_delete_articles_takes_none_back(client, number, lacking):
    sign_in(client, *(right for right in RIGHTS if right != lacking))
    assert client.get(page(number)).status_code == 403
    assert client.post(page(number), {"confirm": "x"}).status_code == 403
    assert Article.objects.count() == 2


def test_a_run_that_has_not_ended_says_what_to_do(client, number):
    sign_in(client, *RIGHTS)
    ImportRun.objects.update(state="running", finished_at=None)
    html = client.get(page(number)).content.decode()
    assert "It has not ended" in html
    assert 'value="Take the run back"' not in html
    shown = client.get(page(number) + "?cut_off=1")
    client.post(page(number) + "?cut_off=1", filled(shown))
    assert not Article.objects.exists()


def test_a_run_taken_back_before_is_refused(client, number):
    sign_in(client, *RIGHTS)
    shown = filled(client.get(page(number)))
    client.post(page(number), shown)
    answer = client.post(page(number), shown)
    assert answer.status_code == 409
    assert "It was taken back before" in answer.content.decode()


def test_a_run_that_is_too_large_for_a_request_is_left_to_the_command(client, number, monkeypatch):
    monkeypatch.setattr(undoing, "MOST", 1)
    sign_in(client, *RIGHTS)
    html = client.get(page(number)).content.decode()
    assert f"manage.py undo_import {number}" in html
    assert client.post(page(number), {"confirm": "x"}).status_code == 409
    assert Article.objects.count() == 2


def test_a_run_that_is_not_there_is_not_found(client):
    sign_in(client, *RIGHTS)
    assert client.get(page(1)).status_code == 404
