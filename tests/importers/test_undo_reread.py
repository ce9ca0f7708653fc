"""Runs that decided captures of other runs again, and taking both back: nothing comes back, and rights are kept."""

from dataclasses import replace

import pytest

from articles import editing
from articles.models import Article, Source
from importers import infer
from importers.decided import Kind
from importers.models import Capture, EarlierReading, ImportRun
from importers.outline.decision import Outline
from importers.pipeline import read_again
from importers.store import decisions, undo
from tests.importers.captures import headline, listing, prose, run, write

pytestmark = pytest.mark.django_db


def split(user) -> None:
    """Say of the second article of the only capture that another one begins in it, and read the capture again."""
    capture = Capture.objects.get()
    lines = capture.content.decode().split("\n")
    number = next(at for at, line in enumerate(lines, 1) if line == prose(2)[2])
    decisions.say(capture, number, Kind.BEGINS, by=user)
    read_again([capture.pk])


def as_one(found: Outline) -> Outline:
    """The page taken for one article."""
    return replace(found, openings=found.openings[:1])


def rights() -> list[tuple[int, str]]:
    return list(Article.objects.order_by("pk").values_list("pk", "rights"))


def test_what_went_with_its_run_does_not_come_back_with_a_later_one(tmp_path, admin_user):
    run(write(tmp_path, page=listing(1, 2, 3)), rights="own")
    first = ImportRun.objects.get().pk
    split(admin_user)
    second = ImportRun.objects.latest("pk").pk
    editing.set_type(Article.objects.get(title=headline(1)), "opinion", by=admin_user)
    undo.take_back(first)
    left = rights()
    assert not Article.objects.filter(title=headline(3)).exists()
    account = undo.take_back(second)
    assert rights() == left
    assert account.remarks == ["1 capture stays read as now: what brought it in was taken back before."]
    assert not EarlierReading.objects.exists()


def test_an_article_made_by_reading_again_has_the_rights_its_capture_came_in_with(tmp_path, admin_user):
    run(write(tmp_path, page=listing(1, 2, 3)), rights="own")
    split(admin_user)
    assert [said for _, said in rights()] == ["own"] * 4


def test_an_article_made_by_reading_again_has_the_rights_that_its_source_starts_with(tmp_path, admin_user):
    Source.objects.create(name="Licensor", default_rights="licensed")
    run(write(tmp_path, page=listing(1, 2, 3)), source="Licensor")
    split(admin_user)
    assert [said for _, said in rights()] == ["licensed"] * 4


@pytest.mark.parametrize("said", ["unknown", "licensed"])
def test_what_the_operator_says_of_rights_when_reading_again_holds_for_what_is_made(
    tmp_path, said, monkeypatch
):
    headline(0)  # the samples are read once, and must be read well
    decide = infer.outline
    monkeypatch.setattr(infer, "outline", lambda *given, **more: as_one(decide(*given, **more)))
    run(write(tmp_path, page=listing(1, 2)), rights="own")
    monkeypatch.undo()
    run(tmp_path, rereads=True, rights=said)
    assert [found for _, found in rights()] == ["own", said]


@pytest.mark.parametrize("by_operator", [False, True])
def test_an_article_that_comes_back_when_readings_are_taken_back_has_its_rights(
    tmp_path, admin_user, by_operator
):
    run(write(tmp_path, page=listing(1, 2, 3)), rights="own")
    capture = Capture.objects.get()
    lines = capture.content.decode().split("\n")
    decisions.say(capture, lines.index(headline(3)) + 1, Kind.GOES_ON, by=admin_user)
    if by_operator:
        run(tmp_path, rereads=True, rights="unknown")
    else:
        read_again([capture.pk])
    assert Article.objects.count() == 2
    undo.take_back(ImportRun.objects.latest("pk").pk)
    assert [said for _, said in rights()] == ["own"] * 3
