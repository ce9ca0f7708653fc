from django.db import models
from django.db.models import F, Q

from articles.models import Article, Topic
from importers.models.capture import Capture
from importers.segments import TitleSource


class Extract(models.Model):
    """One article as read from one capture: what the importer last wrote, and the base of the next merge.

    ``article`` becomes null when an editor deletes the article; it then does not come back.
    """

    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="extracts")
    position = models.PositiveIntegerField(help_text="0-based order in the capture.")
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="extracts"
    )
    duplicate_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="duplicates"
    )
    likeness = models.FloatField(
        null=True, blank=True, help_text="Share of text in common with the first witness."
    )
    title = models.CharField(max_length=500, blank=True)
    title_source = models.CharField(max_length=10, choices=[(t.value, t.value) for t in TitleSource])
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    reading = models.JSONField(help_text="Blocks, byline, bio, credit and date as read, with their lines.")
    confidence = models.FloatField(default=1.0)
    runner_up = models.CharField(max_length=500, blank=True)
    needs_review = models.BooleanField(default=False)
    doubts = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of the words alone.")

    class Meta:
        ordering = ["capture", "position"]
        constraints = [
            models.UniqueConstraint(fields=["capture", "position"], name="extract_once_at_each_position"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="extract_lines_in_order"),
            models.CheckConstraint(
                condition=Q(confidence__range=(0, 1)), name="extract_confidence_is_a_share"
            ),
        ]
        indexes = [models.Index(fields=["needs_review", "confidence"], name="extract_to_review")]

    def __str__(self) -> str:
        return self.title or f"(no headline) {self.capture}"


class TopicSuggestion(models.Model):
    """A topic that an article may be about, with the evidence. Only an applied or accepted one tags the article."""

    class State(models.TextChoices):
        APPLIED = "applied", "applied by the import"
        SUGGESTED = "suggested", "suggested"
        ACCEPTED = "accepted", "accepted by an editor"
        REJECTED = "rejected", "rejected by an editor"

    JUDGED = (State.ACCEPTED, State.REJECTED)
    """What an editor said: an import leaves it alone."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="topic_suggestions")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="suggestions")
    state = models.CharField(max_length=10, choices=State, default=State.SUGGESTED)
    term = models.CharField(max_length=200, help_text="The words found in the text.")
    count = models.PositiveIntegerField()
    capture = models.ForeignKey(Capture, null=True, on_delete=models.SET_NULL, related_name="+")
    line = models.PositiveIntegerField(null=True, help_text="The first line that has the term.")
    confidence = models.FloatField()

    class Meta:
        ordering = ["article", "-confidence", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "topic"], name="suggestion_once_for_each_topic"),
            models.CheckConstraint(
                condition=Q(confidence__range=(0, 1)), name="suggestion_confidence_is_a_share"
            ),
        ]
        indexes = [models.Index(fields=["state", "-confidence"], name="suggestion_by_state")]

    def __str__(self) -> str:
        return f"{self.topic} for {self.article}"
