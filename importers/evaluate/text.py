"""When two texts count as the same: typography, white space and list markers do not matter; words and case do."""

import re
import unicodedata

TYPOGRAPHY = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "\u200b": "",
        "\ufeff": "",
        "\u00ad": "",
    }
)
_MARKER = re.compile(r"\s*(?:[•·▪*-]|\d{1,2}[.)])\s+(?=\S)")
_LABEL = re.compile(r"(?:cover )?(?:image|photo|picture|photo credit|credit)s?\s*:\s*", re.IGNORECASE)
_WORD = re.compile(r"\w{3,}")
_NO_LETTER = re.compile(r"\W+")


def canonical(text: str) -> str:
    """The text in plain type, without a list marker, white space single."""
    plain = unicodedata.normalize("NFKC", text).translate(TYPOGRAPHY)
    return " ".join(_MARKER.sub("", plain, count=1).split() if _MARKER.match(plain) else plain.split())


def key(text: str) -> str:
    """Letters and digits alone, without case: what two printings of one line have in common."""
    return _NO_LETTER.sub("", canonical(text)).casefold()


def unlabelled(credit: str | None) -> str:
    """A credit without its label and without case; empty where there is none."""
    plain = canonical(credit or "")
    label = _LABEL.match(plain)
    return (plain[label.end() :] if label else plain).casefold()


def words(text: str) -> frozenset[str]:
    """The distinct words of three letters and more, without case."""
    return frozenset(_WORD.findall(canonical(text).casefold()))
