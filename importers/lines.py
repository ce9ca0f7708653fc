"""Bytes to numbered lines: which encoding, where lines end, what is neutralised before anybody is shown the text.

In: the bytes of a capture. Out: `Decoded`. Nothing here fails: what cannot be decoded becomes U+FFFD and is counted.
"""

import codecs
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import count
from typing import cast

import ftfy

from importers.segments import Line


@dataclass(frozen=True, slots=True)
class Decoded:
    encoding: str
    lines: tuple[Line, ...]
    repairs: tuple[str, ...]


BYTE_ORDER_MARKS = (
    # UTF-32 stands first because its little-endian mark begins with UTF-16's.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

LOST = "\ufffd"

# Scripts and symbols in which a zero-width joiner carries meaning: Arabic, the Indic scripts, emoji.
_JOINABLE = "\u0600-\u08ff\u0900-\u0dff\u2600-\u27bf\ufe0f\ufb50-\ufdff\ufe70-\ufefc\U0001f000-\U0001faff"
_NO_BREAK = "\u00a0\u2007\u202f"
_WIDE = "\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
_ZERO_WIDTH = "\u00ad\u180e\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
_BREAKS = "\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
# Unicode sets them aside: no text has them, and no row of the archive may.
_NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF)
)
_CONTROL = f"\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb{_NO_CHARACTERS}"

ODD = re.compile(
    f"(?P<space>[\t{_WIDE}])"
    f"|(?P<no_break>[{_NO_BREAK}])"
    f"|(?P<zero_width>[{_ZERO_WIDTH}]|(?<![{_JOINABLE}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINABLE}]))"
    f"|(?P<bidi>[{_BIDI}])"
    f"|(?P<line_break>[{_BREAKS}])"
    f"|(?P<control>[{_CONTROL}])"
)
UNPRINTABLE = bytes((*range(10), 11, 12, *range(14, 32), 127))
"""Of the ASCII characters that stand inside lines; to look for them in bytes is cheaper than to ask each line."""
JOINERS = frozenset("\u200c\u200d")
PLAIN = {"space": " ", "no_break": " ", "zero_width": "", "bidi": "", "line_break": " ", "control": ""}
COUNTED = {
    "no_break": ("no-break space made plain", "no-break spaces made plain"),
    "zero_width": ("invisible character removed", "invisible characters removed"),
    "bidi": ("text-direction mark removed", "text-direction marks removed"),
    "line_break": (
        "unusual line break inside a line made a space",
        "unusual line breaks inside lines made spaces",
    ),
    "control": ("control character removed", "control characters removed"),
}

SPACES = re.compile(" {2,}")
# UTF-8 read as Windows-1252 or Latin-1 leaves one of these leaders before a character of the upper half.
LEADERS = "ÂÃÄÅÐÑØÙâðï"
MOJIBAKE = re.compile("[ÂÃÄÅÐÑØÙ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â[\x80\x82€‚]|ð[\x9fŸ]|ï[»¿]")
REPAIR = ftfy.TextFixerConfig(
    uncurl_quotes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    unescape_html=False,
    normalization=None,
)
# ftfy guesses at characters that are gone already; a guess is not a repair.
UNSURE_STEPS = frozenset({"replace_lossy_sequences"})
# The tuple itself, without the call of a function for each of a page's lines.
_line = cast("Callable[[tuple[int, str, str]], Line]", partial(tuple.__new__, Line))
# Longer lines are not offered for repair, so that a hostile one costs nothing.
REPAIRABLE = 20_000


def decode(content: bytes) -> Decoded:
    """The lines of a capture. A final line end closes the last line and opens no further one."""
    text, encoding, repairs = _text(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    raw = text.split("\n")
    shown = raw
    if not text.isascii() and any(map(text.__contains__, LEADERS)):
        shown, mended = _mended(raw)
        repairs += mended
    if LOST in text:
        repairs.append(_words(text.count(LOST), "character was lost before", "characters were lost before"))
    counts: Counter[str] = Counter()
    # Python calls printable what is neither control, format nor space but the plain one: cheaper to ask than a regex.
    if not text.isascii() or len(content.translate(None, UNPRINTABLE)) < len(content):
        shown = [line if line.isprintable() else _neutral(line, counts) for line in shown]
        repairs += [_words(counts[name], *words) for name, words in COUNTED.items() if counts[name]]
    trimmed = list(map(str.strip, shown))
    # A no-break space beside a plain one leaves two; readers would see one.
    texts = [SPACES.sub(" ", line) if "  " in line else line for line in trimmed]
    return Decoded(encoding, tuple(map(_line, zip(count(1), raw, texts))), tuple(repairs))


def _text(content: bytes) -> tuple[str, str, list[str]]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace"), encoding, []
    try:
        return content.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        return _mixed(content)


def _mixed(content: bytes) -> tuple[str, str, list[str]]:
    """Each line by itself: strict UTF-8, else Windows-1252. One broken line does not spoil the others."""
    texts, utf8, windows = [], 0, 0
    for line in content.split(b"\n"):
        try:
            text = line.decode("utf-8")
            utf8 += not text.isascii()
        except UnicodeDecodeError:
            text = line.decode("cp1252", errors="replace")
            windows += 1
        texts.append(text)
    encoding = "utf-8, partly cp1252" if utf8 else "cp1252"
    return (
        "\n".join(texts),
        encoding,
        [_words(windows, "line read as Windows-1252", "lines read as Windows-1252")],
    )


def _mended(lines: list[str]) -> tuple[list[str], list[str]]:
    """Lines with mojibake repaired where ftfy is sure, and what was done in words."""
    mended, changed = [], 0
    for line in lines:
        better = _mend(line) if len(line) <= REPAIRABLE and MOJIBAKE.search(line) else line
        changed += better != line
        mended.append(better)
    words = [
        _words(
            changed, "line repaired that had been decoded twice", "lines repaired that had been decoded twice"
        )
    ]
    return mended, words if changed else []


def _mend(line: str) -> str:
    better, steps = ftfy.fix_encoding_and_explain(line, REPAIR)
    unsure = any(step.parameter in UNSURE_STEPS for step in steps or ())
    if unsure or LOST in better or "\n" in better or "\r" in better:
        return line
    return better


def _neutral(line: str, counts: Counter[str]) -> str:
    odd = [character for character in set(line) if not character.isprintable()]
    if not JOINERS.isdisjoint(odd):
        return _neutral_by_neighbours(line, counts)
    # A line has one or two kinds of them: to replace each is much cheaper than to ask a regex of every character.
    for character in odd:
        kind = _kind(character)
        if kind is not None:
            counts[kind] += line.count(character)
            line = line.replace(character, PLAIN[kind])
    return line


@lru_cache(maxsize=1024)
def _kind(character: str) -> str | None:
    match = ODD.match(character)
    return match.lastgroup if match else None


def _neutral_by_neighbours(line: str, counts: Counter[str]) -> str:
    """The same where it matters between which characters one stands."""

    def plain(match: re.Match[str]) -> str:
        kind = match.lastgroup or "control"
        counts[kind] += 1
        return PLAIN[kind]

    return ODD.sub(plain, line)


def _words(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
