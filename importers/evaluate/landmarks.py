"""The passages of a labelled capture, and which of them a text that was reported stands for."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from importers.evaluate.text import canonical, key, words
from importers.evaluate.truth import Labelled, TrueArticle

DISTINCT = 24
"""Letters that a text has at least to be known by a part of it; a shorter one is in many others."""
ALIKE = 0.6
"""Share of the words of the longer text that the other has, for the two to be one text that was edited."""


class Part(Enum):
    TITLE = auto()
    BODY = auto()
    HEADING = auto()


@dataclass(frozen=True, slots=True)
class Passage:
    """A title, a block of running text or a sub-heading; ``article`` is its article's place in the capture."""

    article: int
    part: Part
    text: str
    key: str

    @property
    def length(self) -> int:
        return len(self.text)


class Landmarks:
    """The passages of a capture: of each article the title and the running text in order, then the sub-headings."""

    def __init__(self, capture: Labelled) -> None:
        self.passages = [
            passage
            for number, article in enumerate(capture.articles)
            for passage in _passages(number, article)
        ]
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for number, passage in enumerate(self.passages):
            self._by_key[passage.key].append(number)
        self._words: list[frozenset[str]] | None = None

    def find(self, text: str, near: int, parts: Collection[Part], used: Collection[int]) -> list[int]:
        """Numbers of the passages that ``text`` stands for: several where lines were run together, or none.

        Of several alike it is the one that was not used yet, in the article ``near`` or the next behind it.
        """
        sought = key(text)
        if not sought:
            return []
        same = [number for number in self._by_key.get(sought, ()) if self.passages[number].part in parts]
        if same:
            return [min(same, key=lambda number: self._distance(number, near, used))]
        if len(sought) < DISTINCT:
            return []
        others = [(number, one) for number, one in enumerate(self.passages) if one.part in parts]
        whole = [number for number, one in others if len(one.key) >= DISTINCT and one.key in sought]
        if whole:
            return whole
        around = [number for number, one in others if sought in one.key]
        return around[:1] or self._alike(text, [number for number, _ in others])

    def first(self, article: int, part: Part) -> int | None:
        """The first passage of an article that is such a part."""
        found = (n for n, one in enumerate(self.passages) if one.article == article and one.part is part)
        return next(found, None)

    def _distance(self, number: int, near: int, used: Collection[int]) -> tuple[bool, bool, int, int]:
        article = self.passages[number].article
        return number in used, article < near, abs(article - near), number

    def _alike(self, text: str, numbers: list[int]) -> list[int]:
        if self._words is None:
            self._words = [words(passage.text) for passage in self.passages]
        own = words(text)
        best, found = 0.0, []
        for number in numbers:
            others = self._words[number]
            share = len(own & others) / max(len(own), len(others)) if own and others else 0.0
            if share > best:
                best, found = share, [number]
        return found if best >= ALIKE else []


def _passages(number: int, article: TrueArticle) -> Iterator[Passage]:
    if article.title:
        yield Passage(number, Part.TITLE, canonical(article.title), key(article.title))
    for text in article.body:
        yield Passage(number, Part.BODY, canonical(text), key(text))
    for text in article.headings:
        yield Passage(number, Part.HEADING, canonical(text), key(text))
