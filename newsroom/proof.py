"""A page of the paper for the desk: rendered with the paper's own template, from an edition that nobody published."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.models import Edition
from articles.public.addresses import absolute
from articles.public.bylines import credits, monogram, writers
from articles.public.cards import heading, sorted_topics
from articles.public.dates import dating, years_old
from articles.public.figures import figure
from articles.public.history import History, histories
from articles.public.related import related
from articles.public.sheets import sheet


def proof(request: HttpRequest, edition: Edition, extra: dict[str, Any]) -> HttpResponse:
    """The page of ``edition`` under a notice; ``extra`` is what the notice needs."""
    topics = sorted_topics(edition)
    context = {
        "canonical": absolute(request, edition.get_absolute_url()),
        "edition": edition,
        "figure": figure(edition.illustration),
        "heading": heading(edition, topics),
        "topics": topics,
        "credits": credits(edition),
        "people": [(person, monogram(person.name)) for person in writers(edition)],
        "dating": dating(edition),
        "years_old": years_old(edition, timezone.localdate()),
        "is_republished": edition.first_published != timezone.localdate(edition.first_published_here),
        "history": histories([edition.article_id]).get(edition.article_id, History([])),
        "related": related(edition, topics),
    }
    return sheet(request, "admin/articles/article/preview.html", context | extra)
