"""An article's page says what is in it, who wrote it, where it came from and what is known of its date."""

from datetime import date

import pytest
import time_machine

from articles import publishing
from articles.models import Article, Byline, Picture, Revision, Rights, Source, Topic
from tests.make import change, make_article, make_author, make_edition
from tests.paper.pictures import make_picture
from tests.paper.reading import text_of, titles_of

pytestmark = pytest.mark.django_db


def page_of(client, **what_matters: object) -> str:
    return text_of(client.get(make_edition(**what_matters).get_absolute_url()))


def test_a_published_article_shows_its_words(client) -> None:
    page = page_of(client, title="Ferry returns", standfirst="After seven months.", body="<p>It runs.</p>")

    assert "Ferry returns" in page
    assert "After seven months." in page
    assert "It runs." in page


def test_invariant_1_the_page_does_not_move_when_the_working_copy_is_edited(client) -> None:
    edition = make_edition(title="As printed", body="<p>First words.</p>")
    change(edition.article, title="Rewritten", body="<p>Second words.</p>")

    before = text_of(client.get(edition.get_absolute_url()))
    publishing.publish(edition.article, kind="update", note="Rewritten.")
    after = text_of(client.get(edition.get_absolute_url()))

    assert "As printed" in before
    assert "Second words." not in before
    assert "Rewritten" in after
    assert "Edition 2" in after
    assert "First words." not in after


def test_an_unpublished_article_is_not_known_to_exist(client) -> None:
    assert client.get(make_article().get_absolute_url()).status_code == 404


def test_text_keeps_its_structure(client) -> None:
    body = "<h2>Debts</h2><ul><li>one</li></ul><blockquote><p>said</p></blockquote>"

    page = client.get(make_edition(body=body).get_absolute_url()).content.decode()

    for element in ("<h2>Debts</h2>", "<ul><li>one</li></ul>", "<blockquote><p>said</p></blockquote>"):
        assert element in page


def test_names_stand_as_printed_and_lead_to_the_person(client) -> None:
    author = make_author("Ilse Maren")
    article = make_article()
    Byline.objects.create(article=article, author=author, printed="I. Maren", position=0)
    Byline.objects.create(article=article, author=make_author("Jun Okafor"), position=1)
    Byline.objects.create(article=article, author=make_author("Tam Orde"), role="photographer", position=2)
    Revision.objects.record(article, "edit")

    response = client.get(publishing.publish(article).get_absolute_url())

    assert "By I. Maren and Jun Okafor Photographs by Tam Orde" in text_of(response)
    assert (
        f'<a href="{author.get_absolute_url()}" rel="author"><bdi>I. Maren</bdi>' in response.content.decode()
    )


def test_the_author_of_a_piece_is_introduced_once(client) -> None:
    make_author("Ilse Maren", bio="Writes about rivers.\n\nKeeps a boat.")

    page = page_of(client, authors=["Ilse Maren"])

    assert page.count("Writes about rivers.") == 1
    assert "Keeps a boat." in page
    assert "More articles by Ilse Maren" in page


def test_invariant_9_a_supplied_headline_is_labelled(client) -> None:
    label = "Headline supplied by this archive; the original had none."

    assert label in page_of(client, title_basis=Article.TitleBasis.CONFIRMED)
    assert label not in page_of(client, title="Printed")


def test_a_known_day_is_printed(client) -> None:
    page = page_of(client, first_published=date(2025, 2, 19), first_published_precision="day")

    assert "First published 19 February 2025" in page


def test_an_unknown_date_says_so_with_its_bound_and_its_evidence_on_demand(client) -> None:
    edition = make_edition(not_after=date(2025, 12, 10), date_basis="The capture is of that day.")

    response = client.get(edition.get_absolute_url())

    assert "Date unknown; not after 10 December 2025 How is this estimated?" in text_of(response)
    details = response.content.decode().partition("<details")[2].partition("</details>")[0]
    assert "The capture is of that day." in details


def test_republication_is_told_with_its_own_date(client) -> None:
    with time_machine.travel("2026-11-22 10:00Z"):
        edition = make_edition(first_published=date(2025, 2, 19), first_published_precision="day")

    assert "Republished here 22 November 2026" in text_of(client.get(edition.get_absolute_url()))


def test_what_appeared_here_first_is_not_called_republished(client) -> None:
    with time_machine.travel("2026-11-22 10:00Z"):
        edition = make_edition(first_published=date(2026, 11, 22), first_published_precision="day")

    assert "Republished" not in text_of(client.get(edition.get_absolute_url()))


def test_an_old_piece_warns_of_its_age(client) -> None:
    with time_machine.travel("2024-05-01 10:00Z"):
        edition = make_edition(first_published=date(2023, 5, 1), first_published_precision="day")
        earlier = text_of(client.get(edition.get_absolute_url()))
    with time_machine.travel("2026-05-02 10:00Z"):
        page = text_of(client.get(edition.get_absolute_url()))

    assert "This article is more than 3 years old" in page
    assert "First published" in earlier
    assert "more than" not in earlier


