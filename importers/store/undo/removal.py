"""The rows of a run that go: captures with their lines and readings, articles, and pictures that nobody has."""

from collections.abc import Collection, Sequence

from django.db import connection
from django.db.models import Max, Min, Q

from articles.models import Article, Edition, Picture, Revision
from importers.capture import page_of
from importers.models import Capture, DoubtfulPair, Extract, Proposal, Rate, RepeatedLine, SketchKey, Span
from importers.segments import Role
from importers.store import rows
from importers.store.removal import plain_pictures
from importers.store.shelf import chunks
from importers.store.undo.account import Account, Named
from importers.store.undo.plan import AT_ONCE, Plan, captures_of
from importers.store.undo.traces import Logged

RULE = "taken_back"


def remove(plan: Plan, account: Account, logged: Logged) -> None:
    """Delete what goes, readings first, for articles and captures are what they point to."""
    read = Extract.objects.filter(capture__run=plan.run).aggregate(first=Min("pk"), last=Max("pk"))
    for captures in captures_of(plan.run):
        going = [capture for capture in captures if capture not in plan.staying]
        rows.remove(Span, "capture_id", going)
        rows.remove(Rate, "capture_id", going)
        _remove_readings(captures, plan, account)
    _remove_keys(read["first"] or 0, read["last"] or 0)
    RepeatedLine.objects.filter(run=plan.run, state=RepeatedLine.State.OPEN).delete()
    for start in range(0, len(plan.gone), AT_ONCE):
        _remove_articles(plan.gone[start : start + AT_ONCE], account, logged)
    for captures in captures_of(plan.run):
        going = [capture for capture in captures if capture not in plan.staying]
        account.removed["captures"] += len(going)
        Capture.objects.filter(pk__in=going).only("pk").delete()


def _remove_readings(captures: Sequence[int], plan: Plan, account: Account) -> None:
    read = Extract.objects.filter(capture__in=captures, article__isnull=False).order_by()
    going = {
        pk: capture
        for pk, article, capture in read.values_list("pk", "article", "capture")
        if article not in plan.kept
    }
    _free_lines({pk for pk, capture in going.items() if capture in plan.staying}, plan.run)
    for chunk in chunks(going):
        DoubtfulPair.objects.filter(Q(earlier__in=chunk) | Q(later__in=chunk)).delete()
        Proposal.objects.filter(extract__in=chunk, state=Proposal.State.OPEN).delete()
        Proposal.objects.filter(extract__in=chunk).update(extract=None)
        Extract.objects.filter(duplicate_of__in=chunk).update(duplicate_of=None)
    account.removed["readings"] += rows.remove(Extract, "id", going)
    _close_ranks(plan.staying & set(going.values()))


def _free_lines(extracts: Collection[int], run: int) -> None:
    """Lines of articles that go, on captures that stay, reach no article any more: their words are kept as those of
    all dropped lines are."""
    spans = list(
        Span.objects.filter(extract__in=extracts).select_related("capture").order_by("capture", "first")
    )
    lines: dict[int, Sequence[str]] = {}
    for span in spans:
        if span.capture_id not in lines:
            page = page_of(span.capture.file_name, bytes(span.capture.content))
            lines[span.capture_id] = [line.text for line in page.lines]
        span.extract_id = None
        if span.role != Role.BLANK:
            span.role = Role.UNKNOWN.value
            span.rule = RULE
            span.evidence = f"Run {run}, which brought its article, was taken back."
            span.dropped_text = "\n".join(lines[span.capture_id][span.first - 1 : span.last])
    Span.objects.bulk_update(spans, ["extract", "role", "rule", "evidence", "dropped_text"], batch_size=100)


def _close_ranks(captures: Collection[int]) -> None:
    """Number the articles of captures that stay anew, for their places count from 0 without a gap."""
    left = Extract.objects.filter(capture__in=captures).order_by("capture", "position")
    places: dict[int, int] = {}
    moved = []
    for pk, capture, position in left.values_list("pk", "capture", "position"):
        place = places.setdefault(capture, 0)
        places[capture] += 1
        if place != position:
            moved.append((place, pk))
    rows.change(Extract, ["position"], moved)


def _remove_keys(first: int, last: int) -> None:
    """Delete keys whose extract, between two, is gone. They have no index by extract: all are looked at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'DELETE FROM "{SketchKey._meta.db_table}" WHERE extract_id BETWEEN %s AND %s AND NOT EXISTS '  # noqa: S608 (the models' own names)
            f'(SELECT 1 FROM "{Extract._meta.db_table}" WHERE id = extract_id)',
            [first, last],
        )


def _remove_articles(articles: Sequence[int], account: Account, logged: Logged) -> None:
    pictures = set(Article.objects.filter(pk__in=articles).values_list("picture", flat=True))
    said = Revision.objects.filter(article__in=articles).order_by()
    pictures.update(said.values_list("snapshot__picture_id", flat=True).distinct())
    account.removed["articles"] += len(articles)
    Article.objects.filter(pk__in=articles).only("pk").delete()
    _remove_pictures(pictures - {None}, account, logged)


def _remove_pictures(pictures: Collection[int], account: Account, logged: Logged) -> None:
    used = {
        *Article.objects.filter(picture__in=pictures).values_list("picture", flat=True),
        *Edition.objects.filter(picture__in=pictures).order_by().values_list("picture", flat=True),
    }
    plain = set(plain_pictures().filter(pk__in=pictures).values_list("pk", flat=True)) - logged.of(Picture)
    for picture in Picture.objects.filter(pk__in=set(pictures) - (plain - used)):
        why = "An article has it." if picture.pk in used else "An editor worked on it."
        account.kept.append(Named("picture", picture.pk, str(picture), why))
    going = plain - used
    account.removed["pictures"] += len(going)
    Picture.objects.filter(pk__in=going).delete()
