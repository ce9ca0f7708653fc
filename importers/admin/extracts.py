"""Articles as they were read from captures: the queue of those that a person should look at."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.admin.needs import Need, list_address
from articles.admin.states import pill
from articles.models import Edition, Revision
from importers.admin.captures import article_link, lines_of, said_lines
from importers.admin.machine import MachineWritten, link_to, percent
from importers.models import Extract


def waiting(extracts: QuerySet[Extract]) -> QuerySet[Extract]:
    """Those whose article wants a look and has had none: nobody has saved or published it yet."""
    saved = Revision.objects.filter(article=OuterRef("article"), user__isnull=False)
    published = Edition.objects.filter(article=OuterRef("article"))
    return extracts.filter(~Exists(saved), ~Exists(published), needs_review=True, article__isnull=False)


class WaitingFilter(admin.SimpleListFilter):
    title = "waits for somebody"
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "waits for a first look")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Extract]) -> QuerySet[Extract]:
        return waiting(queryset) if self.value() == "yes" else queryset


class DuplicateFilter(admin.SimpleListFilter):
    title = "witness"
    parameter_name = "witness"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("first", "first witness"), ("further", "further witness of an article")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Extract]) -> QuerySet[Extract]:
        if self.value() in ("first", "further"):
            return queryset.filter(duplicate_of__isnull=self.value() == "first")
        return queryset


@admin.register(Extract)
class ExtractAdmin(MachineWritten):
    list_display = ["headline_and_place", "sureness", "doubts_in_words", "article_here"]
    list_filter = [WaitingFilter, "needs_review", "title_source", DuplicateFilter]
    search_fields = ["title", "capture__file_name"]
    ordering = ["confidence", "pk"]
    list_select_related = ["capture", "article"]
    fields = [
        "headline",
        "title_source",
        "article_here",
        "where",
        "sureness",
        "runner_up",
        "doubts_in_words",
        "first_witness",
        "likeness_in_percent",
    ]
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Extract]:
        return super().get_queryset(request).defer("reading", "capture__content")

    def needs(self, request: HttpRequest) -> list[Need]:
        if not self.has_view_permission(request):
            return []
        count = waiting(Extract.objects.order_by()).count()
        words = "readings to review, the least sure first"
        return [Need(count, words, list_address(Extract, waits="yes"), 40, "ochre")]

    @admin.display(description="as read", ordering="title")
    def headline_and_place(self, extract: Extract) -> SafeString:
        place = f"{extract.capture.file_name}, {said_lines(extract.first, extract.last)}"
        return format_html('{}<span class="beneath">{}</span>', self.headline(extract), place)

    @admin.display(description="as read")
    def headline(self, extract: Extract) -> SafeString | str:
        return extract.title or format_html("<em>{}</em>", "no headline in the text")

    @admin.display(description="sure", ordering="confidence")
    def sureness(self, extract: Extract) -> SafeString:
        words = percent(extract.confidence)
        return pill("review", f"{words}, to review") if extract.needs_review else pill("read", words)

    @admin.display(description="doubts")
    def doubts_in_words(self, extract: Extract) -> SafeString | str:
        doubts = [(doubt.get("words", ""),) for doubt in extract.doubts if isinstance(doubt, dict)]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", doubts)) if doubts else "–"

    @admin.display(description="article")
    def article_here(self, extract: Extract) -> SafeString | str:
        return article_link(extract.article)

    @admin.display(description="capture")
    def where(self, extract: Extract) -> SafeString:
        lines = lines_of(extract.capture, extract.first, extract.last)
        return format_html("{}, {}", extract.capture.file_name, lines)

    @admin.display(description="first witness")
    def first_witness(self, extract: Extract) -> SafeString | str:
        return link_to(extract.duplicate_of)

    @admin.display(description="text in common")
    def likeness_in_percent(self, extract: Extract) -> str:
        return percent(extract.likeness)
