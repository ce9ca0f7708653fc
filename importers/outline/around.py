"""What the neighbours of a short line say: the text that ends above it, the text that begins below it, the page."""

import re
from math import log1p

from .lines import Figures
from .sheet import BOXES, Sheet, Sort

TAIL = 300
"""Characters of the last paragraph above and of the first below that are looked at."""

_CLOSING = re.compile(
    r"originally published|first appeared|more information|learn more|find out more|read more|sign up|subscribe|"
    r"join (?:us|the)|stay tuned|contact|e-?mail|follow (?:us|@)|@\w|https?:|www\.|visit |register|let us know|"
    r"comments?\b|download|thank(?:s| you)|get in touch|questions\?|next (?:week|month|post|time)|check out"
)
"""Searched in small letters: to ignore case costs a regular expression seven times as much."""
_CLOSING_CUES = (
    "originally published", "first appeared", "more information", "learn more", "find out more", "read more",
    "sign up", "subscribe", "join ", "stay tuned", "contact", "mail", "follow us", "@", "http", "www.", "visit ",
    "register", "let us know", "comment", "download", "thank", "get in touch", "questions?", "next ", "check out",
)  # fmt: skip
"""One of these stands in whatever is a closing, and in few other texts: they are sought much faster."""
_CUT_OFF = ("…", "...")
_DATELINE = re.compile(
    r"[A-Z][A-Z .,'’-]{2,30}(?:\([A-Z][\w ]{0,30}\))? ?[—–-]|[A-Z][\w .,'’-]{2,30}\([A-Z][\w ]{0,30}\) ?[—–-]"
)
_WORD = re.compile(r"\w+")
_DATES = frozenset(
    (
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
        "April", "June", "July", "August", "September", "October", "November", "December", "yesterday", "today",
        "tomorrow", "recent", "recently", "announced", "launched", "unveiled", "released", *map(str, range(1900, 2100)),
    )
)  # fmt: skip
_DATE_CUES = (
    "day", "uary", "March", "April", "June", "July", "August", "ember", "October", "tomorrow", "recent", "announced",
    "launched", "unveiled", "released", "19", "20",
)  # fmt: skip
"""One of these stands in every word of `_DATES`."""
_LATELY = (
    "earlier this",
    *(
        f"{which} {when}"
        for which in ("last", "this")
        for when in ("week", "month", "year", "fall", "spring", "summer", "winter")
    ),
)
_NAME = re.compile(r" (?<=[a-z,] )(?:[A-Z][a-z’'-]+ ){1,3}[A-Z][a-z’'-]+")
_INTRODUCED = re.compile(r"[A-Z][a-z]+ \([A-Z][A-Za-z]*[A-Z]s?\)")
_LEANING = re.compile(
    r"(?:this|these|that|those|it|its|he|she|they|their|his|her|such|also|but|and|so|however|while|another|then|"
    r"once|after|additionally|moreover|finally|first|second|next|for example|in addition|again|both|each|here|there)\b",
    re.IGNORECASE,
)
_ENDINGS = '.!?:”")’]'
_QUOTES = '“"‘'


def before(sheet: Sheet, number: int) -> Figures:
    """Figures of what stands above the ``number``-th short line, counted from 1."""
    section = sheet.sections[number - 1]
    last = section.last
    tail = section.close[-TAIL:]
    return {
        "nothing_above": float(last is None and number == 1),
        "short_above": float(last is None and number > 1),
        "gap_above": log1p(section.words) / 6,
        "gap_above_under_40": float(0 < section.words < 40),
        "gap_above_over_200": float(section.words > 200),
        "blocks_above": min(section.paragraphs, 6) / 6,
        "item_above": float(last is Sort.ITEM),
        "caption_above": float(last is Sort.CAPTION),
        "box_above": float(last in BOXES),
        "box_in_gap": float(section.has_box),
        "colon_above": float(tail.endswith(":")),
        "cut_above": float(bool(tail) and tail[-1] not in _ENDINGS),
        "closing_above": float(tail.endswith(_CUT_OFF) or _is_closing(tail.lower())),
        "question_above": float(tail.endswith("?")),
    }


def after(sheet: Sheet, number: int) -> Figures:
    """Figures of what stands below the ``number``-th short line."""
    section = sheet.sections[number]
    first = section.first
    lead = section.lead
    head = lead[:TAIL]
    is_last = number == len(sheet.shorts)
    return {
        "end_below": float(first is None and is_last),
        "short_below": float(first is None and not is_last),
        "gap_below": log1p(section.words) / 6,
        "gap_below_under_40": float(0 < section.words < 40),
        "gap_below_over_200": float(section.words > 200),
        "blocks_below": min(section.paragraphs, 6) / 6,
        "item_below": float(first is Sort.ITEM),
        "caption_below": float(first is Sort.CAPTION),
        "box_below": float(first in BOXES),
        "lead_words": min(lead.count(" ") + 1, 80) / 80 if lead else 0.0,
        "dateline": float(bool(_DATELINE.match(head))),
        "dated": float(_is_dated(head)),
        "name_below": float(bool(_NAME.search(head))),
        "introduced": float(" (" in head and bool(_INTRODUCED.search(head))),
        "leaning": float(bool(_LEANING.match(head))),
        "quote_below": float(head[:1] in _QUOTES and bool(head)),
        "colon_below": float(lead.endswith(":")),
    }


def _is_closing(tail: str) -> bool:
    return any(map(tail.__contains__, _CLOSING_CUES)) and bool(_CLOSING.search(tail))


def _is_dated(head: str) -> bool:
    """Whether a text says when something happened: by a day, a month, a year, or by a word for news."""
    if any(map(head.__contains__, _DATE_CUES)) and not _DATES.isdisjoint(_WORD.findall(head)):
        return True
    return any(map(head.__contains__, _LATELY))


def page(sheet: Sheet, number: int) -> Figures:
    """What the format of the page makes likely for any of its lines."""
    alternates = sheet.alternates
    compact = sheet.compact and not alternates
    bare = sheet.bare and not sheet.compact
    words = sum(section.words for section in sheet.sections)
    texts = sum(section.paragraphs + section.items for section in sheet.sections)
    lines = len(sheet.shorts)
    return {
        "page_gap": log1p(words / (1 + lines)) / 6,
        "page_block": log1p(words / max(1, texts)) / 6,
        "page_capitals": sum(short.capitals for short in sheet.shorts) / max(1, lines),
        "page_single": float(sheet.single),
        "page_alternates": float(alternates),
        "page_compact": float(compact),
        "page_bare": float(bare and not alternates),
        "top_of_compact": float(compact and number == 1),
        "top_of_bare": float(bare and number == 1),
    }
