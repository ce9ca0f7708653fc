"""What machines are told of an article's page: a JSON-LD block in the vocabulary of schema.org."""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, Edition, Topic
from articles.public.addresses import absolute
from articles.public.bylines import written
from articles.public.figures import Figure
from articles.public.history import History

TYPES = {
    Article.Type.ANALYSIS: "AnalysisNewsArticle",
    Article.Type.OPINION: "OpinionNewsArticle",
    Article.Type.EXPLAINER: "BackgroundNewsArticle",
    Article.Type.SPONSORED: "AdvertiserContentArticle",
}
AMENDS = (Edition.Kind.CORRECTION, Edition.Kind.CLARIFICATION, Edition.Kind.RETRACTION)

# Inside a script element these three can end it or open a comment; in JSON they may be written as escapes.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}


def structured(
    request: HttpRequest,
    edition: Edition,
    *,
    description: str,
    figure: Figure | None,
    topics: Sequence[Topic],
    history: History,
) -> SafeString:
    """The script element that describes ``edition``. It holds data and runs nothing."""
    told = _article(request, edition) | {
        "description": description,
        "about": [
            {"@type": "Thing", "name": topic.name, "url": absolute(request, topic.get_absolute_url())}
            for topic in topics
        ],
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": note.note,
                "datePublished": note.published_at.isoformat(timespec="seconds"),
            }
            for note in history.notes
            if note.kind in AMENDS
        ],
        "image": _image(request, figure) if figure and figure.is_captured else None,
    }
    return _script({name: value for name, value in told.items() if value})


def _article(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    address = absolute(request, edition.get_absolute_url())
    is_known_to_the_day = edition.first_published_precision == Article.Precision.DAY
    return {
        "@context": "https://schema.org",
        "@type": TYPES.get(edition.type, "NewsArticle"),
        "@id": edition.uid.urn,
        "mainEntityOfPage": address,
        "url": address,
        "headline": edition.title,
        "inLanguage": edition.language,
        # Readers of this field take it for a fact, so nothing estimated goes in.
        "datePublished": edition.first_published.isoformat() if is_known_to_the_day else None,
        "dateModified": edition.published_at.isoformat(timespec="seconds"),
        "version": str(edition.number),
        "wordCount": edition.words,
        "isAccessibleForFree": True,
        "author": [
            {
                "@type": "Person",
                "name": line.printed,
                "url": absolute(request, line.author.get_absolute_url()),
            }
            for line in written(edition)
        ],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": settings.NEWSROOM_NAME,
            "url": absolute(request, reverse("paper:front")),
        },
        "sourceOrganization": _source(edition),
    }


def _source(edition: Edition) -> dict[str, Any] | None:
    source = edition.source
    if source is None:
        return None
    return {"@type": "Organization", "name": source.name} | (
        {"url": source.address} if source.address else {}
    )


def _image(request: HttpRequest, figure: Figure) -> dict[str, Any]:
    told = {
        "@type": "ImageObject",
        "url": absolute(request, figure.url),
        "width": figure.width,
        "height": figure.height,
        "caption": figure.caption,
        "creditText": figure.credit,
    }
    return {name: value for name, value in told.items() if value}


def _script(told: dict[str, Any]) -> SafeString:
    text = json.dumps(told, separators=(",", ":")).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above
