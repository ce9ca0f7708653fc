"""Recognises what belongs to the site and not to an article: link lines, share words, labels, headings of empty boxes.

Each phrase is a whole line. A list of suggested titles is dropped together with its heading, as long as it is a list.
"""

import re
from collections.abc import Sequence

from importers.dates import parse_date
from importers.rules.contract import Found, is_short, one, text_after, text_before, texts_after, with_blanks
from importers.segments import Line, Role, Segment

LONGEST = 60
SUGGESTIONS = frozenset(
    (
        "suggested articles",
        "related articles",
        "related posts",
        "related stories",
        "related news",
        "recommended articles",
        "more stories",
        "you may also like",
        "you might also like",
        "most read",
        "most popular",
        "latest news",
        "latest articles",
    )
)
LINKS = frozenset(
    (
        "continue reading",
        "read more",
        "read full article",
        "read the full article",
        "full story",
        "view all",
        "view more",
        "see all",
        "load more",
        "back to top",
        "view all articles",
        "click here to read more",
    )
)
CHROME = frozenset(
    (
        "sidebar",
        "divider",
        "advertisement",
        "advertisements",
        "share this",
        "share this article",
        "share on facebook",
        "share on twitter",
        "share on linkedin",
        "share on whatsapp",
        "share on telegram",
        "copy link",
        "print this article",
        "subscribe now",
        "skip to content",
        "skip to main content",
        "leave a comment",
        "leave a reply",
        "comments are closed",
        "no comments",
        "all rights reserved",
        "terms of use",
        "cookie policy",
    )
)
# Any of these may be a sub-heading; next to each other, or to other furniture, they are the site's buttons.
BUTTONS = frozenset(
    (
        "advertising",
        "comments",
        "email",
        "facebook",
        "home",
        "linkedin",
        "loading",
        "log in",
        "menu",
        "print",
        "privacy policy",
        "search",
        "share",
        "sign in",
        "subscribe",
        "telegram",
        "tweet",
        "twitter",
        "whatsapp",
        "x",
    )
)
# Words that may be a headline or a sub-heading elsewhere; at the top of a page they name its section.
LABELS = frozenset(
    (
        "analysis",
        "business",
        "culture",
        "economy",
        "features",
        "interview",
        "latest",
        "news",
        "opinion",
        "opinions",
        "politics",
        "sponsored",
        "sponsored content",
        "partner content",
        "sport",
        "uncategorised",
        "uncategorized",
        "video",
        "world",
    )
)
LABEL = "label"
BUTTON = "button"
MORE_FROM_AUTHOR = "more_from_author"
SUGGESTED = "suggestions"
CONTINUE = "link_line"
COPYRIGHT = re.compile(r"(?:copyright ?)?(?:©|\(c\)) ?(?:copyright ?)?(?:19|20)\d\d\b", re.IGNORECASE)
READ_MORE = re.compile(
    r"(?:read more|read also|also read|see also|more on this)\s?(?::|–|—|»|>)", re.IGNORECASE
)
MORE_FROM = re.compile(
    r"(?:view |see |read )?(?:more|all) (?:articles|posts|stories|news) (?:from|by) ?(?P<name>\S.*)",
    re.IGNORECASE,
)
TOP_ROLES = frozenset(
    {Role.TICKER, Role.PAGE_DATE, Role.PUBLICATION_DATE, Role.PAGINATION, Role.SPAM, Role.BOILERPLATE}
)
# What these forms open with, in small letters: most short lines are told by it alone.
READ_MORE_OPENINGS = frozenset({"read", "also", "see ", "more"})
COPYRIGHT_OPENINGS = frozenset("c©(")
MORE_FROM_OPENINGS = frozenset({"view", "see ", "read", "more", "all "})
Known = tuple[Role, str, str]
PHRASES: dict[str, Known] = (
    dict.fromkeys(LABELS, (Role.BOILERPLATE, LABEL, "a section's name at the top of the page"))
    | dict.fromkeys(BUTTONS, (Role.BOILERPLATE, BUTTON, "one of the site's buttons, among others"))
    | dict.fromkeys(CHROME, (Role.BOILERPLATE, "chrome", "words that the site prints beside any article"))
    | dict.fromkeys(LINKS, (Role.LINK_TEXT, CONTINUE, "the words of a link"))
    | dict.fromkeys(SUGGESTIONS, (Role.BOILERPLATE, SUGGESTED, "the heading of a list of other articles"))
)
_EDGES = " .…:»›>→←«‹<|[]()"


def furniture(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    line = lines[at]
    known = _known(line)
    if known is None:
        return None
    role, rule, evidence = known
    if rule == LABEL and not _is_at_top(done):
        return None
    if rule == BUTTON and not _is_among_furniture(lines, at, done):
        return None
    if rule == SUGGESTED:
        return _suggestions(lines, at)
    return one(line, role, rule, evidence)


def _known(line: Line) -> Known | None:
    if not is_short(line):
        return None
    opening = line.text[:4].lower()
    if opening in READ_MORE_OPENINGS and READ_MORE.match(line.text):
        return Role.LINK_TEXT, "read_more", "a link to another article"
    if opening[0] in COPYRIGHT_OPENINGS and COPYRIGHT.match(line.text):
        return Role.BOILERPLATE, "chrome", "the site's copyright notice"
    if len(line.text) > LONGEST:
        return None
    known = PHRASES.get(line.text.strip(_EDGES).casefold())
    if known is not None:
        return known
    if opening in MORE_FROM_OPENINGS and MORE_FROM.fullmatch(line.text):
        return Role.LINK_TEXT, MORE_FROM_AUTHOR, "a link to an author's other articles"
    return None


def linked_name(text: str) -> str | None:
    """Whose articles a line offers: "View more articles fromJane Roe" offers Jane Roe's."""
    if len(text) > LONGEST + 40:
        return None
    match = MORE_FROM.fullmatch(text)
    return match["name"].strip() if match else None


def _suggestions(lines: Sequence[Line], at: int) -> Found:
    """The heading, and the titles under it up to the next furniture or running text."""
    found = list(one(lines[at], Role.BOILERPLATE, SUGGESTED, "the heading of a list of other articles"))
    for line in texts_after(lines, at):
        if _known(line) is not None or parse_date(line.text):
            break
        if not is_short(line):
            # The title right above running text is not suggested: it is that text's own.
            found = found[: max(1, len(found) - 1)]
            break
        found += one(line, Role.LINK_TEXT, "suggestion", "a title in a list of other articles")
    return with_blanks(lines, at, found)


def _is_among_furniture(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> bool:
    before = text_before(done)
    if before is not None and before.rule in (BUTTON, "chrome", SUGGESTED):
        return True
    following = text_after(lines, at)
    known = None if following is None else _known(following)
    return known is not None and known[1] in (BUTTON, "chrome")


def _is_at_top(done: Sequence[Segment]) -> bool:
    before = text_before(done)
    return before is None or before.role in TOP_ROLES
