"""People, topics and addresses by name: found in bulk, and made where nobody has them.

What a run makes here is written down with it, so that it can be taken back.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from articles import slugs
from articles.models import Article, Author, AuthorAlias, Edition, EditionByline, Source, Topic, TopicAlias
from importers.models import Creation
from importers.store.rows import Rows, take_keys
from importers.store.rows import change as change_rows
from importers.store.shelf import chunks
from importers.suggest import Suggestion

NAME_LENGTH = 200
TOPIC_LENGTH = 100
BIO_AS_LOGGED = '"Bio"'
"""How the desk's log names the field in what it says of a change."""
STEPS = ((2, 12), (12, 130), (130, 2000), (2000, 50_000))
"""Numbers behind a crowded address that are looked at together, until one of them is free."""


def authors(bios: Mapping[str, str], run: int | None) -> dict[str, int]:
    """The author of each name, by name. ``bios`` has what is said of each, which counts only where nothing is yet,
    and neither readers nor an editor have anything to do with it.

    Without a ``run``, what is made is an editor's, and is not written down with any.
    """
    keys = {name: slugs.key(name)[:NAME_LENGTH] for name in bios}
    known = _by_key(Author.objects.all(), AuthorAlias.objects.all(), "author_id", keys.values())
    fresh = {key: name for name, key in keys.items() if key not in known}
    stems = [slugs.slug(name.partition("@")[0], "author") for name in fresh.values()]
    made = take_keys(Author, len(fresh))
    found = zip(made, fresh.items(), free_slugs(stems, Author.objects.all()), strict=True)
    Rows(Author, "id", "name", "key", "slug").add((pk, name, key, slug) for pk, (key, name), slug in found)
    if run is not None:
        _keep_creations(run, Creation.What.AUTHOR, made)
    known |= dict(zip(fresh, made, strict=True))
    of_names = {name: known[key] for name, key in keys.items()}
    _tell({of_names[name]: bio for name, bio in bios.items() if bio}, run)
    return of_names


def known_authors(wanted: Iterable[str]) -> set[str]:
    """Those of the names that somebody is known by, as a name or an alias."""
    keys = {name: slugs.key(name)[:NAME_LENGTH] for name in wanted}
    known = _by_key(Author.objects.all(), AuthorAlias.objects.all(), "author_id", keys.values())
    return {name for name, key in keys.items() if key in known}


def topics(suggestions: Iterable[Suggestion], run: int) -> dict[str, int]:
    """The topic of each suggestion, by its name as suggested: captures may spell one name in several ways.

    A topic that an editor has keeps its kind.
    """
    keys: dict[str, str] = {}
    wanted: dict[str, Suggestion] = {}
    for suggestion in suggestions:
        key = keys[suggestion.name] = slugs.key(suggestion.name)[:TOPIC_LENGTH]
        wanted.setdefault(key, suggestion)
    known = _by_key(Topic.objects.all(), TopicAlias.objects.all(), "topic_id", wanted)
    fresh = {key: suggestion for key, suggestion in wanted.items() if key not in known}
    stems = [slugs.slug(suggestion.name, "topic") for suggestion in fresh.values()]
    made = Topic.objects.bulk_create(
        Topic(name=s.name[:TOPIC_LENGTH], key=key, slug=slug, kind=s.kind, iptc_code=s.iptc)
        for (key, s), slug in zip(fresh.items(), free_slugs(stems, Topic.objects.all()), strict=True)
    )
    _keep_creations(run, Creation.What.TOPIC, [topic.pk for topic in made])
    known |= {topic.key: topic.pk for topic in made}
    _alias(made, fresh)
    return {name: known[key] for name, key in keys.items()}


def source(name: str, run: int) -> Source:
    """The source of this name."""
    found, is_new = Source.objects.get_or_create(name=name)
    if is_new:
        _keep_creations(run, Creation.What.SOURCE, [found.pk])
    return found


def article_slugs(titles: Sequence[str]) -> list[str]:
    """An address for each title that no article has and, so that old links keep leading home, no edition ever had."""
    stems = [slugs.slug(title, "article") for title in titles]
    return free_slugs(stems, Article.objects.all(), Edition.objects.all())


def is_derived(slug: str, title: str) -> bool:
    """Whether the address is one that `article_slugs` gives to this title, and not one that an editor chose."""
    stem = slugs.slug(title, "article")
    return slug == stem or (slug.startswith(f"{stem}-") and slug.removeprefix(f"{stem}-").isdecimal())


def slugs_taken(wanted: Iterable[str]) -> set[str]:
    """Those addresses that an article has, or an edition ever had."""
    return _taken(set(wanted), [Article.objects.all(), Edition.objects.all()])


