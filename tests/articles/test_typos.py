"""Invariant 3: what is more than a slip of the pen never goes without a note, wherever in the article it stands."""

from collections.abc import Callable
from datetime import date

import pytest

from articles import publishing
from articles.models import Article, Byline, Edition, Picture, Rights, Source
from articles.publishing import Refused
from tests.make import change, make_article, make_author, make_edition

pytestmark = pytest.mark.django_db

Kind = Edition.Kind


def make_picture(**what_matters: str) -> Picture:
    return Picture.objects.create(
        **({"alt": "A ferry", "caption": "The ferry", "credit": "LSN"} | what_matters)
    )


def published() -> Article:
    """A published article with something in every place that a reader sees."""
    article = make_article(
        body="<p>x<sup>2</sup> teh end</p><blockquote><p>We wil pay</p></blockquote>",
        authors=["Ilse Maren"],
        picture=make_picture(),
        source=Source.objects.create(name="The Sarn Courier"),
        first_published=date(2031, 4, 2),
        first_published_precision=Article.Precision.DAY,
        not_after=date(2031, 5, 1),
    )
    publishing.publish(article)
    return article


def renamed_credit(article: Article) -> None:
    article.picture.credit = "LSM"
    article.picture.save()


def other_caption(article: Article) -> None:
    article.picture.caption = "No ferry"
    article.picture.save()


WEIGHTY: dict[str, Callable[[Article], object]] = {
    "a day": lambda article: change(article, first_published=date(2031, 4, 3)),
    "how exactly a day is known": lambda article: change(article, first_published_precision="year"),
    "a bound of the date": lambda article: change(article, not_after=date(2031, 6, 1)),
    "how the date is known": lambda article: change(article, date_basis="Printed on page 2."),
    "whether the date is confirmed": lambda article: change(article, date_is_confirmed=True),
    "a name in the byline": lambda article: article.set_bylines([(make_author("Tomas Ode"), "Tomas Ode")]),
    "a name as printed": lambda article: article.set_bylines([(make_author(), "I. Maren")]),
    "a role in the byline": lambda article: article.bylines.update(role=Byline.Role.TRANSLATOR),
    "the source": lambda article: change(article, source=Source.objects.create(name="Another")),
    "the type": lambda article: change(article, type="opinion"),
    "the rights": lambda article: change(article, rights=Rights.LICENSED),
    "another picture": lambda article: change(article, picture=make_picture()),
    "the picture's caption": other_caption,
    "the picture's credit": renamed_credit,
    "a supplied headline": lambda article: change(article, title_basis=Article.TitleBasis.CONFIRMED),
    "a raised figure": lambda article: change(article, body=article.body.replace("<sup>2</sup>", "2")),
    "what is struck out": lambda article: change(article, body=article.body.replace("end", "<s>end</s>")),
    "a quotation in a block": lambda article: change(article, body=article.body.replace("wil", "will")),
}


@pytest.mark.parametrize("act", WEIGHTY.values(), ids=WEIGHTY)
def test_invariant_3_a_change_is_more_than_a_typo_that_touches(act: Callable[[Article], object]) -> None:
    article = published()
    act(article)

    with pytest.raises(Refused, match="more than a typo"):
        publishing.publish(article, kind=Kind.TYPO)
    assert publishing.publish(article, kind=Kind.CORRECTION, note="It was put right.").number == 2


def test_a_slip_in_the_text_of_a_full_article_is_a_typo() -> None:
    article = published()
    change(article, body=article.body.replace("teh", "the"))

    assert publishing.publish(article, kind=Kind.TYPO).note == ""


def test_the_words_of_a_picture_alone_can_be_put_right() -> None:
    article = published()
    other_caption(article)

    edition = publishing.publish(article, kind=Kind.CORRECTION, note="There is no ferry in the picture.")

    assert edition.illustration["caption"] == "No ferry"


def test_a_retracted_article_is_not_changed_as_a_typo() -> None:
    article = make_edition(body="<p>teh mine</p>").article
    publishing.publish(change(article, title="A mine?"), kind=Kind.RETRACTION, note="There is no mine.")
    change(article, body="<p>the mine</p>")

    with pytest.raises(Refused, match="retracted"):
        publishing.publish(article, kind=Kind.TYPO)
