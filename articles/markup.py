"""HTML as a flat run of the tags that a body knows, each written plainly. Pure, and linear in the length of its input.

The sanitiser after it builds a tree, and a tree of thousands of floors, or of unclosed marks that differ in an
attribute, costs it the square of the length. Such a tree cannot be built from what leaves here.
"""

import html as entities
import re
from collections import Counter

MAX_DEPTH = 60
"""Lists and quotations nest less deep than this in anything that a person wrote."""
MAX_TAG = 4000
"""Characters of a tag that are read. No address is longer, and what is longer costs the sanitiser its square."""

MARKS = {
    "a": "a",
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "sub": "sub",
    "sup": "sup",
    "s": "s",
}
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
CONTAINERS = {"ul", "ol", "blockquote"}
BREAKERS = {
    "address", "article", "aside", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "footer",
    "form", "header", "main", "nav", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
}  # fmt: skip
"""Tags that only end the words before them: without a break ``<div>a</div><div>b</div>`` would read ``ab``."""

_UNWANTED = dict.fromkeys(
    (
        *(code for code in range(0x20) if code not in (0x09, 0x0A)),
        *range(0x7F, 0xA0),
        *(0x200B, 0x2060, 0xFEFF),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *range(0xD800, 0xE000),
        *range(0xFDD0, 0xFDF0),
        *(plane << 16 | low for plane in range(17) for low in (0xFFFE, 0xFFFF)),
    )
)
AMPERSAND = "\ufdd0"
"""Stands for an ampersand in the text: the sanitiser takes the square of their number. No text holds this character."""
_ESCAPES = {ord("&"): AMPERSAND, ord("<"): "&lt;", ord(">"): "&gt;"}
_TAG = re.compile(r"</?([a-zA-Z][^\s/<>]*)")
_QUOTE_OR_END = re.compile(r"[\"'>]")
_UNREAD = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")}
"""What stands inside these is no text."""


def neutralise(text: str) -> str:
    """``text`` without control, bidirectional-override and non-characters: one of them can break a feed or a screen."""
    return text if text.isprintable() else text.translate(_UNWANTED)


def flatten(html: str) -> str:
    """``html`` of any kind with the body's own tags alone, which nest at most `MAX_DEPTH` deep.

    Characters that are unwanted do not come in as entities either, and each `AMPERSAND` of the text is written as that.
    Nothing is made safe here: a link keeps its attributes, whatever they are.
    """
    flat = _Flat()
    at = 0
    while (start := html.find("<", at)) >= 0:
        flat.text(html[at:start])
        at = _past_tag(html, start, flat)
    flat.text(html[at:])
    return "".join(flat.made)


def _past_tag(html: str, start: int, flat: "_Flat") -> int:
    """Take what begins with the ``<`` at ``start``; returns where it ends."""
    if html.startswith("<!--", start):
        return _past(html, "-->", start + 2)
    if html.startswith(("<!", "<?"), start):
        return _past(html, ">", start)
    match = _TAG.match(html, start)
    if match is None:
        flat.text("<")
        return start + 1
    name, end = match[1].lower(), _tag_end(html, match.end())
    is_closing = html[start + 1] == "/"
    if name in _UNREAD and not is_closing:
        closing = _UNREAD[name].search(html, end)
        return _past(html, ">", closing.end()) if closing else len(html)
    rest = html[match.end() : end]
    flat.tag(name, is_closing, rest if len(rest) <= MAX_TAG and rest.endswith(">") else ">")
    return end


def _past(html: str, mark: str, start: int) -> int:
    found = html.find(mark, start)
    return found + len(mark) if found >= 0 else len(html)


def _tag_end(html: str, at: int) -> int:
    """Past the ``>`` that ends a tag, which is not one inside quotation marks."""
    while (found := _QUOTE_OR_END.search(html, at)) is not None:
        if found[0] == ">":
            return found.end()
        at = _past(html, found[0], found.end())
    return len(html)


class _Flat:
    """Writes tags down and knows which are open."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.open: Counter[str] = Counter()
        self.depth = 0
        self.heading = ""

    def text(self, text: str) -> None:
        if text:
            self.made.append(neutralise(entities.unescape(text)).translate(_ESCAPES))

    def tag(self, name: str, is_closing: bool, rest: str) -> None:
        """A tag with the ``rest`` of it, up to and with its end. What is no tag of a body leaves no trace."""
        if name in MARKS:
            self._mark(MARKS[name], is_closing, rest)
        elif name == "br":
            self.made.append("<br>")
        elif name in HEADINGS or name in CONTAINERS or name in BREAKERS or name in ("p", "li", "hr"):
            self._end_heading()
            self._block(name, is_closing, rest)

    def _mark(self, name: str, is_closing: bool, rest: str) -> None:
        if not is_closing and name == "a":
            # One link ends another, so links cannot nest.
            self.made.append(f"<a{rest}")
        elif not is_closing:
            self.open[name] += 1
            if self.open[name] == 1:
                self.made.append(f"<{name}>")
        elif name == "a":
            self.made.append("</a>")
        elif self.open[name]:
            self.open[name] -= 1
            if not self.open[name]:
                self.made.append(f"</{name}>")

    def _block(self, name: str, is_closing: bool, rest: str) -> None:
        if name in CONTAINERS:
            self._container(name, is_closing)
        elif name in HEADINGS and not is_closing:
            self.heading = HEADINGS[name]
            self.made.append(f"<{self.heading}>")
        elif name == "p" and not is_closing:
            self.made.append(f"<p{rest}")
        elif name in ("li", "hr"):
            self.made.append(f"</{name}>" if is_closing else f"<{name}>")
        else:
            self.made.append("<p>")

    def _container(self, name: str, is_closing: bool) -> None:
        if is_closing and self.open[name]:
            self.open[name] -= 1
            self.depth -= 1
            self.made.append(f"</{name}>")
        elif not is_closing and self.depth < MAX_DEPTH:
            self.open[name] += 1
            self.depth += 1
            self.made.append(f"<{name}>")
        else:
            self.made.append("<p>")

    def _end_heading(self) -> None:
        if self.heading:
            self.made.append(f"</{self.heading}>")
            self.heading = ""
