"""What a test of the paper asks of a page."""

import json
import re
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse


def text_of(response: HttpResponse) -> str:
    """The page's words as a reader sees them, on one line."""
    reader = _Words()
    reader.feed(response.content.decode())
    return " ".join(" ".join(reader.words).split())


def titles_of(response: HttpResponse) -> list[str]:
    """The headlines of the cards on a page, in order."""
    found = re.findall(r'<h[23] lang="[^"]*" dir="auto"><a [^>]*>([^<]*)</a>', response.content.decode())
    return [title.strip() for title in found]


def elements_of(response: HttpResponse) -> list[tuple[str, dict[str, str | None]]]:
    """Every element of the page as a browser would read it: its tag and its attributes."""
    reader = _Words()
    reader.feed(response.content.decode())
    return reader.elements


def data_of(response: HttpResponse) -> dict[str, Any]:
    """The page's structured data."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.S)
    assert found
    return json.loads(found[1])


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.is_hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_hidden = tag in ("script", "style")
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.is_hidden = False

    def handle_data(self, data: str) -> None:
        if not self.is_hidden:
            self.words.append(data)
