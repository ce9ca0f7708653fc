"""Labelled captures: what stands on them, known exactly.

In: the parsed JSON of a ``truth.json``, in either of two forms. One has the text of every article; the other has line
numbers, and is completed from the captures' own lines. Out: `Labelled`. A file that is neither raises `TruthError`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from importers.evaluate.text import canonical

_BULLET = re.compile(r"[•-]\s+")
_DATE = re.compile(r"\d\d \w+ \d{4}")

Lines = Mapping[str, Sequence[str]]
"""The lines of each capture by its file name; those of one that cannot be read may be missing."""


class TruthError(ValueError):
    """The file does not describe labelled captures; says where it stopped making sense."""


@dataclass(frozen=True, slots=True)
class TrueArticle:
    """An article as it stands in a capture. ``identity`` is the same for all copies of one article."""

    identity: str
    title: str | None
    body: tuple[str, ...]
    headings: tuple[str, ...]
    bullets: tuple[str, ...]
    captions: tuple[str, ...]
    credit: str | None
    authors: tuple[str, ...]
    bio: tuple[str, ...]
    published: str | None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A capture and the truth about it. ``furniture`` are its lines that belong to no article."""

    name: str
    profile: str
    source: str
    noise: tuple[str, ...]
    capture_date: str | None
    rates: Mapping[str, tuple[str, str]]
    furniture: tuple[str, ...]
    articles: tuple[TrueArticle, ...]


def labelled(table: Any, lines: Lines) -> list[Labelled]:
    """All captures that ``table`` describes."""
    try:
        return [_labelled(capture, lines) for capture in table["captures"]]
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise TruthError(f"is no truth about captures ({type(error).__name__}: {error})") from error


def names(table: Any) -> list[str]:
    """The file names of the captures that ``table`` describes."""
    try:
        return [str(capture["file"]) for capture in table["captures"]]
    except (KeyError, TypeError) as error:
        raise TruthError(f"is no truth about captures ({type(error).__name__}: {error})") from error


def _labelled(capture: Mapping[str, Any], lines: Lines) -> Labelled:
    if "boilerplate_lines" in capture:
        found = tuple(_from_lines(capture, lines.get(capture["file"], ())))
        people = {name for article in found for name in article.authors}
        furniture = tuple(
            line for line in capture["boilerplate_lines"] if not _DATE.fullmatch(line) and line not in people
        )
    else:
        found = tuple(map(_from_text, capture["articles"]))
        furniture = tuple(capture["boilerplate"])
    for article in found:
        _refuse_what_is_no_text(article)
    return Labelled(
        name=capture["file"],
        profile=capture.get("profile") or capture.get("kind") or "?",
        source=capture.get("source") or "?",
        noise=tuple(sorted(set(capture.get("noise", ())))),
        capture_date=capture["capture_date"],
        rates={pair: (rate["rate"], rate["change"]) for pair, rate in (capture["ticker"] or {}).items()},
        furniture=furniture,
        articles=found,
    )


def _from_text(article: Mapping[str, Any]) -> TrueArticle:
    return TrueArticle(
        identity=article["source_id"],
        title=article["title"],
        body=tuple(article["body"]),
        headings=tuple(article["headings"]),
        bullets=tuple(article["bullets"]),
        captions=tuple(article["captions"]),
        credit=article["credit"],
        authors=tuple(article["authors"]),
        bio=tuple(article["author_bio"]),
        published=article["published"],
    )


def _from_lines(capture: Mapping[str, Any], lines: Sequence[str]) -> Iterator[TrueArticle]:
    """The articles of a capture whose truth says where each begins and which lines are no running text."""
    furniture = set(map(canonical, capture["boilerplate_lines"]))
    articles = capture["articles"]
    starts = [article["first_line_no"] for article in articles] + [len(lines) + 1]
    for index, article in enumerate(articles):
        own = lines[starts[index] - 1 : starts[index + 1] - 1]
        numbered = enumerate((line.replace("\u00a0", " ").strip() for line in own), starts[index])
        headings = set(article["sub_heading_line_nos"])
        others = furniture | set(map(canonical, _outside_body(article)))
        texts = [
            text
            for number, text in numbered
            if text and number not in headings and canonical(text) not in others
        ]
        openings = tuple(map(canonical, article["author_bio_first_words"]))
        bio = [text for text in texts if openings and canonical(text).startswith(openings)]
        running = [text for text in texts if text not in bio]
        copied = article["duplicate_of"]
        name, position = (copied["file"], copied["index"]) if copied else (capture["file"], index)
        yield TrueArticle(
            identity=f"{name}#{position}",
            title=article["title"],
            body=tuple(_BULLET.sub("", text, count=1) if _BULLET.match(text) else text for text in running),
            headings=tuple(article["sub_headings"]),
            bullets=tuple(_BULLET.sub("", text, count=1) for text in running if _BULLET.match(text)),
            captions=tuple(article["captions"]),
            credit=article["image_credit"],
            authors=tuple(article["authors"]),
            bio=tuple(bio),
            published=article["published"],
        )


def _refuse_what_is_no_text(article: TrueArticle) -> None:
    lists = (article.body, article.headings, article.bullets, article.captions, article.authors, article.bio)
    hash(article.identity)  # which may be anything that can be told from others
    for value in chain((article.title, article.credit, article.published), *lists):
        if not isinstance(value, str | None):
            raise TypeError(f"{value!r} is no text")


def _outside_body(article: Mapping[str, Any]) -> list[str]:
    return [text for text in (*article["captions"], article["title"], article["image_credit"]) if text]
