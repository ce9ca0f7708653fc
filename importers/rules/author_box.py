"""Recognises the author's box under an article: the name, often twice, a biography, "View more articles from …".

Also the lone name under "Continue reading" on old list pages, and the box without its link at the end of a page.
"""

from collections.abc import Sequence
from itertools import takewhile

from importers.names import LONGEST_NAME, is_name, same_name
from importers.rules.captions import is_caption_tail
from importers.rules.contract import (
    Found,
    is_short,
    one,
    text_after,
    text_before,
    texts_after,
    with_blanks,
)
from importers.rules.furniture import CONTINUE, MORE_FROM_AUTHOR, SUGGESTIONS, linked_name
from importers.segments import BODY_ROLES, Line, Role, Segment

BOX = "author_box"
# Biographies seen have one to three paragraphs; a box with more would swallow an article.
MOST_PARAGRAPHS = 6
DIVIDER = "divider"
TEXT_ROLES = BODY_ROLES | {Role.LINK_TEXT, Role.CAPTION}
PRONOUNS = ("He ", "She ", "They ")


def author_box(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    line = lines[at]
    if not is_name(line.text) and not _is_doubled(lines, at):
        return None
    return _box(lines, at, text_before(done)) or _lone_name(lines, at, done)


def _is_doubled(lines: Sequence[Line], at: int) -> bool:
    """Whether the line is printed twice, as a box prints its author, who may be "Team 7" and of no name's shape."""
    following = text_after(lines, at) if len(lines[at].text) <= LONGEST_NAME else None
    return following is not None and following.text == lines[at].text


def _box(lines: Sequence[Line], at: int, before: Segment | None) -> Found:
    """A name, a second name, paragraphs, the link. A link with one of the names is what tells a box from an article."""
    found = list(one(lines[at], Role.BYLINE, BOX, "a name at the head of an author's box"))
    paragraphs = 0
    for line in texts_after(lines, at):
        linked = linked_name(line.text)
        if linked is not None:
            if not any(same_name(segment.text, linked) for segment in found if segment.role is Role.BYLINE):
                return None
            found += one(line, Role.LINK_TEXT, MORE_FROM_AUTHOR, f"a link to the other articles of {linked}")
            return with_blanks(lines, at, found)
        if not paragraphs and len(found) == 1 and (is_name(line.text) or line.text == lines[at].text):
            found += one(line, Role.BYLINE, BOX, "a name, the second at the head of an author's box")
        elif line.text.casefold() == DIVIDER:
            found += one(line, Role.BOILERPLATE, "chrome", "words that the site prints beside any article")
        elif _ends_box(line) or paragraphs == MOST_PARAGRAPHS:
            break
        else:
            paragraphs += 1
            found += one(line, Role.AUTHOR_BIO, BOX, f"in the author's box of {lines[at].text}")
    # A headline may be printed twice at the top of a page; a box without its link stands under text.
    return _linkless(lines, at, found) if before is not None and before.role in TEXT_ROLES else None


def _linkless(lines: Sequence[Line], at: int, found: list[Segment]) -> Found:
    """A box whose link is missing: the name twice, and what then begins with the name or its pronoun."""
    names = [segment for segment in found if segment.role is Role.BYLINE]
    if len(names) != 2 or not is_name(names[0].text) or not same_name(names[0].text, names[1].text):
        return None
    beginnings = (*PRONOUNS, names[0].text.split()[0])
    paragraphs = takewhile(lambda segment: segment.text.startswith(beginnings), found[2:])
    return with_blanks(lines, at, [*names, *paragraphs])


def _ends_box(line: Line) -> bool:
    return line.text.casefold() in SUGGESTIONS


def _lone_name(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    """The name under "Continue reading": the next article's headline follows, or its picture's caption, or nothing."""
    before = text_before(done)
    if before is None or before.rule != CONTINUE or not is_name(lines[at].text):
        return None
    following = [line for _, line in zip(range(2), texts_after(lines, at), strict=False)]
    if following and is_caption_tail(following[0].text):
        following = following[1:]
    if following and not is_short(following[0]):
        return None
    return one(
        lines[at], Role.BYLINE, "name_under_link", "a name between a teaser's link and the next headline"
    )
