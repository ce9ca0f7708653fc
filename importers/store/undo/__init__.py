"""Taking a run back: what it brought goes, but for what an editor has touched since::

    ImportRun ── plan ──> articles that go, that stay, that lose a witness; captures that stay with those
        │ let go          an article that other runs have too: merge(before, what stands, what the rest says)
        │ remove          captures with their lines and readings, articles, pictures that were lost
        │ settle          people, topics, a source, biographies that it made and nobody uses
        v
    Account               counts, and by name what stays and why; kept with the run's record

All of it is one transaction: the run is taken back, or nothing is changed. Imports wait meanwhile, and so does, on
SQLite, whoever saves. What is gone comes in again when its files are imported again.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from articles.publishing import Refused
from importers.models import Capture, Creation, ImportRun, Outcome
from importers.store.shelf import chunks
from importers.store.turns import wait_for_other_imports
from importers.store.undo.account import Account, Named, in_words
from importers.store.undo.earlier import read_as_before
from importers.store.undo.makings import settle
from importers.store.undo.plan import Plan, plan_of
from importers.store.undo.removal import remove
from importers.store.undo.shared import let_go
from importers.store.undo.traces import Logged

__all__ = ["Account", "Named", "foresee", "in_words", "refusals", "take_back"]


class _OnlyLooked(Exception):
    pass


def take_back(run: int, *, is_cut_off: bool = False) -> Account:
    """Take the run back. ``is_cut_off`` says that one which never ended is not at work any more.

    Raises ImportRun.DoesNotExist; Refused with reasons, if it is at work or was taken back before.
    """
    with transaction.atomic():
        wait_for_other_imports()
        row = ImportRun.objects.select_for_update().get(pk=run)
        reasons = refusals(row, is_cut_off=is_cut_off)
        if reasons:
            raise Refused(reasons)
        account = _take_back(row)
        row.state = ImportRun.State.UNDONE
        row.undone_at = timezone.now()
        row.undone = account.as_json()
        row.save(update_fields=["state", "undone_at", "undone"])
    return account


def foresee(run: int, *, is_cut_off: bool = False) -> Account:
    """What `take_back` would come to: it is done, looked at, and not kept. Raises as that does."""
    try:
        with transaction.atomic():
            account = take_back(run, is_cut_off=is_cut_off)
            raise _OnlyLooked
    except _OnlyLooked:
        return account


def refusals(run: ImportRun, *, is_cut_off: bool = False) -> list[str]:
    """Why the run is not taken back, each a sentence; none if it may be."""
    if run.state == ImportRun.State.UNDONE:
        return [f"It was taken back before, on {timezone.localtime(run.undone_at):%d %B %Y at %H:%M}."]
    if run.state == ImportRun.State.RUNNING and not is_cut_off:
        return ["It has not ended: its command is still at work, or was cut off."]
    return []


def _take_back(run: ImportRun) -> Account:
    account = Account()
    logged = Logged()
    _remark(run, account)
    account.remarks += read_as_before(run.pk)
    plan = plan_of(run.pk, logged)
    let_go(plan, account)
    _name_what_stays(plan, account)
    remove(plan, account, logged)
    settle(plan, account, logged)
    return account


def _remark(run: ImportRun, account: Account) -> None:
    if Capture.objects.filter(run=run).exists() and not Creation.objects.filter(run=run).exists():
        account.remarks.append(
            "It has no record of people, topics or a source that it made. If it made any, they stay."
        )
    again = Outcome.objects.filter(capture__run=run).exclude(run=run).order_by().values_list("run", flat=True)
    later = sorted(set(again.distinct()))
    if later:
        account.remarks.append(
            f"Files of it were given to run{'s' if len(later) > 1 else ''} {', '.join(map(str, later))} too, "
            "which found them in. Import them again if they shall stay."
        )


def _name_what_stays(plan: Plan, account: Account) -> None:
    articles: dict[int, Any] = {}
    for chunk in chunks(plan.kept):
        articles |= Article.objects.only("title").in_bulk(chunk)
    account.kept += [
        Named("article", pk, str(articles[pk]), plan.kept[pk]) for pk in sorted(plan.kept) if pk in articles
    ]
    why = dict.fromkeys(plan.staying, "An article that stays was read from it.")
    why |= {
        capture: f"An editor deleted “{title or 'an article'}”, which must not come back."
        for capture, title in plan.deleted
    }
    for chunk in chunks(plan.staying):
        captures = Capture.objects.filter(pk__in=chunk).order_by("pk").values_list("pk", "file_name")
        account.kept += [Named("capture", pk, name, why[pk]) for pk, name in captures]
