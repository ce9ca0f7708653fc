"""Rows that a machine wrote: they are looked at and never added, changed or deleted by hand."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime


class MachineWritten(admin.ModelAdmin):
    """``page_template`` shows one row with what `page_context` says of it; without one the stock page does."""

    page_template = ""
    actions = None
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.page_template:
            return super().change_view(request, object_id, form_url, extra_context)
        row = self.get_object(request, object_id)
        if request.method not in ("GET", "HEAD") or not self.has_view_permission(request, row):
            raise PermissionDenied
        if row is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": str(row),
            "opts": self.opts,
            "row": row,
            **self.page_context(request, row),
        }
        return TemplateResponse(request, self.page_template, context)

    def page_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        return {}


def link_to(row: Any, words: str = "", anchor: str = "", query: str = "") -> SafeString | str:
    """A link to the desk's page of ``row``; a dash for none."""
    if row is None:
        return "–"
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return format_html('<a href="{}{}{}">{}</a>', address, query, anchor, words or str(row))


def percent(share: float | None) -> str:
    """A confidence as an editor reads it."""
    return "–" if share is None else f"{share:.0%}"


def day_of(moment: datetime | None) -> str:
    """The day of a moment, in the paper's time."""
    return date_format(localtime(moment), "j M Y") if moment else ""
