"""Topics of an import: one for all spellings of a name, and what an editor said of one outlives the next import."""

import pytest

from articles.models import Article, Topic
from importers.admin import judging
from importers.models import TopicSuggestion
from tests.importers.captures import headline, prose, run, write

pytestmark = pytest.mark.django_db


def about(number: int, name: str) -> str:
    """A page that names an organisation in each of its paragraphs."""
    told = [f"{paragraph} A delegation of {name} was there." for paragraph in prose(number)]
    return "\n\n".join(["18 May 2026", headline(number), *told])


def named(name: str) -> list[str]:
    return list(Topic.objects.filter(key=name.lower()).values_list("name", flat=True))


def test_two_spellings_of_a_name_in_one_batch_are_one_topic(tmp_path):
    run(write(tmp_path, one=about(1, "Fifa"), two=about(2, "FIFA")))
    assert Article.objects.count() == 2
    assert named("fifa") == ["Fifa"]
    assert TopicSuggestion.objects.filter(topic__key="fifa").count() == 2


def test_a_topic_is_found_by_whatever_spelling_a_later_import_has(tmp_path):
    Topic.objects.create(name="FiFa")
    run(write(tmp_path / "first", one=about(1, "Fifa"), two=about(2, "FIFA")))
    run(write(tmp_path / "second", three=about(3, "FIFA")))
    assert named("fifa") == ["FiFa"]
    assert TopicSuggestion.objects.filter(topic__key="fifa").count() == 3


def test_a_topic_that_an_editor_accepted_stays_on_the_article_when_a_better_capture_comes(
    tmp_path, admin_user
):
    told = "\n\n".join(f"Uzbekistan was there. {paragraph}" for paragraph in prose(1))
    run(write(tmp_path / "first", page=told))
    applied = TopicSuggestion.objects.get(topic__name="Uzbekistan", state=TopicSuggestion.State.APPLIED)
    judging.accept(applied, by=admin_user)
    run(write(tmp_path / "second", page=f"18 May 2026\n\n{headline(1)}\n\n{told}"))
    article = Article.objects.get()
    assert article.title == headline(1)
    assert article.topic_suggestions.get(topic__name="Uzbekistan").state == TopicSuggestion.State.ACCEPTED
    assert "Uzbekistan" in article.topics.names()


def test_what_the_import_itself_applied_is_applied_anew_by_a_better_capture(tmp_path):
    told = "\n\n".join(f"Uzbekistan was there. {paragraph}" for paragraph in prose(1))
    run(write(tmp_path / "first", page=told))
    run(write(tmp_path / "second", page=f"18 May 2026\n\n{headline(1)}\n\n{told}"))
    applied = TopicSuggestion.objects.filter(state=TopicSuggestion.State.APPLIED)
    tags = Article.objects.get().topics.names()
    assert sorted(tags) == sorted(applied.values_list("topic__name", flat=True))
