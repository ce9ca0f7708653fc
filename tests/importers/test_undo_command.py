"""``undo_import``: what the operator types, sees, and gets as exit status."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from articles.models import Article
from importers.models import ImportRun
from tests.importers.captures import article_page, headline, run, whole_tables, write
from tests.make import change

pytestmark = pytest.mark.django_db


def undo(*arguments: object) -> str:
    out = io.StringIO()
    call_command("undo_import", *map(str, arguments), stdout=out)
    return out.getvalue()


def refusal(*arguments: object) -> tuple[str, int]:
    with pytest.raises(CommandError) as refused:
        undo(*arguments)
    return str(refused.value), refused.value.returncode


@pytest.fixture
def number(tmp_path) -> int:
    run(write(tmp_path, one=article_page(1), two=article_page(2)))
    return ImportRun.objects.get().pk


def test_it_says_what_went_and_that_importing_brings_it_back(number):
    said = undo(number)
    assert "2 captures" in said
    assert "2 articles" in said
    assert f"Run {number} was taken back. Importing its files again" in said
    assert not Article.objects.exists()


def test_it_names_what_stays_and_why(number):
    change(Article.objects.get(title=headline(1)), title="Mine")
    said = undo(number)
    assert "Stays: article" in said
    assert "“Mine”. An editor changed it." in said
    assert "“one.txt”. An article that stays was read from it." in said


def test_a_dry_run_says_the_same_and_changes_nothing(number):
    before = whole_tables()
    tried = undo(number, "--dry-run").splitlines()
    assert whole_tables() == before
    assert tried[-1] == "This was a dry run: nothing was changed."
    assert undo(number).splitlines()[:-1] == tried[:-1]


def test_a_run_that_is_not_there_is_answered_with_the_newest(number):
    words, status = refusal(number + 7)
    assert status == 2
    assert f"There is no run {number + 7}. The newest are {number} (" in words


def test_without_any_run_it_says_so():
    assert refusal(1) == ("There is no run 1. There has been none yet.", 2)


def test_a_second_time_is_refused(number):
    undo(number)
    words, status = refusal(number)
    assert status == 1
    assert "taken back before" in words


def test_a_run_that_has_not_ended_is_refused_with_what_to_do(number):
    ImportRun.objects.update(state="running", finished_at=None)
    words, status = refusal(number)
    assert status == 1
    assert "--cut-off" in words
    assert "2 articles" in undo(number, "--cut-off")


def test_a_database_that_gives_up_is_told_in_a_sentence(number, monkeypatch):
    def fail(*given):
        raise OperationalError("disk I/O error")

    monkeypatch.setattr("importers.store.undo.remove", fail)
    words, status = refusal(number)
    assert (status, words) == (1, "The database gave up: disk I/O error. Nothing was changed.")
