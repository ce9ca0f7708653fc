"""What an import read otherwise than an editor left it: accepted or declined, one by one or many at once."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

from articles.admin.needs import Need, list_address
from articles.admin.states import pill
from articles.models import Article
from articles.models.article import EditConflict
from articles.publishing import Refused
from importers.admin import readings
from importers.admin.captures import lines_of
from importers.admin.machine import MachineWritten, day_of
from importers.models import Proposal
from importers.store import proposals
from importers.store.fields import spelt, value_of

Field, State = Proposal.Field, Proposal.State

MOST = 500
NAMED = 10


@dataclass(frozen=True, slots=True)
class Verb:
    """What an editor can say of a proposal."""

    act: Callable[..., None]
    past: str
    title: str
    consequences: str


VERBS = {
    "accept": Verb(
        proposals.accept,
        "accepted",
        "Accept what was read",
        "Each is written into the working copy as an edit of yours. Readers see nothing of it until the article’s "
        "changes are published.",
    ),
    "decline": Verb(
        proposals.decline,
        "declined",
        "Decline what was read",
        "The articles stay as they are. No later import proposes the same again.",
    ),
}


class ProposalList(ChangeList):
    """Rows with the names of the sources they speak of."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        kept = [(row.field, value) for row in self.result_list for value in (row.stood, row.read)]
        names = readings.source_names(kept)
        for row in self.result_list:
            row.sources = names


