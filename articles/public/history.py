"""The editions of an article that readers have seen, and what they were told of each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.models import Edition


@dataclass(frozen=True, slots=True)
class History:
    """All editions of an article, newest first, without their text."""

    editions: Sequence[Edition]

    @property
    def notes(self) -> list[Edition]:
        """The editions that came with a note to readers."""
        return [edition for edition in self.editions if edition.note]

    @property
    def is_retracted(self) -> bool:
        """Whether the edition that stands is a retraction. What is published after one is the article again."""
        return bool(self.editions) and self.editions[0].kind == Edition.Kind.RETRACTION


def histories(article_ids: Iterable[int]) -> dict[int, History]:
    """What readers have seen of each article so far, in one query."""
    seen = Edition.objects.seen().filter(article_id__in=article_ids).order_by("-number")
    found: dict[int, list[Edition]] = defaultdict(list)
    for edition in seen.only("article_id", "number", "kind", "note", "published_at"):
        found[edition.article_id].append(edition)
    return {article_id: History(editions) for article_id, editions in found.items()}
