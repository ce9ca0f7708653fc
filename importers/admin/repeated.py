"""Lines that stand in many captures: boilerplate of the site, or text? An editor says."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from articles.admin.needs import Need, list_address
from articles.admin.states import pill
from articles.publishing import Refused
from importers.admin.machine import MachineWritten, percent
from importers.models import Capture, RepeatedLine
from importers.store import repeated

NEXT = (
    "It holds for captures that come in from now on; import_seeds --reread applies it to those that are in."
)

EXCERPT = 140


@admin.register(RepeatedLine)
class RepeatedLineAdmin(MachineWritten):
    list_display = ["excerpt", "evidence", "taken_for", "where", "state_pill"]
    list_filter = ["state"]
    search_fields = ["text"]
    ordering = ["-seen", "pk"]
    fields = ["text", *list_display[1:]]
    readonly_fields = fields
    actions = ["say_boilerplate", "say_text"]

    def has_judge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perms(["importers.change_repeatedline", "importers.add_decision"])

    def needs(self, request: HttpRequest) -> list[Need]:
        if not self.has_view_permission(request):
            return []
        waiting = RepeatedLine.State.OPEN
        count = RepeatedLine.objects.filter(state=waiting).count()
        return [Need(count, "repeated lines", list_address(RepeatedLine, state__exact=waiting), 85)]

    @admin.action(permissions=["judge"], description="Boilerplate: drop these lines wherever they stand")
    def say_boilerplate(self, request: HttpRequest, queryset: QuerySet[RepeatedLine]) -> None:
        self._judge(request, queryset, repeated.accept, "boilerplate")

    @admin.action(permissions=["judge"], description="Text: leave these lines in their articles")
    def say_text(self, request: HttpRequest, queryset: QuerySet[RepeatedLine]) -> None:
        self._judge(request, queryset, repeated.is_text, "text")

    def _judge(self, request: HttpRequest, lines: Any, judge: Callable[..., None], word: str) -> None:
        done, refused = 0, 0
        for line in lines:
            try:
                judge(line, by=request.user)
            except Refused:
                refused += 1
            else:
                done += 1
                self.log_change(request, line, f"Said to be {word}")
        if done:
            self.message_user(request, f"{done} said to be {word}. {NEXT}", messages.SUCCESS)
        if refused:
            self.message_user(request, f"{refused} were said to be {word} before.", messages.WARNING)

    @admin.display(description="line", ordering="text")
    def excerpt(self, line: RepeatedLine) -> str:
        return Truncator(line.text).chars(EXCERPT)

    @admin.display(description="stands in", ordering="seen")
    def evidence(self, line: RepeatedLine) -> SafeString:
        share = percent(line.seen / line.looked_at if line.looked_at else None)
        return format_html(
            '{} captures<span class="beneath">{} of {} looked at</span>', line.seen, share, line.looked_at
        )

    @admin.display(description="read as", ordering="role")
    def taken_for(self, line: RepeatedLine) -> str:
        return "short line" if line.role == "unknown" else line.get_role_display()

    @admin.display(description="for example")
    def where(self, line: RepeatedLine) -> SafeString:
        address = list_address(Capture, q=line.example)
        return format_html(
            '<a href="{}">{}</a><span class="beneath">line {}</span>', address, line.example, line.line
        )

    @admin.display(description="state", ordering="state")
    def state_pill(self, line: RepeatedLine) -> SafeString:
        kinds = {"open": "suggested", "boilerplate": "accepted", "text": "rejected"}
        return pill(kinds[line.state], line.get_state_display())
