from django.conf import settings
from django.db import models
from django.db.models import F, Q

from importers.models.extract import Extract


class SketchKey(models.Model):
    """A key that an extract's text is found by: the index of near-duplicates. Copies of a text share at least one.

    There are some six rows for each article, and a lookup goes by key alone: so the key is half of the primary key, and
    the extract has neither an index nor a constraint of its own, which every row would pay for. A key whose extract is
    gone finds nothing.
    """

    pk = models.CompositePrimaryKey("key", "extract_id")
    key = models.BigIntegerField()
    extract = models.ForeignKey(
        Extract, on_delete=models.CASCADE, related_name="keys", db_index=False, db_constraint=False
    )

    def __str__(self) -> str:
        return f"{self.key:+x} of extract {self.extract_id}"


class DoubtfulPairQuerySet(models.QuerySet["DoubtfulPair"]):
    def waiting(self) -> "DoubtfulPairQuerySet":
        """Those that an editor can decide: both articles are there, and they are two."""
        return self.filter(
            verdict=DoubtfulPair.Verdict.OPEN, earlier__article__isnull=False, later__article__isnull=False
        ).exclude(earlier__article=F("later__article"))

    def between(self, one: int, other: int) -> "DoubtfulPairQuerySet":
        """Those of which one extract belongs to each of two articles."""
        return self.filter(
            Q(earlier__article=one, later__article=other) | Q(earlier__article=other, later__article=one)
        )


class DoubtfulPair(models.Model):
    """Two extracts that may be one article. They stand as two until an editor has said."""

    class Verdict(models.TextChoices):
        OPEN = "open", "to be decided"
        SAME = "same", "one article"
        DIFFERENT = "different", "two articles"

    earlier = models.ForeignKey(Extract, on_delete=models.CASCADE, related_name="doubted_by")
    later = models.ForeignKey(Extract, on_delete=models.CASCADE, related_name="doubts_about")
    share = models.FloatField(help_text="Share of the shorter text that the longer one has.")
    reason = models.CharField(max_length=300)
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = DoubtfulPairQuerySet.as_manager()

    class Meta:
        ordering = ["-share", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="pair_doubted_once"),
            models.CheckConstraint(condition=~Q(earlier=F("later")), name="pair_of_two"),
            models.CheckConstraint(condition=Q(share__range=(0, 1)), name="pair_share_is_a_share"),
        ]
        indexes = [models.Index(fields=["verdict", "-share"], name="pair_by_verdict")]

    def __str__(self) -> str:
        return f"{self.later} / {self.earlier}"

    def is_waiting(self) -> bool:
        """The row twin of `DoubtfulPairQuerySet.waiting`."""
        articles = {self.earlier.article_id, self.later.article_id}
        return self.verdict == self.Verdict.OPEN and None not in articles and len(articles) == 2
