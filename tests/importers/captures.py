"""Capture files for tests, in the shapes of the real ones.

A number below `STORIES` stands for an article of the bundled samples, a greater one for prose that is invented from it:
enough for a page with one article, too much alike for a listing.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import models

from importers.capture import read_capture
from importers.infer import infer
from importers.pipeline import Options, Result, import_captures
from importers.read import read
from importers.segments import Role

SAMPLES = Path(__file__).resolve().parents[2] / "importers" / "samples"

WHO = ["ferrymen", "bakers", "surveyors", "beekeepers", "teachers", "millers", "nurses", "sailors", "judges"]
WHAT = [
    "bridge",
    "orchard",
    "archive",
    "lighthouse",
    "sluice",
    "market",
    "quarry",
    "ferry",
    "library",
    "barn",
]
DID = ["repaired", "surveyed", "reopened", "insured", "painted", "measured", "emptied", "rebuilt", "leased"]
SYLLABLES = ["or", "len", "tar", "vim", "est", "pel", "kor", "las", "ut", "bre", "hav", "mun", "dor", "gal"]


@dataclass(frozen=True)
class Subject:
    """What an article is about: a few words and places that recur in it and hardly elsewhere."""

    who: list[str]
    what: list[str]
    did: list[str]
    places: list[str]


STORIES = 12


def prose(number: int, paragraphs: int = 4) -> list[str]:
    """Paragraphs of an article; another number makes another article."""
    if number < STORIES:
        return _stories()[number][1][:paragraphs]
    dice = random.Random(number)  # noqa: S311
    subject = _subject(number)
    return [" ".join(_sentence(dice, subject) for _ in range(dice.randint(3, 5))) for _ in range(paragraphs)]


def headline(number: int) -> str:
    if number < STORIES:
        return _stories()[number][0]
    subject = _subject(number)
    who, what = subject.who[0].title(), subject.what[0].title()
    return f"{who} of {subject.places[0]} Wait for the {what} That {subject.places[1]} Was Promised"


@cache
def _stories() -> list[tuple[str, list[str]]]:
    """The samples' longer articles: headline and paragraphs."""
    found = {}
    for path in sorted(SAMPLES.glob("*.txt")):
        for extract in infer(page := read_capture(path), read(page)).extracts:
            paragraphs = [block.text for block in extract.blocks if block.role is Role.PARAGRAPH]
            if extract.title and len(paragraphs) >= 4 and "TC:" not in extract.title:
                found.setdefault(extract.title, paragraphs)
    return list(found.items())[:STORIES]


def body_only(number: int, paragraphs: int = 4) -> str:
    return "\n".join(prose(number, paragraphs))


def listing(*numbers: int, day: str = "18 May 2026", titles: dict[int, str] | None = None) -> str:
    lines = [day]
    for number in numbers:
        lines += [(titles or {}).get(number, headline(number)), *prose(number)]
    return "\n\n".join(lines)


def article_page(
    number: int,
    *,
    author: str = "Ilse Maren",
    bio: Sequence[str] = (),
    captured: str = "21 August 2026",
    published: str = "3 June 2026",
    credit: str = "",
    paragraphs: int = 4,
) -> str:
    box = [author, author, *bio, f"View more articles from{author}"] if author else []
    head = [f"{captured}\n{published}", headline(number), *([credit] if credit else [])]
    return "\n\n".join([*head, *prose(number, paragraphs), *box, "Suggested Articles", "Sidebar"])


def write(folder: Path, **files: str) -> Path:
    """The folder with a file for each name; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def run(*paths: Path, **options: object) -> Result:
    return import_captures(list(paths), Options(**options))


def whole_tables(*without: str) -> dict[str, list[tuple]]:
    """Every row of every table of the archive and of the importer, but of the models named."""
    return {
        model._meta.label: sorted(model.objects.values_list(), key=repr)
        for model in _models()
        if model._meta.label not in without
    }


def _models() -> list[type[models.Model]]:
    return [*apps.get_app_config("articles").get_models(), *apps.get_app_config("importers").get_models()]


def _subject(number: int) -> Subject:
    dice = random.Random(-number - 1)  # noqa: S311
    places = ["".join(dice.choice(SYLLABLES) for _ in range(dice.randint(2, 4))).title() for _ in range(6)]
    return Subject(dice.sample(WHO, 2), dice.sample(WHAT, 2), dice.sample(DID, 3), places)


def _sentence(dice: random.Random, subject: Subject) -> str:
    who, what, did = dice.choice(subject.who), dice.choice(subject.what), dice.choice(subject.did)
    where, other, third = dice.sample(subject.places, 3)
    count = dice.randint(12, 980)
    return dice.choice(
        [
            f"In {where} the {who} {did} a {what} that {other} had never {dice.choice(subject.did)}, and {count} came.",
            f"{third} {other} of {where} said its {what} would be {did} before {third} paid {count} for theirs.",
            f"Some {count} {who} left {where} for {other}, where a {what} was {did}, but {third} stayed.",
            f"No {what} near {where} was {did} without {other} hearing of it, so {third} hid {count} of theirs.",
        ]
    )
