"""What editors wrote into articles, found in their revisions: an import that happens to read the same does not own it.

Without this, a text that an editor typed, an import then read alike and a later one reads otherwise would be taken for
the import's own and written over.
"""

from collections.abc import Iterable, Mapping
from itertools import chain, pairwise
from typing import Any

from articles.models import Revision
from importers.store import fields
from importers.store.fields import Fields
from importers.store.shelf import chunks

BY_ITSELF = frozenset({Revision.Act.IMPORT, Revision.Act.MERGE, Revision.Act.RESTORE})
"""Acts whose words come from captures, or were there before."""

Typed = dict[str, set[Any]]
"""By field, the values that an editor gave it; of the text, the blocks."""


def typed(articles: Iterable[int]) -> dict[int, Typed]:
    """What editors wrote into each article, ever."""
    found: dict[int, Typed] = {}
    for chunk in chunks(articles):
        histories: dict[int, list[Revision]] = {}
        for revision in Revision.objects.filter(article__in=chunk).order_by("article_id", "number"):
            histories.setdefault(revision.article_id, []).append(revision)
        found |= {article: _typed(history) for article, history in histories.items()}
    return found


def disowned(base: Fields, own: Mapping[str, set[Any]]) -> Fields:
    """``base``, what an import read last, without what editors typed: there it matches nothing."""
    plain = {
        name: object() if name != "body" and value in own.get(name, ()) else value
        for name, value in base.items()
    }
    blocks = own.get("body", set())
    return plain | {"body": tuple(f"\0{block}" if block in blocks else block for block in base["body"])}


def _retied(earlier: Revision, later: Revision) -> bool:
    """Whether the names printed are others, or those whom they stand for, or what these did."""
    return bool(earlier.snapshot["bylines"] != later.snapshot["bylines"])


def _typed(history: list[Revision]) -> Typed:
    words: Typed = {}
    for earlier, later in pairwise(chain([None], history)):
        if later is None or later.act in BY_ITSELF:
            continue
        before = fields.of_snapshot(earlier.snapshot) if earlier else {}
        for name, value in fields.of_snapshot(later.snapshot).items():
            if name == "body":
                words.setdefault(name, set()).update(set(value) - set(before.get(name, ())))
            elif value != before.get(name) or (name == "byline" and earlier and _retied(earlier, later)):
                words.setdefault(name, set()).add(value)
    return words
