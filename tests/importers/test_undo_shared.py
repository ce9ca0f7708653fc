"""Taking a run back whose articles other runs have too: each becomes what the others said of it."""

import pytest

from articles import publishing
from articles.models import Article, Author, Edition, Source
from importers.models import (
    Capture,
    DoubtfulPair,
    Extract,
    ImportRun,
    SketchKey,
    TopicSuggestion,
)
from importers.store import merging, undo
from tests.importers.captures import (
    article_page,
    body_only,
    headline,
    listing,
    run,
    whole_tables,
    write,
)
from tests.importers.test_pipeline import contents
from tests.make import change

pytestmark = pytest.mark.django_db

LOG = ("importers.ImportRun", "importers.Outcome")


def newest() -> int:
    return ImportRun.objects.latest("pk").pk


def named(account: undo.Account, what: str = "article") -> dict[str, str]:
    """What stays, by name, and why."""
    return {one.name: one.why for one in account.kept if one.what == what}


def edit(article: Article) -> None:
    change(article, title="What an editor wrote")


def test_an_article_of_two_runs_becomes_what_the_other_said(tmp_path):
    run(write(tmp_path / "first", page=body_only(1)))
    before = contents()
    article = Article.objects.get()
    run(write(tmp_path / "second", page=article_page(1, credit="Photo: Valley Post")))
    account = undo.take_back(newest())
    after = Article.objects.get()
    assert contents() == before
    assert (after.pk, after.title, after.slug) == (article.pk, article.title, article.slug)
    assert [revision.act for revision in after.revisions.all()] == ["import"] * 3
    assert [one.id for one in account.changed] == [article.pk]
    assert Extract.objects.get().duplicate_of is None
    assert not Author.objects.exists()


def test_what_the_first_run_said_alone_goes_when_the_second_stays(tmp_path):
    run(write(tmp_path / "first", page=article_page(1, credit="Photo: Valley Post")), rights="own")
    first = newest()
    run(write(tmp_path / "second", page=body_only(1)))
    article = Article.objects.get()
    undo.take_back(first)
    after = Article.objects.get()
    assert (after.pk, after.title_basis, after.first_published) == (article.pk, "supplied", None)
    assert after.picture is None
    assert not after.bylines.exists()
    assert after.rights == "unknown", "the run that is left said nothing of rights"
    assert Extract.objects.get().duplicate_of is None


@pytest.mark.parametrize("starts_later_with", ["licensed", "own"])
def test_rights_that_a_run_had_of_its_source_go_with_the_run(tmp_path, starts_later_with):
    licensor = Source.objects.create(name="Licensor", default_rights="licensed")
    run(write(tmp_path / "first", page=article_page(1)), source="Licensor")
    first = newest()
    run(write(tmp_path / "second", page=body_only(1)))
    Source.objects.filter(pk=licensor.pk).update(default_rights=starts_later_with)
    undo.take_back(first)
    after = Article.objects.get()
    assert (after.rights, after.source) == ("unknown", None)
    assert after.revisions.latest("number").snapshot["rights"] == "unknown"


def test_an_article_has_the_rights_of_the_source_that_is_left(tmp_path):
    Source.objects.create(name="Licensor", default_rights="licensed")
    run(write(tmp_path / "first", page=article_page(1)), rights="own")
    first = newest()
    run(write(tmp_path / "second", page=body_only(1)), source="Licensor")
    undo.take_back(first)
    assert Article.objects.get().rights == "licensed"


def test_an_article_is_found_by_later_imports_when_its_first_witness_is_gone(tmp_path):
    run(write(tmp_path / "first", page=listing(1)))
    first = newest()
    run(write(tmp_path / "second", page=article_page(1)))
    extract = Extract.objects.latest("pk")
    assert not SketchKey.objects.filter(extract_id=extract.pk).exists()
    undo.take_back(first)
    assert set(SketchKey.objects.values_list("extract_id", flat=True)) == {extract.pk}
    assert run(tmp_path / "first").counts == {"unchanged": 1}
    assert Article.objects.count() == 1


def test_invariant_6_what_an_editor_wrote_into_an_article_of_two_runs_stands(tmp_path):
    run(write(tmp_path / "first", page=body_only(1)))
    run(write(tmp_path / "second", page=article_page(1)))
    edit(Article.objects.get())
    account = undo.take_back(newest())
    after = Article.objects.get()
    assert after.title == "What an editor wrote"
    assert after.first_published is None, "what the editor left alone is read as the other capture has it"
    assert "headline" in named(account)["What an editor wrote"]
    assert Capture.objects.count() == 1


def test_invariant_1_a_published_article_of_two_runs_is_not_changed(tmp_path):
    run(write(tmp_path / "first", page=body_only(1)), rights="own")
    run(write(tmp_path / "second", page=article_page(1)))
    publishing.publish(Article.objects.get())
    before = whole_tables(*LOG, "importers.Creation")
    account = undo.take_back(newest())
    assert whole_tables(*LOG, "importers.Creation") == before
    assert list(named(account)) == [headline(1)]
    assert Edition.objects.current().count() == 1


def test_what_an_editor_made_one_stays_one_with_its_captures(tmp_path):
    run(write(tmp_path / "first", page=listing(1)))
    run(write(tmp_path / "second", page=listing(2)))
    earlier, later = Extract.objects.order_by("pk")
    pair = DoubtfulPair.objects.create(earlier=earlier, later=later, share=0.5, reason="half of it")
    merging.make_one(pair, by=None)
    before = whole_tables(*LOG, "importers.Creation")
    account = undo.take_back(newest())
    assert whole_tables(*LOG, "importers.Creation") == before
    assert list(named(account).values()) == ["An editor said whether it is the same as another."]


def test_what_was_made_one_and_two_again_can_be_taken_back(tmp_path):
    run(write(tmp_path / "first", page=listing(1)))
    run(write(tmp_path / "second", page=listing(2)))
    earlier, later = Extract.objects.order_by("pk")
    pair = DoubtfulPair.objects.create(earlier=earlier, later=later, share=0.5, reason="half of it")
    merging.take_back(merging.make_one(pair, by=None), by=None)
    undo.take_back(newest())
    assert Article.objects.get().title == headline(1)
    assert not DoubtfulPair.objects.exists()


def test_topics_are_suggested_with_evidence_that_is_still_there(tmp_path):
    run(write(tmp_path / "first", page=listing(1)))
    before = sorted(TopicSuggestion.objects.values_list("topic__name", "state", "capture", "line"))
    run(write(tmp_path / "second", page=article_page(1)))
    undo.take_back(newest())
    assert sorted(TopicSuggestion.objects.values_list("topic__name", "state", "capture", "line")) == before


def test_runs_taken_back_in_any_order_leave_nothing(tmp_path):
    run(
        write(tmp_path / "first", page=article_page(1, bio=["Ilse Maren covers rivers."])),
        source="Valley Post",
    )
    run(write(tmp_path / "second", page=article_page(2)), source="Valley Post")
    first, second = ImportRun.objects.order_by("pk").values_list("pk", flat=True)
    account = undo.take_back(first)
    author = Author.objects.get()
    assert (author.name, author.bio) == ("Ilse Maren", "")
    assert named(account, "source") == {"Valley Post": "Articles that stay have it."}
    undo.take_back(second)
    assert not any(whole_tables(*LOG).values())
