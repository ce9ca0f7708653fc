"""Lines that stand in many captures: kept as proposals, and what an editor says of them."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.publishing import Refused
from importers.models import Decision, RepeatedLine
from importers.repeated import Repeated
from importers.segments import Role
from importers.store.rows import chunks

State = RepeatedLine.State
LONGEST = 500


def keep(found: Iterable[Repeated], run: int) -> None:
    """Write what was found in a run; a line that is known keeps its state, and the larger of its counts."""
    lines = {line.anchor: line for line in found}
    known = {
        row.anchor: row for chunk in chunks(lines) for row in RepeatedLine.objects.filter(anchor__in=chunk)
    }
    grown = []
    for anchor, row in known.items():
        if lines[anchor].seen > row.seen:
            row.seen, row.looked_at = lines[anchor].seen, lines[anchor].looked_at
            grown.append(row)
    RepeatedLine.objects.bulk_update(grown, ["seen", "looked_at"])
    # Another import may be writing the same line.
    RepeatedLine.objects.bulk_create(
        [_row(line, run) for anchor, line in lines.items() if anchor not in known], ignore_conflicts=True
    )


def accept(line: RepeatedLine, *, by: Any) -> None:
    """Say that the line is boilerplate wherever it stands. Raises Refused if that was said before."""
    with transaction.atomic():
        _judge(line, State.BOILERPLATE)
        Decision.objects.update_or_create(
            **_everywhere(line),
            defaults={
                "value": Role.BOILERPLATE.value,
                "line": line.line,
                "quoted": line.text[:300],
                "made_by": by,
                "made_at": timezone.now(),
            },
        )


def is_text(line: RepeatedLine, *, by: Any) -> None:
    """Say that the line is text like any other. Raises Refused if that was said before."""
    with transaction.atomic():
        _judge(line, State.TEXT)
        Decision.objects.filter(**_everywhere(line), value=Role.BOILERPLATE).delete()


def reopen(anchor: str) -> None:
    """The line's decision was taken back: it waits for an editor again."""
    RepeatedLine.objects.filter(anchor=anchor, state=State.BOILERPLATE).update(state=State.OPEN)


def _row(line: Repeated, run: int) -> RepeatedLine:
    return RepeatedLine(
        anchor=line.anchor,
        text=line.text[:LONGEST],
        role=line.role.value,
        seen=line.seen,
        looked_at=line.looked_at,
        example=line.example[:LONGEST],
        line=line.line,
        run_id=run,
    )


def _everywhere(line: RepeatedLine) -> dict[str, str]:
    return {"kind": Decision.Kind.ROLE.value, "anchor": line.anchor, "above": "", "below": ""}


def _judge(line: RepeatedLine, state: str) -> None:
    """Of two editors who judge at once, one does."""
    if not RepeatedLine.objects.filter(pk=line.pk).exclude(state=state).update(state=state):
        raise Refused([f"It was said before that this is {State(state).label}."])
