"""An editor's word about a line of a capture, as the desk asks for it and answers."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpRequest

from articles.publishing import Refused
from importers.decided import SAYABLE, Kind
from importers.models import Capture, Decision
from importers.pipeline import read_again
from importers.segments import Role
from importers.store import decisions

ROLES_TO_SAY = [(role.value, role.replace("_", " ")) for role in SAYABLE]
SAYS = [(Kind.BEGINS.value, "An article begins here"), (Kind.GOES_ON.value, "The article goes on here")]
LATER = "It could not be read again just now; your word holds from the next import_seeds --reread."
FAILED = (
    "It could not be read again; your word is kept, and holds from the next import_seeds --reread that can:"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for: to keep a word, or to take back the decision ``undone``."""

    kind: str = ""
    role: str = ""
    undone: str = ""

    @property
    def permission(self) -> str:
        return "importers.delete_decision" if self.undone else "importers.add_decision"

    def grant(self, capture: Capture, number: int, *, by: Any) -> str:
        """Do it. Returns what was done, in words; raises Refused if it cannot be done."""
        if self.undone:
            return _take_back(self.undone)
        if self.kind not in list(Kind) or (self.kind == Kind.ROLE and self.role not in SAYABLE):
            raise Refused(["Choose what to say of the line."])
        role = Role(self.role) if self.kind == Kind.ROLE else None
        return decisions.say(capture, number, Kind(self.kind), role, by=by).words


def wish_of(request: HttpRequest) -> Wish:
    sent = request.POST
    return Wish(sent.get("word", ""), sent.get("role", ""), sent.get("take_back", ""))


def read_again_for(captures: Collection[int]) -> tuple[int, str]:
    """Read captures again by what was decided. Returns what came of it, as the level of a message and in words."""
    try:
        result = read_again(captures)
    except OperationalError:  # somebody else holds the database
        return messages.SUCCESS, LATER
    if result.failed:
        reasons = dict.fromkeys(reason for _, reason in result.failed)
        return messages.ERROR, f"{FAILED} {' '.join(reasons)}"
    changed = [
        f"{result.counts[word]} {said}"
        for word, said in (("created", "new"), ("updated", "changed"), ("proposed", "with proposals"))
        if result.counts[word]
    ]
    articles = "1 article" if result.articles == 1 else f"{result.articles} articles"
    return messages.SUCCESS, f"Read again: {articles}{', ' if changed else ''}{', '.join(changed)}."


def _take_back(key: str) -> str:
    found = Decision.objects.filter(pk=key) if key.isdecimal() and key.isascii() else Decision.objects.none()
    decision = found.filter(kind__in=decisions.ABOUT_LINES).first()
    if decision is None:
        raise Refused(["That was taken back before."])
    words = decision.words
    decisions.take_back([decision])
    return f"“{words}” was taken back"