def free_slugs(stems: Sequence[str], *owners: QuerySet[Any]) -> list[str]:
    """A slug for each stem that no row of ``owners`` has, and no other stem of the list got."""
    wanted = Counter(stems)
    taken = _taken(set(wanted), owners)
    crowded = {stem: count - (stem not in taken) for stem, count in wanted.items()}
    found: list[str] = []
    # Asked for by name, step by step: a search by beginning would look at every row of a large archive.
    for first, last in STEPS:
        crowded = {stem: missing for stem, missing in crowded.items() if missing > 0}
        numbered = {stem: [f"{stem}-{number}" for number in range(first, last)] for stem in crowded}
        taken |= _taken({slug for of_one in numbered.values() for slug in of_one}, owners)
        for stem, of_one in numbered.items():
            crowded[stem] -= sum(slug not in taken for slug in of_one)
    for stem in stems:
        slug = slugs.free(stem, taken.__contains__)
        taken.add(slug)
        found.append(slug)
    return found


def _taken(wanted: set[str], owners: Sequence[QuerySet[Any]]) -> set[str]:
    return {
        slug
        for owner in owners
        for chunk in chunks(wanted)
        for slug in owner.filter(slug__in=chunk).values_list("slug", flat=True)
    }


def _by_key(
    owners: QuerySet[Any], aliases: QuerySet[Any], owner_id: str, keys: Iterable[str]
) -> dict[str, int]:
    """Rows by the key of their name or of an alias; the name's own row wins."""
    found: dict[str, int] = {}
    for chunk in chunks(set(keys)):
        found.update(aliases.filter(key__in=chunk).values_list("key", owner_id))
        found.update(owners.filter(key__in=chunk).values_list("key", "pk"))
    return found


def digest_of_bio(bio: str) -> str:
    """By which a biography that a run wrote is known again."""
    return hashlib.sha256(bio.encode()).hexdigest()


def withheld(bios: Mapping[str, str]) -> list[str]:
    """The names of those of whom nothing is said anywhere yet, and what is said here is not written either."""
    keys = {name: slugs.key(name)[:NAME_LENGTH] for name, bio in bios.items() if bio}
    known = _by_key(Author.objects.all(), AuthorAlias.objects.all(), "author_id", keys.values())
    left_alone = _left_alone(_silent(set(known.values())))
    return [name for name, key in keys.items() if known.get(key) in left_alone]


def _tell(bios: Mapping[int, str], run: int | None) -> None:
    silent = _silent(bios)
    told = sorted(set(silent) - _left_alone(silent))
    change_rows(Author, ["bio"], ((bios[author], author) for author in told))
    if run is None:
        return
    Creation.objects.bulk_create(
        Creation(
            run_id=run, what=Creation.What.BIOGRAPHY, object_id=author, digest=digest_of_bio(bios[author])
        )
        for author in told
    )


def _silent(authors: Iterable[int]) -> list[int]:
    """Those who have no biography."""
    return [
        author
        for chunk in chunks(authors)
        for author in Author.objects.filter(pk__in=chunk, bio="").values_list("pk", flat=True)
    ]


def _left_alone(silent: Iterable[int]) -> set[int]:
    """Those without a biography to whom no import gives one: readers would see it at once, or an editor emptied it."""
    found: set[int] = set()
    desk = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Author))
    for chunk in chunks(silent):
        found.update(
            EditionByline.objects.filter(author__in=chunk).order_by().values_list("author", flat=True)
        )
        written = Creation.objects.filter(what=Creation.What.BIOGRAPHY, object_id__in=chunk).order_by()
        found.update(written.values_list("object_id", flat=True))
        edited = desk.filter(
            object_id__in=[str(pk) for pk in chunk], change_message__contains=BIO_AS_LOGGED
        ).order_by()
        found.update(map(int, edited.values_list("object_id", flat=True)))
    return found


def _keep_creations(run: int, what: str, made: Iterable[int]) -> None:
    Rows(Creation, "run", "what", "object_id").add((run, str(what), key) for key in made)


def _alias(made: Iterable[Topic], fresh: Mapping[str, Suggestion]) -> None:
    """Give new topics the other names that the vocabulary has for them, but none that something else is called."""
    wanted: dict[str, TopicAlias] = {}
    for topic in made:
        for name in fresh[topic.key].aliases:
            alias = TopicAlias(topic=topic, name=name, key=slugs.key(name)[:TOPIC_LENGTH])
            wanted.setdefault(alias.key, alias)
    taken = _by_key(Topic.objects.all(), TopicAlias.objects.all(), "topic_id", wanted)
    TopicAlias.objects.bulk_create(alias for key, alias in wanted.items() if key not in taken)
