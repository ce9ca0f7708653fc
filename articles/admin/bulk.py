"""One act on many articles: shown first, by name and with reasons; then done; then reported by name.

An act is tried on each article in a transaction that is taken back, so that the page before it says what will happen
and why not, in the words of the verb itself and of no second set of rules.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from articles import editing, publishing
from articles.models import Article, Rights, Source
from articles.models.article import EditConflict

MOST = 500
"""More articles than this in one request would hold a writer's turn for too long."""
NAMED = 20
"""So many articles are named in the message afterwards; the page before names all."""


@dataclass(frozen=True, slots=True)
class Act:
    """``verb`` takes an article, the form's values and the user, and raises Refused or EditConflict."""

    name: str
    title: str
    button: str
    permission: str
    form: type[forms.Form]
    verb: Callable[[Article, dict[str, Any], Any], object]
    consequences: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    article: Article
    reasons: tuple[str, ...] = ()


class NothingToAsk(forms.Form):
    pass


class RightsForm(forms.Form):
    source = forms.ModelChoiceField(Source.objects.all(), required=False, empty_label="leave as it is")
    rights = forms.ChoiceField(
        required=False,
        choices=[("", "leave as they are"), *((r.value, r.label) for r in Rights if r != Rights.UNKNOWN)],
        help_text="On what ground the texts may be published.",
    )
    note = forms.CharField(
        required=False,
        max_length=500,
        label="Rights note",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Holder, licence, date of the permission.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError("Choose a source, rights or both.")
        return cleaned


class ReasonForm(forms.Form):
    note = forms.CharField(
        max_length=2000,
        label="Reason",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Readers who come to one of the addresses are shown this sentence.",
    )


class TypeForm(forms.Form):
    type = forms.ChoiceField(choices=Article.Type.choices)


ACTS = (
    Act(
        "set_rights",
        "Set source and rights",
        "Set source and rights",
        "rights",
        RightsForm,
        lambda article, given, user: editing.set_rights(article, by=user, **given),
    ),
    Act(
        "publish",
        "Publish",
        "Publish",
        "publish",
        NothingToAsk,
        lambda article, given, user: publishing.publish(article, by=user),
        "Readers see each at once. An article that was published before needs a note of its own and is left out here.",
    ),
    Act(
        "withdraw",
        "Withdraw",
        "Withdraw",
        "withdraw",
        ReasonForm,
        lambda article, given, user: publishing.withdraw(article, by=user, **given),
        "They leave every page, list, search, feed and sitemap; their addresses say that they were withdrawn, and why.",
    ),
    Act(
        "confirm_titles",
        "Confirm supplied headlines",
        "Confirm headlines",
        "change",
        NothingToAsk,
        lambda article, given, user: editing.confirm_title(article, by=user),
        "Readers are still told that a headline was supplied.",
    ),
    Act(
        "set_type",
        "Set type",
        "Set type",
        "change",
        TypeForm,
        lambda article, given, user: editing.set_type(article, given["type"], by=user),
    ),
)


def _action(act: Act) -> Callable[..., HttpResponse | None]:
    def run(model_admin: Any, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        return _answer(act, model_admin, request, queryset)

    run.__name__ = act.name
    return admin.action(run, permissions=[act.permission], description=f"{act.title}…")


ACTIONS = [_action(act) for act in ACTS]


def try_out(act: Act, articles: Iterable[Article], given: dict[str, Any], user: Any) -> list[Outcome]:
    """What `carry_out` would come to. Nothing stays changed."""
    return [_run(act, article, given, user, keep=False) for article in articles]


def carry_out(act: Act, articles: Iterable[Article], given: dict[str, Any], user: Any) -> list[Outcome]:
    """Do ``act`` to each article, in a transaction each: one that is refused does not hold up the others."""
    return [_run(act, article, given, user, keep=True) for article in articles]


class _TakeBack(Exception):
    pass


def _run(act: Act, article: Article, given: dict[str, Any], user: Any, keep: bool) -> Outcome:
    try:
        with transaction.atomic():
            act.verb(article, given, user)
            if not keep:
                raise _TakeBack
    except _TakeBack:
        pass
    except publishing.Refused as refused:
        return Outcome(article, tuple(refused.reasons))
    except EditConflict:
        return Outcome(article, ("Somebody else is saving it.",))
    return Outcome(article)


def _answer(
    act: Act, model_admin: Any, request: HttpRequest, queryset: QuerySet[Article]
) -> HttpResponse | None:
    keys = list(queryset.order_by().values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        words = f"Choose at most {MOST} articles at a time. Nothing was changed."
        model_admin.message_user(request, words, messages.WARNING)
        return None
    articles = list(Article.objects.filter(pk__in=keys).order_by("-created_at", "-pk"))
    confirm = _digest(articles)
    is_answered = "confirm" in request.POST or "show" in request.POST or not act.form.base_fields
    form = act.form(request.POST if is_answered else None)
    given = form.cleaned_data if form.is_valid() else None
    if given is not None and request.POST.get("confirm") == confirm:
        _report(act, model_admin, request, carry_out(act, articles, given, request.user), given)
        return None
    outcomes = try_out(act, articles, given, request.user) if given is not None else None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": act.title,
        "act": act,
        "opts": model_admin.opts,
        "form": form,
        "articles": articles,
        "will": [outcome.article for outcome in outcomes or [] if not outcome.reasons],
        "will_not": [outcome for outcome in outcomes or [] if outcome.reasons],
        "is_tried": outcomes is not None,
        "is_other_choice": bool(request.POST.get("confirm")),
        "confirm": confirm,
        "checkbox": ACTION_CHECKBOX_NAME,
        "media": model_admin.media + form.media,
        "back": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/articles/article/bulk.html", context)


def _digest(articles: Sequence[Article]) -> str:
    """Stands for what the editor was shown: another choice, or another version of one, is shown again first."""
    shown = ",".join(f"{article.pk}:{article.version}" for article in articles)
    return hashlib.sha256(shown.encode()).hexdigest()


def _report(
    act: Act, model_admin: Any, request: HttpRequest, outcomes: list[Outcome], given: dict[str, Any]
) -> None:
    done = [outcome.article for outcome in outcomes if not outcome.reasons]
    said = ", ".join(f"{name}: {value}" for name, value in given.items() if value)
    for article in done:
        model_admin.log_change(request, article, f"{act.title}, with others{f' ({said})' if said else ''}.")
    if done:
        words = f"{act.title}: {len(done)} changed – {_names(done)}."
        model_admin.message_user(request, words, messages.SUCCESS)
    refused = [outcome for outcome in outcomes if outcome.reasons]
    for outcome in refused[:NAMED]:
        words = f"“{outcome.article}” was not changed. {' '.join(outcome.reasons)}"
        model_admin.message_user(request, words, messages.WARNING)
    if len(refused) > NAMED:
        words = f"{len(refused) - NAMED} more were not changed."
        model_admin.message_user(request, words, messages.WARNING)


def _names(articles: Sequence[Article]) -> str:
    named = ", ".join(f"“{article}”" for article in articles[:NAMED])
    return named if len(articles) <= NAMED else f"{named} and {len(articles) - NAMED} more"
