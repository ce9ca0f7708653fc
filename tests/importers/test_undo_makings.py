"""Taking a run back: people, topics, a source, biographies go where nobody uses them and no editor worked on them."""

import pytest
from django.db import connection

from articles.models import Author, Source, Topic, TopicAlias
from importers.models import (
    Creation,
    ImportRun,
)
from importers.store import undo
from importers.store.names import digest_of_bio
from importers.store.rows import IN_A_QUERY
from importers.store.undo.biographies import empty_biographies
from importers.store.undo.plan import Plan
from tests.importers.captures import (
    article_page,
    run,
    whole_tables,
    write,
)

pytestmark = pytest.mark.django_db

LOG = ("importers.ImportRun", "importers.Outcome")


def newest() -> int:
    return ImportRun.objects.latest("pk").pk


def named(account: undo.Account, what: str = "article") -> dict[str, str]:
    """What stays, by name, and why."""
    return {one.name: one.why for one in account.kept if one.what == what}


def two_pages(folder):
    """A run of two articles on pages of their own; returns its number."""
    run(write(folder, one=article_page(1), two=article_page(2)), rights="own")
    return newest()


def test_a_biography_that_an_editor_wrote_anew_stays_with_its_author(tmp_path):
    run(write(tmp_path, page=article_page(1, bio=["Ilse Maren covers rivers."])))
    author = Author.objects.get()
    assert author.bio == "Ilse Maren covers rivers."
    author.bio = "Covers rivers, and knows them."
    author.save()
    account = undo.take_back(newest())
    assert Author.objects.get().bio == "Covers rivers, and knows them."
    assert list(named(account, "author")) == ["Ilse Maren"]


def test_a_biography_of_somebody_known_before_is_taken_back(tmp_path):
    Author.objects.create(name="Ilse Maren")
    before = whole_tables(*LOG)
    run(write(tmp_path, page=article_page(1, bio=["Ilse Maren covers rivers."])))
    assert undo.take_back(newest()).removed["biographies"] == 1
    assert whole_tables(*LOG) == before


def test_a_biography_that_another_run_brought_too_is_told_again(tmp_path):
    bio = ["Ilse Maren covers rivers."]
    run(write(tmp_path / "first", page=article_page(1, bio=bio)))
    first = newest()
    run(write(tmp_path / "second", page=article_page(2, bio=bio)))
    undo.take_back(first)
    assert Author.objects.get().bio == bio[0]
    undo.take_back(newest())
    assert not any(whole_tables(*LOG).values())


def describe(topic: Topic) -> None:
    topic.description = "What the valley lives on."
    topic.save()


def alias(topic: Topic) -> None:
    TopicAlias.objects.create(topic=topic, name="The name that an editor gave")


@pytest.mark.parametrize("touch", [describe, alias])
def test_a_topic_that_an_editor_worked_on_stays(tmp_path, touch):
    number = two_pages(tmp_path)
    topic = Topic.objects.first()
    assert topic is not None
    touch(topic)
    account = undo.take_back(number)
    assert Topic.objects.get() == topic
    assert list(named(account, "topic")) == [topic.name]


def test_a_source_that_an_editor_worked_on_stays(tmp_path):
    run(write(tmp_path, page=article_page(1)), source="Valley Post")
    Source.objects.update(address="https://valley-post.example/")
    account = undo.take_back(newest())
    assert named(account, "source") == {"Valley Post": "An editor worked on it."}


def test_a_source_that_a_run_at_work_was_given_stays(tmp_path):
    run(write(tmp_path, page=article_page(1)), source="Valley Post")
    number = newest()
    ImportRun.objects.create(arguments={"source": "Valley Post"})
    assert list(named(undo.take_back(number), "source")) == ["Valley Post"]


def test_a_run_without_a_record_of_what_it_made_leaves_people_and_topics_and_says_so(tmp_path):
    number = two_pages(tmp_path)
    Creation.objects.all().delete()
    account = undo.take_back(number)
    assert Author.objects.exists()
    assert "no record" in account.remarks[0]


def test_a_later_run_that_was_given_the_same_files_is_named(tmp_path):
    number = two_pages(tmp_path)
    run(tmp_path)
    account = undo.take_back(number)
    assert f"run {newest()}" in account.remarks[0]


def test_however_much_stays_no_query_asks_for_more_than_it_can_hold():
    kept = range(1, 3 * IN_A_QUERY)
    plan = Plan(
        ImportRun.objects.create().pk, kept=dict.fromkeys(kept, "It was published."), staying=set(kept)
    )
    author = Author.objects.create(name="Ilse Maren", bio="Covers rivers.")
    made = Creation(what=Creation.What.BIOGRAPHY, object_id=author.pk, digest=digest_of_bio(author.bio))
    asked = []

    def count(execute, sql, params, many, context):
        asked.append(len(params or ()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        undo._name_what_stays(plan, undo.Account())
        empty_biographies([made], plan, undo.Account())
    assert max(asked) <= IN_A_QUERY + 1
