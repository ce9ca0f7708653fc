import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models

from articles.models.article import Article


class RevisionQuerySet(models.QuerySet["Revision"]):
    def record(self, article: Article, act: str, user: Any = None) -> "Revision":
        """Write down ``article`` as it stands now, with its bylines and topics.

        Returns the newest revision unchanged if the article still is what that one says.
        """
        newest = self.filter(article=article).order_by("-number").first()
        snapshot = snapshot_of(article)
        digest = digest_of(snapshot)
        if newest is not None and newest.digest == digest:
            return newest
        number = newest.number + 1 if newest is not None else 1
        return self.create(
            article=article, number=number, act=act, user=user, snapshot=snapshot, digest=digest
        )


class Revision(models.Model):
    """An article after one save: everything an editor can change, who did it, when and in what act. Immutable."""

    class Act(models.TextChoices):
        IMPORT = "import", "import"
        CLEAN = "clean", "clean"
        EDIT = "edit", "edit"
        MERGE = "merge", "merge"
        RESTORE = "restore", "restore"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=20, choices=Act)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    at = models.DateTimeField(auto_now_add=True)
    snapshot = models.JSONField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the snapshot.")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        # Not "article": that would order by the articles' own order, which reads working copies.
        ordering = ["article_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="revision_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"Revision {self.number}"


SNAPSHOT_FIELDS = (
    "title",
    "title_basis",
    "slug",
    "standfirst",
    "body",
    "type",
    "language",
    "first_published_precision",
    "date_basis",
    "date_is_confirmed",
    "rights",
    "rights_note",
    "picture_id",
    "source_id",
)
DATE_FIELDS = ("first_published", "not_before", "not_after")


def snapshot_of(article: Article) -> dict[str, Any]:
    """Everything an editor can change of ``article``, as plain values."""
    snapshot: dict[str, Any] = {name: getattr(article, name) for name in SNAPSHOT_FIELDS}
    for name in DATE_FIELDS:
        value = getattr(article, name)
        snapshot[name] = value.isoformat() if value else None
    snapshot["bylines"] = [
        {"author": byline.author_id, "printed": byline.printed, "role": byline.role}
        for byline in article.bylines.all()
    ]
    snapshot["topics"] = sorted(tagging.tag_id for tagging in article.taggings.all())
    return snapshot


def digest_of(snapshot: dict[str, Any]) -> str:
    """SHA-256 over the snapshot in one canonical spelling."""
    canonical = json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
