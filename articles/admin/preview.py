"""The page as readers would see it if the working copy were published now. Nothing is saved; like every page of the
desk, it is kept by no cache."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from articles import body, checklist
from articles.admin import history
from articles.models import Article, Edition, EditionByline, Topic

UNSAVED = 0
"""The key of an edition that is in no table: relations ask for one."""


def preview_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    extra = {"article": article, "findings": checklist.findings(article)}
    response = model_admin.admin_site.proof(request, proof_of(article), extra)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def proof_of(article: Article) -> Edition:
    """The edition that publishing ``article`` would make, unsaved: its bylines and topics are held in memory."""
    standing = history.standing(article)
    now = timezone.now()
    plain = body.plain(article.body)
    proof = Edition(
        pk=UNSAVED,
        article=article,
        number=standing.number + 1 if standing else 1,
        kind=Edition.Kind.UPDATE if standing else Edition.Kind.FIRST,
        published_at=now,
        first_published_here=standing.first_published_here if standing else now,
        uid=article.uid,
        slug=article.slug,
        title=article.title or "(no headline)",
        title_is_supplied=article.title_basis != Article.TitleBasis.PRINTED,
        standfirst=article.standfirst,
        html=body.for_readers(article.body),
        plain=plain,
        words=len(plain.split()),
        type=article.type,
        language=article.language,
        first_published=article.first_published,
        first_published_precision=article.first_published_precision,
        not_before=article.not_before,
        not_after=article.not_after,
        date_basis=article.date_basis,
        date_is_confirmed=article.date_is_confirmed,
        source=article.source,
        rights=article.rights,
        picture=article.picture,
        illustration=article.picture.as_printed() if article.picture else None,
    )
    lines = [
        EditionByline(author=line.author, printed=line.printed, role=line.role, position=line.position)
        for line in article.bylines.select_related("author")
    ]
    proof._prefetched_objects_cache = {
        "bylines": _held(EditionByline, lines),
        "topics": _held(Topic, list(article.topics.all())),
    }
    return proof


def _held(model: type[Model], rows: list[Any]) -> Any:
    """A query set that has its rows already."""
    held = model._default_manager.all()
    held._result_cache = rows
    held._prefetch_done = True
    return held
