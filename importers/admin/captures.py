"""Captures: the list, and each one line by line."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

from articles.models import Article
from articles.publishing import Refused
from importers.admin.deciding import ROLES_TO_SAY, SAYS, Wish, read_again_for, wish_of
from importers.admin.ledger import PAGE, SHOWS, ledger
from importers.admin.machine import MachineWritten, link_to, percent
from importers.models import Capture, Extract, Span
from importers.segments import Role


class WorthALook(admin.SimpleListFilter):
    title = "worth a look"
    parameter_name = "look"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("review", "an article to review"),
            ("unknown", "unknown lines"),
            ("warned", "warnings"),
            ("repaired", "repairs"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Capture]) -> QuerySet[Capture]:
        if self.value() == "review":
            return queryset.filter(Exists(Extract.objects.filter(capture=OuterRef("pk"), needs_review=True)))
        if self.value() == "unknown":
            return queryset.filter(Exists(Span.objects.filter(capture=OuterRef("pk"), role=Role.UNKNOWN)))
        if self.value() == "warned":
            return queryset.exclude(warnings=[])
        return queryset.exclude(repairs=[]) if self.value() == "repaired" else queryset


@admin.register(Capture)
class CaptureAdmin(MachineWritten):
    page_template = "admin/importers/capture.html"
    list_display = [
        "file_name",
        "kind",
        "capture_date",
        "line_count",
        "article_count",
        "least_sure",
        "source",
        "warning_count",
    ]
    list_filter = ["kind", WorthALook, "source"]
    search_fields = ["file_name"]
    search_help_text = "File name, the beginning of a SHA-256, or words of what was dropped."
    date_hierarchy = "capture_date"
    list_select_related = ["source"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Capture]:
        extracts = Extract.objects.filter(capture=OuterRef("pk")).order_by().values("capture")
        return (
            super()
            .get_queryset(request)
            .defer("content")
            .annotate(
                extract_count=Coalesce(Subquery(extracts.annotate(n=Count("pk")).values("n")), 0),
                lowest=Subquery(extracts.annotate(n=Min("confidence")).values("n")),
            )
        )

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        words = search_term.strip()[:200]
        if not words:
            return queryset, False
        dropped = Span.objects.filter(capture=OuterRef("pk"), dropped_text__icontains=words)
        named = Q(file_name__icontains=words) | Q(sha256__startswith=words.lower())
        return queryset.filter(named | Exists(dropped)), False

    @admin.display(description="articles", ordering="extract_count")
    def article_count(self, capture: Capture) -> int:
        return capture.extract_count

    @admin.display(description="least sure", ordering="lowest")
    def least_sure(self, capture: Capture) -> str:
        return percent(capture.lowest)

    @admin.display(description="warnings")
    def warning_count(self, capture: Capture) -> SafeString | str:
        count = len(capture.warnings)
        return format_html('<span class="pill pill-review">{}</span>', count) if count else ""

    def page_context(self, request: HttpRequest, row: Capture) -> dict[str, Any]:
        show = request.GET.get("show", "all") if request.GET.get("show") in SHOWS else "all"
        marks = request.GET.get("marks") == "1"
        page = _number(request.GET.get("page", "1")) or 1
        may_say = request.user.has_perm("importers.add_decision")
        opened = _number(request.GET.get("say", "")) if may_say else 0
        found = ledger(row, show, page, marks, opened)
        may_see_articles = request.user.has_perm("articles.view_article")
        return {
            "ledger": found,
            "show": show,
            "marks": marks,
            "page": page,
            "pages": range(1, (found.shown - 1) // PAGE + 2),
            "shows": SHOWS.items(),
            "may_say": may_say,
            "may_take_back": request.user.has_perm("importers.delete_decision"),
            "roles": ROLES_TO_SAY,
            "says": SAYS,
            "here": _query(show, marks, page),
            "extracts": row.extracts.select_related("article"),
            "rates": row.rates.all(),
            "may_see_articles": may_see_articles or request.user.has_perm("articles.change_article"),
            "subtitle": f"{row.get_kind_display()}, {row.line_count} lines",
        }

    def get_urls(self) -> list[URLPattern]:
        say = self.admin_site.admin_view(self.say_view)
        own = path("<path:object_id>/lines/<int:number>/", say, name="importers_capture_say")
        return [own, *super().get_urls()]

    def say_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """Keep or take back what an editor says of a line, and read the capture again by it."""
        wish = wish_of(request)
        if not self.has_view_permission(request) or not request.user.has_perm(wish.permission):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        capture = self.get_object(request, object_id)
        if capture is None:
            raise Http404
        self._heed(request, capture, number, wish)
        back = request.POST.get("back", "")
        is_here = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
        own = reverse("admin:importers_capture_change", args=[capture.pk])
        return HttpResponseRedirect(f"{back if is_here else own}#L{number}")

    def _heed(self, request: HttpRequest, capture: Capture, number: int, wish: Wish) -> None:
        try:
            said = wish.grant(capture, number, by=request.user)
        except Refused as refusal:
            self.message_user(request, " ".join(refusal.reasons), messages.ERROR)
            return
        self.log_change(request, capture, f"Line {number}: {said}")
        level, words = read_again_for([capture.pk])
        self.message_user(request, f"Line {number}: {said}. {words}", level)


def _number(asked: str) -> int:
    return int(asked) if asked.isdecimal() and asked.isascii() and len(asked) < 6 else 0


def _query(show: str, marks: bool, page: int) -> str:
    """The screen that is shown, as a query that another parameter may follow."""
    return f"?show={show}&page={page}{'&marks=1' if marks else ''}"


def lines_of(capture: Capture, first: int, last: int) -> SafeString | str:
    """A link to lines on their capture's page."""
    query = f"?page={(first - 1) // PAGE + 1}" if first > PAGE else ""
    return link_to(capture, said_lines(first, last), f"#L{first}", query)


def said_lines(first: int, last: int) -> str:
    return f"line {first}" if first == last else f"lines {first}–{last}"


def article_link(article: Article | None) -> SafeString | str:
    return link_to(article) if article else "deleted"
