"""Recognises captions and credits of pictures that the text capture left behind.

A credit is a label and a name: "Image: Agency, Jane Roe". A caption says more, or is marked: "@Agency| Jane Roe, Riga",
"Minister Jane Roe (Agency photo)", "The square at noon. Photo: Jane Roe".
"""

import re
from collections.abc import Sequence

from importers.rules.contract import Found, is_short, one
from importers.segments import Line, Role, Segment

_PICTURE = (
    r"(?:(?:cover|main|featured?|lead|header|file|archive) )?"
    r"(?:image|photo(?:graph)?|picture|illustration|graphic)s?"
)
CREDIT = re.compile(
    rf"{_PICTURE}(?: credits?| courtesy(?: of)?| source| by)?\s?[:|©]\s*\S"
    rf"|{_PICTURE} (?:by|courtesy of) (?-i:[^\W\d_a-z])",
    re.IGNORECASE,
)
MARKED = re.compile(r"[@©]\s?[\w.&’' -]{1,40}\|\s*\S|©\s*\S")
TAILED = re.compile(
    # "(Agency photo)", "(AP Photo/Jane Roe)"; a lower-case word would be an aside: "(view full size image)".
    rf"\((?:(?-i:[A-Z])[\w.&’'-]{{0,24}}(?: [\w.&’'-]{{1,24}}){{0,3}} )?{_PICTURE}(?:/[^()]{{2,40}})?\)\.?$"
    rf"|[(\[]?\b{_PICTURE}(?: credit| courtesy(?: of)?| by)?\s?[:|©]\s*[\w.,&’'‘/|()\[\] –—-]{{2,80}}$"
    rf"|[(\[]{_PICTURE} (?:by|courtesy of) [^()\[\]]{{2,80}}[)\]]\.?$",
    re.IGNORECASE,
)
TAIL_WORDS = ("photo", "image", "picture", "illustration", "graphic")
LABEL_WORDS = (*TAIL_WORDS, "|", "©")
# A credit names an agency and a person. A longer line, or a sentence, tells something: it stays in the text, for a
# caption kept as a paragraph is a line too many, and a paragraph made a caption is taken out of its article.
LONGEST_CREDIT = 80
WORDS_OF_SENTENCE = 9
# How much of a line's end may be its credit.
TAIL = 120


def captions(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    line = lines[at]
    if not is_short(line):
        return None
    lowered = line.text.lower()
    if not any(map(lowered.__contains__, LABEL_WORDS)):
        return None
    if CREDIT.match(line.text):
        if len(line.text) > LONGEST_CREDIT or _is_sentence(line.text):
            return None
        return one(line, Role.CREDIT, "labelled_credit", "opens with a picture's label")
    if MARKED.match(line.text):
        return one(line, Role.CAPTION, "marked_caption", "opens with a picture's source")
    if is_caption_tail(line.text):
        return one(line, Role.CAPTION, "caption_tail", "ends with a picture's credit")
    return None


def is_caption_tail(text: str) -> bool:
    """Whether ``text`` ends as captions do, with a credit."""
    end = text[-TAIL:].lower()
    return any(map(end.__contains__, TAIL_WORDS)) and bool(TAILED.search(text[-TAIL:]))


def _is_sentence(text: str) -> bool:
    return text[-1] == "." and len(text.split()) >= WORDS_OF_SENTENCE
