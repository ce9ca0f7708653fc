"""The one door from an article to its editions: publish, correct, schedule, withdraw, restore.

Every act is one short transaction. It first claims the article's version by a conditional UPDATE, so that of two
editors who publish at once exactly one does.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeGuard

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from articles import body, changes, checklist
from articles.models import Article, Edition, EditionByline, Revision

Kind = Edition.Kind


class Refused(Exception):
    """An act that may not be done. ``reasons`` say why, each a sentence for the editor."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


def publish(
    article: Article, *, by: Any = None, kind: str = "", note: str = "", at: datetime | None = None
) -> Edition:
    """Make the article as it stands an edition, and supersede the one before it.

    ``kind`` defaults to first publication; a later edition needs one, and, but for a typo, a ``note`` to readers.
    ``at`` is when readers see it: now if None, else a moment that is not past. Returns the new edition.
    Raises Refused with the reasons, among them every blocker of the checklist; EditConflict if another editor
    saved or published in the meantime.
    """
    with _claimed(article) as saved:
        revision = Revision.objects.record(saved, Revision.Act.EDIT, by)
        standing = _standing(saved)
        moment = at or timezone.now()
        kind = kind or (Kind.UPDATE if standing else Kind.FIRST)
        note = body.one_line(note)
        reasons = [finding.words for finding in checklist.blockers(saved)]
        reasons += _refusals(saved, standing, revision, kind, note, moment, at)
        if reasons:
            raise Refused(reasons)
        return _issue(saved, revision, standing, kind, note, moment, by)


def withdraw(article: Article, *, by: Any = None, note: str) -> Edition:
    """Take the article from its readers. Its address says that it was withdrawn, with ``note`` as the reason.

    Raises Refused if it is not published or no reason is given; EditConflict as `publish` does.
    """
    note = body.one_line(note)
    with _claimed(article) as saved:
        standing = _standing(saved)
        if standing is None or standing.is_withdrawal:
            raise Refused(["The article is not published."])
        if not note:
            raise Refused(["Say why the article is withdrawn. Readers of its address see the reason."])
        moment = timezone.now()
        # What readers saw last: a change that was scheduled and never came is not told of.
        last = Edition.objects.as_of(moment).filter(article=saved).first() or standing
        _end_all(saved, moment)
        is_held = Edition.objects.filter(slug=last.slug, superseded_at__isnull=True).exists()
        return Edition.objects.create(
            article=saved,
            revision=last.revision,
            number=standing.number + 1,
            kind=Kind.WITHDRAWAL,
            note=note,
            published_at=moment,
            published_by=by,
            first_published_here=standing.first_published_here,
            uid=standing.uid,
            slug=standing.slug if is_held else last.slug,
            title=last.title,
            title_is_supplied=last.title_is_supplied,
            type=last.type,
            language=last.language,
            source=last.source,
            rights=last.rights,
        )


@contextmanager
def _claimed(article: Article) -> Iterator[Article]:
    """One transaction that holds the article's version; an act that fails leaves row and instance as they were.

    Yields the article as it was saved: what an instance holds beside that has no revision and went through no door.
    """
    version = article.version
    try:
        with transaction.atomic():
            article.claim(version)
            yield Article.objects.get(pk=article.pk)
    except BaseException:
        article.version = version
        raise


def _standing(article: Article) -> Edition | None:
    return Edition.objects.filter(article=article, superseded_at__isnull=True).first()


def _refusals(
    article: Article,
    standing: Edition | None,
    revision: Revision,
    kind: str,
    note: str,
    moment: datetime,
    at: datetime | None,
) -> list[str]:
    reasons = []
    if at is not None and at < timezone.now():
        reasons.append("The moment of publication is past.")
    if kind not in Kind.values or kind == Kind.WITHDRAWAL:
        reasons.append(f"“{kind}” is no kind of edition that can be published.")
    if _slug_is_taken(article, moment):
        reasons.append("Another published article has this address. Choose another slug.")
    if standing is None:
        if kind != Kind.FIRST:
            reasons.append("The article was never published, so this is its first edition.")
        return reasons
    if kind == Kind.FIRST:
        reasons.append("The article was published before; say what kind of change this is.")
    if moment < standing.published_at:
        reasons.append("An edition that is already scheduled would appear later than this one.")
    if kind not in (Kind.FIRST, Kind.TYPO) and not note:
        reasons.append("Say in a note to readers what was changed.")
    if standing.is_withdrawal:
        if kind == Kind.TYPO:
            reasons.append("A withdrawn article returns with a note to readers, not as a typo.")
        return reasons
    # A picture's words are changed without a new revision of the article.
    if standing.revision_id == revision.pk and standing.illustration == _illustration(article):
        reasons.append("Nothing was changed since the last edition.")
    if kind == Kind.TYPO and standing.kind == Kind.RETRACTION:
        reasons.append("A retracted article is changed with a note to readers, not as a typo.")
    elif kind == Kind.TYPO:
        reasons += _more_than_a_typo(article, standing)
    return reasons


