"""What taking a run back came to: for the run's record, the terminal and the desk."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Named:
    """A row that stays or that changed, by the name an editor knows it by, and why."""

    what: str
    id: int
    name: str
    why: str


@dataclass(slots=True)
class Account:
    """``removed`` counts rows by what they were; ``changed`` has articles that lost a witness and read otherwise now;
    ``kept`` what stays of the run; ``remarks`` are sentences for the operator."""

    removed: Counter[str] = field(default_factory=Counter)
    changed: list[Named] = field(default_factory=list)
    kept: list[Named] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """What was removed, what changed and what stays, for a person to read."""
        counts = [f"{count:,} {what}" for what, count in self.removed.items() if count]
        yield f"Goes: {', '.join(counts) or 'nothing'}."
        for label, named in (("Changes", self.changed), ("Stays", self.kept)):
            for one in named:
                yield f"{label}: {one.what} {one.id} “{one.name}”. {one.why}"
        yield from self.remarks

    def as_json(self) -> dict[str, Any]:
        return {
            "removed": {what: count for what, count in self.removed.items() if count},
            "changed": [asdict(one) for one in self.changed],
            "kept": [asdict(one) for one in self.kept],
            "remarks": self.remarks,
        }
