"""What taking a run back came to: for the run's record, the terminal and the desk."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

ORDER = (
    ("captures", "capture"),
    ("articles", "article"),
    ("authors", "author"),
    ("topics", "topic"),
    ("sources", "source"),
    ("biographies", "biography"),
    ("pictures", "picture"),
)
"""What is told of what went, several of it and one; readings go with their captures and are not told of."""


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
        yield f"Goes: {', '.join(in_words(self.removed)) or 'nothing'}."
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


def in_words(removed: Mapping[str, int]) -> list[str]:
    """What went, each with its count."""
    found = ((removed.get(many, 0), many, one) for many, one in ORDER)
    return [f"{count:,} {one if count == 1 else many}" for count, many, one in found if count]