@admin.register(Proposal)
class ProposalAdmin(MachineWritten):
    page_template = "admin/importers/proposal.html"
    list_display = ["about", "what_was_read", "state_and_word"]
    list_filter = ["state", "field"]
    search_fields = ["article__title"]
    ordering = ["-made_at", "-pk"]
    list_select_related = ["article", "decided_by"]
    actions = ["accept_many", "decline_many"]

    # What it may do

    def has_judge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perms(["importers.change_proposal", "articles.change_article"])

    # The list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        return super().get_queryset(request).defer("article__body", "article__standfirst")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ProposalList]:
        return ProposalList

    def get_list_display(self, request: HttpRequest) -> list[str]:
        columns = list(super().get_list_display(request))
        return columns if self.has_judge_permission(request) else [*columns[:-1], "state_pill"]

    def needs(self, request: HttpRequest) -> list[Need]:
        if not self.has_view_permission(request):
            return []
        count = Proposal.objects.filter(state=State.OPEN).count()
        words = "proposal from imports" if count == 1 else "proposals from imports"
        return [Need(count, words, list_address(Proposal, state__exact=State.OPEN), 35, "ochre")]

    @admin.display(description="article", ordering="article__title")
    def about(self, proposal: Proposal) -> SafeString:
        when = day_of(proposal.made_at)
        return format_html(
            '{}<span class="beneath">{}, read {}</span>', proposal.article, proposal.get_field_display(), when
        )

    @admin.display(description="what stood → what was read")
    def what_was_read(self, proposal: Proposal) -> SafeString:
        return readings.in_brief(proposal.field, proposal.stood, proposal.read, proposal.sources)

    @admin.display(description="state", ordering="state")
    def state_pill(self, proposal: Proposal) -> SafeString:
        shown = pill(PILLS[proposal.state], proposal.get_state_display())
        if proposal.state == State.OPEN:
            return shown
        return format_html('{}<span class="beneath">{}</span>', shown, decided(proposal))

    @admin.display(description="state, your word", ordering="state")
    def state_and_word(self, proposal: Proposal) -> SafeString:
        """With buttons of the list's own form, so that they post with its token."""
        made = [
            format_html(
                '<button type="submit" formaction="{}" aria-label="{}: {}">{}</button>',
                reverse(f"admin:importers_proposal_{verb}", args=[proposal.pk]),
                verb.capitalize(),
                proposal,
                verb.capitalize(),
            )
            for verb in verbs_for(proposal)
        ]
        buttons = format_html('<span class="mini-form">{}</span>', SafeString("".join(made))) if made else ""
        return format_html("{} {}", self.state_pill(proposal), buttons)

    # One proposal

    def get_urls(self) -> list[URLPattern]:
        judge = self.admin_site.admin_view(self.judge_view)
        own = [
            path(f"<int:pk>/{verb}/", judge, {"verb": verb}, name=f"importers_proposal_{verb}")
            for verb in VERBS
        ]
        return [*own, *super().get_urls()]

    def page_context(self, request: HttpRequest, row: Proposal) -> dict[str, Any]:
        article = Article.objects.select_related("picture").get(pk=row.article_id)
        stands = proposals.standing(article)[row.field]
        is_decided = row.state == State.ACCEPTED
        refusal, would = "", value_of(row.field, row.read)
        if not is_decided:
            try:
                would = proposals.would_stand(row, stands)
            except Refused as refused:
                refusal = " ".join(refused.reasons)
        as_it_was = is_decided or bool(refusal)
        before = row.stood if as_it_was else spelt(row.field, stands)
        after = row.read if as_it_was else spelt(row.field, would)
        names = readings.source_names([(row.field, before), (row.field, after)])
        others = article.import_proposals.filter(field=row.field, state=State.OPEN).exclude(pk=row.pk)
        return {
            "title": f"{row.get_field_display().capitalize()} as read",
            "article": article,
            "is_published": article.editions.exists(),
            "state": self.state_pill(row),
            "changes": readings.difference(row.field, before, after, names),
            "as_it_was": as_it_was,
            "was_edited": not as_it_was and spelt(row.field, stands) != row.stood,
            "read": readings.in_words(row.field, row.read, names).split("\n") if refusal else [],
            "refusals": [*([refusal] if refusal else []), *self._lacking(request, row)],
            "where": self._where(row),
            "others": others,
            "verbs": verbs_for(row) if self.has_judge_permission(request) else [],
        }

    def judge_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        if not self.has_judge_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        proposal = get_object_or_404(Proposal.objects.select_related("article"), pk=pk)
        page = reverse("admin:importers_proposal_change", args=[pk])
        if verb == "accept" and not self._is_as_shown(proposal, request.POST.get("version")):
            words = "The article was saved since. This is what would change now."
            self.message_user(request, words, messages.WARNING)
            return HttpResponseRedirect(page)
        self._judge(request, [proposal], verb)
        back = request.POST.get("back", "")
        is_here = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
        return HttpResponseRedirect(back if is_here else list_address(Proposal, state__exact=State.OPEN))

    def _is_as_shown(self, proposal: Proposal, version: str | None) -> bool:
        """Whether what would be written is what the editor saw: on the page as of a version, in the list what stood."""
        if version is not None:
            return version == str(proposal.article.version)
        stands = proposals.standing(proposal.article)[proposal.field]
        return spelt(proposal.field, stands) == proposal.stood or proposals.stands_already(proposal, stands)

    def _lacking(self, request: HttpRequest, proposal: Proposal) -> list[str]:
        """Why this editor may not accept ``proposal``, in words."""
        if proposal.field == Field.SOURCE and not request.user.has_perm("articles.set_rights"):
            return ["Only who may set source and rights can accept this."]
        if proposal.field == Field.BYLINE and not request.user.has_perm("articles.add_author"):
            unknown = proposals.unknown_authors(proposal)
            if unknown:
                return [
                    f"{', '.join(unknown)}: nobody of this name is known yet, and you may not add authors."
                ]
        return []

    def _where(self, proposal: Proposal) -> SafeString | str:
        extract = proposal.extract
        if extract is None:
            return "a capture that is gone"
        return format_html(
            "{}, {}", extract.capture.file_name, lines_of(extract.capture, extract.first, extract.last)
        )

    # Judging

    @admin.action(permissions=["judge"], description="Accept…")
    def accept_many(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> HttpResponse | None:
        return self._judge_many(request, queryset, "accept")

    @admin.action(permissions=["judge"], description="Decline…")
    def decline_many(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> HttpResponse | None:
        return self._judge_many(request, queryset, "decline")

    def _judge_many(
        self, request: HttpRequest, queryset: QuerySet[Proposal], verb: str
    ) -> HttpResponse | None:
        """What would happen, by name and with reasons; then it is done."""
        keys = list(queryset.order_by().values_list("pk", flat=True)[: MOST + 1])
        if len(keys) > MOST:
            words = f"Choose at most {MOST} at a time. Nothing was changed."
            self.message_user(request, words, messages.WARNING)
            return None
        chosen = list(
            Proposal.objects.filter(pk__in=keys).select_related("article").order_by("-made_at", "-pk")
        )
        confirm = _digest(chosen)
        if request.POST.get("confirm") == confirm:
            self._judge(request, chosen, verb)
            return None
        reasons = {proposal: self._try(request, proposal, verb) for proposal in chosen}
        context = {
            **self.admin_site.each_context(request),
            "title": VERBS[verb].title,
            "opts": self.opts,
            "verb": verb,
            "consequences": VERBS[verb].consequences,
            "chosen": chosen,
            "will": [proposal for proposal, said in reasons.items() if not said],
            "will_not": [(proposal, said) for proposal, said in reasons.items() if said],
            "is_other_choice": bool(request.POST.get("confirm")),
            "confirm": confirm,
            "checkbox": ACTION_CHECKBOX_NAME,
            "back": request.get_full_path(),
        }
        return TemplateResponse(request, "admin/importers/judge_many.html", context)

    def _try(self, request: HttpRequest, proposal: Proposal, verb: str) -> str:
        """Why it would not work, in words; nothing if it would. Nothing stays changed."""
        with transaction.atomic():
            said = self._say(request, proposal, verb)
            transaction.set_rollback(True)
        return said

    def _say(self, request: HttpRequest, proposal: Proposal, verb: str) -> str:
        lacking = self._lacking(request, proposal) if verb == "accept" else []
        if lacking:
            return " ".join(lacking)
        try:
            VERBS[verb].act(proposal, by=request.user)
        except Refused as refused:
            return " ".join(refused.reasons)
        except EditConflict:
            return "Somebody else is saving the article."
        return ""

    def _judge(self, request: HttpRequest, chosen: Iterable[Proposal], verb: str) -> None:
        past = VERBS[verb].past
        done, refused = [], []
        for proposal in chosen:
            said = self._say(request, proposal, verb)
            if said:
                refused.append(f"{_named(proposal)}: {said}")
                continue
            done.append(_named(proposal))
            self.log_change(request, proposal, f"{past.capitalize()}.")
        if done:
            self.message_user(request, f"{past.capitalize()}: {_list(done)}.", messages.SUCCESS)
        if refused:
            self.message_user(request, f"Not {past}: {_list(refused)}", messages.WARNING)


PILLS = {State.OPEN: "suggested", State.ACCEPTED: "accepted", State.DECLINED: "rejected"}


def verbs_for(proposal: Proposal) -> list[str]:
    """What can still be said of ``proposal``: what was declined may be accepted after all."""
    if proposal.state == State.OPEN:
        return list(VERBS)
    return ["accept"] if proposal.state == State.DECLINED else []


def decided(proposal: Proposal) -> str:
    """Who decided it and when; what closed itself was typed in by somebody."""
    when = day_of(proposal.decided_at)
    if proposal.decided_by is None and proposal.state == State.ACCEPTED:
        return f"stands in the article since {when}"
    return f"{proposal.decided_by or 'somebody'}, {when}"


def open_for(article: Article) -> list[Proposal]:
    """The open proposals of ``article`` as its page shows them, each with what it would change ``in_brief``."""
    found = list(article.import_proposals.filter(state=State.OPEN))
    names = readings.source_names([(row.field, value) for row in found for value in (row.stood, row.read)])
    for row in found:
        row.brief = readings.in_brief(row.field, row.stood, row.read, names)
    return found


def _digest(chosen: Sequence[Proposal]) -> str:
    """Stands for what the editor was shown: another choice, or another version of an article, is shown again first."""
    shown = ",".join(f"{proposal.pk}:{proposal.state}:{proposal.article.version}" for proposal in chosen)
    return hashlib.sha256(shown.encode()).hexdigest()


def _named(proposal: Proposal) -> str:
    return f"{proposal.get_field_display()} of “{proposal.article}”"


def _list(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return "; ".join(names[:NAMED]) + more
