"""The first words of an edition, for lists and search engines. Pure."""

from articles import body
from articles.models import Edition

LENGTH = 220


def opening(edition: Edition, html: str) -> str:
    """The standfirst; where there is none, the beginning of the first paragraph in ``html``, cut at a word.

    ``html`` may be cut off anywhere. Pictures, headings and lists before the first paragraph are passed over: only a
    paragraph of the text is written without a class.
    """
    if edition.standfirst:
        return edition.standfirst
    paragraph = html.partition("<p>")[2].partition("</p>")[0]
    return body.excerpt(body.plain(paragraph), LENGTH)
