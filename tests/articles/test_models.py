from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles import slugs
from articles.models import (
    Article,
    Author,
    AuthorAlias,
    Byline,
    Edition,
    Picture,
    Revision,
    Source,
    Topic,
    TopicAlias,
)
from articles.models.article import EditConflict
from tests.make import change, make_article, make_author, make_edition

pytestmark = pytest.mark.django_db

SLUGS = [
    ("Ferry returns to the Lower Sarn", "ferry-returns-to-the-lower-sarn"),
    ("Ақтау қаласы", "ақтау-қаласы"),
    ("新华社 发布", "新华社-发布"),
    ("!!!", "article"),
    ("🐟🐟", "article"),
    ("word " * 40, "-".join(["word"] * 16)),
]


@pytest.mark.parametrize(("title", "slug"), SLUGS)
def test_every_headline_has_an_address(title: str, slug: str) -> None:
    assert slugs.slug(title, "article") == slug


def test_a_second_article_of_one_headline_has_an_address_of_its_own() -> None:
    assert [make_article(title="Flood").slug for _ in range(3)] == ["flood", "flood-2", "flood-3"]


def test_press_freedom_is_one_topic_and_case_does_not_matter() -> None:
    article = make_article()

    article.topics.add("press freedom", "Press Freedom", "ÉLAN", "élan")

    assert list(article.topics.names()) == ["press freedom", "ÉLAN"]
    assert slugs.topic_names("press freedom, Press  Freedom,mining,") == ["press freedom", "mining"]


def test_a_topic_name_of_nothing_that_can_be_seen_is_none() -> None:
    assert slugs.topic_names("\u200b, \u2028,\x00,min\u200bing") == ["mining"]


def test_an_alias_leads_to_the_topic_and_to_the_author() -> None:
    topic = Topic.objects.named("Lower Sarn", Topic.Kind.PLACE)
    TopicAlias.objects.create(topic=topic, name="The Sarn")
    author = make_author("Ilse Maren")
    AuthorAlias.objects.create(author=author, name="I. Maren")

    assert Topic.objects.named("the sarn") == topic
    assert Author.objects.named("i. maren") == author


def test_a_topic_without_letters_has_an_address() -> None:
    assert Topic.objects.named("!!!").slug == "topic"


def test_an_author_slug_never_holds_an_e_mail_address() -> None:
    assert Author.objects.create(name="maren@example.org").slug == "maren"
    with pytest.raises(IntegrityError), transaction.atomic():
        Author.objects.create(name="Other", slug="other@example.org")


def test_invariant_6_of_two_saves_from_one_version_the_second_is_refused() -> None:
    article = make_article()
    same = Article.objects.get()
    change(article, title="First")

    with pytest.raises(EditConflict):
        change(same, title="Second")
    assert Article.objects.get().title == "First"


def test_every_save_is_a_revision_and_saving_the_same_is_none() -> None:
    article = make_article()
    change(article, title="Second")
    change(article)

    assert list(article.revisions.values_list("number", flat=True)) == [2, 1]
    assert article.revisions.first().snapshot["title"] == "Second"


def test_a_changed_topic_or_byline_is_a_new_revision() -> None:
    article = make_article()
    article.topics.add("mining")
    with_topic = Revision.objects.record(article, Revision.Act.EDIT)
    article.set_bylines([(make_author(), "I. Maren")])
    with_byline = Revision.objects.record(article, Revision.Act.EDIT)

    assert (with_topic.number, with_byline.number) == (2, 3)


def test_invariant_11_what_is_saved_is_clean() -> None:
    article = make_article(title="A\u202e\x00B\nC", body="<script>x</script><p>ok</p>")

    assert (article.title, article.body) == ("AB C", "<p>ok</p>")


def test_invariant_11_every_name_and_word_that_readers_see_is_clean() -> None:
    raw, clean = "A\u202e\x00\ufffe\u200bB\nC", "AB C"
    picture = Picture.objects.create(alt=raw, caption=raw, credit=raw)
    article = make_article(title=raw, standfirst=raw, date_basis=raw, language="e\x00n")
    author = Author.objects.create(name=raw, bio=raw)
    topic = Topic.objects.create(name=raw, description=raw)
    article.set_bylines([(author, raw)])
    byline = Byline.objects.create(article=article, author=author, printed=raw, role=Byline.Role.EDITOR)

    assert (picture.alt, picture.caption, picture.credit) == (clean, clean, clean)
    assert (article.title, article.standfirst, article.date_basis, article.language) == (clean,) * 3 + ("en",)
    assert (author.name, author.bio, topic.name, topic.description) == (clean, "AB\nC", clean, "AB\nC")
    assert article.byline_names() == [clean, clean]
    assert byline.printed == Source.objects.create(name=raw).name == clean
    assert AuthorAlias.objects.create(author=author, name=raw + "2").name == f"{clean}2"
    assert TopicAlias.objects.create(topic=topic, name=raw + "2").name == f"{clean}2"
    assert Topic.objects.named(raw) == topic
    assert Author.objects.named(raw) == author


def test_invariant_7_a_date_comes_with_its_precision_or_not_at_all() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_article(first_published=date(2031, 4, 2))
    with pytest.raises(IntegrityError), transaction.atomic():
        make_article(first_published_precision=Article.Precision.DAY)
    with pytest.raises(ValidationError, match="together"):
        Article(title="x", slug="x", first_published=date(2031, 4, 2)).full_clean()


def test_bounds_of_a_date_stand_in_order() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_article(not_before=date(2031, 4, 2), not_after=date(2031, 4, 1))


def test_invariant_8_the_database_holds_no_edition_with_unknown_rights() -> None:
    edition = make_edition()
    edition.pk, edition.number, edition.superseded_at = None, 9, edition.published_at

    edition.rights = "unknown"
    with pytest.raises(IntegrityError, match="rights_are_known"), transaction.atomic():
        edition.save(force_insert=True)


def test_invariant_3_the_database_holds_no_change_without_a_note() -> None:
    edition = make_edition()
    edition.pk, edition.number, edition.superseded_at = None, 9, edition.published_at
    edition.kind = Edition.Kind.CORRECTION

    with pytest.raises(IntegrityError, match="change_has_a_note"), transaction.atomic():
        edition.save(force_insert=True)


def test_an_article_that_was_ever_published_cannot_be_deleted() -> None:
    article = make_edition().article

    with pytest.raises(IntegrityError):
        article.delete()
