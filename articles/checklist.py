"""What stands between an article and its readers: blockers that forbid publication, and warnings."""

from dataclasses import dataclass

from articles import body
from articles.models import Article, Rights


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the checklist. ``field`` is the form field that mends it."""

    code: str
    words: str
    field: str
    blocks: bool = True


def blockers(article: Article) -> list[Finding]:
    """What forbids publishing ``article``."""
    return [finding for finding in findings(article) if finding.blocks]


def warnings(article: Article) -> list[Finding]:
    """What an editor should look at, but may publish without."""
    return [finding for finding in findings(article) if not finding.blocks]


def findings(article: Article) -> list[Finding]:
    """The whole checklist of ``article``, blockers first."""
    found = [*_headline(article), *_text(article), *_rights(article), *_picture(article), *_facts(article)]
    return sorted(found, key=lambda finding: not finding.blocks)


def _headline(article: Article) -> list[Finding]:
    if not article.title:
        return [Finding("no-title", "There is no headline.", "title")]
    if article.title_basis == Article.TitleBasis.SUPPLIED:
        words = "The headline was supplied, not printed. Confirm it or write a better one."
        return [Finding("supplied-title", words, "title_basis")]
    return []


def _text(article: Article) -> list[Finding]:
    return [Finding("empty-body", "There is no text.", "body")] if body.is_empty(article.body) else []


def _rights(article: Article) -> list[Finding]:
    if article.rights == Rights.UNKNOWN:
        words = "The rights are unknown. Say on what ground the text may be published."
        return [Finding("rights-unknown", words, "rights")]
    return []


def _picture(article: Article) -> list[Finding]:
    picture = article.picture
    if picture is None or not picture.is_captured:
        return []
    found = []
    if not picture.alt and not picture.is_decorative:
        words = "The lead picture has no alternative text. Write one, or mark the picture as decorative."
        found.append(Finding("picture-alt", words, "picture"))
    if picture.rights == Rights.UNKNOWN:
        found.append(Finding("picture-rights", "The rights in the lead picture are unknown.", "picture"))
    if not picture.credit:
        found.append(Finding("picture-credit", "The lead picture has no credit.", "picture", blocks=False))
    return found


def _facts(article: Article) -> list[Finding]:
    found = []
    if not article.has_date:
        found.append(Finding("no-date", "The publication date is unknown.", "first_published", blocks=False))
    elif not article.date_is_confirmed:
        words = "Nobody has confirmed the publication date."
        found.append(Finding("date-unconfirmed", words, "date_is_confirmed", blocks=False))
    if not article.bylines.all():
        found.append(Finding("no-byline", "There is no byline.", "bylines", blocks=False))
    if article.source_id is None:
        found.append(Finding("no-source", "The source is unknown.", "source", blocks=False))
    if not article.taggings.all():
        found.append(Finding("no-topics", "There are no topics.", "topics", blocks=False))
    return found
