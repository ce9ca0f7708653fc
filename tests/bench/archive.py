"""An archive of invented captures in the shapes of real ones, the same for the same seed, as large as is wanted."""

import os
import random
from array import array
from bisect import bisect
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate, repeat
from pathlib import Path
from typing import Any


def _split(words: str) -> list[str]:
    return words.split()


SMALL_WORDS = _split(
    "the of and to in a for on that with is was by as at from it be has its will are an have which this had not their "
    "but they were been more also said who would than other after new all over between could may one about into up"
)
SYLLABLES = _split(
    "al an ar bel bor cal dan del dor el en er fal fen gar gen hal hin il in ir kal kor lan len lin mar men mir mor "
    "nal nor ol on or pal per quin ral ren ron sal sar sen tal tan ter tor ul un ur val ven vor wen yal yor zan zel"
)
PLACES = _split(
    "Kazakhstan Kyrgyzstan Tajikistan Uzbekistan Turkmenistan Russia Ukraine China Mongolia Afghanistan Iran Turkey "
    "Japan India Pakistan Germany France Poland Georgia Armenia"
)
PAIRS = ("KGS", "KZT", "TJS", "UZS", "TMT")
DAYS = [
    f"{day} {month} 20{year}"
    for year in (24, 25)
    for month in ("March", "June", "December")
    for day in range(1, 29)
]
INVENTED_WORDS = 20_000
SUBJECT_WORDS = 30
OF_THE_SUBJECT = 0.3
"""Share of a story's words that are its own: what lets a reader tell where one story ends and the next begins."""
PEOPLE = 4_000
REMEMBERED = 200
"""Articles of which copies may still appear."""
COPIES = 0.1
"""Share of articles that are copies of one that stood in an earlier capture."""
TICKER_TIMES = 8
A_LISTING = 6
PLACES_OF_WORDS = 1 << 18
"""A table in which every word has as many places as it is frequent: drawing a place is drawing a word."""
KINDS_OF_DRAWS = 1 << 14
"""What is left of a draw of 32 bits says whether it is a word of the subject, and which."""
SUBJECTS = round(OF_THE_SUBJECT * KINDS_OF_DRAWS)
DRAWN_AT_ONCE = 1 << 16
PART = 5_000
"""Captures that are written in one go."""


@dataclass(frozen=True, slots=True)
class Story:
    """An article as its author wrote it: paragraphs, ``# `` before a sub-heading, ``• `` before a list item."""

    title: str
    blocks: tuple[str, ...]
    author: str


