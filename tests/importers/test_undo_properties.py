"""Whatever is imported, edited and taken back in whatever order: the archive is sound, and no editor's work is lost."""

import os
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import publishing
from articles.models import Article
from importers.draft import draft_of
from importers.models import Capture, Creation, DoubtfulPair, Extract, ImportRun, SketchKey, TopicSuggestion
from importers.store import Shelf, undo
from tests.importers.captures import article_page, body_only, listing, run, whole_tables, write
from tests.importers.test_reread import ledger_holds
from tests.make import change

pytestmark = pytest.mark.django_db

LOG = ("importers.ImportRun", "importers.Outcome")
BIO = ["Ilse Maren covers rivers."]
PAGES = {
    "bare1": body_only(1),
    "bare2": body_only(2),
    "page1": article_page(1, bio=BIO, credit="Photo: Valley Post"),
    "page2": article_page(2, author="Bo Lind"),
    "teaser1": body_only(1, paragraphs=2),
    "list12": listing(1, 2),
    "list213": listing(2, 1, 3),
    "list3": listing(3),
}
EXAMPLES = int(os.environ.get("EXAMPLES", "12"))
"""Histories that are tried; EXAMPLES=200 asks more thoroughly."""

files = st.sets(st.sampled_from(sorted(PAGES)), min_size=1, max_size=3)
numbers = st.integers(0, 50)
steps = st.one_of(
    st.tuples(st.just("take in"), files),
    st.tuples(st.just("take in"), files),
    st.tuples(st.just("take back"), numbers),
    st.tuples(st.sampled_from(["edit", "publish", "reject", "delete"]), numbers),
)


@dataclass
class Work:
    """What editors did: the texts that they wrote or published, and the articles whose topics they judged."""

    written: dict[int, tuple[str, str]] = field(default_factory=dict)
    judged: set[int] = field(default_factory=set)
    was_done: bool = False

    def do(self, act: str, article: Article) -> None:
        self.was_done = True
        if act == "edit":
            change(article, title=f"What an editor wrote of {article.pk}", title_basis="confirmed")
        elif act == "publish" and not article.editions.exists():
            publishing.publish(change(article, rights="own", title_basis="confirmed"))
        elif act == "reject":
            suggestion = article.topic_suggestions.exclude(state="rejected").first()
            if suggestion is not None:
                TopicSuggestion.objects.filter(pk=suggestion.pk).update(state="rejected")
                self.judged.add(article.pk)
            return
        elif act == "delete" and not article.editions.exists():
            self.written.pop(article.pk, None)
            self.judged.discard(article.pk)
            article.delete()
            return
        self.written[article.pk] = (article.title, article.body)


def take(act: str, given_with: object, folder: object, work: Work) -> None:
    if act == "take in":
        run(*(folder / f"{name}.txt" for name in sorted(given_with)))
        return
    rows = (
        ImportRun.objects.exclude(state="undone").order_by("pk")
        if act == "take back"
        else Article.objects.order_by("pk")
    )
    found = list(rows)
    if not found:
        return
    row = found[given_with % len(found)]
    if act == "take back":
        undo.take_back(row.pk)
    else:
        work.do(act, row)


def check(work: Work) -> None:
    assert ledger_holds()
    assert Article.objects.filter(pk__in=work.judged).count() == len(work.judged)
    for pk, (title, _) in work.written.items():
        article = Article.objects.get(pk=pk)
        assert article.title == title
        assert article.extracts.exists() or article.editions.exists(), "provenance is kept"
    cards = Shelf().cards(Article.objects.values_list("pk", flat=True))
    assert len(cards) == Article.objects.count(), "every article has a witness"
    for card in cards:
        draft = draft_of([item.witness for item in card.items])
        article = Article.objects.get(pk=card.article)
        if card.article not in work.written:
            assert (article.title, article.body, article.first_published) == (
                draft.title,
                draft.body,
                draft.day,
            )
            assert article.byline_names() == list(draft.authors)
            assert (article.picture.credit if article.picture else "") == draft.credit
        assert article.revisions.first().snapshot["title"] == article.title
        primary = next(item.pk for item in card.items if item.witness is draft.primary)
        if not article.editions.exists():
            told = Extract.objects.filter(article=article).values_list("pk", "duplicate_of")
            assert dict(told) == {pk: None if pk == primary else primary for pk, _ in told}
        own = [item.pk for item in card.items]
        assert SketchKey.objects.filter(extract_id__in=own).exists(), "later copies find it"
    living = Extract.objects.values("pk")
    assert not SketchKey.objects.exclude(extract_id__in=living).exists()
    for capture in Capture.objects.all():
        places = list(capture.extracts.order_by("position").values_list("position", flat=True))
        assert places == list(range(len(places)))
    assert not DoubtfulPair.objects.exclude(earlier__in=living).exists()


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(done=st.lists(steps, min_size=3, max_size=9))
def test_invariant_10_in_any_order_the_archive_is_sound_and_no_work_is_lost(tmp_path, done):
    write(tmp_path, **PAGES)
    before = transaction.savepoint()
    try:
        everything_holds(done, tmp_path)
    finally:
        transaction.savepoint_rollback(before)


def everything_holds(done: list[tuple], folder: object) -> None:
    work = Work()
    for act, given_with in done:
        take(act, given_with, folder, work)
        check(work)
    for number in ImportRun.objects.exclude(state="undone").values_list("pk", flat=True):
        undo.take_back(number)
        check(work)
    kept = work.judged | work.written.keys()
    assert set(Article.objects.values_list("pk", flat=True)) == kept
    assert not Creation.objects.exists()
    if not work.was_done:
        assert not any(whole_tables(*LOG).values())
