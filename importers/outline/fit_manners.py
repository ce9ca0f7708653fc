"""Labelled articles as other newsrooms would print them: so that few newsrooms teach what holds for more.

An article is cut to a brief, its paragraphs to sentences, its sub-headings are taken out or put otherwise, its headline
is shortened or changes its capitals. All articles of a page are printed in one manner, as a newsroom would.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from importers.capture import page_of
from importers.kinds import page_format
from importers.read import read
from importers.segments import Role

from .fit_deal import Piece, cut, layout
from .fit_truth import HEADING, PLAIN, TITLE, Labelled, labels

HEADER = "\n".join(
    [f"  • {pair}/USD = 0.0{number}144 0%" for pair, number in (("KGS", 1), ("KZT", 2), ("TJS", 3))] * 4
    + ["19 January 2024", ""]
)
SMALL = frozenset(
    (
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "if",
        "in",
        "is",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
    )
)
_SENTENCE = re.compile(r"(?<=[a-z0-9)”\"][.?!]) (?=[A-Z“\"])")
Block = tuple[int | None, str]
"""A text and its label; a list item has none."""
Case = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Manner:
    """``most_words`` of an article, words of a headline at most, and how its parts are put."""

    most_words: int
    title_words: int
    title_case: Case
    heading: Callable[[str, int], str]
    has_headings: bool
    by_sentences: bool
    has_dateline: bool
    opens_with_heading: bool


def restyle(pages: Sequence[Labelled], seed: int) -> Iterator[Labelled]:
    """The listings among ``pages`` that have full articles, each in a manner drawn for it."""
    chance = random.Random(seed)  # noqa: S311 - a draw, not a secret
    for page in pages:
        pieces = cut(page)
        if len(pieces) > 1 and layout(page)[:2] == (True, True):
            yield _printed(page, pieces, _draw(chance), chance)


def _draw(chance: random.Random) -> Manner:
    size = chance.choice(("full", "full", "middle", "middle", "brief"))
    return Manner(
        most_words={"full": 10_000, "middle": chance.randint(120, 350), "brief": chance.randint(50, 130)}[
            size
        ],
        title_words=chance.choice((99, 99, 99, 99, chance.randint(4, 7))),
        title_case=chance.choice((_same, _sentence, _titled, _titled)),
        heading=chance.choice(
            (_plain, _numbered, _asked, _short, _capitals, _roman, _part, _titled_heading, _sentence_heading)
        ),
        has_headings=size != "brief" and chance.random() < 0.65,
        by_sentences=chance.random() < 0.35,
        has_dateline=chance.random() < 0.25,
        opens_with_heading=chance.random() < 0.2,
    )


def _printed(page: Labelled, pieces: Sequence[Piece], manner: Manner, chance: random.Random) -> Labelled:
    articles, texts = [], []
    for piece in pieces:
        blocks = list(_in_manner(list(_blocks(piece)), manner, chance))
        title, body = blocks[0][1], blocks[1:]
        articles.append(
            {
                "title": title,
                "body": [text for label, text in body if label != HEADING],
                "headings": [text for label, text in body if label == HEADING],
            }
        )
        texts += [f"  • {text}" if label is None else text for label, text in blocks]
    content = (HEADER + "\n\n".join(texts)).encode()
    segments = read(page_of(page.name, content))
    return Labelled(page.source, page.name, segments, page_format(segments).kind, labels(segments, articles))


def _blocks(piece: Piece) -> Iterator[Block]:
    for index, segment in enumerate(piece.segments):
        if segment.role in (Role.PARAGRAPH, Role.UNKNOWN, Role.QUOTATION, Role.LIST_ITEM):
            text = segment.text.strip()
            is_item = segment.role is Role.LIST_ITEM
            yield (
                None if is_item else piece.labels.get(index, PLAIN),
                text.lstrip("•-* ") if is_item else text,
            )


def _in_manner(blocks: Sequence[Block], manner: Manner, chance: random.Random) -> Iterator[Block]:
    (_, title), *body = blocks
    yield TITLE, manner.title_case(" ".join(title.split()[: manner.title_words]).rstrip(",:;"))
    if not manner.has_headings:
        body = [block for block in body if block[0] != HEADING]
    elif manner.opens_with_heading:
        body = _from_first_heading(body)
    words, number = 0, 0
    held: Block | None = None
    for label, text in body:
        if words >= manner.most_words:
            return
        if label == HEADING:
            number += 1
            held = HEADING, manner.heading(text, number)
            continue
        if held:
            yield held
            held = None
        parts = _SENTENCE.split(text) if manner.by_sentences and label is not None else [text]
        if manner.has_dateline and not words and label == PLAIN:
            parts[0] = f"{_place(parts[0], chance)} — {parts[0]}"
        for part in parts:
            yield label, part
            words += part.count(" ") + 1


def _from_first_heading(body: Sequence[Block]) -> Sequence[Block]:
    first = next((at for at, (label, _) in enumerate(body) if label == HEADING), 0)
    return body[first:]


def _place(text: str, chance: random.Random) -> str:
    names = re.findall(r"[A-Z][a-z]{3,}", text) or ["Springfield"]
    name = chance.choice(names)
    return chance.choice(
        (name.upper(), f"{name.upper()} (AP)", f"{name.upper()}, May {chance.randint(1, 30)}")
    )


def _same(text: str) -> str:
    return text


def _sentence(text: str) -> str:
    first, *others = text.split() or [""]
    return " ".join([first, *(word if word[1:] != word[1:].lower() else word.lower() for word in others)])


def _titled(text: str) -> str:
    first, *others = text.split() or [""]
    return " ".join([first, *(word if word in SMALL else word[:1].upper() + word[1:] for word in others)])


def _plain(text: str, number: int) -> str:
    return text


def _numbered(text: str, number: int) -> str:
    return f"{number}. {text}"


def _asked(text: str, number: int) -> str:
    return text.rstrip(".:!?") + "?"


def _short(text: str, number: int) -> str:
    words = [word for word in text.split() if len(word) > 3]
    return (words[0] if words else text).strip(",:;.").capitalize()


def _roman(text: str, number: int) -> str:
    return f"{_romans(number)}. {text}"


def _part(text: str, number: int) -> str:
    return _romans(number)


def _romans(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def _capitals(text: str, number: int) -> str:
    return text.upper()


def _titled_heading(text: str, number: int) -> str:
    return _titled(text)


def _sentence_heading(text: str, number: int) -> str:
    return _sentence(text)
