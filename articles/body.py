"""The body's grammar: which HTML an article may hold, its blocks, its plain text. Pure; untrusted text's one door.

A body is a flat run of blocks: paragraphs, headings (``h2``, ``h3``), list items, quotations, captions and credits of
pictures that were not captured (``p.caption``, ``p.credit``), and rules. Inside a block: words, links, emphasis.
"""

import html as entities
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser
from itertools import groupby
from operator import itemgetter

import nh3

from articles.markup import AMPERSAND, CONTAINERS, MARKS, flatten, neutralise


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    SUBHEADING = "subheading"
    ITEM = "item"
    NUMBERED = "numbered"
    QUOTATION = "quotation"
    CAPTION = "caption"
    CREDIT = "credit"
    RULE = "rule"

    __hash__ = str.__hash__
    """A kind is looked up for each block of each text, and the hash of an enumeration is a call of Python."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its inline ``html``, its plain ``text``. Blocks of one list or quotation share a ``group``."""

    kind: BlockKind
    html: str
    text: str
    group: int = 0


_CONTAINERS = {BlockKind.ITEM: "ul", BlockKind.NUMBERED: "ol", BlockKind.QUOTATION: "blockquote"}
_OPEN_CLOSE = {
    BlockKind.PARAGRAPH: ("<p>", "</p>"),
    BlockKind.HEADING: ("<h2>", "</h2>"),
    BlockKind.SUBHEADING: ("<h3>", "</h3>"),
    BlockKind.ITEM: ("<li>", "</li>"),
    BlockKind.NUMBERED: ("<li>", "</li>"),
    BlockKind.QUOTATION: ("<p>", "</p>"),
    BlockKind.CAPTION: ('<p class="caption">', "</p>"),
    BlockKind.CREDIT: ('<p class="credit">', "</p>"),
}
_HEADINGS = {"h2": BlockKind.HEADING, "h3": BlockKind.SUBHEADING}
_TAGS = {*MARKS.values(), *_HEADINGS, *CONTAINERS, "p", "li", "br", "hr"}

URL_SCHEMES = {"http", "https", "mailto", "tel"}
_CLASSES = {"caption": BlockKind.CAPTION, "credit": BlockKind.CREDIT}

_EXACT = re.compile(r"<(s|sub|sup)>(.*?)</\1>")
_SPACES = re.compile(r"\s+")
_IN_NO_ADDRESS = re.compile(r"[\t\n\r]")
_CREDENTIALS = re.compile(r"https?:[/\\]*[^/\\?#]*@", re.IGNORECASE)


def one_line(text: str) -> str:
    """``text`` neutralised and on one line."""
    # Most text is: no white space but the blank is printable, and there is no need to cut it into words.
    if text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text
    return " ".join(neutralise(text).split())


def clean(html: str) -> str:
    """``html`` in the body's grammar: sanitised by an allow-list, in one canonical spelling. Idempotent."""
    return render(blocks(html))


def blocks(html: str) -> list[Block]:
    """The blocks of any HTML, untrusted or not; empty ones are left out."""
    safe = nh3.clean(
        flatten(neutralise(html)),
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "p": {"class"}},
        attribute_filter=_keep_attribute,
        url_schemes=URL_SCHEMES,
        link_rel=None,
    )
    builder = _Builder()
    builder.feed(safe)
    builder.close()
    return builder.finish()


def from_text(parts: Iterable[tuple[BlockKind, str]]) -> str:
    """HTML from blocks of plain text: everything is escaped; list items in a row make one list."""
    lines: list[str] = []
    lined = ((kind, one_line(text)) for kind, text in parts)
    for kind, run in groupby(filter(itemgetter(1), lined), key=itemgetter(0)):
        elements = [_element(kind, entities.escape(words, quote=False)) for _, words in run]
        lines += [_contained(_CONTAINERS[kind], elements)] if kind in _CONTAINERS else elements
    return "\n".join(lines)


def render(parts: Sequence[Block]) -> str:
    """Canonical HTML of blocks, one line a block or container."""
    lines: list[str] = []
    for (container, _), run in groupby(parts, key=lambda block: (_CONTAINERS.get(block.kind), block.group)):
        elements = [_element(block.kind, block.html) for block in run]
        lines += [_contained(container, elements)] if container else elements
    return "\n".join(lines)


def for_readers(html: str) -> str:
    """A cleaned body as readers see it: captions and credits of lost pictures become figures that say so."""
    lines: list[str] = []
    for is_figure, run in groupby(blocks(html), key=lambda block: block.kind in _CLASSES.values()):
        parts = list(run)
        lines.extend(_figures(parts) if is_figure else [render(parts)])
    return "\n".join(lines)


def plain(html: str) -> str:
    """The words alone, one block a line."""
    return "\n".join(block.text for block in blocks(html) if block.text)


def exact(html: str) -> list[tuple[str, str]]:
    """What stands in the text to the letter: its quotations, and what is struck out, raised or lowered."""
    found: list[tuple[str, str]] = []
    for block in blocks(html):
        if block.kind is BlockKind.QUOTATION:
            found.append(("quotation", block.text))
        found += _EXACT.findall(block.html)
    return found


def is_empty(html: str) -> bool:
    """Whether there are no words in it."""
    return not any(block.text for block in blocks(html))


def excerpt(text: str, length: int = 220) -> str:
    """The beginning of plain ``text``, cut at a word to at most ``length`` characters, with an ellipsis if cut."""
    words = _SPACES.sub(" ", text[: length * 4]).strip()
    if len(words) <= length:
        return words
    return (words[:length].rpartition(" ")[0] or words[: length - 1]).rstrip(" ,;:–—-") + "…"


