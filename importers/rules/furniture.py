"""Recognises what belongs to the site and not to an article: link lines, share words, labels, headings of empty boxes.

Each phrase is a whole line. A list of suggested titles is dropped together with its heading, as long as it is a list.
"""

import re
from collections.abc import Sequence

from importers.rules.contract import Found, is_short, one, text_before, texts_after, with_blanks
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
        "advertising",
        "share",
        "share this",
        "share this article",
        "share on facebook",
        "share on twitter",
        "share on linkedin",
        "share on whatsapp",
        "share on telegram",
        "facebook",
        "twitter",
        "linkedin",
        "whatsapp",
        "telegram",
        "copy link",
        "print",
        "print this article",
        "email",
        "subscribe",
        "subscribe now",
        "sign in",
        "log in",
        "menu",
        "search",
        "skip to content",
        "skip to main content",
        "leave a comment",
        "leave a reply",
        "comments are closed",
        "no comments",
        "loading",
        "all rights reserved",
        "privacy policy",
        "terms of use",
        "cookie policy",
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
        "home",
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
SUGGESTED = "suggestions"
CONTINUE = "link_line"
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
_EDGES = " \t.…:»›>→←«‹<|•·-–—*[]()"


def furniture(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    line = lines[at]
    known = _known(line)
    if known is None:
        return None
    role, rule, evidence = known
    if rule == LABEL and not _is_at_top(done):
        return None
    if rule == SUGGESTED:
        return _suggestions(lines, at)
    return one(line, role, rule, evidence)


def _known(line: Line) -> tuple[Role, str, str] | None:
    if READ_MORE.match(line.text) and is_short(line):
        return Role.LINK_TEXT, "read_more", "a link to another article"
    if len(line.text) > LONGEST:
        return None
    phrase = line.text.strip(_EDGES).casefold()
    if phrase in SUGGESTIONS:
        return Role.BOILERPLATE, SUGGESTED, "the heading of a list of other articles"
    if phrase in LINKS:
        return Role.LINK_TEXT, CONTINUE, "the words of a link"
    if phrase in CHROME:
        return Role.BOILERPLATE, "chrome", "words that the site prints beside any article"
    if phrase in LABELS:
        return Role.BOILERPLATE, LABEL, "a section's name at the top of the page"
    if MORE_FROM.fullmatch(line.text):
        return Role.LINK_TEXT, "more_from_author", "a link to an author's other articles"
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
        if not is_short(line) or _known(line) is not None:
            break
        found += one(line, Role.LINK_TEXT, "suggestion", "a title in a list of other articles")
    return with_blanks(lines, at, found)


def _is_at_top(done: Sequence[Segment]) -> bool:
    before = text_before(done)
    return before is None or before.role in TOP_ROLES
