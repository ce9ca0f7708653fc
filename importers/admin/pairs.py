"""Two readings that may be one article: seen side by side, and judged to be two articles or one."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.conflict import FORM_NAMES
from articles.admin.history import labels
from articles.admin.needs import Need, list_address
from articles.admin.states import WORDS, pill, state_of, with_standing
from articles.models import Article, Revision
from articles.models.article import EditConflict
from articles.models.revision import digest_of
from articles.publishing import Refused
from importers.admin.beside import beside
from importers.admin.captures import lines_of, said_lines
from importers.admin.machine import MachineWritten, day_of, link_to, percent
from importers.models import DoubtfulPair, Extract, Merging
from importers.store import merging

Verdict = DoubtfulPair.Verdict
PILLS = {Verdict.OPEN: "suggested", Verdict.SAME: "accepted", Verdict.DIFFERENT: "rejected"}
ACTS = ("apart", "one", "takeback")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, as its column shows it."""

    name: str
    extract: Extract
    article: SafeString | str
    state: SafeString | str
    where: SafeString


class WaitingFilter(admin.SimpleListFilter):
    title = "waits for somebody"
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "waits for a word")]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[DoubtfulPair]:
        return queryset.waiting() if self.value() == "yes" else queryset


@admin.register(DoubtfulPair)
class DoubtfulPairAdmin(MachineWritten):
    page_template = "admin/importers/pair.html"
    list_display = ["later_headline", "earlier_headline", "alike", "state_pill"]
    list_filter = [WaitingFilter, "verdict"]
    search_fields = [
        "earlier__title",
        "later__title",
        "earlier__capture__file_name",
        "later__capture__file_name",
    ]
    ordering = ["-share", "pk"]
    list_select_related = [
        "earlier__capture",
        "later__capture",
        "earlier__article",
        "later__article",
        "decided_by",
    ]

    def has_judge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perms(["importers.change_doubtfulpair", "articles.change_article"])

    def get_queryset(self, request: HttpRequest) -> QuerySet[DoubtfulPair]:
        texts = ("reading", "capture__content", "article__body", "article__standfirst")
        unread = [f"{side}__{text}" for side in ("earlier", "later") for text in texts]
        return super().get_queryset(request).defer(*unread)

    def needs(self, request: HttpRequest) -> list[Need]:
        if not self.has_view_permission(request):
            return []
        count = DoubtfulPair.objects.order_by().waiting().count()
        words = "pair that may be one article" if count == 1 else "pairs that may be one article"
        return [Need(count, words, list_address(DoubtfulPair, waits="yes"), 45, "ochre")]

    # The list

    @admin.display(description="one", ordering="later__title")
    def later_headline(self, pair: DoubtfulPair) -> SafeString:
        return _headline(pair.later)

    @admin.display(description="the other", ordering="earlier__title")
    def earlier_headline(self, pair: DoubtfulPair) -> SafeString:
        return _headline(pair.earlier)

    @admin.display(description="in common", ordering="share")
    def alike(self, pair: DoubtfulPair) -> SafeString:
        return format_html('{}<span class="beneath">{}</span>', percent(pair.share), _doubt(pair))

    @admin.display(description="verdict", ordering="verdict")
    def state_pill(self, pair: DoubtfulPair) -> SafeString:
        if pair.verdict == Verdict.OPEN and not pair.is_waiting():
            return pill("working", "settled otherwise")
        shown = pill(PILLS[pair.verdict], pair.get_verdict_display())
        if pair.decided_at is None:
            return shown
        said = f"{pair.decided_by or 'somebody'}, {day_of(pair.decided_at)}"
        return format_html('{}<span class="beneath">{}</span>', shown, said)

    # One pair

    def get_urls(self) -> list[URLPattern]:
        judge = self.admin_site.admin_view(self.judge_view)
        own = [
            path(f"<int:pk>/{act}/", judge, {"act": act}, name=f"importers_doubtfulpair_{act}")
            for act in ACTS
        ]
        return [*own, *super().get_urls()]

    def page_context(self, request: HttpRequest, row: DoubtfulPair) -> dict[str, Any]:
        pair = DoubtfulPair.objects.select_related(
            "earlier__capture", "later__capture", "earlier__article", "later__article", "decided_by"
        ).get(pk=row.pk)
        may_judge = self.has_judge_permission(request)
        kept, emptied, refusal = None, None, ""
        if pair.is_waiting():
            try:
                kept, emptied = merging.which_is_kept(pair)
            except Refused as refused:
                refusal = " ".join(refused.reasons)
        merged = Merging.objects.filter(pair=pair, taken_back_at=None).select_related("made_by").first()
        left, right = pair.earlier, pair.later
        titles = beside([left.title], [right.title])[0] if left.title and right.title else None
        return {
            "title": "One article or two?",
            "state": self.state_pill(pair),
            "reason": pair.reason,
            "sides": self._sides(left, right),
            "titles": titles,
            "rows": beside(_texts(left), _texts(right)),
            "is_waiting": pair.is_waiting(),
            "kept": kept,
            "emptied": emptied,
            "refusal": refusal,
            "merged": merged,
            "kept_now": Article.objects.filter(pk=merged.kept_id).first() if merged else None,
            "what_it_changed": _revision(merged) if merged else None,
            "may_judge": may_judge,
            "may_merge": may_judge and request.user.has_perm("articles.delete_article"),
            "may_take_back": may_judge and (merged is not None or pair.verdict == Verdict.DIFFERENT),
        }

    def _sides(self, *extracts: Extract) -> list[Side]:
        articles = {
            article.pk: article
            for article in with_standing(Article.objects.filter(extracts__in=extracts).distinct())
        }
        sides = []
        for name, extract in zip(("The earlier one", "The later one"), extracts, strict=True):
            article = articles.get(extract.article_id)
            state = state_of(article) if article else None
            lines = lines_of(extract.capture, extract.first, extract.last)
            sides.append(
                Side(
                    name,
                    extract,
                    link_to(article) if article else "deleted",
                    pill(state, WORDS[state]) if state else "",
                    format_html("{}, {}", extract.capture.file_name, lines),
                )
            )
        return sides

    def judge_view(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        if not self.has_judge_permission(request):
            raise PermissionDenied
        if act == "one" and not request.user.has_perm("articles.delete_article"):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        pairs = DoubtfulPair.objects.select_related("earlier__article", "later__article", "decided_by")
        pair = get_object_or_404(pairs, pk=pk)
        try:
            said = {"apart": self._apart, "one": self._one, "takeback": self._take_back}[act](request, pair)
        except Refused as refused:
            self.message_user(request, f"Nothing was changed. {' '.join(refused.reasons)}", messages.WARNING)
        except EditConflict:
            words = "Nothing was changed: somebody else is saving the article. Try again."
            self.message_user(request, words, messages.WARNING)
        else:
            self.log_change(request, pair, said)
            self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:importers_doubtfulpair_change", args=[pk]))

    def _apart(self, request: HttpRequest, pair: DoubtfulPair) -> str:
        merging.keep_apart(pair, by=request.user)
        return "Two articles. No import asks about these two again."

    def _one(self, request: HttpRequest, pair: DoubtfulPair) -> str:
        made = merging.make_one(pair, by=request.user)
        words = f"One article: “{made.emptied_title}” went into “{made.before['title']}”."
        waiting = len(made.made["proposals"])
        if waiting:
            words += f" {waiting} of its readings wait{'s' if waiting == 1 else ''} there as proposals."
        return words

    def _take_back(self, request: HttpRequest, pair: DoubtfulPair) -> str:
        merged = Merging.objects.filter(pair=pair, taken_back_at=None).first()
        if merged is None:
            merging.think_again(pair, by=request.user)
            return "Taken back: the pair waits for a word again."
        left = merging.take_back(merged, by=request.user)
        if not left:
            return "Taken back: two articles again, as they were."
        names = labels() | {"date": "dates", "bylines": "bylines"}
        fields = ", ".join(names.get(FORM_NAMES.get(name, name), name) for name in left)
        return (
            f"Taken back: two articles again. What was edited since stays in the one that was kept: {fields}."
        )


def _headline(extract: Extract) -> SafeString:
    supplied = str(extract.article) if extract.article else "no headline in the text"
    title = extract.title or format_html("<em>{}</em>", supplied)
    place = f"{extract.capture.file_name}, {said_lines(extract.first, extract.last)}"
    gone = "" if extract.article_id else " – deleted"
    return format_html('{}<span class="beneath">{}{}</span>', title, place, gone)


def _revision(merged: Merging) -> Revision | None:
    """The kept article as it stood afterwards, if that differs from before."""
    if merged.after == merged.before:
        return None
    after = Revision.objects.filter(article=merged.kept_id, digest=digest_of(merged.after))
    return after.defer("snapshot").order_by("number").first()


def _doubt(pair: DoubtfulPair) -> str:
    """Why it is not sure: the reason without the share, which stands above it."""
    return pair.reason.partition(" in common, ")[2].removeprefix("but ") or pair.reason


def _texts(extract: Extract) -> list[str]:
    """The text as it was read, a block a string; headings and captions with it."""
    return [block[3] for block in extract.reading.get("blocks", [])]
