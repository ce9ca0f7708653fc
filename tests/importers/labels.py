"""Labelled captures for tests: the truth about pages of our own, and a report that is right in everything."""

from importers.evaluate import Labelled, Occurrence, labelled
from tests.importers.pages import BAKERS, BRIDGE, FERRY, HERONS


def make_truth(*articles: dict, name: str = "page.txt", **what_matters: object) -> Labelled:
    capture = {
        "file": name,
        "profile": "listing",
        "source": "valley",
        "noise": [],
        "capture_date": "2031-05-04",
        "ticker": {"SRN/USD": {"rate": "0.0114", "change": "0%"}},
        "boilerplate": ["Suggested Articles"],
        "articles": list(articles),
    }
    return labelled({"captures": [capture | what_matters]}, {})[0]


def article(title: str | None, *body: str, **what_matters: object) -> dict:
    plain = {
        "source_id": title or body[0],
        "title": title,
        "body": list(body),
        "headings": [],
        "bullets": [],
        "captions": [],
        "credit": None,
        "authors": [],
        "author_bio": [],
        "published": None,
    }
    return plain | what_matters


def perfect(truth: Labelled) -> list[Occurrence]:
    return [
        Occurrence(
            capture=truth.name,
            index=number,
            title=one.title,
            body=one.body,
            headings=one.headings,
            bullets=one.bullets,
            captions=one.captions,
            credit=one.credit,
            authors=one.authors,
            published=one.published,
            capture_date=truth.capture_date,
            rates={pair: value for pair, (value, _) in truth.rates.items()},
            article=one.identity,
            confidence=0.9,
            needs_review=False,
        )
        for number, one in enumerate(truth.articles)
    ]


TWO = make_truth(
    article("Ferry returns", FERRY, HERONS, headings=["What it costs"], authors=["Ilse Maren"]),
    article("A bridge for Upper Sarn", BRIDGE, BAKERS, published="2031-05-01", credit="Photo: Jon Tal"),
)
