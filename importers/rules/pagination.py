"""Recognises where a page stands in a list: "Viewing results 787 - 792 of 952", "Page 3 of 12", "1 2 3 … 10 Next".

The first form says how many articles the page should hold.
"""

import re
from collections.abc import Sequence

from importers.rules.contract import Found, one
from importers.segments import Line, Role, Segment

LONGEST = 80
DIGIT = re.compile(r"\d")
RESULTS = re.compile(
    r"(?:viewing|showing|displaying)(?: results| articles| posts| items)?:? (?P<first>\d[\d,]*) ?(?:-|–|—|to) ?"
    r"(?P<last>\d[\d,]*)(?: (?:of|from) (?:about )?(?P<total>\d[\d,]*))?(?: results| articles| posts| items)?\.?",
    re.IGNORECASE,
)
PAGE = re.compile(r"page \d[\d,]*(?: (?:of|/) \d[\d,]*)?", re.IGNORECASE)
PAGER_WORDS = frozenset(
    {
        "first",
        "last",
        "prev",
        "previous",
        "next",
        "older",
        "newer",
        "page",
        "posts",
        "«",
        "»",
        "‹",
        "›",
        "<",
        ">",
        "<<",
        ">>",
        "…",
        "...",
        "←",
        "→",
    }
)
# Two page numbers may stand in a table; three in a row are a pager.
FEWEST_PAGES = 3
# A page that claims more articles than this counts something else.
MOST_ARTICLES = 100


def pagination(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    line = lines[at]
    if len(line.text) > LONGEST or not DIGIT.search(line.text):
        return None
    if results_on_page(line.text) is not None:
        return one(line, Role.PAGINATION, "results", "says which results of a list the page shows")
    if PAGE.fullmatch(line.text) or _is_pager(line.text):
        return one(line, Role.PAGINATION, "pager", "links to the other pages of a list")
    return None


def results_on_page(text: str) -> int | None:
    """How many articles "Viewing results a - b of n" says that the page shows; 0 where its figures cannot be."""
    match = RESULTS.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    first, last, total = (int((match[name] or "0").replace(",", "")) for name in ("first", "last", "total"))
    if total:
        last = min(last, total)
    count = last - first + 1
    return count if 0 < count <= MOST_ARTICLES else 0


def _is_pager(text: str) -> bool:
    words = text.lower().split()
    numbers = sum(word.isdecimal() for word in words)
    return numbers >= FEWEST_PAGES and all(word.isdecimal() or word in PAGER_WORDS for word in words)
