"""The pages on which an article is sent to its readers, changed for them, or taken from them.

Looking at a page changes nothing; its button posts. All of it goes through `articles.publishing`.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from articles import body, checklist, publishing
from articles.admin import history
from articles.admin.article_list import day_in_words
from articles.admin.differences import FieldChange, paragraphs, values
from articles.admin.suggestion import Suggestion, suggest
from articles.models import Article, Edition
from articles.models.article import EditConflict

Kind = Edition.Kind
_KIND_HELP = {
    Kind.TYPO: "A slip of the pen. No note is shown; a name, number, date, negation or quotation is never a typo.",
    Kind.CLARIFICATION: "It was right, but could be misread.",
    Kind.CORRECTION: "It was wrong. Readers are told what was wrong and what is right.",
    Kind.UPDATE: "There are new facts.",
    Kind.RETRACTION: "It should not have been published; the text stays, under the note.",
}


class PublishForm(forms.Form):
    """How the working copy goes to its readers. ``version`` is the one that the editor looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(widget=forms.RadioSelect, label="What kind of change is it?")
    note = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        label="Note to readers",
        help_text="What was changed, and why. Readers see it with the article; only a typo goes without.",
    )
    at = forms.SplitDateTimeField(
        required=False,
        widget=AdminSplitDateTime,
        label="Not before",
        help_text="Leave empty to publish now.",
    )

    def __init__(self, *args: Any, standing: Edition | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, name in zip(self.fields["at"].widget.widgets, ("Date", "Time"), strict=True):
            part.attrs["aria-label"] = name
        if standing is None:
            del self.fields["kind"], self.fields["note"]
        else:
            kinds = [kind for kind in _KIND_HELP if not (standing.is_withdrawal and kind == Kind.TYPO)]
            self.fields["kind"].choices = [
                (kind.value, f"{kind.label} – {_KIND_HELP[kind]}") for kind in kinds
            ]


class WithdrawForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        label="Reason",
        help_text="Readers who come to the address are shown this sentence.",
    )


def publish_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Checklist, changes against what readers see, kind and note; its button publishes."""
    article = _article(model_admin, request, pk, model_admin.has_publish_permission(request))
    standing = history.standing(article)
    suggestion = suggest(article, standing) if standing and not standing.is_withdrawal else None
    form = PublishForm(request.POST or None, standing=standing, initial=_initial(article, suggestion))
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        article.version = given.pop("version")
        try:
            said = _said(publishing.publish(article, by=request.user, **given))
        except publishing.Refused as refused:
            reasons = refused.reasons
        except EditConflict:
            return _look_again(model_admin, request, article, "publish")
        else:
            model_admin.log_change(request, article, said)
            model_admin.message_user(request, f"“{article}”: {said}", messages.SUCCESS)
            return _to_article(article)
    context = {
        "title": "Publish" if standing is None else "Publish changes",
        "form": form,
        "reasons": reasons,
        "standing": standing,
        "time_zone": timezone.get_current_timezone_name(),
        "suggestion": suggestion,
        "findings": checklist.findings(article),
        "blockers": checklist.blockers(article),
        "changes": changes_for_readers(article, standing) if standing else [],
    }
    return _page(model_admin, request, article, "publish", context, 409 if reasons else 200)


def withdraw_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """The consequences and a reason; its button withdraws."""
    article = _article(model_admin, request, pk, model_admin.has_withdraw_permission(request))
    standing = history.standing(article)
    form = WithdrawForm(request.POST or None, initial={"version": article.version})
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        article.version = form.cleaned_data["version"]
        try:
            publishing.withdraw(article, by=request.user, note=form.cleaned_data["note"])
        except publishing.Refused as refused:
            reasons = refused.reasons
        except EditConflict:
            return _look_again(model_admin, request, article, "withdraw")
        else:
            model_admin.log_change(request, article, f"Withdrawn: {form.cleaned_data['note']}")
            model_admin.message_user(request, f"“{article}” was withdrawn.", messages.SUCCESS)
            return _to_article(article)
    is_public = standing is not None and not standing.is_withdrawal
    context = {
        "title": "Withdraw",
        "form": form,
        "reasons": reasons or ([] if is_public else ["The article is not published."]),
        "standing": standing,
        "is_public": is_public,
    }
    return _page(model_admin, request, article, "withdraw", context, 409 if reasons else 200)


def after_save(model_admin: Any, request: HttpRequest, article: Article, page: str) -> HttpResponse:
    """On from a saved form to the page of the same article."""
    model_admin.message_user(request, f"“{article}” was saved.", messages.SUCCESS)
    return HttpResponseRedirect(reverse(f"admin:articles_article_{page}", args=[article.pk]))


def changes_for_readers(article: Article, standing: Edition) -> list[FieldChange]:
    """What readers would see changed if ``article`` were published over ``standing``."""
    was_withdrawn = standing.is_withdrawal
    pairs = [
        ("Headline", paragraphs(standing.title, article.title)),
        ("Standfirst", paragraphs(standing.standfirst, article.standfirst)),
        ("Text", [] if was_withdrawn else paragraphs(standing.plain, body.plain(article.body))),
        ("Address", values(standing.slug, article.slug)),
        ("Type", values(standing.get_type_display(), article.get_type_display())),
        ("First published", values(_day(standing), _day(article))),
        ("Bylines", values(_names(standing), _names(article))),
        ("Topics", values(_topics(standing), _topics(article))),
        ("Source", values(str(standing.source or "unknown"), str(article.source or "unknown"))),
        ("Picture", values(str(standing.picture or "none"), str(article.picture or "none"))),
    ]
    return [FieldChange(label, tuple(shown)) for label, shown in pairs if shown]


def _day(text: Article | Edition) -> str:
    return day_in_words(text.first_published, text.first_published_precision) or "unknown"


def _names(text: Article | Edition) -> str:
    return ", ".join(byline.printed for byline in text.bylines.all()) or "none"


def _topics(text: Article | Edition) -> str:
    return ", ".join(sorted(topic.name for topic in text.topics.all())) or "none"


def _initial(article: Article, suggestion: Suggestion | None) -> dict[str, Any]:
    initial: dict[str, Any] = {"version": article.version}
    return initial | {"kind": suggestion.kind, "note": suggestion.note} if suggestion else initial


def _said(edition: Edition) -> str:
    when = ""
    if edition.published_at > timezone.now():
        when = f", from {date_format(timezone.localtime(edition.published_at), 'j F Y, H:i')}"
    return f"Published as edition {edition.number} ({edition.get_kind_display()}{when})."


def _article(model_admin: Any, request: HttpRequest, pk: int, may: bool) -> Article:
    if not may or not model_admin.has_view_permission(request):
        raise PermissionDenied
    return get_object_or_404(Article, pk=pk)


def _look_again(model_admin: Any, request: HttpRequest, article: Article, page: str) -> HttpResponse:
    words = f"“{article}” was saved by somebody else in the meantime. Look at it again before you go on."
    model_admin.message_user(request, words, messages.WARNING)
    return HttpResponseRedirect(reverse(f"admin:articles_article_{page}", args=[article.pk]))


def _to_article(article: Article) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def _page(
    model_admin: Any, request: HttpRequest, article: Article, name: str, context: dict[str, Any], status: int
) -> HttpResponse:
    shared = {
        **model_admin.admin_site.each_context(request),
        "article": article,
        "subtitle": str(article),
        "opts": model_admin.opts,
        "media": model_admin.media + context["form"].media,
    }
    template = f"admin/articles/article/{name}.html"
    return TemplateResponse(request, template, shared | context, status=status)
