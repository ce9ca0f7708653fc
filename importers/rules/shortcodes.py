"""Recognises WordPress shortcodes that leaked into the text: "[caption …]Image: …[/caption]", "[video mp4=…][/video]".

A caption becomes a caption; a video, a gallery or an embed becomes a note that it was not captured. The text around
them stays what it is. A tag without its other half is taken away and its text kept.
"""

import re
from collections.abc import Sequence

from importers.rules.contract import SHORT, Found, texts_after
from importers.rules.running_text import SHORT_LINE
from importers.segments import Line, Role, Segment

RULE = "shortcode"
TAG = re.compile(
    r"\[(?P<close>/?)(?P<name>caption|wp_caption|video|audio|gallery|playlist|embed|youtube|soundcloud)\b"
    r"(?P<attributes>[^\[\]]*)\]"
)
MARKUP = re.compile(r"<[^<>]*>")
FILE = re.compile(r"=[\"“”″]?(?P<file>[^\s\"“”″]*/[^\s\"“”″/]+)")
TEXT_ATTRIBUTE = re.compile(r"\bcaption=[\"“](?P<text>[^\"“”]+)")
CAPTIONS = frozenset({"caption", "wp_caption"})
ALONE = frozenset({"gallery", "playlist", "youtube", "soundcloud"})
UNCLOSED = frozenset({"video", "audio"})
NOT_CAPTURED = {
    "video": "Video",
    "audio": "Audio",
    "gallery": "Gallery",
    "playlist": "Playlist",
    "embed": "Embedded page",
    "youtube": "Video",
    "soundcloud": "Audio",
}
# Attributes seen are a few dozen characters each.
MOST_ATTRIBUTES = 1_000
# A caption that is broken over lines is short; the search for its end is, too.
MOST_LINES = 4


def shortcodes(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    line = lines[at]
    if "[" not in line.text or not TAG.search(line.text):
        return None
    text, last = _with_its_end(lines, at)
    rest, asides = unwrap(text)
    names = ", ".join(dict.fromkeys(match["name"] for match in TAG.finditer(text)))
    evidence = f"holds shortcodes: {names}"
    if rest:
        short = len(rest) <= SHORT
        role, rule = (Role.UNKNOWN, SHORT_LINE) if short else (Role.PARAGRAPH, RULE)
        return (Segment(role, line.number, last, rest, rule, evidence, asides=tuple(asides)),)
    if asides:
        return (
            Segment(Role.CAPTION, line.number, last, asides[-1], RULE, evidence, asides=tuple(asides[:-1])),
        )
    return (
        Segment(Role.BOILERPLATE, line.number, last, line.text, RULE, f"{evidence}, and nothing in them"),
    )


def unwrap(text: str) -> tuple[str, list[str]]:
    """The text without its shortcodes, and what these held, in order."""
    kept: list[str] = []
    asides: list[str] = []
    opened: re.Match[str] | None = None
    position = 0
    for tag in TAG.finditer(text):
        between = text[position : tag.start()]
        position = tag.end()
        if tag["close"] and opened is not None and opened["name"] == tag["name"]:
            asides += _aside(opened, between)
            opened = None
            continue
        kept.append(between)
        if tag["name"] in ALONE and not tag["close"]:
            asides += _aside(tag, "")
        else:
            opened = None if tag["close"] else tag
    kept.append(text[position:])
    if opened is not None and opened["name"] in UNCLOSED:
        asides += _aside(opened, "")
    return " ".join(" ".join(kept).split()), asides


def _aside(tag: re.Match[str], content: str) -> list[str]:
    inside = " ".join(MARKUP.sub(" ", content).split())
    if tag["name"] in CAPTIONS:
        attribute = TEXT_ATTRIBUTE.search(tag["attributes"][:MOST_ATTRIBUTES])
        words = inside or (attribute["text"].strip() if attribute else "")
        return [words] if words else []
    file = FILE.search(tag["attributes"][:MOST_ATTRIBUTES])
    name = file["file"].rsplit("/", 1)[-1] if file else inside
    note = f"{NOT_CAPTURED[tag['name']]} (not captured)"
    return [f"{note}: {name}" if name else note]


def _with_its_end(lines: Sequence[Line], at: int) -> tuple[str, int]:
    """The line's text, with the following lines where a caption is broken over them; and the last line's number."""
    text = lines[at].text
    if text.rfind("[caption") <= text.rfind("[/caption]") or "[caption" not in text:
        return text, at + 1
    parts = [text]
    for line in texts_after(lines, at):
        if len(parts) == MOST_LINES or "[caption" in line.text:
            break
        parts.append(line.text)
        if "[/caption]" in line.text:
            return " ".join(parts), line.number
    return text, at + 1
