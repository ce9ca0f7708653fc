"""What becomes of the articles and captures of a run that is taken back. Nothing is written here."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from articles.models import Article
from importers.models import Capture, Extract
from importers.store.undo.traces import JUDGED_PAIR, Logged, judged_witnesses, on_articles

AT_ONCE = 500
"""Articles or captures that are looked at together."""


@dataclass(slots=True)
class Plan:
    """``gone`` are articles that nobody touched and no other run has a witness of; ``shared`` those that lose a
    witness and keep another; ``kept`` those that stay with their witnesses, and why. ``staying`` are the captures
    that stay: with a kept article, or with one that an editor deleted and that must not come back."""

    run: int
    gone: list[int] = field(default_factory=list)
    shared: list[int] = field(default_factory=list)
    kept: dict[int, str] = field(default_factory=dict)
    staying: set[int] = field(default_factory=set)
    deleted: list[tuple[int, str]] = field(default_factory=list)
    """Capture and headline of each article that an editor deleted."""

    def keep(self, why: dict[int, str]) -> None:
        """Let articles stay, with the captures they were read from."""
        self.kept |= why
        read = Extract.objects.filter(article__in=list(why), capture__run=self.run)
        self.staying.update(read.order_by().values_list("capture", flat=True))


def plan_of(run: int, logged: Logged) -> Plan:
    """Look at every article that the run has a witness of. Its rows are held until the transaction ends."""
    plan = Plan(run)
    for articles in articles_of(run):
        others = Extract.objects.filter(article__in=articles).exclude(capture__run=run)
        shared = set(others.order_by().values_list("article", flat=True))
        alone = [article for article in articles if article not in shared]
        touched = on_articles(alone, logged)
        # A word on one of the run's own witnesses would be lost with it, also where another run has the article.
        touched |= dict.fromkeys(judged_witnesses(articles, run) & shared, JUDGED_PAIR)
        plan.shared += sorted(shared - touched.keys())
        plan.gone += [article for article in alone if article not in touched]
        plan.keep(touched)
    deleted = Extract.objects.filter(capture__run=run, article__isnull=True).order_by("pk")
    plan.deleted = list(deleted.values_list("capture", "title"))
    plan.staying.update(capture for capture, _ in plan.deleted)
    return plan


def articles_of(run: int) -> Iterator[list[int]]:
    """The articles that the run has a witness of, some at a time. No editor can save them meanwhile."""
    witnessed = Article.objects.filter(
        Exists(Extract.objects.filter(article=OuterRef("pk"), capture__run=run))
    ).order_by("pk")
    last = 0
    while found := list(
        witnessed.filter(pk__gt=last).select_for_update().values_list("pk", flat=True)[:AT_ONCE]
    ):
        yield found
        last = found[-1]


def captures_of(run: int) -> Iterator[list[int]]:
    """The captures of the run, some at a time."""
    captures = Capture.objects.filter(run=run).order_by("pk")
    last = 0
    while found := list(captures.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        yield found
        last = found[-1]
