"""Two editors, one article: what the other saved, what this one typed, and a form that holds both without loss.

A field that only the other changed shows the other's version. A field that both changed keeps what was typed, and the
other's change is shown beside it. Nothing is saved until the editor has seen this and saves again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.admin.differences import FieldChange, paragraphs, texts, values
from articles.models import Article, Author, Picture, Revision, Source, Topic
from articles.models.revision import DATE_FIELDS, SNAPSHOT_FIELDS, digest_of, snapshot_of

FORM_NAMES = {"picture_id": "picture", "source_id": "source"}
"""Names in a snapshot that the form has under another one."""


@dataclass(slots=True)
class Conflict:
    """What somebody else saved since the editor opened the article."""

    newest: Revision | None
    adopted: list[str] = field(default_factory=list)
    """Form fields that only the other changed."""
    clashing: list[str] = field(default_factory=list)
    """Form fields that both changed."""
    changes: list[FieldChange] = field(default_factory=list)
    theirs: dict[str, Any] = field(default_factory=dict)
    """The article as it stands now."""


def is_stale(article: Article, version: str, seen: str) -> bool:
    """Whether a form that says it started from ``version`` and revision ``seen`` would undo what somebody else saved.

    A version may be counted without a change of the article, as when it is published: that undoes nothing.
    """
    if version == str(article.version):
        return False
    newest = article.revisions.order_by("-number").first()
    is_earlier = version.isdecimal() and len(version) < 10 and int(version) < article.version
    is_as_seen = (
        newest is not None and seen == str(newest.pk) and newest.digest == digest_of(snapshot_of(article))
    )
    return not (is_earlier and is_as_seen)


def opened_as(article: Article, seen: str) -> dict[str, Any]:
    """The snapshot of the revision that was the newest when the editor opened ``article``; empty if it is not known."""
    revision = article.revisions.filter(pk=int(seen)).first() if seen.isdecimal() and len(seen) < 19 else None
    return revision.snapshot if revision else {}


def find(article: Article, seen: str, mine: Mapping[str, Any], labels: Mapping[str, str]) -> Conflict:
    """The conflict between what stands in ``article`` and ``mine``, snapshot values by snapshot name.

    ``seen`` is the key of the newest revision when the editor opened the article; without it every difference counts
    as changed by both. ``article`` came `with_standing`.
    """
    newest = article.revisions.select_related("user").filter(pk=article.newest_revision).first()
    base = opened_as(article, seen)
    conflict = Conflict(newest, theirs=snapshot_of(article))
    for name in (*SNAPSHOT_FIELDS, *DATE_FIELDS, "topics"):
        theirs, before = conflict.theirs[name], base.get(name)
        if name not in mine or mine[name] == theirs or before == theirs:
            continue
        form_name = FORM_NAMES.get(name, name)
        (conflict.adopted if mine[name] == before else conflict.clashing).append(form_name)
    conflict.changes = changes_between(base, conflict.theirs, labels) if base else []
    return conflict


def changes_between(
    old: Mapping[str, Any], new: Mapping[str, Any], labels: Mapping[str, str]
) -> list[FieldChange]:
    """What differs between two snapshots, under the names that ``labels`` gives to form fields."""
    found = []
    for name in (*SNAPSHOT_FIELDS, *DATE_FIELDS, "bylines", "topics"):
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        if name == "body":
            shown = texts(before or "", after or "")
        elif name in ("title", "standfirst"):
            shown = paragraphs(before or "", after or "")
        else:
            shown = values(in_words(name, before), in_words(name, after))
        form_name = FORM_NAMES.get(name, name)
        found.append(FieldChange(labels.get(form_name, form_name), tuple(shown)))
    return found


def in_words(name: str, value: Any) -> str:
    """A snapshot's value as an editor would say it."""
    if value in (None, "", []):
        return "nothing"
    if name == "topics":
        return ", ".join(Topic.objects.filter(pk__in=value).values_list("name", flat=True))
    if name == "bylines":
        return ", ".join(_byline(line) for line in value)
    if name == "picture_id":
        return str(Picture.objects.filter(pk=value).first() or "a deleted picture")
    if name == "source_id":
        return str(Source.objects.filter(pk=value).first() or "a deleted source")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _choice(name, value)


def _choice(name: str, value: Any) -> str:
    choices = dict(Article._meta.get_field(name).flatchoices)
    return str(choices.get(value, value))


def _byline(line: Mapping[str, Any]) -> str:
    name = line["printed"] or str(Author.objects.filter(pk=line["author"]).first())
    return name if line["role"] == "writer" else f"{name} ({line['role']})"
