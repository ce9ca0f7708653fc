"""An edition's picture, read from the plain values that the edition keeps of it. Pure."""

from dataclasses import dataclass
from typing import Any

from articles.body import neutralise


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture to show, or what is known of one that was not captured. ``focus`` is a pair of class names."""

    url: str
    width: int | None
    height: int | None
    alt: str
    caption: str
    credit: str
    focus: str

    @property
    def is_captured(self) -> bool:
        return bool(self.url)


def figure(illustration: Any) -> Figure | None:
    """The figure in ``illustration``; None where there is none, or nothing to tell of it.

    Editions are never rewritten, so values of an older or broken shape are read as missing ones.
    """
    if not isinstance(illustration, dict):
        return None
    url = _text(illustration, "url")
    made = Figure(
        # An address with another scheme is not one of a picture.
        url=url if url.startswith(("/", "http://", "https://")) else "",
        width=_size(illustration.get("width")),
        height=_size(illustration.get("height")),
        alt=_text(illustration, "alt"),
        caption=_text(illustration, "caption"),
        credit=_text(illustration, "credit"),
        focus=_focus(illustration.get("focus")),
    )
    return made if made.url or made.caption or made.credit else None


def _text(illustration: dict[str, Any], name: str) -> str:
    value = illustration.get(name)
    return neutralise(value) if isinstance(value, str) else ""


def _size(value: Any) -> int | None:
    return value if isinstance(value, int) and value > 0 else None


def _focus(value: Any) -> str:
    """Class names to the nearest tenth: the content policy allows no style attribute to be more exact."""
    x, y = value if isinstance(value, list | tuple) and len(value) == 2 else (50, 50)
    return f"focus-x-{_tenth(x)} focus-y-{_tenth(y)}"


def _tenth(percent: Any) -> int:
    return min(max(round(percent / 10), 0), 10) if isinstance(percent, int | float) else 5