def _more_than_a_typo(article: Article, standing: Edition) -> list[str]:
    was, now = standing.illustration or {}, _illustration(article) or {}
    pairs = [
        (standing.title, article.title),
        (standing.standfirst, article.standfirst),
        (standing.plain, body.plain(article.body)),
        (standing.date_basis, article.date_basis),
        *((str(was.get(name, "")), str(now.get(name, ""))) for name in ("caption", "alt")),
    ]
    weighed = [changes.weighty(old, new, article.language) for old, new in pairs if old != new]
    facts = [
        ("the publication date was changed", _dating(standing), _dating(article)),
        ("a byline was changed", _byline(standing), _byline(article)),
        ("the type was changed", standing.type, article.type),
        ("the source was changed", standing.source_id, article.source_id),
        ("the rights were changed", standing.rights, article.rights),
        ("the picture was changed", standing.picture_id, article.picture_id),
        ("the credit of the picture was changed", was.get("credit"), now.get("credit")),
        (
            "a quotation, or what is struck out or raised, was changed",
            body.exact(standing.revision.snapshot["body"]),
            body.exact(article.body),
        ),
        (
            "it was changed whether the headline was printed",
            standing.title_is_supplied,
            _title_is_supplied(article),
        ),
    ]
    reasons = [reason for reason in weighed if reason]
    reasons += [reason for reason, old, new in facts if old != new]
    return [f"This is more than a typo: {reason}. Choose another kind." for reason in reasons]


def _dating(row: Article | Edition) -> tuple[Any, ...]:
    return (
        row.first_published,
        row.first_published_precision,
        row.not_before,
        row.not_after,
        row.date_is_confirmed,
    )


def _byline(row: Article | Edition) -> list[tuple[int, str, str]]:
    return [(line.author_id, line.printed, line.role) for line in row.bylines.all()]


def _title_is_supplied(article: Article) -> bool:
    return article.title_basis != Article.TitleBasis.PRINTED


def _illustration(article: Article) -> dict[str, Any] | None:
    return article.picture.as_printed() if article.picture else None


def _has_appeared(standing: Edition | None) -> TypeGuard[Edition]:
    """Whether readers ever saw the article: not if it was withdrawn before its scheduled first edition began."""
    return standing is not None and standing.first_published_here <= standing.published_at


def _slug_is_taken(article: Article, moment: datetime) -> bool:
    """Whether another article stands at this address at ``moment`` or later, be it only until a scheduled change."""
    others = Edition.objects.filter(slug=article.slug).exclude(article=article)
    lasting = Q(superseded_at__gt=moment) & Q(superseded_at__gt=F("published_at"))
    return others.filter(Q(superseded_at__isnull=True) | lasting).exists()


def _supersede(standing: Edition, moment: datetime) -> None:
    Edition.objects.filter(pk=standing.pk, superseded_at__isnull=True).update(superseded_at=moment)


def _end_all(article: Article, moment: datetime) -> None:
    """End what readers see at ``moment``; what was scheduled for later never begins."""
    open_ones = Edition.objects.filter(article=article).filter(
        Q(superseded_at__isnull=True) | Q(superseded_at__gt=moment)
    )
    open_ones.filter(published_at__gt=moment).update(superseded_at=F("published_at"))
    open_ones.filter(published_at__lte=moment).update(superseded_at=moment)


def _issue(
    article: Article,
    revision: Revision,
    standing: Edition | None,
    kind: str,
    note: str,
    moment: datetime,
    by: Any,
) -> Edition:
    if standing is not None:
        _supersede(standing, moment)
    plain = body.plain(article.body)
    edition = Edition.objects.create(
        article=article,
        revision=revision,
        number=standing.number + 1 if standing else 1,
        kind=kind,
        note=note,
        published_at=moment,
        published_by=by,
        first_published_here=standing.first_published_here if _has_appeared(standing) else moment,
        uid=article.uid,
        slug=article.slug,
        title=article.title,
        title_is_supplied=_title_is_supplied(article),
        standfirst=article.standfirst,
        html=body.for_readers(article.body),
        plain=plain,
        words=len(plain.split()),
        type=article.type,
        language=article.language,
        first_published=article.first_published,
        first_published_precision=article.first_published_precision,
        not_before=article.not_before,
        not_after=article.not_after,
        date_basis=article.date_basis,
        date_is_confirmed=article.date_is_confirmed,
        source=article.source,
        rights=article.rights,
        picture=article.picture,
        illustration=_illustration(article),
    )
    EditionByline.objects.bulk_create(
        EditionByline(
            edition=edition, author=line.author, printed=line.printed, role=line.role, position=line.position
        )
        for line in article.bylines.select_related("author")
    )
    edition.topics.set(article.topics.all())
    return edition
