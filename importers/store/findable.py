"""Keys for witnesses that had none, because another one of their article had their text, and has it no more."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q

from importers import readings, sketch
from importers.draft import Witness
from importers.models import Extract, SketchKey
from importers.segments import Kind
from importers.store import rows
from importers.store.decide import LONGER
from importers.store.shelf import SATURATED, Card, Item, chunks


def make_findable(articles: Iterable[Sequence[Item]]) -> None:
    """Let each article, given by all its witnesses in the order they came in, be found by all the text that they have.

    A witness that is the first with some of the text gets keys, unless it has any.
    """
    wanted: dict[int, tuple[int, ...]] = {}
    for items in articles:
        longest = 0.0
        for item in items:
            if item.witness.length > LONGER * longest or item is items[0]:
                extract = item.witness.extract
                words = sketch.words_of(extract)
                wanted[item.pk or 0] = sketch.keys_and_probes(words, sketch.words(extract.title or ""))[0]
            longest = max(longest, item.witness.length)
    sharing: dict[int, set[int]] = {}
    for key, extract in rows.with_keys(
        SketchKey, "key", {k for keys in wanted.values() for k in keys}, "extract_id"
    ):
        sharing.setdefault(key, set()).add(extract)
    missing = []
    for pk, keys in wanted.items():
        if not any(pk in sharing.get(key, ()) for key in keys):
            missing += [(key, pk) for key in keys if len(sharing.get(key, ())) < SATURATED]
    rows.Rows(SketchKey, "key", "extract").add(missing)


def keep_declined(changed: Iterable[Item]) -> None:
    """Let copies be found of articles that an editor deleted, of which these witnesses go or read otherwise: another
    copy would bring the article back."""
    make_findable([item] for item in _copies_of([item.pk for item in changed if item.pk is not None]))


def _copies_of(declined: Sequence[int]) -> Iterator[Item]:
    for chunk in chunks(declined):
        primaries = Extract.objects.filter(pk__in=chunk, duplicate_of__isnull=False).values("duplicate_of")
        of_one = Q(duplicate_of__in=chunk) | Q(duplicate_of__in=primaries) | Q(pk__in=primaries)
        others = Extract.objects.filter(of_one, article=None).exclude(pk__in=chunk).order_by("pk")
        for pk, reading, title, first, last in others.values_list("pk", "reading", "title", "first", "last"):
            read = readings.unpack(reading, index=0, title=title, first=first, last=last)
            yield Item(Witness(read, Kind.BODY, ""), Card(), "", "", pk)
