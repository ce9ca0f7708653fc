"""What is counted over captures, and the figures that the counts make."""

from dataclasses import dataclass, field, fields
from typing import Self


@dataclass(frozen=True, slots=True)
class Hits:
    """How many of the things sought were found, how many that are none, how many were missed."""

    found: int = 0
    false: int = 0
    missed: int = 0

    def __add__(self, other: "Hits") -> "Hits":
        return Hits(self.found + other.found, self.false + other.false, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.false) if self.found + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    count: int = 0
    of: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.count + other.count, self.of + other.of)

    @property
    def value(self) -> float | None:
        return self.count / self.of if self.of else None

    @property
    def rest(self) -> float | None:
        """The share of the others."""
        return 1 - self.count / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Tally:
    """All counts of one capture, or of many added up. A text's size is in characters."""

    captures: Share = field(default_factory=Share)
    """Captures of which every article is exact and none was invented."""
    articles: Share = field(default_factory=Share)
    """Articles whose title and extent are right: exact."""
    boundaries: Hits = field(default_factory=Hits)
    """Starts of articles."""
    near_boundaries: Hits = field(default_factory=Hits)
    """The same; but to begin with the text instead of the title counts too."""
    titles: Share = field(default_factory=Share)
    no_titles: Share = field(default_factory=Share)
    """Articles without a title in the capture, for which none was read."""
    headings: Hits = field(default_factory=Hits)
    bullets: Hits = field(default_factory=Hits)
    captions: Hits = field(default_factory=Hits)
    credits: Share = field(default_factory=Share)
    authors: Share = field(default_factory=Share)
    invented_authors: Share = field(default_factory=Share)
    dates: Share = field(default_factory=Share)
    invented_dates: Share = field(default_factory=Share)
    capture_dates: Share = field(default_factory=Share)
    rates: Share = field(default_factory=Share)
    text_kept: Share = field(default_factory=Share)
    text_in_place: Share = field(default_factory=Share)
    furniture_leaked: Share = field(default_factory=Share)
    asides_leaked: Share = field(default_factory=Share)
    """Captions, credits and biographies that stand among the running text."""
    invented: Share = field(default_factory=Share)
    """Reported articles that are no article of the truth."""

    def __add__(self, other: Self) -> "Tally":
        return Tally(**{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)})
