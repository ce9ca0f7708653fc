"""What editors said of captured texts: all of it in one list, and how to take it back."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.timezone import localtime

from importers.admin.captures import lines_of
from importers.admin.deciding import read_again_for
from importers.admin.machine import MachineWritten
from importers.models import Decision
from importers.store import decisions

EXCERPT = 140
"""Characters of a line that tell it from others."""


@admin.register(Decision)
class DecisionAdmin(MachineWritten):
    list_display = ["said", "excerpt", "where", "by_whom"]
    list_filter = ["kind", "made_by"]
    search_fields = ["quoted"]
    date_hierarchy = "made_at"
    list_select_related = ["capture", "made_by"]
    fields = ["said", "of_what", "holds", "where", "made_by", "made_at"]
    readonly_fields = fields
    actions = ()  # but the stock one: to take back what was said

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        return super().get_queryset(request).defer("capture__content")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        found = super().get_actions(request)
        if "delete_selected" in found:
            act, name, _ = found["delete_selected"]
            found["delete_selected"] = (act, name, "Take back what was said")
        return found

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("importers.delete_decision")

    def delete_model(self, request: HttpRequest, obj: Decision) -> None:
        self._take_back(request, [obj])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Decision]) -> None:
        self._take_back(request, queryset)

    def _take_back(self, request: HttpRequest, chosen: Iterable[Decision]) -> None:
        captures = decisions.take_back(list(chosen))
        level, words = read_again_for(captures) if captures else (messages.SUCCESS, "")
        others = "Other captures with these lines follow with the next import_seeds --reread."
        self.message_user(request, " ".join(filter(None, ("Taken back.", words, others))), level)

    @admin.display(description="what was said", ordering="kind")
    def said(self, decision: Decision) -> str:
        return decision.words

    @admin.display(description="of what", ordering="quoted")
    def excerpt(self, decision: Decision) -> str:
        return Truncator(decision.quoted).chars(EXCERPT) if decision.quoted else "–"

    @admin.display(description="by", ordering="made_at")
    def by_whom(self, decision: Decision) -> SafeString:
        day = date_format(localtime(decision.made_at), "j M Y, H:i")
        return format_html('{}<span class="beneath">{}</span>', decision.made_by or "an editor", day)

    @admin.display(description="of what")
    def of_what(self, decision: Decision) -> SafeString | str:
        return format_html('<q class="quoted">{}</q>', decision.quoted) if decision.quoted else "–"

    @admin.display(description="where it was said")
    def where(self, decision: Decision) -> SafeString | str:
        if decision.capture is None or decision.line is None:
            return "–"
        where = lines_of(decision.capture, decision.line, decision.line)
        return format_html('{}<span class="beneath">{}</span>', where, decision.capture)

    @admin.display(description="it holds for")
    def holds(self, decision: Decision) -> str:
        if decision.kind not in decisions.ABOUT_LINES:
            return "these two texts, and other copies of the same two articles"
        if not decision.above and not decision.below:
            return "each line with these words, in all captures"
        return "each line with these words beside one of the same neighbours, in all captures"
