"""An address belongs to one article at a time, and what was never shown is not told of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition
from articles.publishing import Refused
from tests.make import change, make_article, make_edition
from tests.paper.reading import text_of

pytestmark = pytest.mark.django_db


def moving() -> tuple[Article, Edition]:
    """An article that stands at "old" until tomorrow, and its scheduled edition at "new"."""
    article = make_edition(slug="old", title="As published").article
    change(article, slug="new", title="Not yet told")
    tomorrow = timezone.now() + timedelta(days=1)
    return article, publishing.publish(article, kind="update", note="Renamed.", at=tomorrow)


def test_an_address_is_not_free_before_a_scheduled_change_leaves_it() -> None:
    _, scheduled = moving()
    other = make_article(slug="old", title="Another")

    with pytest.raises(Refused, match="address"):
        publishing.publish(other)

    after = publishing.publish(other, at=scheduled.published_at + timedelta(hours=1))
    assert after.slug == "old"


def test_the_address_of_an_edition_that_never_began_is_free() -> None:
    article = make_article(slug="old")
    publishing.publish(article, at=timezone.now() + timedelta(days=2))
    change(article, slug="new")
    publishing.publish(article, kind="update", note="Moved.", at=timezone.now() + timedelta(days=2))
    Edition.objects.filter(number=1).update(superseded_at=Edition.objects.get(number=1).published_at)

    assert publishing.publish(make_article(slug="old", title="Another")).slug == "old"


def test_invariant_1_a_withdrawal_does_not_tell_of_a_change_that_was_scheduled(client) -> None:
    article, _ = moving()
    publishing.withdraw(article, note="It named a child.")

    gone = client.get("/articles/old/")

    assert gone.status_code == 410
    assert "As published" in text_of(gone)
    assert "Not yet told" not in gone.content.decode()
    assert client.get("/articles/new/").status_code == 404


def test_an_article_can_be_withdrawn_whose_address_another_waits_for(client) -> None:
    article, scheduled = moving()
    publishing.publish(
        make_article(slug="old", title="Another"), at=scheduled.published_at + timedelta(hours=1)
    )

    publishing.withdraw(article, note="It named a child.")

    assert client.get("/articles/old/").status_code == 410


def test_invariant_1_nothing_is_published_that_was_never_saved() -> None:
    article = make_article(title="As saved")
    article.title, article.body, article.rights = "Never saved", "<p>Never saved.</p>", "licensed"

    edition = publishing.publish(article)

    assert (edition.title, edition.plain, edition.rights) == ("As saved", "The ferry runs again.", "own")


def test_invariant_8_rights_that_were_never_saved_open_nothing() -> None:
    article = make_article(rights="unknown")
    article.rights = "own"

    with pytest.raises(Refused, match="rights are unknown"):
        publishing.publish(article)
