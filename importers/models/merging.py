from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models import Article
from importers.models.likeness import DoubtfulPair


class Merging(models.Model):
    """Two articles that an editor made one, with all that is needed to make them two again."""

    pair = models.ForeignKey(DoubtfulPair, on_delete=models.CASCADE, related_name="mergings")
    # Without a constraint: an article that is merged into a third one and comes back must be found again.
    kept = models.ForeignKey(Article, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    emptied_id = models.BigIntegerField(db_index=True, help_text="The article that was deleted.")
    emptied = models.JSONField(help_text="Its rows.")
    extracts = models.JSONField(help_text="Key, article and likeness of each extract of both.")
    before = models.JSONField(help_text="What the kept article said before.")
    after = models.JSONField(help_text="What it said afterwards.")
    made = models.JSONField(help_text="Keys of the suggestions and proposals that the kept article got.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair"], condition=Q(taken_back_at__isnull=True), name="merging_once_until_taken_back"
            )
        ]

    def __str__(self) -> str:
        return f"{self.emptied_id} into {self.kept_id}"

    @property
    def emptied_title(self) -> str:
        """The headline of the article that was deleted; its row stands first."""
        return self.emptied[0]["fields"]["title"]
