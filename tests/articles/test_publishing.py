from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition, Revision, Rights
from articles.models.article import EditConflict
from articles.publishing import Refused
from tests.make import change, make_article, make_edition

pytestmark = pytest.mark.django_db

BLOCKERS = [
    ("unknown rights", {"rights": Rights.UNKNOWN}, "rights are unknown"),
    ("no headline", {"title": ""}, "no headline"),
    ("an unconfirmed supplied headline", {"title_basis": Article.TitleBasis.SUPPLIED}, "supplied"),
    ("an empty body", {"body": "<p> </p>"}, "no text"),
]


@pytest.mark.parametrize(("what", "fields", "words"), BLOCKERS, ids=[row[0] for row in BLOCKERS])
def test_publication_is_refused_with_a_reason_for(what: str, fields: dict[str, str], words: str) -> None:
    article = make_article(**fields)

    with pytest.raises(Refused, match=words):
        publishing.publish(article)

    assert not Edition.objects.exists()
    assert article.version == Article.objects.get().version == 0


def test_invariant_1_readers_see_the_edition_and_not_the_working_copy() -> None:
    article = make_edition(title="As published").article

    change(article, title="Edited since", body="<p>Other words.</p>")

    current = Edition.objects.current().get()
    assert (current.number, current.title, current.plain) == (1, "As published", "The ferry runs again.")


def test_publishing_again_makes_edition_2_and_ends_edition_1() -> None:
    article = make_edition().article
    change(article, body="<p>The ferry runs on Mondays.</p>")

    second = publishing.publish(article, kind=Edition.Kind.UPDATE, note="The days were added.")

    first = Edition.objects.get(number=1)
    assert second.number == 2
    assert first.superseded_at == second.published_at
    assert Edition.objects.current().get() == second
    assert second.first_published_here == first.published_at


def test_invariant_3_only_a_typo_goes_without_a_note() -> None:
    article = make_edition(body="<p>the ao-called plan</p>").article
    change(article, body="<p>the so-called plan</p>")

    with pytest.raises(Refused, match="note to readers"):
        publishing.publish(article, kind=Edition.Kind.CORRECTION)
    assert publishing.publish(article, kind=Edition.Kind.TYPO).note == ""


def test_invariant_3_a_changed_number_is_never_a_typo() -> None:
    article = make_edition(body="<p>It cost 30 crowns.</p>").article
    change(article, body="<p>It cost 40 crowns.</p>")

    with pytest.raises(Refused, match="more than a typo"):
        publishing.publish(article, kind=Edition.Kind.TYPO)


def test_publishing_without_a_change_is_refused() -> None:
    article = make_edition().article

    with pytest.raises(Refused, match="Nothing was changed"):
        publishing.publish(article, kind=Edition.Kind.UPDATE, note="Nothing.")


def test_invariant_1_a_withdrawn_article_is_gone_and_can_come_back() -> None:
    article = make_edition().article

    publishing.withdraw(article, note="Published by mistake.")

    assert not Edition.objects.current().exists()
    back = publishing.publish(article, kind=Edition.Kind.UPDATE, note="It was right after all.")
    assert Edition.objects.current().get() == back
    assert back.number == 3


def test_withdrawing_needs_a_reason_and_something_to_withdraw() -> None:
    with pytest.raises(Refused, match="not published"):
        publishing.withdraw(make_article(), note="x")
    with pytest.raises(Refused, match="Say why"):
        publishing.withdraw(make_edition(title="Another").article, note=" ")


def test_a_scheduled_edition_appears_by_its_time_and_not_before() -> None:
    article = make_article()
    later = timezone.now() + timedelta(hours=2)

    edition = publishing.publish(article, at=later)

    assert not Edition.objects.current().exists()
    assert Edition.objects.as_of(later).get() == edition


def test_withdrawing_before_a_scheduled_change_ends_both() -> None:
    article = make_edition().article
    change(article, title="A new name")
    later = timezone.now() + timedelta(hours=2)
    publishing.publish(article, kind=Edition.Kind.UPDATE, note="Renamed.", at=later)

    publishing.withdraw(article, note="No longer.")

    assert not Edition.objects.current().exists()
    assert not Edition.objects.as_of(later + timedelta(hours=1)).exists()


def test_a_moment_that_is_past_is_refused() -> None:
    with pytest.raises(Refused, match="past"):
        publishing.publish(make_article(), at=timezone.now() - timedelta(minutes=1))


def test_of_two_who_publish_at_once_one_does() -> None:
    article = make_article()
    same = Article.objects.get()
    publishing.publish(article)

    with pytest.raises(EditConflict):
        publishing.publish(same)
    assert Edition.objects.count() == 1


def test_two_published_articles_never_share_an_address() -> None:
    make_edition(title="One", slug="one")
    other = make_edition(title="Two", slug="two").article
    Article.objects.filter(slug="one").update(slug="uno")
    change(other, slug="one")

    with pytest.raises(Refused, match="address"):
        publishing.publish(other, kind=Edition.Kind.UPDATE, note="New address.")


def test_an_edition_keeps_bylines_topics_and_date_as_they_were() -> None:
    edition = make_edition(
        authors=["Ilse Maren", "Tomas Ode"],
        topics=["press freedom"],
        first_published=date(2031, 4, 2),
        first_published_precision=Article.Precision.DAY,
    )
    edition.article.set_bylines([])
    edition.article.topics.clear()

    edition.refresh_from_db()
    assert [line.printed for line in edition.bylines.all()] == ["Ilse Maren", "Tomas Ode"]
    assert [topic.name for topic in edition.topics.all()] == ["press freedom"]
    assert edition.first_published == date(2031, 4, 2)


def test_the_row_and_the_query_agree_on_what_is_current() -> None:
    now = timezone.now()
    article = make_edition().article
    change(article, title="Renamed")
    publishing.publish(article, kind=Edition.Kind.UPDATE, note="Renamed.")
    publishing.publish(make_article(title="Later"), at=now + timedelta(days=1))
    gone = make_edition(title="Gone").article
    publishing.withdraw(gone, note="Gone.")

    for moment in (now - timedelta(days=1), timezone.now(), now + timedelta(days=2)):
        by_query = set(Edition.objects.as_of(moment))
        assert by_query == {edition for edition in Edition.objects.all() if edition.is_current(moment)}


def test_publishing_writes_down_what_was_not_yet_a_revision() -> None:
    article = Article.objects.create(title="T", body="<p>b</p>", rights=Rights.OWN)

    edition = publishing.publish(article)

    assert edition.revision == Revision.objects.get()
