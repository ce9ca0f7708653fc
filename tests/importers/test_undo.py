"""Taking a run back: what it brought goes, what an editor touched stays and is named, and nothing else changes."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection

from articles import publishing
from articles.models import Article, Picture, Revision, Topic
from articles.publishing import Refused
from importers import pipeline
from importers.models import (
    Capture,
    Decision,
    DoubtfulPair,
    EarlierReading,
    Extract,
    ImportRun,
    Outcome,
    Span,
    TopicSuggestion,
)
from importers.pipeline import Options, import_captures
from importers.prepare import Recognised
from importers.segments import Role
from importers.store import Order, Shelf, TakenBack, take_in, undo
from tests.importers.captures import (
    SAMPLES,
    article_page,
    headline,
    listing,
    prose,
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


def two_pages(folder):
    """A run of two articles on pages of their own; returns its number."""
    run(write(folder, one=article_page(1), two=article_page(2)), rights="own")
    return newest()


def test_invariant_10_a_run_of_new_files_taken_back_leaves_the_archive_as_it_was(tmp_path):
    run(write(tmp_path, page=article_page(40)), source="Valley Post")
    before = whole_tables(*LOG)
    run(SAMPLES, source="Samples")
    account = undo.take_back(newest())
    assert whole_tables(*LOG) == before
    assert not account.kept


def test_invariant_10_what_was_taken_back_comes_in_again_as_it_was():
    run(SAMPLES)
    before = contents()
    undo.take_back(newest())
    assert not Article.objects.exists()
    run(SAMPLES)
    assert contents() == before


def test_the_run_stays_as_a_record_of_what_went(tmp_path):
    number = two_pages(tmp_path)
    undo.take_back(number)
    record = ImportRun.objects.get()
    assert record.state == ImportRun.State.UNDONE
    assert record.undone_at is not None
    assert record.undone["removed"]["articles"] == 2
    assert record.undone["removed"]["captures"] == 2
    assert [outcome.capture for outcome in Outcome.objects.all()] == [None, None]


def test_looking_at_what_would_happen_changes_nothing(tmp_path):
    number = two_pages(tmp_path)
    before = whole_tables()
    foreseen = undo.foresee(number)
    assert whole_tables() == before
    assert undo.take_back(number) == foreseen
    assert foreseen.removed["articles"] == 2


def test_a_failure_in_the_middle_changes_nothing(tmp_path, monkeypatch):
    number = two_pages(tmp_path)
    before = whole_tables()

    def fail(*given):
        raise OSError("the disk is full")

    monkeypatch.setattr("importers.store.undo.settle", fail)
    with pytest.raises(OSError, match="full"):
        undo.take_back(number)
    assert whole_tables() == before


# What is refused


def test_a_run_is_taken_back_once(tmp_path):
    number = two_pages(tmp_path)
    undo.take_back(number)
    with pytest.raises(Refused, match="before"):
        undo.take_back(number)


def test_a_run_that_has_not_ended_is_refused_unless_it_was_cut_off(tmp_path):
    number = two_pages(tmp_path)
    ImportRun.objects.update(state=ImportRun.State.RUNNING, finished_at=None)
    with pytest.raises(Refused, match="not ended"):
        undo.take_back(number)
    assert undo.take_back(number, is_cut_off=True).removed["articles"] == 2


@pytest.mark.django_db(transaction=True)
def test_a_run_taken_back_while_it_is_at_work_ends(tmp_path, monkeypatch):
    monkeypatch.setattr("importers.readers.BATCH", 1)
    write(tmp_path, one=article_page(1), two=article_page(2))

    def take_back(done, total, results):
        undo.take_back(newest(), is_cut_off=True)

    with pytest.raises(TakenBack):
        import_captures([tmp_path], Options(), take_back)
    assert not Article.objects.exists()
    assert ImportRun.objects.get().state == ImportRun.State.UNDONE


def test_a_capture_that_was_taken_back_before_its_turn_is_told_and_not_lost(tmp_path):
    number = ImportRun.objects.create().pk
    gone = Recognised("page.txt", "page.txt", "0" * 64)
    (result,) = take_in([gone], 0, Shelf(), Order(number, None, "unknown"))
    assert (result.status, result.reason) == (
        "failed",
        "Was in, and was taken back in the meantime. Import it again.",
    )
    assert not Capture.objects.exists()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_capture_that_was_taken_back_while_it_was_read_again_does_not_come_back(
    tmp_path, monkeypatch, workers
):
    number = two_pages(tmp_path)

    def takes(*batch):
        undo.take_back(number)
        return take_in(*batch)

    monkeypatch.setattr(pipeline, "take_in", takes)
    result = run(rereads=True, workers=workers)
    assert [reason for _, reason in result.failed] == [
        "Was in, and was taken back in the meantime. Import it again."
    ] * 2
    assert not Capture.objects.exists()
    assert not Article.objects.exists()


def test_a_file_that_was_taken_back_comes_in_again_where_others_are_read_again(tmp_path):
    undo.take_back(two_pages(tmp_path))
    assert run(tmp_path, rereads=True).counts == {"created": 2}


def test_a_run_whose_captures_a_later_one_decided_again_waits_for_that(tmp_path):
    two_pages(tmp_path)
    first, second = (ImportRun.objects.create(state="done") for _ in range(2))
    for later in (first, second):
        EarlierReading.objects.create(run=later, capture=Capture.objects.first(), reading={})
    with pytest.raises(Refused, match=f"Take these back first: {second.pk}"):
        undo.take_back(first.pk)


def test_what_a_run_decided_again_is_read_as_before(tmp_path):
    two_pages(tmp_path)
    before = contents()
    Span.objects.filter(role=Role.PARAGRAPH).update(rule="an earlier rule")
    spans = sorted(Span.objects.values_list("capture", "first", "last", "role", "rule"))
    run(rereads=True)
    assert not Span.objects.filter(rule="an earlier rule").exists()
    account = undo.take_back(newest())
    assert sorted(Span.objects.values_list("capture", "first", "last", "role", "rule")) == spans
    assert contents() == before
    assert account.remarks[0] == "2 captures are read as before the run."


# What an editor touched


def edit(article: Article) -> None:
    change(article, title="What an editor wrote")


def publish(article: Article) -> None:
    publishing.publish(article)


def judge(article: Article) -> None:
    suggestion = TopicSuggestion.objects.filter(article=article, state="suggested").first()
    if suggestion is None:
        topic = Topic.objects.named("Valley")
        suggestion = TopicSuggestion.objects.create(
            article=article, topic=topic, term="x", count=1, confidence=0.5
        )
    suggestion.state = "rejected"
    suggestion.save()


def say_on_lines(article: Article) -> None:
    extract = article.extracts.get()
    Decision.objects.create(
        kind="role", anchor="a", value="caption", capture=extract.capture, line=extract.first
    )


def say_of_pair(article: Article) -> None:
    other = Extract.objects.exclude(article=article).get()
    DoubtfulPair.objects.create(
        earlier=other, later=article.extracts.get(), share=0.5, reason="x", verdict="different"
    )


def illustrate(article: Article) -> None:
    picture = Picture(credit="Archive", alt="A ferry")
    picture.file.save("ferry.jpg", ContentFile(b"x", name="ferry.jpg"))
    Article.objects.filter(pk=article.pk).update(picture=picture)


def log(article: Article) -> None:
    LogEntry.objects.create(
        user=User.objects.create_user("ed"),
        content_type=ContentType.objects.get_for_model(Article),
        object_id=str(article.pk),
        action_flag=CHANGE,
    )


@pytest.mark.parametrize("touch", [edit, publish, judge, say_on_lines, illustrate, log])
def test_invariant_10_what_an_editor_touched_stays_with_its_capture_and_is_named(tmp_path, touch):
    number = two_pages(tmp_path)
    article = Article.objects.get(title=headline(1))
    touch(article)
    kept = Article.objects.filter(pk=article.pk).values().get()
    account = undo.take_back(number)
    assert Article.objects.values().get() == kept
    title = Article.objects.get().title
    assert named(account) == {title: account.kept[0].why}
    assert named(account, "capture") == {"one.txt": "An article that stays was read from it."}
    assert Capture.objects.get().file_name == "one.txt"
    assert Extract.objects.get().article_id == article.pk
    assert Revision.objects.filter(article=article).exists()
    assert article.bylines.get().author.name == "Ilse Maren"


def test_two_articles_whose_pair_was_judged_both_stay(tmp_path):
    number = two_pages(tmp_path)
    say_of_pair(Article.objects.get(title=headline(1)))
    assert set(named(undo.take_back(number))) == {headline(1), headline(2)}


def test_invariant_6_what_an_editor_deleted_does_not_come_back(tmp_path):
    number = two_pages(tmp_path)
    Article.objects.get(title=headline(1)).delete()
    account = undo.take_back(number)
    assert headline(1) in named(account, "capture")["one.txt"]
    again = run(tmp_path)
    assert Article.objects.get().title == headline(2)
    assert again.counts == {"unchanged": 1, "created": 1}


def test_articles_beside_one_that_stays_come_in_again_when_their_capture_is_read_again(tmp_path):
    run(write(tmp_path, page=listing(1, 2, 3)))
    edit(Article.objects.get(title=headline(2)))
    undo.take_back(newest())
    assert Extract.objects.get().position == 0
    assert run(tmp_path).counts == {"unchanged": 1}
    run(tmp_path, rereads=True)
    titles = {headline(1), "What an editor wrote", headline(3)}
    assert set(Article.objects.values_list("title", flat=True)) == titles


def test_articles_beside_one_that_stays_go_and_their_lines_are_told_as_dropped(tmp_path):
    run(write(tmp_path, page=listing(1, 2)))
    edit(Article.objects.get(title=headline(1)))
    undo.take_back(newest())
    assert Article.objects.get().title == "What an editor wrote"
    capture = Capture.objects.get()
    lines = [number for span in Span.objects.all() for number in range(span.first, span.last + 1)]
    assert sorted(lines) == list(range(1, capture.line_count + 1))
    freed = Span.objects.filter(rule="taken_back")
    assert {span.role for span in freed} == {Role.UNKNOWN}
    assert any(prose(2)[0] in span.dropped_text for span in freed)
    assert not Span.objects.filter(extract=None, role=Role.PARAGRAPH).exists()


def test_taking_back_costs_as_many_queries_for_few_articles_as_for_many(tmp_path):
    counts = []
    for size in (2, 12):
        folder = write(tmp_path / str(size), **{f"p{n}": article_page(n) for n in range(size)})
        run(folder)
        with CountQueries() as count:
            undo.take_back(newest())
        counts.append(count.total)
    assert counts[1] <= counts[0] + 5


class CountQueries:
    def __enter__(self):
        self.total = 0
        self._wrapper = connection.execute_wrapper(self._count)
        self._wrapper.__enter__()
        return self

    def __exit__(self, *error):
        self._wrapper.__exit__(*error)

    def _count(self, execute, sql, params, many, context):
        self.total += 1
        return execute(sql, params, many, context)
