"""Takes out what an import wrote: extracts with all that hangs on them, and articles that only imports touched."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article, Edition, Picture, Revision, Rights
from importers import sketch
from importers.models import DoubtfulPair, Extract, Proposal, SketchKey, Span, TopicSuggestion
from importers.segments import Extract as Read
from importers.store.shelf import chunks

PLAIN_PICTURE = {
    "file": "",
    "alt": "",
    "caption": "",
    "is_decorative": False,
    "rights": Rights.UNKNOWN,
    "rights_note": "",
}


def remove_extracts(extracts: Iterable[int]) -> None:
    """Remove extracts. Their keys are not: see `remove_keys`; one that is left finds nothing."""
    for chunk in chunks(set(extracts)):
        gone = Extract.objects.filter(pk__in=chunk)
        Span.objects.filter(extract__in=chunk).delete()
        DoubtfulPair.objects.filter(Q(earlier__in=chunk) | Q(later__in=chunk)).delete()
        Proposal.objects.filter(extract__in=chunk).update(extract=None)
        Extract.objects.filter(duplicate_of__in=chunk).update(duplicate_of=None)
        # Not by `delete`, which would look for keys by extract, for which they have no index.
        gone._raw_delete(gone.db)


def remove_keys(read: Iterable[tuple[int, Read]]) -> None:
    """Remove the keys that extracts are found by, each given with what it said."""
    pairs = []
    for pk, extract in read:
        keys, _ = sketch.keys_and_probes(sketch.words_of(extract), sketch.words(extract.title or ""))
        pairs += [(key, pk) for key in keys]
    if pairs:
        table = SketchKey._meta.db_table
        with connection.cursor() as cursor:
            cursor.executemany(f'DELETE FROM "{table}" WHERE key = %s AND extract_id = %s', pairs)  # noqa: S608


def untouched(articles: Iterable[int]) -> set[int]:
    """Those of the articles that were never published, and that no editor ever saved, judged a topic or a proposal of,
    or described the picture of."""
    found: set[int] = set()
    for chunk in chunks(set(articles)):
        article = OuterRef("pk")
        edited = Revision.objects.filter(article=article).exclude(act=Revision.Act.IMPORT)
        judged = TopicSuggestion.objects.filter(article=article, state__in=TopicSuggestion.JUDGED)
        pictured = Picture.objects.filter(articles=article).exclude(**PLAIN_PICTURE)
        decided = Proposal.objects.filter(article=article).exclude(state=Proposal.State.OPEN)
        published = Edition.objects.filter(article=article)
        touched = Exists(edited) | Exists(published) | Exists(judged) | Exists(decided) | Exists(pictured)
        found.update(Article.objects.filter(~touched, pk__in=chunk).values_list("pk", flat=True))
    return found


def plain_pictures() -> QuerySet[Picture]:
    """Pictures that are nothing but a credit: those that an import made and nobody worked on."""
    return Picture.objects.filter(**PLAIN_PICTURE)


def is_worked_on(picture: Picture) -> bool:
    """Whether the picture is not one of the `plain_pictures`."""
    return any(getattr(picture, name) != value for name, value in PLAIN_PICTURE.items())


def remove_articles(articles: Iterable[int]) -> None:
    """Remove articles, and the lost pictures that nothing else shows. Their extracts must be gone."""
    for chunk in chunks(set(articles)):
        gone = Article.objects.filter(pk__in=chunk)
        pictures = list(gone.filter(picture__file="").values_list("picture", flat=True))
        gone.delete()
        Picture.objects.filter(pk__in=pictures, articles=None, editions=None).delete()