def test_the_source_is_named_and_linked(client) -> None:
    source = Source.objects.create(name="The Sarn Courier", address="https://courier.example/")

    response = client.get(make_edition(source=source).get_absolute_url())

    assert 'href="https://courier.example/" rel="external"' in response.content.decode()
    assert "Source The Sarn Courier" in text_of(response)


def test_a_source_whose_address_is_none_of_the_web_is_not_linked(client) -> None:
    source = Source.objects.create(name="The Sarn Courier", address="javascript:alert(1)")

    page = client.get(make_edition(source=source).get_absolute_url()).content.decode()

    assert "javascript:" not in page.partition("application/ld+json")[0]
    assert 'href="javascript' not in page


RIGHTS = [
    (Rights.OWN, "This newsroom’s own work"),
    (Rights.LICENSED, "Published under a licence"),
    (Rights.PERMISSION, "Published by permission"),
    (Rights.PUBLIC_DOMAIN, "In the public domain"),
]


@pytest.mark.parametrize(("rights", "words"), RIGHTS)
def test_the_ground_of_publication_is_told_in_words(client, rights: str, words: str) -> None:
    assert f"Rights {words}" in page_of(client, rights=rights)


def test_a_picture_is_shown_with_its_caption_credit_and_focus(client) -> None:
    picture = make_picture(
        caption="At dusk.", credit="J. Okafor", width=900, height=600, focal_x=20, focal_y=80
    )

    response = client.get(make_edition(picture=picture).get_absolute_url())

    image = response.content.decode().partition('<figure class="lead-picture">')[2].partition(">")[0]
    for part in ('class="focus-x-2 focus-y-8"', 'alt="A ferry"', 'width="900" height="600"', "ferry.jpg"):
        assert part in image
    assert "At dusk. J. Okafor" in text_of(response)


def test_a_lost_picture_leaves_a_place_with_its_credit(client) -> None:
    picture = Picture.objects.create(caption="Drummers.", credit="Courier, A. Sund")

    assert "The picture was not captured. Drummers. Courier, A. Sund" in page_of(client, picture=picture)


def test_a_picture_lost_from_the_text_leaves_a_place_too(client) -> None:
    page = page_of(client, body="<p>Words.</p><p class='caption'>The mill.</p><p class='credit'>A. Sund</p>")

    assert "The picture was not captured. The mill. A. Sund" in page


def test_topics_stand_in_the_order_of_their_kinds(client) -> None:
    trade = Topic.objects.named("trade", Topic.Kind.SUBJECT)
    orrin = Topic.objects.named("Orrin", Topic.Kind.PLACE)
    politics = Topic.objects.named("Politics", Topic.Kind.SECTION)

    page = page_of(client, topics=[trade, orrin, politics])

    assert "section Politics place Orrin subject trade" in page


def test_related_pieces_come_with_the_reason(client) -> None:
    make_edition(title="Nothing shared", topics=["chess"])
    make_edition(title="Two shared", topics=["rivers", "trade"])
    make_edition(title="One shared", topics=["trade"])

    response = client.get(make_edition(title="This", topics=["rivers", "trade"]).get_absolute_url())

    assert titles_of(response) == ["Two shared", "One shared"]
    assert "Two shared Also about rivers and trade" in text_of(response)
    assert "One shared Also about trade" in text_of(response)


def test_a_section_relates_pieces_only_where_nothing_else_could(client) -> None:
    politics = Topic.objects.named("Politics", Topic.Kind.SECTION)
    bare = make_edition(title="Politics alone", topics=[politics])
    told = make_edition(title="Politics and trade", topics=[politics, "trade"])

    assert "Politics and trade Also in Politics" in text_of(client.get(bare.get_absolute_url()))
    assert "Related" not in text_of(client.get(told.get_absolute_url()))


def test_what_is_related_is_public_and_stands(client) -> None:
    topics = {"topics": ["trade"]}
    make_article(title="Working copy", **topics)
    publishing.withdraw(make_edition(title="Withdrawn", **topics).article, note="It named a child.")
    retracted = make_edition(title="Retracted", **topics).article
    change(retracted, body="<p>There is no mine.</p>")
    publishing.publish(retracted, kind="retraction", note="There is no mine.")
    corrected = make_edition(title="Before", **topics).article
    change(corrected, title="After")
    publishing.publish(corrected, kind="correction", note="A better headline.")

    assert titles_of(client.get(make_edition(**topics).get_absolute_url())) == ["After"]


def test_without_topics_nothing_is_related(client) -> None:
    make_edition(title="Another")

    assert "Related" not in page_of(client, title="Lonely")


def test_text_in_another_language_says_which(client) -> None:
    page = client.get(make_edition(title="نهر", language="ar").get_absolute_url()).content.decode()

    assert '<h1 lang="ar" dir="auto">نهر</h1>' in page
    assert '<div class="body" lang="ar" dir="auto">' in page
