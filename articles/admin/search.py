"""Finding working copies by what an editor remembers of them."""

import html
import re

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.text import smart_split, unescape_string_literal

from articles import slugs
from articles.models import Article, Byline

LONGEST = 200
MOST_WORDS = 10
_INSIDE_TEXT = r"(?=[^<>]*(<|$))"
"""After a hit in the words of a body the next bracket opens a tag; inside a tag it would close one."""


def matching(articles: QuerySet[Article], text: str) -> QuerySet[Article]:
    """Those of ``articles`` that have every word of ``text`` in headline, address, a byline or the words of the body.

    Words in quotation marks are looked for as they stand.
    """
    for word in _words(text):
        byline = Byline.objects.filter(article=OuterRef("pk"))
        named = byline.filter(Q(author__key__contains=slugs.key(word)) | _contains("printed", word))
        articles = articles.filter(
            _contains("title", word) | _contains("slug", word) | Exists(named) | _in_body(word)
        )
    return articles


def _words(text: str) -> list[str]:
    words = [
        unescape_string_literal(part)
        if part[:1] in "'\"" and part[-1:] == part[:1] and len(part) > 1
        else part
        for part in smart_split(text[:LONGEST])
    ]
    return [word for word in words if word.strip()][:MOST_WORDS]


def _contains(field: str, word: str) -> Q:
    # SQLite folds only ASCII letters, so the other spellings are asked for by name.
    spellings = {word} if word.isascii() else {word, word.lower(), word.upper(), word.title()}
    found = Q()
    for spelling in sorted(spellings):
        found |= Q(**{f"{field}__icontains": spelling})
    return found


def _in_body(word: str) -> Q:
    written = html.escape(word, quote=False)
    return _contains("body", written) & Q(body__iregex=re.escape(written) + _INSIDE_TEXT)
