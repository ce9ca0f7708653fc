"""Whatever an editor decided holds when the same page comes in again with a longer header and other teasers."""

import pytest

from articles import editing
from articles.models import Article
from importers.capture import page_of
from importers.decided import place_of
from importers.models import Capture, Decision, DoubtfulPair, Extract, Proposal, TopicSuggestion
from importers.pipeline import read_again
from importers.prepare import prepare
from importers.segments import Role
from tests.importers.captures import article_page, headline, listing, prose, run, write
from tests.make import change

pytestmark = pytest.mark.django_db

HEADER = "  • KGS/USD = 0.01144 -0%\n" * 5 + "\n"


def shifted(content: str) -> str:
    """The page as it was captured another day: more above it, and less white space within."""
    first, _, rest = content.partition("\n\n")
    return f"{HEADER}{first}\n\nViewing results 1 - 2 of 952\n\n\n" + rest.replace("\n\n", "\n\n\n")


def line_with(content: str, text: str) -> int:
    return next(n for n, line in enumerate(content.split("\n"), 1) if line == text)


def say(kind: str, content: str, text: str, value: str = "") -> None:
    place = place_of(page_of("page", content.encode()).lines, line_with(content, text))
    Decision.objects.create(kind=kind, anchor=place.anchor, above=place.above, below=place.below, value=value)
    read_again(Capture.objects.values_list("pk", flat=True))


def split(content: str) -> None:
    say("begins", content, prose(1)[2])


def joined(content: str) -> None:
    say("goes_on", content, headline(2))


def a_role(content: str) -> None:
    say("role", content, prose(1)[1], Role.CAPTION)


def two_articles(content: str) -> None:
    """The article that is in and a copy of it that was cut off, of which an editor says that it is another."""
    page = page_of("copy", CUT_OFF.encode())
    (copy,) = prepare("copy", page).marks
    anchor, value = sorted([copy.fingerprint, Extract.objects.earliest("pk").fingerprint])
    Decision.objects.create(kind="apart", anchor=anchor, value=value)


def a_rejected_topic(content: str) -> None:
    suggestion = TopicSuggestion.objects.earliest("pk")
    editing.remove_topic(suggestion.article, suggestion.topic, by=None)
    TopicSuggestion.objects.filter(pk=suggestion.pk).update(state=TopicSuggestion.State.REJECTED)


def a_confirmed_date(content: str) -> None:
    change(Article.objects.earliest("pk"), date_is_confirmed=True)


def a_deleted_article(content: str) -> None:
    Article.objects.earliest("pk").delete()


def articles() -> list[tuple]:
    return list(
        Article.objects.order_by("pk").values_list(
            "pk", "title", "body", "first_published", "date_is_confirmed"
        )
    )


CUT_OFF = "18 May 2026\n\n" + "\n\n".join([headline(1), *prose(1)[:3], prose(1)[3][:-20]])
PAGE = listing(1, 2)
DATED = article_page(1, author="")
KINDS = {
    # What comes in, and what comes in later, its lines shifted.
    split: (PAGE, PAGE),
    joined: (PAGE, PAGE),
    a_role: (PAGE, PAGE),
    two_articles: (PAGE, CUT_OFF),
    a_rejected_topic: (PAGE, PAGE),
    a_confirmed_date: (PAGE, DATED),
    a_deleted_article: (PAGE, PAGE),
}


@pytest.mark.parametrize("decide", KINDS, ids=lambda decide: decide.__name__)
def test_what_was_decided_survives_when_the_page_comes_in_with_its_lines_shifted(decide, tmp_path):
    first, later = KINDS[decide]
    run(write(tmp_path / "once", page=first))
    undecided = articles()
    decide(first)
    decided, extracts = articles(), Extract.objects.count()
    states = sorted(TopicSuggestion.objects.values_list("article", "topic", "state"))
    assert decided != undecided or decide in (a_rejected_topic, two_articles)
    run(write(tmp_path / "again", page=shifted(later)))
    assert Capture.objects.count() == 2
    kept = articles()[: len(decided)]
    assert kept == decided
    assert Article.objects.count() == len(decided) + (decide is two_articles)
    assert not DoubtfulPair.objects.exists()
    if first == later:
        assert Extract.objects.count() == 2 * extracts
        assert sorted(TopicSuggestion.objects.values_list("article", "topic", "state")) == states
    run(rereads=True)
    assert articles()[: len(decided)] == decided
    assert Article.objects.count() == len(decided) + (decide is two_articles)


def test_without_a_decision_the_same_pages_would_change_it(tmp_path):
    for name, later in (("date", DATED), ("copy", CUT_OFF)):
        run(write(tmp_path / "once", page=PAGE))
        before = articles()
        run(write(tmp_path / name, page=shifted(later)))
        assert (articles() != before) is (name == "date")
        assert Article.objects.count() == 2


def test_a_date_read_otherwise_than_the_confirmed_one_is_proposed(tmp_path):
    run(write(tmp_path / "once", page=PAGE))
    a_confirmed_date(PAGE)
    run(write(tmp_path / "again", page=shifted(DATED)))
    assert Proposal.objects.get().field == Proposal.Field.WHEN
