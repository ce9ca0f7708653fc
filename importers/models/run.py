from django.db import models
from django.db.models import Q


class ImportRun(models.Model):
    """One run of the command: what it was asked, what came of it. A change set that can be shown and taken back."""

    class State(models.TextChoices):
        RUNNING = "running", "running or cut off"
        DONE = "done", "done"
        FAILED = "failed", "stopped by an error"
        UNDONE = "undone", "taken back"

    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    arguments = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone = models.JSONField(
        default=dict, help_text="What taking it back removed, and what it left and why."
    )

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, state="running") | ~Q(state="running"),
                name="run_that_ended_has_a_state",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=False, state="undone")
                | (Q(undone_at__isnull=True) & ~Q(state="undone")),
                name="run_undone_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["-started_at", "-id"], name="run_newest_first")]

    def __str__(self) -> str:
        return f"Run {self.pk}"


class Outcome(models.Model):
    """What became of one file in a run, failures included."""

    class Status(models.TextChoices):
        NEW = "new", "new"
        CHANGED = "changed", "read otherwise"
        UNCHANGED = "unchanged", "unchanged"
        FAILED = "failed", "failed"

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="outcomes")
    position = models.PositiveIntegerField()
    file_name = models.CharField(max_length=500)
    status = models.CharField(max_length=10, choices=Status)
    reason = models.CharField(max_length=500, blank=True, help_text="Why the file failed, and what to do.")
    capture = models.ForeignKey(
        "importers.Capture", null=True, blank=True, on_delete=models.SET_NULL, related_name="outcomes"
    )
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    proposed = models.PositiveIntegerField(default=0)
    declined = models.PositiveIntegerField(default=0)
    warnings = models.JSONField(default=list)

    class Meta:
        ordering = ["run", "position"]
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="outcome_once_for_each_file"),
            models.CheckConstraint(
                condition=~Q(status="failed") | ~Q(reason=""), name="outcome_failure_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.status}"


class Creation(models.Model):
    """A row that a run made beside captures and articles, or whose empty biography it filled: what taking the run back
    looks at. Articles and pictures are found by their captures."""

    class What(models.TextChoices):
        AUTHOR = "author", "author"
        TOPIC = "topic", "topic"
        SOURCE = "source", "source"
        BIOGRAPHY = "biography", "biography of an author"

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="creations")
    what = models.CharField(max_length=10, choices=What)
    object_id = models.BigIntegerField()
    digest = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the biography that was written."
    )

    class Meta:
        ordering = ["run", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["what", "object_id", "run"], name="creation_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.object_id}"


class EarlierReading(models.Model):
    """How a capture was read before a run decided it again: what taking that run back reads it as."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="earlier_readings")
    capture = models.ForeignKey(
        "importers.Capture", on_delete=models.CASCADE, related_name="earlier_readings"
    )
    reading = models.JSONField(help_text="Kind, date, lines and extracts.")

    class Meta:
        ordering = ["run", "pk"]
        constraints = [models.UniqueConstraint(fields=["run", "capture"], name="earlier_reading_once")]

    def __str__(self) -> str:
        return f"{self.capture} before run {self.run_id}"
