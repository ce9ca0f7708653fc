"""Who made an article, as readers are told. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.models import Author, Byline, Edition, EditionByline

LEADS = {
    Byline.Role.WRITER.value: "By",
    Byline.Role.PHOTOGRAPHER.value: "Photographs by",
    Byline.Role.TRANSLATOR.value: "Translated by",
    Byline.Role.EDITOR.value: "Edited by",
}


@dataclass(frozen=True, slots=True)
class Credit:
    """People with one role, in their order, and the words that lead in their names."""

    lead: str
    lines: Sequence[EditionByline]


def credits(edition: Edition) -> list[Credit]:
    """The credits of ``edition``, writers first."""
    lines = list(edition.bylines.all())
    credits = [Credit(lead, [line for line in lines if line.role == role]) for role, lead in LEADS.items()]
    return [credit for credit in credits if credit.lines]


def written(edition: Edition) -> list[EditionByline]:
    """The bylines of those who wrote ``edition``, in their order, with the names as printed."""
    return [line for line in edition.bylines.all() if line.role == Byline.Role.WRITER]


def writers(edition: Edition) -> list[Author]:
    """The people who wrote ``edition``, in their order."""
    return [line.author for line in written(edition)]


def monogram(name: str) -> str:
    """One or two initials, to stand in for a portrait."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()
