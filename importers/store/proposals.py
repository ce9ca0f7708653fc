"""What was read and may not be written: kept for an editor, who accepts or declines it. Both are remembered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import editing
from articles.models import Article, Byline
from articles.publishing import Refused
from importers.models import Proposal
from importers.reconcile import merge
from importers.store import create, names
from importers.store import fields as merged_fields
from importers.store.fields import Fields, When
from importers.store.shelf import chunks

Field, State = Proposal.Field, Proposal.State


@dataclass(frozen=True, slots=True)
class Proposed:
    """A field that is left to an editor: what stands, and what would stand if the reading were taken.

    ``digest`` is that of what was read, whatever an editor made of the rest. ``state`` is that of the same proposal,
    if it was made before.
    """

    field: str
    stood: Any
    read: Any
    digest: str
    state: str = ""

    @property
    def is_open(self) -> bool:
        return self.state in ("", State.OPEN)


def known(articles: Iterable[int]) -> dict[int, list[Proposal]]:
    """All proposals that were ever made for each article."""
    found: dict[int, list[Proposal]] = {}
    for chunk in chunks(set(articles)):
        for proposal in Proposal.objects.filter(article__in=chunk).order_by():
            found.setdefault(proposal.article_id, []).append(proposal)
    return found


def keep(made: Iterable[tuple[int, Proposed, int | None]], run: int | None) -> None:
    """Write what was proposed for articles, with the extract that has it. What was proposed before is left alone."""
    Proposal.objects.bulk_create(
        (
            Proposal(
                article_id=article,
                field=proposed.field,
                stood=merged_fields.spelt(proposed.field, proposed.stood),
                read=merged_fields.spelt(proposed.field, proposed.read),
                digest=proposed.digest,
                extract_id=extract,
                run_id=run,
            )
            for article, proposed, extract in made
            if not proposed.state
        ),
        ignore_conflicts=True,  # another writer may have made the same in between
    )


def fulfilled(proposals: Iterable[Proposal], fields: Fields) -> list[int]:
    """Those of the open ``proposals`` whose reading an article with ``fields`` has by now."""
    return [
        proposal.pk
        for proposal in proposals
        if proposal.state == State.OPEN and stands_already(proposal, fields[proposal.field])
    ]


def close(keys: Sequence[int]) -> None:
    """Close open proposals as accepted, by nobody in particular: the articles have what was read."""
    for chunk in chunks(keys):
        Proposal.objects.filter(pk__in=chunk, state=State.OPEN).update(
            state=State.ACCEPTED, decided_at=timezone.now()
        )


def settle(article: Article) -> None:
    """Close what is open for ``article`` and stands in it by now, because somebody typed it."""
    waiting = Proposal.objects.filter(article=article, state=State.OPEN)
    if proposals := list(waiting):
        close(fulfilled(proposals, standing(article)))


def standing(article: Article) -> Fields:
    """What stands in ``article``, by the fields that an import reads."""
    return merged_fields.of_article(article, article.byline_names())


def stands_already(proposal: Proposal, stands: Any) -> bool:
    """Whether there is nothing left to accept."""
    value, clashes = _merged(proposal, stands)
    return value == stands and not clashes


def would_stand(proposal: Proposal, stands: Any) -> Any:
    """What the field will be if ``proposal`` is accepted where ``stands`` stands now.

    Raises Refused if the text was changed in the same paragraphs since.
    """
    value, clashes = _merged(proposal, stands)
    if not clashes:
        return value
    if proposal.field == Field.BODY:
        raise Refused(
            [
                "The same paragraphs were changed since this was read. "
                "Take over by hand what you want of it, and decline it then."
            ]
        )
    return merged_fields.value_of(proposal.field, proposal.read)


def accept(proposal: Proposal, *, by: Any) -> None:
    """Write what was read into the working copy, as an edit of this editor. Readers see it with the next edition.

    Older open readings of the same field are declined with it, but for the text, where each is about paragraphs of its
    own. Raises Refused, with reasons for the editor, or EditConflict if somebody else is saving the article.
    """
    with transaction.atomic():
        # The article first, as an import does: each would else hold what the other waits for.
        articles = Article.objects.select_related("picture").select_for_update(of=("self",))
        article = articles.get(pk=proposal.article_id)
        _decide(proposal, State.ACCEPTED, by)
        stands = standing(article)[proposal.field]
        value = would_stand(proposal, stands)
        if value != stands:
            with editing.saving(article, by=by):
                WRITE[proposal.field](article, value)
        others = Proposal.objects.filter(article=article, field=proposal.field, state=State.OPEN)
        if proposal.field != Field.BODY:
            others.filter(pk__lt=proposal.pk).update(
                state=State.DECLINED, decided_by=by, decided_at=timezone.now()
            )
        settle(Article.objects.select_related("picture").get(pk=article.pk))


def decline(proposal: Proposal, *, by: Any) -> None:
    """Remember that this is not wanted; it is not proposed again. Raises Refused if it was decided before."""
    _decide(proposal, State.DECLINED, by)


def unknown_authors(proposal: Proposal) -> list[str]:
    """The names of a byline that nobody is known by yet: accepting it makes them authors."""
    read = proposal.read if proposal.field == Field.BYLINE else []
    known_names = names.known_authors(read)
    return [name for name in read if name not in known_names]


def _merged(proposal: Proposal, stands: Any) -> tuple[Any, bool]:
    name = proposal.field
    stood, read = (merged_fields.value_of(name, kept) for kept in (proposal.stood, proposal.read))
    merged = merge({name: stood}, {name: stands}, {name: read})
    return merged.fields[name], bool(merged.proposals)


def _decide(proposal: Proposal, state: str, by: Any) -> None:
    """Of two editors who decide at once, one does."""
    if proposal.state == State.ACCEPTED:
        raise Refused(["It was accepted before."])
    if proposal.state == state:
        raise Refused(["It was declined before."])
    seen = Proposal.objects.filter(pk=proposal.pk, state=proposal.state)
    if not seen.update(state=state, decided_by=by, decided_at=timezone.now()):
        raise Refused(["Somebody else has decided it in the meantime."])


def _write_headline(article: Article, value: Any) -> None:
    was_derived = names.is_derived(article.slug, article.title)
    if was_derived and value.title != article.title and not article.editions.exists():
        article.slug = names.article_slugs([value.title])[0]
    article.title, article.title_basis = value.title, value.basis
    article.save(update_fields=["title", "title_basis", "slug", "changed_at"])


def _write_body(article: Article, value: Any) -> None:
    article.body = "\n".join(value)
    article.save(update_fields=["body", "changed_at"])


def _write_byline(article: Article, value: Any) -> None:
    """Other writers; who took the pictures or translated stays."""
    printed = value.split("\n") if value else []
    authors = names.authors(dict.fromkeys(printed, ""), None)
    article.bylines.filter(role=Byline.Role.WRITER).delete()
    others = list(article.bylines.all())
    writers = create.once([(authors[name], name) for name in printed])
    Byline.objects.bulk_create(
        Byline(article=article, author_id=author, printed=name, position=position)
        for position, (author, name) in enumerate(writers)
    )
    for position, byline in enumerate(others, start=len(writers)):
        byline.position = position
    Byline.objects.bulk_update(others, ["position"])
    article.save(update_fields=["changed_at"])


def _write_credit(article: Article, value: Any) -> None:
    if article.picture is not None and article.picture.file:
        raise Refused(
            [
                "The article shows a picture of its own by now. "
                "Write the credit there, if it is this picture's: it counts wherever the picture is shown."
            ]
        )
    article.picture_id = create.make_pictures([value])[0]
    article.save(update_fields=["picture", "changed_at"])


def _write_when(article: Article, value: Any) -> None:
    for name in When.__slots__:
        setattr(article, name, getattr(value, name))
    # What was confirmed was another date.
    article.date_is_confirmed = False
    article.save(update_fields=[*When.__slots__, "date_is_confirmed", "changed_at"])


def _write_source(article: Article, value: Any) -> None:
    article.source_id = value
    article.save(update_fields=["source", "changed_at"])


WRITE: Mapping[str, Any] = {
    Field.HEADLINE: _write_headline,
    Field.BODY: _write_body,
    Field.BYLINE: _write_byline,
    Field.CREDIT: _write_credit,
    Field.WHEN: _write_when,
    Field.SOURCE: _write_source,
}
