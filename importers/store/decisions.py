"""What editors said of captured lines, read from the database for those who read captures."""

from importers.decided import SAYABLE, Decided, Kind, Place, Word
from importers.models import Decision
from importers.segments import Role


def decided() -> Decided:
    """All that was said of lines: few rows, and the same for every capture of a run."""
    rows = Decision.objects.filter(kind__in=[kind.value for kind in Kind]).order_by("made_at", "pk")
    found = rows.values_list("kind", "anchor", "above", "below", "value")
    return Decided.of(
        Word(Kind(kind), Place(anchor, above, below), Role(value) if kind == Kind.ROLE else None)
        for kind, anchor, above, below, value in found.iterator()
        if kind != Kind.ROLE or value in SAYABLE
    )
