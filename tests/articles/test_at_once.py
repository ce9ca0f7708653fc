"""Several people at once: each gets an address of their own or a reason, and nobody an error of the database."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import close_old_connections, connection, connections

from articles import publishing
from articles.models import Article, Author, Edition, Topic
from articles.models.article import EditConflict
from tests.make import change, make_article, make_edition

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="SQLite lets one writer in at a time, and the suite's database in memory not even that",
    ),
]

PEOPLE = 8


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """What each of ``acts`` returned or raised, all begun at the same moment, each on a connection of its own."""
    start = Barrier(len(acts))
    outcomes: list[Any] = [None] * len(acts)

    def run(place: int) -> None:
        connections["default"].ensure_connection()
        start.wait()
        try:
            outcomes[place] = acts[place]()
        except Exception as error:
            outcomes[place] = error
        finally:
            close_old_connections()
            connections.close_all()

    threads = [Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_of_many_who_publish_one_article_at_once_one_does() -> None:
    pk = make_article().pk
    copies = [Article.objects.get(pk=pk) for _ in range(PEOPLE)]

    outcomes = at_once([lambda copy=copy: publishing.publish(copy) for copy in copies])

    assert sorted(type(outcome) for outcome in outcomes if not isinstance(outcome, EditConflict)) == [Edition]
    assert Edition.objects.count() == 1


def test_of_a_withdrawal_and_a_correction_at_once_one_is_done() -> None:
    pk = make_edition().article.pk
    change(Article.objects.get(pk=pk), body="<p>It stops.</p>")
    first, second = Article.objects.get(pk=pk), Article.objects.get(pk=pk)

    outcomes = at_once(
        [
            lambda: publishing.withdraw(first, note="It named a child."),
            lambda: publishing.publish(second, kind="correction", note="It stops."),
        ]
    )

    assert sorted(isinstance(outcome, EditConflict) for outcome in outcomes) == [False, True]
    assert Edition.objects.filter(superseded_at__isnull=True).count() == 1


def test_many_who_save_one_headline_at_once_get_addresses_of_their_own() -> None:
    outcomes = at_once(
        [lambda: Article.objects.create(title="Flood", body="<p>b</p>") for _ in range(PEOPLE)]
    )

    assert {article.slug for article in outcomes} == {"flood", *(f"flood-{n}" for n in range(2, PEOPLE + 1))}


def test_many_who_make_one_topic_at_once_make_one_topic() -> None:
    names = ["Flood", "flood", "FLOOD", "fLOOD"] * 2

    outcomes = at_once([lambda name=name: Topic.objects.named(name) for name in names])

    assert {topic.pk for topic in outcomes} == {Topic.objects.get().pk}


def test_many_names_of_one_slug_at_once_get_addresses_of_their_own() -> None:
    names = ["C", "C!", "C?", "C+", "C#", "C*"]

    topics = at_once([lambda name=name: Topic.objects.named(name) for name in names])
    authors = at_once([lambda name=name: Author.objects.create(name=name) for name in names])

    assert len({topic.slug for topic in topics}) == len({author.slug for author in authors}) == len(names)
