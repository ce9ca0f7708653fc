"""Which kind of change a publication seems to be, and a sentence to readers to begin with."""

from dataclasses import dataclass

from articles import body
from articles.changes import changes, weighty
from articles.models import Article, Edition

Kind = Edition.Kind
MOST_WORDS = 12
"""A longer passage is not quoted in a note; the editor says in other words what was changed."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``why`` says, for the editor, what the kind was chosen for."""

    kind: Kind
    note: str
    why: str


def suggest(article: Article, standing: Edition) -> Suggestion | None:
    """A kind and a note for publishing ``article`` over ``standing``; None if the words are the same."""
    pairs = [
        (standing.title, article.title),
        (standing.standfirst, article.standfirst),
        (standing.plain, body.plain(article.body)),
    ]
    differing = [(old, new) for old, new in pairs if old != new]
    if not differing:
        return None
    reasons = [reason for old, new in differing if (reason := weighty(old, new, article.language))]
    note = _note(differing)
    if not reasons:
        return Suggestion(Kind.TYPO, "", "Only slips of the pen were mended.")
    if all(_only_grew(old, new) for old, new in differing):
        return Suggestion(Kind.UPDATE, "", "Paragraphs were added and nothing else was changed.")
    return Suggestion(Kind.CORRECTION, note, f"More than a typo: {reasons[0]}.")


def _only_grew(old: str, new: str) -> bool:
    lines = iter(new.split("\n"))
    return all(line in lines for line in old.split("\n"))


def _note(differing: list[tuple[str, str]]) -> str:
    found = [change for old, new in differing for change in changes(old, new)]
    if len(found) != 1:
        return ""
    gone, new = " ".join(found[0].gone), " ".join(found[0].new)
    if not gone or not new or len(found[0].gone) + len(found[0].new) > MOST_WORDS:
        return ""
    return f"An earlier version said “{gone}”; it now reads “{new}”."