@dataclass(slots=True)
class Writer:
    """Invents words once, and then stories with them."""

    seed: int
    dice: random.Random = field(init=False)
    words: list[str] = field(init=False)
    table: list[str] = field(init=False)
    names: list[str] = field(init=False)
    told: deque[Story] = field(init=False)
    draws: "array[int]" = field(init=False)
    drawn: int = 0

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)  # noqa: S311 (an archive for measuring is no secret)
        invented = {
            "".join(self.dice.choices(SYLLABLES, k=self.dice.choice((1, 2, 2, 2, 3))))
            for _ in range(3 * INVENTED_WORDS)
        }
        self.words = SMALL_WORDS + sorted(invented)[:INVENTED_WORDS]
        self.dice.shuffle(self.words)
        self.words.sort(key=lambda word: word not in SMALL_WORDS)
        # Words as frequent as in English: the small ones make up four words of ten.
        common = [1 / (rank + 3) for rank in range(len(SMALL_WORDS))]
        rare = [0.16 / (rank + 12) ** 0.85 for rank in range(len(self.words) - len(SMALL_WORDS))]
        weights = list(accumulate(common + rare))
        step = weights[-1] / PLACES_OF_WORDS
        self.table = [self.words[bisect(weights, (place + 0.5) * step)] for place in range(PLACES_OF_WORDS)]
        self.draws = array("I")
        self.names = [self._name() for _ in range(PEOPLE)]
        self.told = deque(maxlen=REMEMBERED)

    def captures(self, count: int, part: int = 0) -> Iterator[tuple[str, str]]:
        """``count`` captures of a part of the archive, each a file name and a text.

        Parts use the same words, and nothing else of each other: they can be written at the same time.
        """
        self.dice.seed(f"{self.seed}, part {part}")
        self.told.clear()
        self.draws = array("I")
        for number in range(part * PART, part * PART + count):
            shape = self.dice.random()
            text = self._page() if shape < 0.45 else self._listing() if shape < 0.8 else self._body()
            yield f"{number:06}_{self.dice.getrandbits(64):016x}.txt", text

    def _from(self, least: int, most: int) -> int:
        # `randint` takes five times as long, and a capture asks a hundred times.
        return least + int(self.dice.random() * (most - least + 1))

    def _one_of(self, values: Sequence[Any]) -> Any:
        return values[int(self.dice.random() * len(values))]

    def _name(self) -> str:
        return " ".join("".join(self.dice.choices(SYLLABLES, k=2)).capitalize() for _ in range(2))

    def _story(self) -> Story:
        """A new story, or one that was told before, cut or edited here and there."""
        if self.told and self.dice.random() < COPIES:
            return self._retold(self._one_of(self.told))
        rare = self.words[len(SMALL_WORDS) :]
        subject = [*self.dice.sample(rare, SUBJECT_WORDS), self._one_of(PLACES)]
        blocks = []
        for _ in range(self._from(4, 16)):
            kind = self.dice.random()
            if kind < 0.16 and blocks:
                blocks.append("# " + self._heading(subject, 2, 4))
            elif kind < 0.24:
                blocks += ["• " + self._sentence(subject, 8, 18) for _ in range(self._from(2, 5))]
            blocks.append(self._paragraph(subject))
        story = Story(self._heading(subject, 8, 12), tuple(blocks), self._one_of(self.names))
        self.told.append(story)
        return story

    def _retold(self, story: Story) -> Story:
        how = self.dice.random()
        if how < 0.4:
            return story
        if how < 0.7:
            return replace(story, blocks=story.blocks[: max(2, len(story.blocks) * 2 // 3)])
        blocks = list(story.blocks)
        place = self._from(0, len(blocks) - 1)
        blocks[place] += " " + self._sentence(self.names[:3], 8, 20)
        return replace(story, blocks=tuple(blocks))

    def _paragraph(self, subject: Sequence[str]) -> str:
        return " ".join(self._sentence(subject, 8, 32) for _ in range(self._from(1, 4)))

    def _sentence(self, subject: Sequence[str], least: int, most: int) -> str:
        words = self._words(subject, self._from(least, most))
        chance = self.dice.random()
        if chance < 0.3:
            words[self._from(0, len(words) - 1)] = self._one_of(self.names)
        elif chance < 0.45:
            words[self._from(0, len(words) - 1)] = f"{self._from(2, 980)}"
        text = " ".join(words)
        return text[0].upper() + text[1:] + "."

    def _heading(self, subject: Sequence[str], least: int, most: int) -> str:
        first, *others = self._words(subject, self._from(least, most))
        capitals = (word if word in SMALL_WORDS else word[0].upper() + word[1:] for word in others)
        return " ".join([first[0].upper() + first[1:], *capitals])

    def _words(self, subject: Sequence[str], count: int) -> list[str]:
        if self.drawn + count > len(self.draws):
            self.draws, self.drawn = array("I", self.dice.randbytes(4 * DRAWN_AT_ONCE)), 0
        draws = self.draws[self.drawn : self.drawn + count]
        self.drawn += count
        table, kinds = self.table, len(subject)
        return [
            subject[kind % kinds]
            if (kind := draw // PLACES_OF_WORDS) < SUBJECTS
            else table[draw % PLACES_OF_WORDS]
            for draw in draws
        ]

    def _ticker(self) -> list[str]:
        rates = [
            f"  • {pair}/USD = 0.{self._from(100, 9999):05} {self._one_of(('0%', '-0%', '0.28%'))}"
            for pair in PAIRS
        ]
        return rates * TICKER_TIMES

    def _page(self) -> str:
        story = self._story()
        captured, published = self._one_of(DAYS), self._one_of(DAYS)
        bio = f"{story.author} {self._sentence(self.names[:3], 12, 24)}"
        box = [
            story.author,
            story.author,
            bio,
            f"View more articles from{story.author}",
            "Suggested Articles",
            "Sidebar",
        ]
        credit = f"Image: {self._one_of(self.names)}"
        return (
            "\n".join([*self._ticker(), captured, published, ""])
            + "\n"
            + _spaced([story.title, credit, *_marked(story, "  • "), *box])
        )

    def _listing(self) -> str:
        blocks = []
        for _ in range(A_LISTING):
            story = self._story()
            blocks += [story.title, *_marked(story, "  • ")]
        return "\n".join([*self._ticker(), self._one_of(DAYS), ""]) + "\n" + _spaced(blocks)

    def _body(self) -> str:
        return _spaced(_marked(self._story(), "- "))


def _marked(story: Story, bullet: str) -> list[str]:
    """The story's blocks as a capture prints them."""
    return [
        block.removeprefix("# ").replace("• ", bullet, 1) if block[0] in "#•" else block
        for block in story.blocks
    ]


def _spaced(blocks: list[str]) -> str:
    return "\n\n".join(blocks).replace(" said ", " said\u00a0", 1)


def write(folder: Path, count: int, seed: int) -> list[Path]:
    """Write ``count`` captures into a new ``folder``. Returns them in order."""
    folder.mkdir(parents=True)
    sizes = [min(PART, count - start) for start in range(0, count, PART)]
    with ProcessPoolExecutor(min(len(sizes), os.cpu_count() or 1)) as pool:
        parts = pool.map(_write_part, repeat(folder), sizes, repeat(seed), range(len(sizes)))
        return [folder / name for part in parts for name in part]


_writer = lru_cache(maxsize=1)(Writer)


def _write_part(folder: Path, count: int, seed: int, part: int) -> list[str]:
    names = []
    for name, text in _writer(seed).captures(count, part):
        (folder / name).write_text(text, encoding="utf-8")
        names.append(name)
    return names
