"""Topics that articles may be about: accepted or rejected one by one or many at once."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

from articles.admin.needs import Need, list_address
from articles.admin.states import pill
from articles.models.article import EditConflict
from articles.publishing import Refused
from importers.admin import judging
from importers.admin.captures import lines_of
from importers.admin.machine import MachineWritten, link_to, percent
from importers.models import TopicSuggestion

VERBS: dict[str, tuple[Callable[..., None], str]] = {
    "accept": (judging.accept, "accepted"),
    "reject": (judging.reject, "rejected"),
}
NAMED = 10


@admin.register(TopicSuggestion)
class TopicSuggestionAdmin(MachineWritten):
    list_display = ["topic_and_kind", "about", "state_pill", "evidence", "buttons"]
    list_filter = ["state", "topic__kind"]
    search_fields = ["topic__name", "article__title", "term"]
    ordering = ["-confidence", "pk"]
    list_select_related = ["topic", "article", "capture"]
    fields = ["topic_and_kind", "about", "state_pill", "evidence"]
    readonly_fields = fields
    actions = ["accept", "reject"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[TopicSuggestion]:
        return super().get_queryset(request).defer("article__body", "article__standfirst", "capture__content")

    def has_judge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perms(["importers.change_topicsuggestion", "articles.change_article"])

    def get_list_display(self, request: HttpRequest) -> list[str]:
        columns = list(super().get_list_display(request))
        return columns if self.has_judge_permission(request) else columns[:-1]

    def needs(self, request: HttpRequest) -> list[Need]:
        if not self.has_view_permission(request):
            return []
        suggested = TopicSuggestion.State.SUGGESTED
        count = TopicSuggestion.objects.filter(state=suggested).count()
        return [Need(count, "suggested topics", list_address(TopicSuggestion, state__exact=suggested), 80)]

    def get_urls(self) -> list[URLPattern]:
        judge = self.admin_site.admin_view(self.judge_view)
        own = [
            path(f"<int:pk>/{verb}/", judge, {"verb": verb}, name=f"importers_topicsuggestion_{verb}")
            for verb in VERBS
        ]
        return [*own, *super().get_urls()]

    def judge_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        if not self.has_judge_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        suggestion = get_object_or_404(TopicSuggestion.objects.select_related("topic", "article"), pk=pk)
        self._judge(request, [suggestion], verb)
        back = request.POST.get("back", "")
        is_here = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
        return HttpResponseRedirect(
            back if is_here else list_address(TopicSuggestion, state__exact="suggested")
        )

    @admin.action(permissions=["judge"], description="Accept: tag the articles")
    def accept(self, request: HttpRequest, queryset: QuerySet[TopicSuggestion]) -> None:
        self._judge(request, queryset, "accept")

    @admin.action(permissions=["judge"], description="Reject, and do not suggest again")
    def reject(self, request: HttpRequest, queryset: QuerySet[TopicSuggestion]) -> None:
        self._judge(request, queryset, "reject")

    def _judge(self, request: HttpRequest, suggestions: Any, verb: str) -> None:
        judge, past = VERBS[verb]
        done, refused = [], []
        for suggestion in suggestions:
            try:
                # Fresh: an earlier suggestion of the list may have saved the same article.
                suggestion.article.refresh_from_db(fields=["version"])
                judge(suggestion, by=request.user)
            except Refused as refusal:
                refused.append(f"“{suggestion}”: {' '.join(refusal.reasons)}")
            except EditConflict:
                refused.append(f"“{suggestion}”: somebody else is saving the article.")
            else:
                done.append(f"“{suggestion}”")
                self.log_change(request, suggestion, past.capitalize())
        if done:
            self.message_user(request, f"{len(done)} {past}: {_named(done)}.", messages.SUCCESS)
        if refused:
            self.message_user(request, f"{len(refused)} not {past}: {_named(refused)}", messages.WARNING)

    @admin.display(description="topic", ordering="topic__name")
    def topic_and_kind(self, suggestion: TopicSuggestion) -> SafeString:
        topic = suggestion.topic
        return format_html('{}<span class="beneath">{}</span>', topic.name, topic.get_kind_display())

    @admin.display(description="article", ordering="article__title")
    def about(self, suggestion: TopicSuggestion) -> SafeString | str:
        return link_to(suggestion.article)

    @admin.display(description="state, sure", ordering="confidence")
    def state_pill(self, suggestion: TopicSuggestion) -> SafeString:
        shown = pill(suggestion.state, suggestion.get_state_display())
        return format_html('{}<span class="beneath">{} sure</span>', shown, percent(suggestion.confidence))

    @admin.display(description="evidence")
    def evidence(self, suggestion: TopicSuggestion) -> SafeString | str:
        return evidence_of(suggestion)

    @admin.display(description="your word")
    def buttons(self, suggestion: TopicSuggestion) -> SafeString:
        """Buttons of the list's own form, so that they post with its token."""
        made = [
            format_html(
                '<button type="submit" formaction="{}" aria-label="{}: {}">{}</button>',
                reverse(f"admin:importers_topicsuggestion_{verb}", args=[suggestion.pk]),
                verb.capitalize(),
                suggestion,
                verb.capitalize(),
            )
            for verb, (_, past) in VERBS.items()
            if suggestion.state != past
        ]
        return format_html('<span class="mini-form">{}</span>', SafeString("".join(made)))


def evidence_of(suggestion: TopicSuggestion) -> SafeString | str:
    """The words that speak for the topic, how often, and where first."""
    words = f"“{suggestion.term}” {suggestion.count}×"
    if suggestion.capture is None or suggestion.line is None:
        return words
    return format_html("{}, {}", words, lines_of(suggestion.capture, suggestion.line, suggestion.line))


def _named(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
