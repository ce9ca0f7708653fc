"""Two articles of which an editor said that they are two are never made one, and nobody is asked again."""

import pytest

from articles.models import Article
from importers.models import Decision, DoubtfulPair, Extract
from tests.importers.captures import body_only, headline, prose, run, write

pytestmark = pytest.mark.django_db

Verdict = DoubtfulPair.Verdict


def say_apart(one: Extract, other: Extract) -> None:
    anchor, value = sorted([one.fingerprint, other.fingerprint])
    Decision.objects.create(kind="apart", anchor=anchor, value=value)


def doubtful(tmp_path) -> DoubtfulPair:
    """Two articles that may be one: the second has the first's text with a line behind it that may be a headline."""
    run(write(tmp_path / "one", a=body_only(1)))
    run(write(tmp_path / "two", b="\n".join([*prose(1), "An Afterword", *prose(3)])))
    return DoubtfulPair.objects.get()


def test_texts_that_are_the_same_are_two_articles_where_an_editor_said_so(tmp_path):
    first = write(tmp_path / "first", a=body_only(1))
    second = write(tmp_path / "second", b="\n".join([*prose(1)[:3], prose(1)[3][:-20]]))
    run(first)
    run(second)
    assert Article.objects.count() == 1
    say_apart(*Extract.objects.all())
    Extract.objects.get(capture__file_name="b.txt").capture.delete()
    run(second)
    assert Article.objects.count() == 2
    assert not DoubtfulPair.objects.exists()


def test_a_pair_that_was_judged_is_not_asked_again_for_another_copy(tmp_path):
    pair = doubtful(tmp_path)
    DoubtfulPair.objects.update(verdict=Verdict.DIFFERENT)
    copy = write(tmp_path / "three", c=headline(1) + "\n\n" + body_only(1))
    run(copy)
    assert list(DoubtfulPair.objects.values_list("pk", flat=True)) == [pair.pk]
    third = Extract.objects.get(capture__file_name="c.txt")
    assert third.article == pair.earlier.article
    assert "may_be_same" not in [doubt["code"] for doubt in third.doubts]


def test_without_that_word_the_other_copy_is_asked_about(tmp_path):
    doubtful(tmp_path)
    run(write(tmp_path / "three", c=headline(1) + "\n\n" + body_only(1)))
    assert DoubtfulPair.objects.count() == 2


def test_the_word_holds_when_all_was_taken_away_and_comes_in_again(tmp_path):
    pair = doubtful(tmp_path)
    say_apart(pair.earlier, pair.later)
    folders = (tmp_path / "one", tmp_path / "two")
    for capture in (pair.earlier.capture, pair.later.capture):
        capture.delete()
    Article.objects.all().delete()
    run(*folders)
    assert Article.objects.count() == 2
    assert not DoubtfulPair.objects.exists()
