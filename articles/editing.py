"""One save of the working copy by an editor: its version is claimed, the change written, a revision recorded.

The verbs change one thing of one article, so that a list of articles can be changed by the same words as one. Each
raises Refused, with reasons for the editor, where nothing would change or must not; EditConflict where somebody else
saved first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from articles.models import Article, Revision, Source, Topic
from articles.publishing import Refused


@contextmanager
def saving(article: Article, *, by: Any, act: str = Revision.Act.EDIT) -> Iterator[None]:
    """One transaction around a change of ``article``; one that fails leaves row and instance's version as they were."""
    version = article.version
    try:
        with transaction.atomic():
            article.claim(version)
            yield
            record(article, act, by)
    except BaseException:
        article.version = version
        raise


def record(article: Article, act: str, by: Any) -> Revision:
    """The revision of ``article`` as it stands in the database, whatever the instance has prefetched."""
    return Revision.objects.record(Article.objects.get(pk=article.pk), act, by)


def set_rights(
    article: Article, *, source: Source | None = None, rights: str = "", note: str = "", by: Any = None
) -> None:
    """Set what is given of source, rights and their note; what is empty stays."""
    wanted = {"source": source, "rights": rights, "rights_note": note}
    changed = {name: value for name, value in wanted.items() if value and getattr(article, name) != value}
    if not changed:
        raise Refused(["It has this source and these rights already."])
    _set(article, changed, by)


def confirm_title(article: Article, *, by: Any = None) -> None:
    """Say that a supplied headline may stand. Readers are still told that it was supplied."""
    if article.title_basis != Article.TitleBasis.SUPPLIED:
        raise Refused(["Its headline is not waiting to be confirmed."])
    if not article.title:
        raise Refused(["There is no headline to confirm."])
    _set(article, {"title_basis": Article.TitleBasis.CONFIRMED}, by)


def set_type(article: Article, type: str, *, by: Any = None) -> None:
    if article.type == type:
        raise Refused([f"It is marked as {article.get_type_display()} already."])
    _set(article, {"type": type}, by)


def add_topic(article: Article, topic: Topic, *, by: Any = None) -> None:
    """Tag ``article``; nothing is recorded if it has the topic already."""
    if article.taggings.filter(tag=topic).exists():
        return
    with saving(article, by=by):
        article.topics.add(topic)


def remove_topic(article: Article, topic: Topic, *, by: Any = None) -> None:
    """Take the topic off ``article``; nothing is recorded if it does not have it."""
    if not article.taggings.filter(tag=topic).exists():
        return
    with saving(article, by=by):
        article.topics.remove(topic)


def _set(article: Article, values: dict[str, Any], by: Any) -> None:
    before = {name: getattr(article, name) for name in values}
    try:
        with saving(article, by=by):
            for name, value in values.items():
                setattr(article, name, value)
            article.save(update_fields=[*values, "changed_at"])
    except BaseException:
        for name, value in before.items():
            setattr(article, name, value)
        raise
