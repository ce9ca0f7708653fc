"""What a run made beside articles: people, topics, a source, biographies. They go where nobody uses them any more.

What another run's articles use stays, and is written down as that run's, so that it goes with the last of them.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, Model, QuerySet

from articles import slugs
from articles.models import (
    Article,
    Author,
    AuthorAlias,
    Byline,
    Edition,
    EditionByline,
    Revision,
    Rights,
    Source,
    Tagging,
    Topic,
    TopicAlias,
)
from importers.models import Capture, Creation, Extract, ImportRun, TopicSuggestion
from importers.store import names
from importers.store.shelf import chunks
from importers.store.undo.account import Account, Named
from importers.store.undo.biographies import IN_USE, empty_biographies, tell_again
from importers.store.undo.plan import Plan
from importers.store.undo.traces import Logged, by_hand
from importers.vocabulary import shipped

What = Creation.What


@dataclass(slots=True)
class Remembered:
    """What the revisions of articles that stay speak of: it must be there when one of them is restored."""

    authors: set[int] = field(default_factory=set)
    topics: set[int] = field(default_factory=set)
    sources: set[int] = field(default_factory=set)


def settle(plan: Plan, account: Account, logged: Logged) -> None:
    """Delete what nobody uses of what the run made; the articles that go must be gone."""
    remembered = _remembered(plan)
    made = list(Creation.objects.filter(run=plan.run).order_by("pk"))
    by_what: dict[str, list[Creation]] = {what: [] for what in What.values}
    for creation in made:
        by_what[creation.what].append(creation)
    emptied = empty_biographies(by_what[What.BIOGRAPHY], plan, account)
    kinds: tuple[tuple[str, type[Model], Any, Any, set[int]], ...] = (
        (What.AUTHOR, Author, _author_traces, _used_authors, remembered.authors),
        (What.TOPIC, Topic, _topic_traces, _used_topics, remembered.topics),
        (What.SOURCE, Source, _source_traces, _used_sources, remembered.sources),
    )
    for what, model, traces, users, spoken_of in kinds:
        for keys in chunks(creation.object_id for creation in by_what[what]):
            logged_ones = dict.fromkeys(logged.of(model) & set(keys), "An editor worked on it.")
            staying = dict.fromkeys(users(keys) | (spoken_of & set(keys)), IN_USE)
            _remove(what, model, keys, {**staying, **traces(keys), **logged_ones}, account)
    # Or what other captures tell would count as emptied by an editor.
    Creation.objects.filter(run=plan.run, what=What.BIOGRAPHY).delete()
    tell_again(emptied, account)
    _hand_on(by_what, plan.run)
    Creation.objects.filter(run=plan.run).delete()


def _remove(
    what: str, model: type[Model], keys: Sequence[int], why: dict[int, str], account: Account
) -> None:
    going = [key for key in keys if key not in why]
    account.removed[f"{what}s"] += model._default_manager.filter(pk__in=going).count()
    model._default_manager.filter(pk__in=going).delete()
    stay = model._default_manager.filter(pk__in=why).order_by("pk")
    account.kept += [Named(what, row.pk, str(row), why[row.pk]) for row in stay]


def _remembered(plan: Plan) -> Remembered:
    found = Remembered()
    every = Revision.objects.order_by()
    of_kept = (every.filter(article__in=chunk) for chunk in chunks(plan.kept))
    # Of others only what an editor saved: what imports made of them, they made again.
    of_shared = (every.filter(by_hand(), article__in=chunk) for chunk in chunks(plan.shared))
    for said in (*of_kept, *of_shared):
        for bylines, topics, source in said.values_list(
            "snapshot__bylines", "snapshot__topics", "snapshot__source_id"
        ):
            found.authors.update(byline["author"] for byline in bylines or ())
            found.topics.update(topics or ())
            found.sources.update({source} - {None})
    return found


def _author_traces(keys: Collection[int]) -> dict[int, str]:
    named = AuthorAlias.objects.filter(author__in=keys).order_by().values_list("author", flat=True)
    told = Author.objects.filter(pk__in=keys).exclude(bio="").order_by().values_list("pk", flat=True)
    return {
        **dict.fromkeys(told, "A biography stands there."),
        **dict.fromkeys(named, "An editor gave other names."),
    }


def _used_authors(keys: Collection[int]) -> set[int]:
    return _users(Byline.objects, "author", keys) | _users(EditionByline.objects, "author", keys)


def _topic_traces(keys: Collection[int]) -> dict[int, str]:
    described = Topic.objects.filter(pk__in=keys).exclude(description="").values_list("pk", flat=True)
    known = {slugs.key(name)[: names.TOPIC_LENGTH] for name in shipped().other_names}
    aliases = TopicAlias.objects.filter(topic__in=keys).order_by().values_list("topic", "key")
    return {
        **dict.fromkeys(described, "An editor described it."),
        **{topic: "An editor gave other names." for topic, key in aliases if key not in known},
    }


def _used_topics(keys: Collection[int]) -> set[int]:
    filed = Edition.topics.through.objects
    return (
        _users(Tagging.objects, "tag", keys)
        | _users(TopicSuggestion.objects, "topic", keys)
        | _users(filed, "topic", keys)
    )


def _source_traces(keys: Collection[int]) -> dict[int, str]:
    plain = Source.objects.filter(address="", default_rights=Rights.UNKNOWN, rights_note="", pk__in=keys)
    worked_on = set(keys) - set(plain.values_list("pk", flat=True))
    return dict.fromkeys(worked_on, "An editor worked on it.")


def _used_sources(keys: Collection[int]) -> set[int]:
    at_work = ImportRun.objects.filter(state=ImportRun.State.RUNNING).values_list(
        "arguments__source", flat=True
    )
    awaited = Source.objects.filter(pk__in=keys, name__in=[name for name in at_work if name])
    return (
        _users(Capture.objects, "source", keys)
        | _users(Article.objects, "source", keys)
        | _users(Edition.objects, "source", keys)
        | set(awaited.values_list("pk", flat=True))
    )


def _users(rows: Any, column: str, keys: Collection[int]) -> set[int]:
    found = rows.filter(**{f"{column}__in": keys}).order_by().values_list(column, flat=True)
    return set(found.distinct())


def _hand_on(by_what: dict[str, list[Creation]], run: int) -> None:
    """What stays, and another run's articles have, is that run's from now on."""
    left = Extract.objects.exclude(capture__run=run).exclude(capture__run__state=ImportRun.State.UNDONE)
    captures = Capture.objects.exclude(run=run).exclude(run__state=ImportRun.State.UNDONE)
    heirs: dict[str, Callable[[list[int]], Iterator[tuple[int, int]]]] = {
        What.AUTHOR: lambda keys: _newest(left, "article__bylines__author", keys, "capture__run"),
        What.TOPIC: lambda keys: _newest(left, "article__topic_suggestions__topic", keys, "capture__run"),
        What.SOURCE: lambda keys: _newest(captures, "source", keys, "run"),
    }
    for what, of_kind in heirs.items():
        for keys in chunks(creation.object_id for creation in by_what[what]):
            moved = dict(of_kind(keys))
            creations = [one for one in by_what[what] if one.object_id in moved]
            for creation in creations:
                creation.run_id = moved[creation.object_id]
            Creation.objects.bulk_update(creations, ["run"], batch_size=200)


def _newest(rows: QuerySet, column: str, keys: list[int], run: str) -> Iterator[tuple[int, int]]:
    found = rows.filter(**{f"{column}__in": keys}).order_by().values(column).annotate(newest=Max(run))
    yield from found.values_list(column, "newest")
