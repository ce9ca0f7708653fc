"""Where the articles that an importer reported stand in the truth: what each covers, and which true article it is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from importers.evaluate.landmarks import Landmarks, Part
from importers.evaluate.occurrence import Occurrence
from importers.evaluate.text import canonical
from importers.evaluate.truth import Labelled

TITLE_FIRST = (Part.TITLE, Part.HEADING, Part.BODY)


@dataclass(slots=True)
class Place:
    """Where one reported article stands.

    ``start`` is the passage that it begins with; None where it begins with none, or with a sub-heading. ``covered``
    are the characters of running text that it has of each true article, ``foreign`` those that are of none.
    """

    start: int | None = None
    covered: Counter[int] = field(default_factory=Counter)
    foreign: int = 0

    def strange(self, article: int) -> int:
        """Characters that do not belong to ``article``."""
        return self.foreign + sum(count for other, count in self.covered.items() if other != article)


@dataclass(slots=True)
class Placing:
    """``kept`` has the characters of each passage of running text that are in some article; ``pairs`` leads from a
    true article to the reported one that has most of it."""

    places: list[Place]
    kept: dict[int, int]
    pairs: dict[int, int]


def place(capture: Labelled, landmarks: Landmarks, reported: Sequence[Occurrence]) -> Placing:
    """Walk down the reported articles in order, and find each text where it most likely stands."""
    walk = _Walk(landmarks)
    places = [walk.place(one) for one in reported]
    return Placing(places, walk.kept, _pairs(places))


class _Walk:
    """What was found so far: a text that stands in a capture twice is found in order."""

    def __init__(self, landmarks: Landmarks) -> None:
        self.landmarks = landmarks
        self.kept: dict[int, int] = {}
        self._used: set[int] = set()
        self._article = 0

    def place(self, reported: Occurrence) -> Place:
        found = Place()
        title = self._title(reported)
        starts = [title] if title is not None else []
        opened = self._article
        for text in reported.body:
            starts += self._body(text, found)
        near = opened if title is not None else self._article
        for text in reported.headings:
            numbers = self.landmarks.find(text, near, TITLE_FIRST, self._used)
            # A sub-heading has no place in the order of the truth; one that is running text or a title there has.
            starts += [n for n in numbers if self.landmarks.passages[n].part is not Part.HEADING]
        if starts and (title is None or self.landmarks.passages[title].part is not Part.HEADING):
            found.start = min(starts)
        return found

    def _title(self, reported: Occurrence) -> int | None:
        numbers = self.landmarks.find(reported.title or "", self._article, TITLE_FIRST, self._used)
        if not numbers:
            return None
        self._used.add(numbers[0])
        self._article = self.landmarks.passages[numbers[0]].article
        return numbers[0]

    def _body(self, text: str, found: Place) -> list[int]:
        numbers = self.landmarks.find(text, self._article, TITLE_FIRST, self._used)
        length = len(canonical(text))
        if not numbers:
            found.foreign += length
        for number in numbers:
            self._used.add(number)
            passage = self.landmarks.passages[number]
            if passage.part is Part.BODY:
                common = min(passage.length, length)
                found.covered[passage.article] += common
                self.kept[number] = max(self.kept.get(number, 0), common)
                self._article = passage.article
            elif passage.part is Part.TITLE:
                found.foreign += passage.length
        return numbers


def _pairs(places: Sequence[Place]) -> dict[int, int]:
    """Each true article with the reported one that covers most of it, the greatest cover first."""
    offers = sorted(
        (
            (characters, -abs(number - article), number, article)
            for number, found in enumerate(places)
            for article, characters in found.covered.items()
            if characters > 0
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, number, article in offers:
        if article not in pairs and number not in taken:
            pairs[article] = number
            taken.add(number)
    return pairs
