"""Taking a run back from the desk: first what goes and what stays and why, then, if that is still so, done."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.publishing import Refused
from importers.models import ImportRun
from importers.store import undo

MOST = 500
"""Captures of a run that a request can take back; of more, others would wait too long for their turn."""
SHOWN = 200
"""Rows that are named on the page; the command names all."""
PAGES = {
    "article": "articles_article",
    "author": "articles_author",
    "biography": "articles_author",
    "capture": "importers_capture",
    "picture": "articles_picture",
    "source": "articles_source",
    "topic": "articles_topic",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row that stays or that changed, with the address of its page in the desk."""

    what: str
    name: str
    why: str
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one kind of which the same is said."""

    what: str
    why: str
    rows: list[Row] = field(default_factory=list)


class _OtherThanShown(Exception):
    pass


def may_take_back(request: HttpRequest) -> bool:
    """Articles go with their run: who may not delete those does not take back this."""
    return request.user.has_perms(["importers.change_importrun", "articles.delete_article"])


def undo_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """What goes and what stays; its button takes the run back."""
    if not may_take_back(request):
        raise PermissionDenied
    run = get_object_or_404(ImportRun, pk=pk)
    is_cut_off = "cut_off" in request.GET
    captures = run.captures.count()
    account, reasons, is_other = None, [], False
    if captures > MOST:
        reasons = [
            f"It has {captures:,} captures, too many for one request: manage.py undo_import {pk} does it."
        ]
    else:
        try:
            if request.method == "POST":
                account = _take_back(pk, is_cut_off, request.POST.get("confirm", ""))
                return _report(model_admin, request, run, account)
            account = undo.foresee(pk, is_cut_off=is_cut_off)
        except Refused as refused:
            reasons = refused.reasons
        except _OtherThanShown:
            account, is_other = undo.foresee(pk, is_cut_off=is_cut_off), True
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Take {run} back",
        "opts": model_admin.opts,
        "run": run,
        "reasons": reasons,
        "may_be_cut_off": run.state == ImportRun.State.RUNNING and not is_cut_off,
        "is_other": is_other,
        "confirm": _digest(account) if account else "",
        **(told(account.as_json()) if account else {}),
    }
    status = 409 if is_other or (reasons and request.method == "POST") else 200
    return TemplateResponse(request, "admin/importers/undo.html", context, status=status)


def told(account: Mapping[str, Any]) -> dict[str, Any]:
    """An account, as the run's record has it, for a page."""
    return {
        "removed": undo.in_words(account.get("removed", {})),
        "changed": _groups(account.get("changed", ())),
        "kept": _groups(account.get("kept", ())),
        "more_kept": max(0, len(account.get("kept", ())) - SHOWN),
        "remarks": account.get("remarks", ()),
    }


def _take_back(pk: int, is_cut_off: bool, confirm: str) -> undo.Account:
    with transaction.atomic():
        account = undo.take_back(pk, is_cut_off=is_cut_off)
        if _digest(account) != confirm:
            raise _OtherThanShown
    return account


def _digest(account: undo.Account) -> str:
    """Stands for what the editor was shown: where somebody changed it since, it is shown again first."""
    return hashlib.sha256(json.dumps(account.as_json(), sort_keys=True).encode()).hexdigest()


def _report(
    model_admin: Any, request: HttpRequest, run: ImportRun, account: undo.Account
) -> HttpResponseRedirect:
    gone = ", ".join(told(account.as_json())["removed"]) or "nothing"
    said = f"Taken back: {gone}; {len(account.kept)} kept."
    model_admin.log_change(request, run, said)
    model_admin.message_user(request, f"{run}: {said}", messages.SUCCESS)
    return HttpResponseRedirect(reverse("admin:importers_importrun_change", args=[run.pk]))


def _groups(named: Iterable[Mapping[str, Any]]) -> list[Group]:
    """The rows, those of one kind together where the same is said of them."""
    groups: dict[tuple[str, str], Group] = {}
    for row in _rows(named):
        groups.setdefault((row.what, row.why), Group(row.what, row.why)).rows.append(row)
    return list(groups.values())


def _rows(named: Iterable[Mapping[str, Any]]) -> list[Row]:
    return [
        Row(
            one["what"],
            one["name"],
            one["why"],
            reverse(f"admin:{PAGES[one['what']]}_change", args=[one["id"]]) if one["what"] in PAGES else "",
        )
        for one in list(named)[:SHOWN]
    ]
