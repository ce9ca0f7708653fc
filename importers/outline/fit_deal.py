"""Labelled listings dealt anew: the same articles beside other neighbours, so that few pages teach more."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from importers.segments import Role, Segment

from .candidates import capital_share
from .fit_truth import PLAIN, TITLE, Labelled


@dataclass(frozen=True, slots=True)
class Piece:
    """The segments of one article from its title to the next, with the labels of its lines by position."""

    segments: tuple[Segment, ...]
    labels: dict[int, int]

    @property
    def title(self) -> str:
        return self.segments[0].text


def deal(pages: Sequence[Labelled], seed: int) -> Iterator[Labelled]:
    """Listings with as many articles as the given ones, drawn from all articles of the same newsroom and layout."""
    chance = random.Random(seed)  # noqa: S311 - a shuffle, not a secret
    stacks: defaultdict[tuple[str, bool, bool, bool], list[tuple[Labelled, list[Piece]]]] = defaultdict(list)
    for page in pages:
        pieces = cut(page)
        if len(pieces) > 1:
            stacks[page.source, *layout(page)].append((page, pieces))
    for stack in stacks.values():
        cards = [piece for _, pieces in stack for piece in pieces]
        chance.shuffle(cards)
        for page, pieces in stack:
            yield _page(page, _draw(cards, len(pieces)))


def cut(page: Labelled) -> list[Piece]:
    starts = [index for index, one in enumerate(page.segments) if page.labels.get(one.first) == TITLE]
    pieces = []
    for start, end in pairwise([*starts, len(page.segments)]):
        segments = page.segments[start:end]
        known = {
            index: page.labels[one.first] for index, one in enumerate(segments) if one.first in page.labels
        }
        pieces.append(Piece(segments, known))
    return pieces


def layout(page: Labelled) -> tuple[bool, bool, bool]:
    """Are blocks set apart by blank lines, are the articles full ones or teasers, are sub-headings capitalised?"""
    blanks = sum(segment.role is Role.BLANK for segment in page.segments)
    texts = sum(segment.role in (Role.PARAGRAPH, Role.LIST_ITEM) for segment in page.segments)
    titles = sum(label == TITLE for label in page.labels.values())
    shares = [
        capital_share(one.text.split()) for one in page.segments if page.labels.get(one.first, PLAIN) != PLAIN
    ]
    return blanks > texts / 2, texts > 2 * titles, sum(shares) > 0.85 * len(shares)


def _draw(cards: list[Piece], count: int) -> list[Piece]:
    """Take cards from the top; one whose title is out already goes back under the pack."""
    drawn: list[Piece] = []
    for _ in range(len(cards)):
        card = cards.pop(0)
        if len(drawn) < count and all(card.title != other.title for other in drawn):
            drawn.append(card)
        else:
            cards.append(card)
            if len(drawn) == count:
                break
    return drawn


def _page(page: Labelled, pieces: Sequence[Piece]) -> Labelled:
    head = [one for one in page.segments if one.first < _first_title(page)]
    segments, labels = list(head), {n: label for n, label in page.labels.items() if n < _first_title(page)}
    line = head[-1].last if head else 0
    for piece in pieces:
        for index, segment in enumerate(piece.segments):
            length = segment.last - segment.first
            if index in piece.labels:
                labels[line + 1] = piece.labels[index]
            segments.append(segment._replace(first=line + 1, last=line + 1 + length))
            line += 1 + length
    return replace(page, segments=tuple(segments), labels=labels)


def _first_title(page: Labelled) -> int:
    return min(line for line, label in page.labels.items() if label == TITLE)
