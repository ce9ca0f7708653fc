"""Importing again: nothing changes, another witness adds what it has, and the editor's word wins."""

import pytest

from articles import body, publishing
from articles.models import Article, Author, Edition, Revision, Topic
from importers.models import Capture, Extract, ImportRun, Outcome, Proposal, TopicSuggestion
from tests.importers.captures import (
    SAMPLES,
    article_page,
    body_only,
    headline,
    listing,
    prose,
    run,
    whole_tables,
    write,
)
from tests.make import change

pytestmark = pytest.mark.django_db

LOG = ("importers.ImportRun", "importers.Outcome")


def only_article() -> Article:
    return Article.objects.get()


def test_invariant_5_a_second_run_changes_no_row_but_is_written_down_itself():
    run(SAMPLES)
    before = whole_tables(*LOG)
    outcomes = list(Outcome.objects.order_by("pk").values())
    again = run(SAMPLES)
    assert whole_tables(*LOG) == before
    assert again.counts == {"unchanged": again.articles}
    assert list(Outcome.objects.order_by("pk").values())[: len(outcomes)] == outcomes
    assert ImportRun.objects.count() == 2


def test_a_file_under_another_name_is_recognised_by_its_bytes(tmp_path):
    run(write(tmp_path, page=listing(1)))
    before = whole_tables(*LOG)
    (tmp_path / "page.txt").rename(tmp_path / "other.txt")
    run(tmp_path)
    assert whole_tables(*LOG) == before


def test_the_same_bytes_twice_in_one_run_are_one_capture(tmp_path):
    result = run(write(tmp_path, a=listing(1), b=listing(1)))
    assert (result.captures, result.articles, Capture.objects.count()) == (2, 2, 1)
    first, second = Outcome.objects.order_by("position")
    assert (first.status, second.status) == ("new", "unchanged")
    assert first.capture == second.capture == Capture.objects.get()


def test_a_copy_with_the_headline_gives_it_to_the_article_and_its_address(tmp_path):
    run(write(tmp_path / "first", page=body_only(1)))
    supplied = only_article()
    result = run(write(tmp_path / "second", page=listing(1)))
    article = only_article()
    assert (article.pk, article.title, article.title_basis) == (supplied.pk, headline(1), "printed")
    assert article.slug != supplied.slug
    assert result.counts == {"updated": 1}
    assert [revision.act for revision in article.revisions.order_by("number")] == ["import", "import"]
    assert article.version == supplied.version + 1
    headless, titled = Extract.objects.order_by("pk")
    assert headless.duplicate_of == titled
    assert titled.duplicate_of is None


def test_a_longer_copy_gives_its_text(tmp_path):
    run(
        write(
            tmp_path / "first", page="\n\n".join(["18 May 2026", headline(1), " ".join(prose(1))[:300] + "…"])
        )
    )
    run(write(tmp_path / "second", page=listing(1)))
    assert body.plain(only_article().body) == "\n".join(prose(1))


def test_a_shorter_copy_changes_nothing_but_the_bound_it_adds(tmp_path):
    run(write(tmp_path / "first", page=body_only(1)))
    before = only_article()
    run(
        write(
            tmp_path / "second",
            page="\n\n".join(["18 May 2026", headline(1), " ".join(prose(1))[:300] + "…"]),
        )
    )
    article = only_article()
    assert article.body == before.body
    assert (before.not_after, str(article.not_after)) == (None, "2026-05-18")


def test_invariant_6_an_edited_headline_stands_and_the_printed_one_is_proposed(tmp_path):
    run(write(tmp_path / "first", page=body_only(1)))
    change(only_article(), title="What an editor wrote", title_basis="confirmed")
    result = run(write(tmp_path / "second", page=article_page(1, author="")))
    article = only_article()
    assert article.title == "What an editor wrote"
    assert str(article.first_published) == "2026-06-03", "what the editor left alone is still read better"
    assert result.counts == {"updated": 1}
    (doubt,) = [one for one in Extract.objects.latest("pk").doubts if one["code"] == "proposal"]
    assert headline(1) in doubt["words"]


def test_invariant_6_an_edited_paragraph_stands_while_another_is_read_better(tmp_path):
    first, *rest = prose(1)
    run(write(tmp_path / "first", page="\n".join([first, *rest[:-1]])))
    article = only_article()
    change(article, body=article.body.replace(rest[0], "What an editor wrote."))
    run(write(tmp_path / "second", page=listing(1)))
    assert body.plain(only_article().body).split("\n") == [first, "What an editor wrote.", *rest[1:]]


