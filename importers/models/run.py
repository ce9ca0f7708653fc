from django.db import models
from django.db.models import Q


class ImportRun(models.Model):
    """One run of the command: what it was asked, what came of it. A change set that can be shown."""

    class State(models.TextChoices):
        RUNNING = "running", "running or cut off"
        DONE = "done", "done"
        FAILED = "failed", "stopped by an error"

    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    arguments = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, state="running") | ~Q(state="running"),
                name="run_that_ended_has_a_state",
            )
        ]
        indexes = [models.Index(fields=["-started_at", "-id"], name="run_newest_first")]

    def __str__(self) -> str:
        return f"Run {self.pk}"


class Outcome(models.Model):
    """What became of one file in a run, failures included."""

    class Status(models.TextChoices):
        NEW = "new", "new"
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
