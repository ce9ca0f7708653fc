from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models import Article
from importers.models.extract import Extract
from importers.models.run import ImportRun


class Proposal(models.Model):
    """A field that the import read otherwise than an editor left it, or than it was published. It is never written
    by itself, and what was declined is not proposed again."""

    class Field(models.TextChoices):
        HEADLINE = "headline", "headline"
        BODY = "body", "text"
        BYLINE = "byline", "byline"
        CREDIT = "credit", "picture credit"
        WHEN = "when", "date"
        SOURCE = "source", "source"

    class State(models.TextChoices):
        OPEN = "open", "to be decided"
        ACCEPTED = "accepted", "accepted"
        DECLINED = "declined", "declined"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="import_proposals")
    field = models.CharField(max_length=10, choices=Field)
    stood = models.JSONField(help_text="What stood in the article.")
    read = models.JSONField(help_text="What the import would write.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of what was read.")
    extract = models.ForeignKey(Extract, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    run = models.ForeignKey(ImportRun, null=True, on_delete=models.SET_NULL, related_name="proposals")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    made_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "field", "digest"], name="proposal_made_once"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="proposal_is_decided_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "-made_at"], name="proposal_by_state")]

    def __str__(self) -> str:
        return f"{self.get_field_display()} of {self.article}"