def _element(kind: BlockKind, html: str) -> str:
    if kind is BlockKind.RULE:
        return "<hr>"
    opening, closing = _OPEN_CLOSE[kind]
    return opening + html + closing


def _contained(container: str, elements: Iterable[str]) -> str:
    return f"<{container}>{''.join(elements)}</{container}>"


def _figures(parts: Sequence[Block]) -> list[str]:
    figures: list[list[Block]] = []
    for block in parts:
        if block.kind is BlockKind.CAPTION or not figures or figures[-1][-1].kind is BlockKind.CREDIT:
            figures.append([])
        figures[-1].append(block)
    return [
        '<figure class="lost"><p class="lost-note">The picture was not captured.</p><figcaption>'
        + " ".join(f'<span class="{block.kind}">{block.html}</span>' for block in figure)
        + "</figcaption></figure>"
        for figure in figures
    ]


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return _address(value)
    if name == "class":
        return value if value in _CLASSES else None
    return one_line(value)


def _address(value: str) -> str | None:
    """``value`` as a browser reads it; None for one that leaves the site unnamed or brings a name and password."""
    target = _IN_NO_ADDRESS.sub("", neutralise(value)).strip()
    if target.startswith(("//", "\\")) or target[:2] == "/\\":
        return None
    return None if _CREDENTIALS.match(target) else target


class _Builder(HTMLParser):
    """Reads sanitised HTML into blocks. Inline tags are closed at the end of a block and opened again in the next."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.made: list[Block] = []
        self.html: list[str] = []
        self.text: list[str] = []
        self.open: list[tuple[str, str]] = []
        self.lists: list[BlockKind] = []
        self.quotes = 0
        self.kind = BlockKind.PARAGRAPH
        self.group = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in MARKS:
            self._open_inline(tag, attrs)
        elif tag == "br":
            self.html.append("<br>")
            self.text.append(" ")
        else:
            self._end_block()
            self._start_block(tag, dict(attrs).get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in MARKS:
            self._close_inline(tag)
            return
        self._end_block()
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag == "blockquote" and self.quotes:
            self.quotes -= 1
        self.kind = BlockKind.PARAGRAPH

    def handle_data(self, data: str) -> None:
        words = _SPACES.sub(" ", data.replace(AMPERSAND, "&"))
        self.html.append(entities.escape(words, quote=False))
        self.text.append(words)

    def finish(self) -> list[Block]:
        self._end_block()
        return self.made

    def _start_block(self, tag: str, css: str) -> None:
        if tag in ("ul", "ol"):
            if not self.lists:
                self.group += 1
            self.lists.append(BlockKind.ITEM if tag == "ul" else BlockKind.NUMBERED)
        elif tag == "blockquote":
            if not self.quotes:
                self.group += 1
            self.quotes += 1
        elif tag == "hr":
            self.group += 1
            self.made.append(Block(BlockKind.RULE, "", "", self.group))
        self.kind = _HEADINGS.get(tag) or _CLASSES.get(css, BlockKind.PARAGRAPH)

    def _end_block(self) -> None:
        text = _SPACES.sub(" ", "".join(self.text)).strip()
        if text:
            closing = "".join(f"</{tag}>" for tag, _ in reversed(self.open))
            words = _trim("".join(self.html) + closing)
            kind = self._kind_here()
            if kind not in _CONTAINERS:
                self.group += 1
            self.made.append(Block(kind, words, text, self.group))
        self.html = [opening for _, opening in self.open]
        self.text = []

    def _kind_here(self) -> BlockKind:
        if self.kind is not BlockKind.PARAGRAPH:
            return self.kind
        if self.lists:
            return self.lists[-1]
        return BlockKind.QUOTATION if self.quotes else BlockKind.PARAGRAPH

    def _open_inline(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = "".join(f' {name}="{entities.escape(value or "")}"' for name, value in attrs)
        if tag == "a" and not kept:
            return
        if any(tag == name for name, _ in self.open):
            return
        self.open.append((tag, f"<{tag}{kept}>"))
        self.html.append(f"<{tag}{kept}>")

    def _close_inline(self, tag: str) -> None:
        names = [name for name, _ in self.open]
        if tag not in names:
            return
        at = names.index(tag)
        inner = self.open[at + 1 :]
        self.html.extend(f"</{name}>" for name, _ in reversed(inner))
        self.html.append(f"</{tag}>")
        del self.open[at:]
        for entry in inner:
            self.open.append(entry)
            self.html.append(entry[1])


_EMPTY_INLINE = re.compile(r"<(strong|em|sub|sup|s)></\1>|<a(?: [a-z]+=\"[^\"<>]*\")+></a>")
_BREAK = re.compile(r" ?<br> ?")
_LEADING_BREAKS = re.compile(r"(?:<br>|\s)+")


def _trim(html: str) -> str:
    """Inline HTML without empty emphasis, white space at its edges or around line breaks."""
    while True:
        shorter = _EMPTY_INLINE.sub("", html)
        if shorter == html:
            break
        html = shorter
    html = _SPACES.sub(" ", html)
    html = _BREAK.sub("<br>", html)
    return _strip_breaks(html)


def _strip_breaks(html: str) -> str:
    leading = _LEADING_BREAKS.match(html)
    start, end = leading.end() if leading else 0, len(html)
    while end > start:
        if html[end - 1].isspace():
            end -= 1
        elif html.endswith("<br>", start, end):
            end -= 4
        else:
            break
    return html[start:end]
