"""Whatever was changed for readers is told to readers."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition
from tests.make import change, make_edition
from tests.paper.reading import text_of

pytestmark = pytest.mark.django_db

Kind = Edition.Kind


def amended(article: Article, kind: str, note: str, words: str) -> Edition:
    change(article, body=f"<p>{words}</p>")
    return publishing.publish(article, kind=kind, note=note)


def test_a_correction_stands_on_the_page_with_its_day(client) -> None:
    edition = amended(make_edition().article, Kind.CORRECTION, "The fare was wrong.", "Ten crowns.")

    page = text_of(client.get(edition.get_absolute_url()))

    day = timezone.localdate(edition.published_at)
    assert f"Correction {day.day} {day:%B %Y} : The fare was wrong." in page


def test_earlier_notes_stay_newest_first(client) -> None:
    article = make_edition().article
    amended(article, Kind.CORRECTION, "The fare was wrong.", "Ten crowns.")
    edition = amended(article, Kind.UPDATE, "A reply was added.", "Ten crowns. A reply.")

    page = text_of(client.get(edition.get_absolute_url()))

    assert page.index("A reply was added.") < page.index("The fare was wrong.")
    assert page.index("The fare was wrong.") < page.index("Ten crowns. A reply.")


def test_a_slip_of_the_pen_goes_without_a_slip(client) -> None:
    article = make_edition(body="<p>the ao-called plan</p>").article

    edition = amended(article, Kind.TYPO, "", "the so-called plan")
    page = client.get(edition.get_absolute_url()).content.decode()

    assert 'class="slip' not in page
    assert "so-called" in page


def test_a_retraction_stands_above_the_headline(client) -> None:
    article = make_edition(title="A mine").article
    edition = amended(article, Kind.RETRACTION, "There is no mine.", "It was said.")

    page = text_of(client.get(edition.get_absolute_url())).partition("Latest Feed")[2]

    assert page.index("There is no mine.") < page.index("A mine")
    assert "Retracted" in page


def test_a_piece_that_stands_again_after_a_retraction_is_shown_as_one(client) -> None:
    article = make_edition(title="A mine").article
    amended(article, Kind.RETRACTION, "There is no mine.", "It was said.")
    edition = amended(article, Kind.CORRECTION, "There is a mine after all.", "There is a mine.")

    page = client.get(edition.get_absolute_url())

    assert "retraction" not in page.content.decode()
    assert "Retracted" not in text_of(page)
    assert "There is no mine." in text_of(page)


def test_a_note_that_is_scheduled_is_not_told_before_its_time(client) -> None:
    article = make_edition(body="<p>Nine crowns.</p>").article
    change(article, body="<p>Ten crowns.</p>")
    publishing.publish(
        article, kind=Kind.CORRECTION, note="The fare was wrong.", at=timezone.now() + timedelta(days=1)
    )

    page = text_of(client.get(article.get_absolute_url()))

    assert "The fare was wrong." not in page
    assert "Nine crowns." in page


def test_a_note_that_was_called_off_is_never_told(client) -> None:
    article = make_edition().article
    change(article, body="<p>Ten crowns.</p>")
    tomorrow = timezone.now() + timedelta(days=1)
    publishing.publish(article, kind=Kind.CORRECTION, note="The fare was wrong.", at=tomorrow)
    publishing.withdraw(article, note="A threat was made.")
    edition = publishing.publish(article, kind=Kind.UPDATE, note="The threat is over.")

    with time_machine.travel(tomorrow + timedelta(days=1)):
        page = text_of(client.get(edition.get_absolute_url()))

    assert "The fare was wrong." not in page
    assert "The threat is over." in page


def test_all_editions_are_listed_beside_the_article(client) -> None:
    edition = amended(make_edition().article, Kind.UPDATE, "A reply was added.", "A reply.")

    page = text_of(client.get(edition.get_absolute_url()))

    assert page.index("Update ,") < page.index("First publication,")


def test_a_piece_that_returned_tells_that_it_was_withdrawn(client) -> None:
    article = make_edition().article
    publishing.withdraw(article, note="A threat was made.")
    edition = publishing.publish(article, kind=Kind.UPDATE, note="The threat is over.")

    response = client.get(edition.get_absolute_url())

    assert response.status_code == 200
    assert "A threat was made." in text_of(response)
