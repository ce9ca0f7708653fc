"""Two articles that may be one are judged by an editor; what becomes one can become two again, row for row."""

import pytest

from articles import body, editing, publishing
from articles.models import Article, Author, Topic
from articles.publishing import Refused
from importers.models import Decision, DoubtfulPair, Extract, Merging, Proposal, TopicSuggestion
from importers.store import merging
from tests.importers.captures import article_page, body_only, prose, run, whole_tables, write
from tests.make import change

pytestmark = pytest.mark.django_db

RUN = ("importers.ImportRun", "importers.Outcome")


def make_pair(tmp_path, **options) -> DoubtfulPair:
    """A text, and another one that quotes all of it between paragraphs of its own; each with a further copy."""
    quoting = "\n".join([*prose(2, 4), *prose(1, 6), *prose(3, 2)])
    run(write(tmp_path / "pair", a=body_only(1, 6), b=quoting), **options)
    return DoubtfulPair.objects.get()


def again(pair) -> DoubtfulPair:
    return DoubtfulPair.objects.get(pk=pair.pk)


def both(pair) -> tuple[Article, Article]:
    pair = again(pair)
    return pair.earlier.article, pair.later.article


def tables(*without: str) -> dict:
    """Every row, but what a merging that was taken back leaves behind by plan: its record and the history."""
    found = whole_tables("importers.Merging", "articles.Revision", *without)
    versions = [field.attname for field in Article._meta.concrete_fields]
    drop = {versions.index("version"), versions.index("changed_at")}
    found["articles.Article"] = [
        tuple(value for place, value in enumerate(row) if place not in drop)
        for row in found["articles.Article"]
    ]
    return found


def test_made_one_the_later_articles_witnesses_go_to_the_earlier_one(tmp_path):
    pair = make_pair(tmp_path)
    earlier, later = both(pair)
    merging.make_one(pair, by=None)
    article = Article.objects.get()
    assert article.pk == earlier.pk
    assert set(Extract.objects.values_list("article", flat=True)) == {article.pk}
    assert body.plain(article.body) == body.plain(later.body), "the longer text is the better reading"
    assert again(pair).verdict == "same"
    assert article.revisions.first().act == "merge"
    assert Extract.objects.exclude(duplicate_of=None).count() == 1
    assert article.version == earlier.version + 1


def test_invariant_10_what_became_one_is_made_two_again_row_for_row(tmp_path, admin_user):
    pair = make_pair(tmp_path)
    earlier, later = both(pair)
    topic = Topic.objects.create(name="Herons")
    later.topics.add(topic)
    later.set_bylines([(Author.objects.create(name="Ilse Maren"), "Ilse Maren")])
    TopicSuggestion.objects.create(
        article=later, topic=topic, state="applied", term="herons", count=2, confidence=0.9
    )
    before, revisions = tables(), list(later.revisions.values())
    merged = merging.make_one(pair, by=admin_user)
    assert topic in Article.objects.get().topics.all()
    assert tables() != before
    assert merging.take_back(merged, by=admin_user) == []
    assert tables() == before
    assert list(Article.objects.get(pk=later.pk).revisions.values()) == revisions
    acts = list(Article.objects.get(pk=earlier.pk).revisions.values_list("act", "user"))
    assert acts == [("restore", admin_user.pk), ("merge", admin_user.pk), ("import", None)]


def test_it_can_be_done_and_taken_back_again_and_again(tmp_path):
    pair = make_pair(tmp_path)
    before = tables()
    for _ in range(3):
        merging.take_back(merging.make_one(again(pair), by=None), by=None)
        assert tables() == before
    assert Merging.objects.count() == 3


def test_a_second_taking_back_is_refused(tmp_path):
    merged = merging.make_one(make_pair(tmp_path), by=None)
    merging.take_back(merged, by=None)
    with pytest.raises(Refused, match="taken back before"):
        merging.take_back(merged, by=None)


def test_the_article_that_an_editor_worked_on_is_kept(tmp_path):
    pair = make_pair(tmp_path)
    earlier, later = both(pair)
    change(later, title="What an editor wrote")
    before = tables()
    merged = merging.make_one(pair, by=None)
    article = Article.objects.get()
    assert (article.pk, article.title) == (later.pk, "What an editor wrote")
    merging.take_back(merged, by=None)
    assert tables() == before
    assert both(pair)[0].uid == earlier.uid


def test_a_published_article_is_kept_and_gets_proposals_only(tmp_path):
    pair = make_pair(tmp_path, rights="own")
    earlier, _ = both(pair)
    editing.confirm_title(earlier, by=None)
    edition = publishing.publish(earlier)
    before = tables()
    merged = merging.make_one(pair, by=None)
    article = Article.objects.get()
    assert article.body == earlier.body
    assert article.editions.get() == edition
    assert Proposal.objects.get(field="body").extract == again(pair).later
    merging.take_back(merged, by=None)
    assert tables() == before


def test_two_that_were_worked_on_are_not_made_one(tmp_path):
    pair = make_pair(tmp_path)
    for article in both(pair):
        change(article, title=f"Edited {article.pk}")
    before = whole_tables()
    with pytest.raises(Refused, match="by hand"):
        merging.make_one(pair, by=None)
    assert whole_tables() == before


def test_what_is_set_from_the_list_is_no_work_on_a_text(tmp_path):
    pair = make_pair(tmp_path)
    earlier, later = both(pair)
    for article in (earlier, later):
        editing.set_type(article, "analysis", by=None)
        editing.confirm_title(article, by=None)
    merging.make_one(pair, by=None)
    assert Article.objects.get().pk == earlier.pk


