"""What editors say of captured lines: kept, taken back, and read for those who read captures."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.publishing import Refused
from importers.capture import page_of
from importers.decided import SAYABLE, Decided, Kind, Place, Word, key_of, place_of
from importers.heed import LONGEST_SAID
from importers.models import Capture, Decision, DoubtfulPair, Extract
from importers.segments import DROPPED_ROLES, Line, Role
from importers.store import repeated
from importers.store.rows import chunks

LONGEST_QUOTED = 300
DELETED_ABOVE = (
    "The article above was deleted, and would take this one with it. "
    "If this is a part of it, delete this one as well."
)
ABOUT_LINES = tuple(kind.value for kind in Kind)


def decided() -> Decided:
    """All that was said of lines: few rows, and the same for every capture of a run."""
    return Decided.of(filter(None, map(_word, _about_lines().order_by("made_at", "pk").iterator())))


def said_of(lines: Sequence[Line], numbers: Collection[int]) -> dict[int, list[Decision]]:
    """The decisions that hold for lines of a capture, by line, the newest first, each with who made it."""
    keys = {number: key_of(lines[number - 1].text) for number in numbers if lines[number - 1].text}
    wanted: dict[str, list[Decision]] = {}
    for chunk in chunks(set(keys.values())):
        for decision in _about_lines().filter(anchor__in=chunk).select_related("made_by"):
            wanted.setdefault(decision.anchor, []).append(decision)
    found: dict[int, list[Decision]] = {}
    for number, key in keys.items():
        for decision in wanted.get(key, ()):
            word = _word(decision)
            if word is not None and word.holds(place_of(lines, number)):
                found.setdefault(number, []).append(decision)
    return found


def say(capture: Capture, number: int, kind: Kind, role: Role | None = None, *, by: Any) -> Decision:
    """Keep what an editor says of a line of ``capture``. What was said of it before and disagrees is taken back.

    Raises Refused for a line that has no words or no neighbour, or more words than the role has room for, and for an
    article that would go on for one that was deleted, whatever else its first line is said to be.
    """
    lines = page_of(capture.file_name, bytes(capture.content)).lines
    if not 1 <= number <= len(lines) or not lines[number - 1].text:
        raise Refused([f"There are no words in line {number}."])
    text = lines[number - 1].text
    if len(text) > LONGEST_SAID.get(role, len(text)):
        raise Refused([f"A {role} has no room for {len(text)} characters; the line stays text."])
    place = place_of(lines, number)
    if not place.above and not place.below:
        raise Refused(["The capture has no other line that this one could be known by."])
    if _may_join(lines, number, kind, role) and _would_go_on_for_deleted(capture, number, role):
        raise Refused([DELETED_ABOVE])
    with transaction.atomic():
        _at(place).filter(pk__in=[row.pk for row in _at(place) if _disagrees(row, kind, role)]).delete()
        decision, _ = Decision.objects.update_or_create(
            kind=kind.value,
            anchor=place.anchor,
            above=place.above,
            below=place.below,
            defaults={
                "value": role.value if role else "",
                "capture": capture,
                "line": number,
                "quoted": text[:LONGEST_QUOTED],
                "made_by": by,
                "made_at": timezone.now(),
            },
        )
    return decision


def take_back(said: Sequence[Decision]) -> list[int]:
    """Take back what editors said. Returns the captures where it was said of lines: they are to be read again.

    Two texts that are not apart any more are asked about again, and a repeated line waits again.
    """
    with transaction.atomic():
        for decision in said:
            if decision.kind == Decision.Kind.APART:
                _open_pairs(decision)
            elif decision.kind == Decision.Kind.ROLE and not decision.above and not decision.below:
                repeated.reopen(decision.anchor)
        Decision.objects.filter(pk__in=[decision.pk for decision in said]).delete()
    captures = {one.capture_id for one in said if one.kind in ABOUT_LINES and one.capture_id is not None}
    return sorted(captures)


def _may_join(lines: Sequence[Line], number: int, kind: Kind, role: Role | None) -> bool:
    """Whether a word may take from an article the line that opens it, unless an editor said that it begins there."""
    if kind is not Kind.ROLE:
        return kind is Kind.GOES_ON
    if role in DROPPED_ROLES:  # it takes the editor's word on the beginning back
        return True
    said = said_of(lines, [number]).get(number, ())
    where = next((decision.kind for decision in said if decision.kind != Kind.ROLE), None)
    return role is not Role.HEADLINE and where != Kind.BEGINS


def _would_go_on_for_deleted(capture: Capture, number: int, role: Role | None) -> bool:
    """Whether an article opens in the line, and the one above it was deleted. What a line above its headline is, such
    as a caption, opens and joins nothing."""
    above_is_deleted = False
    rows = Extract.objects.filter(capture=capture).order_by("position")
    for article, first, title_line in rows.values_list("article", "first", "reading__title_line"):
        only_title = role not in (None, Role.SUB_HEADING) and title_line is not None
        if number in ((title_line,) if only_title else (first, title_line)):
            return above_is_deleted and article is not None
        above_is_deleted = article is None
    return False


def _open_pairs(decision: Decision) -> None:
    texts = (decision.anchor, decision.value)
    judged = DoubtfulPair.objects.filter(
        verdict=DoubtfulPair.Verdict.DIFFERENT,
        earlier__fingerprint__in=texts,
        later__fingerprint__in=texts,
    )
    judged.update(verdict=DoubtfulPair.Verdict.OPEN, decided_by=None, decided_at=None)


def _about_lines() -> Any:
    return Decision.objects.filter(kind__in=ABOUT_LINES)


def _at(place: Place) -> Any:
    return _about_lines().filter(anchor=place.anchor, above=place.above, below=place.below)


def _disagrees(decision: Decision, kind: Kind, role: Role | None) -> bool:
    """Whether a decision about the same place cannot hold beside a new one."""
    opens = kind is Kind.BEGINS or role is Role.HEADLINE
    if decision.kind == Kind.ROLE:
        was = decision.value
        return kind is not Kind.ROLE and (was in DROPPED_ROLES if opens else was == Role.HEADLINE)
    if kind is not Kind.ROLE:
        return decision.kind != kind
    return decision.kind == Kind.GOES_ON if opens else decision.kind == Kind.BEGINS and role in DROPPED_ROLES


def _word(decision: Decision) -> Word | None:
    """The decision as those know it who read captures; None for a role that they do not know."""
    if decision.kind != Kind.ROLE:
        role = None
    elif decision.value in SAYABLE:
        role = Role(decision.value)
    else:
        return None
    return Word(Kind(decision.kind), Place(decision.anchor, decision.above, decision.below), role)
