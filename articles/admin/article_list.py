"""The list of articles: its columns, and its rows in a constant number of queries."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.states import WORDS, pill, state_of
from articles.models import Article, Rights

SHOWN_TOPICS = 3
_FORMATS = {"day": "j M Y", "month": "F Y", "year": "Y"}


class ArticleList(ChangeList):
    """Rows with what they show, and without the texts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.query:
            # The dates of what was found would cost the search twice more.
            self.date_hierarchy = None

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet[Article]:
        rows = super().get_queryset(request, *args, **kwargs)
        return rows.select_related("source").prefetch_related("bylines", "topics").defer("body", "standfirst")


@admin.display(description="headline", ordering="title")
def headline(article: Article) -> SafeString:
    said = [article.get_type_display(), written_by(article), about(article)]
    supplied = article.title_basis == Article.TitleBasis.SUPPLIED
    return format_html(
        '{}{}<span class="beneath">{}</span>',
        article.title or "(no headline)",
        format_html(" {}", pill("supplied", "supplied headline")) if supplied else "",
        " · ".join(part for part in said if part),
    )


@admin.display(description="state")
def state(article: Article) -> SafeString:
    state = state_of(article)
    return pill(state, WORDS[state])


@admin.display(description="first published", ordering="first_published")
def published(article: Article) -> SafeString | str:
    said = day_in_words(article.first_published, article.first_published_precision)
    if not said:
        return format_html('<span class="unknown">{}</span>', "unknown")
    return said if article.date_is_confirmed else format_html('{}<span class="beneath">a guess</span>', said)


@admin.display(description="rights, source", ordering="rights")
def rights(article: Article) -> SafeString:
    tone = "rights-unknown" if article.rights == Rights.UNKNOWN else "rights"
    words = "rights unknown" if article.rights == Rights.UNKNOWN else article.get_rights_display()
    return format_html(
        '{}<span class="beneath">{}</span>', pill(tone, words), article.source or "source unknown"
    )


def written_by(article: Article) -> str:
    names = ", ".join(byline.printed for byline in article.bylines.all())
    return f"by {names}" if names else "no byline"


def about(article: Article) -> str:
    names = [topic.name for topic in article.topics.all()] or ["no topics"]
    more = f" +{len(names) - SHOWN_TOPICS}" if len(names) > SHOWN_TOPICS else ""
    return ", ".join(names[:SHOWN_TOPICS]) + more


@admin.display(description="changed", ordering="changed_at")
def changed(article: Article) -> SafeString:
    at = timezone.localtime(article.changed_at)
    day = date_format(at, "j M Y")
    return format_html('{}<span class="beneath">{}</span>', day, date_format(at, "H:i"))


COLUMNS = (headline, state, published, rights, changed)


def day_in_words(day: date | None, precision: str) -> str:
    """A date as exactly as it is known; empty if it is not."""
    return date_format(day, _FORMATS[precision]) if day and precision in _FORMATS else ""
