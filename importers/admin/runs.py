"""Import runs: what was asked, what became of every file, where its lines went."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.timesince import timesince

from articles.admin.panels import Panel
from articles.admin.states import pill
from importers.admin.machine import MachineWritten
from importers.admin.undoing import may_take_back, told, undo_page
from importers.models import Extract, ImportRun, Outcome, Span
from importers.segments import BODY_ROLES, DROPPED_ROLES, Role

FILES = 100
"""Files on one screen of a run."""


@dataclass(slots=True)
class Budget:
    """Where the lines of a capture went. The widths are shares of a hundred, for a bar."""

    text: int = 0
    facts: int = 0
    dropped: int = 0
    unknown: int = 0
    blank: int = 0

    @property
    def total(self) -> int:
        return self.text + self.facts + self.dropped + self.unknown + self.blank

    @property
    def bar(self) -> list[tuple[str, float, float]]:
        """(what, where it begins, how wide) of each part."""
        parts, at = [], 0.0
        for name in ("text", "facts", "dropped", "unknown", "blank"):
            width = 100 * getattr(self, name) / self.total if self.total else 0
            if width:
                parts.append((name, round(at, 2), round(width, 2)))
            at += width
        return parts

    @property
    def words(self) -> str:
        said = {
            "text": self.text,
            "headlines and facts": self.facts,
            "dropped": self.dropped,
            "unknown": self.unknown,
            "blank": self.blank,
        }
        return ", ".join(f"{count} {name}" for name, count in said.items() if count) or "no lines"


@dataclass(frozen=True, slots=True)
class FileRow:
    outcome: Outcome
    budget: Budget = field(default_factory=Budget)
    lowest: float | None = None


@admin.register(ImportRun)
class ImportRunAdmin(MachineWritten):
    page_template = "admin/importers/run.html"
    list_display = ["name", "state_pill", "started_at", "took", "asked", "files", "made"]
    list_filter = ["state"]
    date_hierarchy = "started_at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        outcomes = Outcome.objects.filter(run=OuterRef("pk")).order_by().values("run")
        failed = outcomes.filter(status=Outcome.Status.FAILED)
        return (
            super()
            .get_queryset(request)
            .annotate(
                file_count=Coalesce(Subquery(outcomes.annotate(n=Count("pk")).values("n")), 0),
                failed_count=Coalesce(Subquery(failed.annotate(n=Count("pk")).values("n")), 0),
                created=Coalesce(Subquery(outcomes.annotate(n=Sum("created")).values("n")), 0),
                updated=Coalesce(Subquery(outcomes.annotate(n=Sum("updated")).values("n")), 0),
                unchanged=Coalesce(Subquery(outcomes.annotate(n=Sum("unchanged")).values("n")), 0),
            )
        )

    def first_page_panels(self, request: HttpRequest) -> list[Panel]:
        if not self.has_view_permission(request):
            return []
        run = self.get_queryset(request).first()
        context = {"run": run, "took": self.took(run), "asked": self.asked(run)} if run else {}
        return [Panel("Last import", "admin/importers/last_import.html", context)]

    @admin.display(description="run", ordering="pk")
    def name(self, run: ImportRun) -> str:
        return str(run)

    @admin.display(description="state", ordering="state")
    def state_pill(self, run: ImportRun) -> SafeString:
        return pill(run.state, run.get_state_display())

    @admin.display(description="took")
    def took(self, run: ImportRun) -> str:
        if run.finished_at is None:
            return "–"
        seconds = (run.finished_at - run.started_at).total_seconds()
        return f"{seconds:.1f} s" if seconds < 60 else timesince(run.started_at, run.finished_at)

    @admin.display(description="asked")
    def asked(self, run: ImportRun) -> str:
        return in_words(run.arguments)

    @admin.display(description="files", ordering="file_count")
    def files(self, run: ImportRun) -> str:
        return f"{run.file_count}, {run.failed_count} failed" if run.failed_count else str(run.file_count)

    @admin.display(description="articles")
    def made(self, run: ImportRun) -> str:
        return f"{run.created} new, {run.updated} updated, {run.unchanged} unchanged"

    def get_urls(self) -> list[URLPattern]:
        def undo(request: HttpRequest, pk: int) -> HttpResponse:
            return undo_page(self, request, pk)

        view = self.admin_site.admin_view(undo)
        return [path("<int:pk>/undo/", view, name="importers_importrun_undo"), *super().get_urls()]

    def page_context(self, request: HttpRequest, row: ImportRun) -> dict[str, Any]:
        outcomes = row.outcomes.select_related("capture").defer("capture__content").order_by("position")
        only = request.GET.get("only", "")
        if only == "failed":
            outcomes = outcomes.filter(status=Outcome.Status.FAILED)
        elif only == "warned":
            outcomes = outcomes.filter(~Q(warnings=[]))
        page = Paginator(outcomes, FILES).get_page(request.GET.get("page"))
        return {
            "page": page,
            "files": file_rows(page.object_list),
            "only": only,
            "took": self.took(row),
            "asked": self.asked(row),
            "state": self.state_pill(row),
            "counts": flat(row.counts),
            "may_take_back": may_take_back(request) and row.state != ImportRun.State.UNDONE,
            **(told(row.undone) if row.undone_at else {}),
        }


def file_rows(outcomes: Iterable[Outcome]) -> list[FileRow]:
    """A row for each file, in two queries for all of them."""
    found = list(outcomes)
    captures = [outcome.capture_id for outcome in found if outcome.capture_id]
    budgets: defaultdict[int, Budget] = defaultdict(Budget)
    lines = Span.objects.filter(capture__in=captures).order_by().values("capture", "role")
    for line in lines.annotate(n=Sum(F("last") - F("first") + 1)):
        budget, name = budgets[line["capture"]], _part(line["role"])
        setattr(budget, name, getattr(budget, name) + line["n"])
    extracts = Extract.objects.filter(capture__in=captures).order_by().values("capture")
    sure = dict(extracts.annotate(n=Min("confidence")).values_list("capture", "n"))
    return [
        FileRow(outcome, budgets[outcome.capture_id or 0], sure.get(outcome.capture_id)) for outcome in found
    ]


def in_words(arguments: Mapping[str, Any]) -> str:
    """What a run was asked, without what was left at nothing."""
    said = []
    for name, value in arguments.items():
        if value in (None, "", False, []):
            continue
        told = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        said.append(f"{name.replace('_', ' ')}: {told}")
    return "; ".join(said) or "–"


def flat(counts: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What a run counted, one level deep: the counts within a count stand behind its name."""
    told: list[tuple[str, Any]] = []
    for name, value in counts.items():
        words = name.replace("_", " ")
        if isinstance(value, Mapping):
            inner = Counter({str(key).replace("_", " "): number for key, number in value.items()})
            told.append((words, ", ".join(f"{number} {key}" for key, number in inner.most_common())))
        elif isinstance(value, list):
            told.append((words, len(value)))
        else:
            told.append((words, value))
    return told


def _part(role: str) -> str:
    if role == Role.BLANK:
        return "blank"
    if role == Role.UNKNOWN:
        return "unknown"
    if role in DROPPED_ROLES:
        return "dropped"
    return "text" if role in BODY_ROLES or role == Role.SUB_HEADING else "facts"