def test_invariant_6_a_published_article_gets_proposals_only(tmp_path):
    run(write(tmp_path / "first", page=body_only(1)), rights="own")
    article = only_article()
    change(article, title="As printed", title_basis="confirmed")
    publishing.publish(article)
    kept = (*LOG, "importers.Capture", "importers.Extract", "importers.Span", "importers.Proposal")
    tables = whole_tables(*kept)
    result = run(write(tmp_path / "second", page=article_page(1)))
    assert whole_tables(*kept) == tables
    assert set(Proposal.objects.values_list("field", "state")) == {
        ("headline", "open"),
        ("byline", "open"),
        ("when", "open"),
    }
    assert result.counts == {"proposed": 1}
    words = " ".join(doubt["words"] for doubt in Extract.objects.latest("pk").doubts)
    assert headline(1) in words
    assert "published" in words


def test_invariant_1_a_withdrawn_article_stays_withdrawn(tmp_path):
    run(write(tmp_path / "first", page=listing(1)), rights="own")
    article = only_article()
    publishing.publish(article)
    publishing.withdraw(Article.objects.get(), note="On request.")
    run(write(tmp_path / "second", page=article_page(1)))
    assert not Edition.objects.current().exists()
    assert Article.objects.count() == 1


def test_invariant_6_a_deleted_article_does_not_come_back(tmp_path):
    run(write(tmp_path / "first", page=listing(1, 2)))
    Article.objects.get(title=headline(1)).delete()
    result = run(write(tmp_path / "second", page=body_only(1)))
    assert result.counts == {"declined": 1}
    assert Article.objects.get().title == headline(2)
    assert run(tmp_path / "first").counts == {"unchanged": 2}
    assert Article.objects.count() == 1


def test_a_topic_that_an_editor_took_off_or_rejected_stays_off(tmp_path):
    wrestling = [f"Uzbekistan has {number} wrestlers." for number in range(4)]
    run(write(tmp_path / "first", page="\n".join([*prose(1), *wrestling])))
    article = only_article()
    topic = Topic.objects.get(name="Uzbekistan")
    assert topic in article.topics.all()
    article.topics.remove(topic)
    TopicSuggestion.objects.filter(topic=topic).update(state="rejected")
    titled = "\n\n".join(
        ["18 May 2026", "Uzbekistan Trains Its Wrestlers for Uzbekistan", *prose(1), *wrestling]
    )
    result = run(write(tmp_path / "second", page=titled))
    assert result.counts == {"updated": 1}
    assert topic not in only_article().topics.all()
    assert TopicSuggestion.objects.get(topic=topic).state == "rejected"


def test_new_topics_of_a_better_reading_tag_the_article_and_are_in_its_history(tmp_path):
    run(write(tmp_path / "first", page=body_only(1)))
    titled = listing(1, titles={1: "Uzbekistan Asks Uzbekistan What Became of Uzbekistan’s Sturgeon"})
    run(write(tmp_path / "second", page=titled))
    topic = Topic.objects.get(name="Uzbekistan")
    assert topic in only_article().topics.all()
    newest = Revision.objects.order_by("number").last()
    assert topic.pk in newest.snapshot["topics"]


def test_a_byline_that_came_later_is_tied(tmp_path):
    run(write(tmp_path / "first", page=body_only(1)))
    run(write(tmp_path / "second", page=article_page(1, author="Tobin Aresk")))
    assert only_article().byline_names() == ["Tobin Aresk"]
    assert Author.objects.count() == 1
    assert Revision.objects.order_by("number").last().snapshot["bylines"][0]["printed"] == "Tobin Aresk"


def test_what_a_copy_has_otherwise_is_said(tmp_path):
    run(write(tmp_path, a=listing(1), b=listing(1, titles={1: "Another Headline for the Same Old Text"})))
    doubts = [doubt for extract in Extract.objects.all() for doubt in extract.doubts]
    assert [doubt["code"] for doubt in doubts] == ["headline_differs"]


def test_an_article_in_many_captures_is_one(tmp_path):
    pages = {f"p{number}": listing(1, day=f"{number} May 2026") for number in range(1, 12)}
    result = run(write(tmp_path, **pages))
    assert Article.objects.count() == 1
    assert result.counts == {"created": 1, "unchanged": 10}
    assert str(only_article().not_after) == "2026-05-01"
    assert Extract.objects.filter(duplicate_of=None).count() == 1
