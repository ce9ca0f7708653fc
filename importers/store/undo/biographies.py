"""What a run wrote of people: taken back where it still stands, and told again where the captures that stay tell it."""

from collections.abc import Collection, Sequence

from articles import slugs
from articles.models import Author, Byline, EditionByline
from importers.draft import biographies, draft_of
from importers.models import Creation, Extract
from importers.store import names
from importers.store.shelf import Shelf, chunks
from importers.store.undo.account import Account, Named
from importers.store.undo.plan import Plan

IN_USE = "Articles that stay have it."
AT_ONCE = 200
"""Articles whose witnesses are held together."""


def empty_biographies(made: Sequence[Creation], plan: Plan, account: Account) -> set[int]:
    """Empty what the run wrote, where neither readers nor a kept article have it. Returns the authors."""
    digests = {creation.object_id: creation.digest for creation in made}
    emptied: set[int] = set()
    for keys in chunks(digests):
        seen = _seen(keys, plan.kept)
        fresh = set()
        for author in Author.objects.filter(pk__in=keys).exclude(bio="").order_by("pk"):
            if names.digest_of_bio(author.bio) != digests[author.pk]:
                account.kept.append(_named(author, "An editor wrote it anew."))
            elif author.pk in seen:
                account.kept.append(_named(author, IN_USE))
            else:
                fresh.add(author.pk)
        Author.objects.filter(pk__in=fresh).update(bio="")
        emptied |= fresh
    return emptied


def tell_again(emptied: Collection[int], account: Account) -> None:
    """Write what the captures that stay say of authors who stay: the run was not the only one to bring it."""
    for keys in chunks(emptied):
        account.removed["biographies"] += Author.objects.filter(pk__in=keys).count()
        wanted = set(Author.objects.filter(pk__in=keys).values_list("key", flat=True))
        telling = Extract.objects.filter(article__bylines__author__in=keys).exclude(reading__bio=[])
        articles = sorted(set(telling.order_by().values_list("article", flat=True)))
        for start in range(0, len(articles), AT_ONCE):
            _tell(articles[start : start + AT_ONCE], wanted)


def _tell(articles: Sequence[int], wanted: Collection[str]) -> None:
    for card in Shelf().cards(articles):
        said = biographies(draft_of([item.witness for item in card.items]))
        of_these = {name: bio for name, bio in said.items() if slugs.key(name)[: names.NAME_LENGTH] in wanted}
        if of_these:
            names.authors(of_these, max(card.runs))


def _seen(authors: Sequence[int], kept: Collection[int]) -> set[int]:
    read = EditionByline.objects.filter(author__in=authors).order_by()
    seen = set(read.values_list("author", flat=True))
    for articles in chunks(kept):
        of_kept = Byline.objects.filter(author__in=authors, article__in=articles).order_by()
        seen.update(of_kept.values_list("author", flat=True))
    return seen


def _named(author: Author, why: str) -> Named:
    return Named(Creation.What.BIOGRAPHY, author.pk, str(author), why)
