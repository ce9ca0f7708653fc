"""What an article was before: its revisions, its editions, and the way from one revision to the next."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString, mark_safe

from articles import body
from articles.admin.conflict import changes_between
from articles.models import Article, Edition, Revision

SHOWN = 12


def of(article: Article) -> dict[str, Any]:
    """The newest revisions, without their texts, and all editions of ``article``."""
    revisions = list(_without_texts(article)[: SHOWN + 1])
    return {
        "revisions": revisions[:SHOWN],
        "has_older": len(revisions) > SHOWN,
        "editions": article.editions.defer("html", "plain")
        .select_related("published_by")
        .order_by("-number"),
    }


def revision_page(model_admin: Any, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What one revision changed."""
    article = get_object_or_404(Article, pk=pk)
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    revision = article.revisions.select_related("user").filter(number=number).first()
    if revision is None:
        raise Http404
    before = article.revisions.filter(number=number - 1).first()
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Revision {number}",
        "subtitle": str(article),
        "article": article,
        "opts": model_admin.opts,
        "revision": revision,
        "before": before,
        "changes": changes_between(before.snapshot, revision.snapshot, labels()) if before else [],
        "snapshot": revision.snapshot,
        "as_read": as_read(revision.snapshot["body"]),
        "revisions": _without_texts(article)[:200],
    }
    return TemplateResponse(request, "admin/articles/article/revision.html", context)


def as_read(html: str) -> SafeString:
    """A body as it reads; through the one door again, so that whatever stands in the database cannot run."""
    return mark_safe(body.clean(html))  # noqa: S308


def labels() -> dict[str, str]:
    """What the fields of an article are called."""
    fields = [*Article._meta.fields, Article._meta.get_field("topics")]
    return {field.name: str(field.verbose_name) for field in fields}


def _without_texts(article: Article) -> QuerySet[Revision]:
    return article.revisions.defer("snapshot").select_related("user").order_by("-number")


def standing(article: Article) -> Edition | None:
    """The newest edition of ``article``, whether readers see it, will see it or see that it was withdrawn."""
    return article.editions.filter(superseded_at__isnull=True).first()