def test_what_an_editor_changed_since_stays_when_it_is_taken_back(tmp_path):
    pair = make_pair(tmp_path)
    earlier, _ = both(pair)
    merged = merging.make_one(pair, by=None)
    article = Article.objects.get()
    change(article, title="Written since", body=article.body.replace(prose(1)[2], "Written since."))
    assert merging.take_back(merged, by=None) == ["title"]
    article = Article.objects.get(pk=earlier.pk)
    assert article.title == "Written since"
    assert body.plain(article.body).split("\n") == [*prose(1, 6)[:2], "Written since.", *prose(1, 6)[3:]]
    assert Article.objects.count() == 2


def test_an_import_after_it_leaves_one_article_and_taking_back_keeps_the_newcomer(tmp_path):
    pair = make_pair(tmp_path)
    earlier, later = both(pair)
    merged = merging.make_one(pair, by=None)
    run(write(tmp_path / "more", page=article_page(1, author="", paragraphs=6)))
    assert Article.objects.count() == 1
    assert run(tmp_path / "pair").counts == {"unchanged": 2}
    newcomer = Extract.objects.latest("pk")
    merging.take_back(merged, by=None)
    newcomer.refresh_from_db()
    assert newcomer.article == earlier
    assert Extract.objects.get(pk=pair.later_id).article == later


def test_a_kept_article_that_was_deleted_since_stays_deleted(tmp_path):
    pair = make_pair(tmp_path)
    merged = merging.make_one(pair, by=None)
    Article.objects.get().delete()
    merging.take_back(merged, by=None)
    pair = again(pair)
    assert pair.earlier.article is None
    assert pair.later.article == Article.objects.get()


def test_what_became_part_of_a_third_is_taken_back_from_there_first(tmp_path):
    pair = make_pair(tmp_path)
    merged = merging.make_one(pair, by=None)
    run(write(tmp_path / "third", page=body_only(5)))
    third = Extract.objects.latest("pk")
    own = DoubtfulPair.objects.create(earlier=third, later=pair.earlier, share=0.5, reason="a test")
    above = merging.make_one(own, by=None)
    with pytest.raises(Refused, match="Take that back first"):
        merging.take_back(merged, by=None)
    merging.take_back(above, by=None)
    merging.take_back(merged, by=None)
    assert Article.objects.count() == 3
    assert not Extract.objects.filter(article=None).exists()


def test_what_is_gone_since_is_left_out_of_what_comes_back(tmp_path):
    pair = make_pair(tmp_path)
    _, later = both(pair)
    topic = Topic.objects.create(name="Herons")
    later.topics.add(topic)
    author = Author.objects.create(name="Ilse Maren")
    later.set_bylines([(author, "Ilse Maren")])
    merged = merging.make_one(pair, by=None)
    Article.objects.get().bylines.all().delete()
    topic.delete()
    author.delete()
    merging.take_back(merged, by=None)
    article = Article.objects.get(pk=later.pk)
    assert article.byline_names() == ["Ilse Maren"]
    assert topic.pk not in article.topics.values_list("pk", flat=True)


def test_two_articles_are_remembered_by_their_words(tmp_path, admin_user):
    pair = make_pair(tmp_path)
    merging.keep_apart(pair, by=admin_user)
    decision = Decision.objects.get()
    assert decision.kind == "apart"
    assert [decision.anchor, decision.value] == sorted([pair.earlier.fingerprint, pair.later.fingerprint])
    assert (again(pair).verdict, again(pair).decided_by) == ("different", admin_user)
    assert not DoubtfulPair.objects.waiting().exists()
    assert Article.objects.count() == 2


def test_that_they_are_two_can_be_thought_over(tmp_path):
    pair = make_pair(tmp_path)
    before = whole_tables()
    merging.keep_apart(pair, by=None)
    merging.think_again(again(pair), by=None)
    assert whole_tables() == before
    with pytest.raises(Refused):
        merging.think_again(again(pair), by=None)


@pytest.mark.parametrize("first", [merging.keep_apart, merging.make_one])
@pytest.mark.parametrize("then", [merging.keep_apart, merging.make_one])
def test_a_pair_is_decided_once(tmp_path, first, then):
    pair = make_pair(tmp_path)
    first(pair, by=None)
    with pytest.raises(Refused, match="in the meantime"):
        then(again(pair), by=None)


def test_a_pair_whose_article_was_deleted_waits_for_nobody(tmp_path):
    pair = make_pair(tmp_path)
    both(pair)[1].delete()
    assert not DoubtfulPair.objects.waiting().exists()
    assert not again(pair).is_waiting()
    with pytest.raises(Refused, match="deleted"):
        merging.make_one(again(pair), by=None)


def test_the_word_for_a_query_and_the_one_for_a_row_agree(tmp_path):
    pair = make_pair(tmp_path)
    assert again(pair).is_waiting()
    assert list(DoubtfulPair.objects.waiting()) == [pair]
    earlier, later = both(pair)
    Extract.objects.filter(article=later).update(article=earlier)
    assert not again(pair).is_waiting()
    assert not DoubtfulPair.objects.waiting().exists()


def test_what_was_judged_holds_when_all_captures_are_decided_again(tmp_path):
    pair = make_pair(tmp_path)
    merging.make_one(pair, by=None)
    before = whole_tables(*RUN)
    run(rereads=True)
    assert whole_tables(*RUN) == before
    merging.take_back(Merging.objects.get(), by=None)
    merging.keep_apart(again(pair), by=None)
    before = whole_tables(*RUN)
    run(rereads=True)
    assert whole_tables(*RUN) == before


def test_a_pair_of_which_one_text_was_read_away_in_the_meantime_is_refused(tmp_path):
    pair = make_pair(tmp_path)
    DoubtfulPair.objects.all().delete()
    with pytest.raises(Refused, match="none any more"):
        merging.make_one(pair, by=None)
