from django.conf import settings
from django.db import models
from django.db.models import Q

from importers.models.capture import ROLES, Capture
from importers.models.run import ImportRun


class Decision(models.Model):
    """An editor's word about captured text. It is bound to the words of lines and never to their numbers, so that it
    holds when the text comes in again, also where lines shift.

    ``anchor`` is the key of a line, and ``above`` and ``below`` those of its neighbours that are not blank: the word
    holds for a line with this key and one such neighbour, and where both are empty for each line with this key. For two
    texts that are not the same article, ``anchor`` and ``value`` are their fingerprints, in order.
    """

    class Kind(models.TextChoices):
        BEGINS = "begins", "an article begins here"
        GOES_ON = "goes_on", "the article goes on here"
        ROLE = "role", "what this line is"
        APART = "apart", "not the same article"

    kind = models.CharField(max_length=10, choices=Kind)
    anchor = models.CharField(max_length=64)
    above = models.CharField(max_length=64, blank=True)
    below = models.CharField(max_length=64, blank=True)
    value = models.CharField(max_length=100, blank=True, help_text="A role, or the other text's fingerprint.")
    capture = models.ForeignKey(
        Capture, null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions"
    )
    line = models.PositiveIntegerField(null=True, blank=True, help_text="Where it was said.")
    quoted = models.CharField(max_length=300, blank=True, help_text="The line's first words.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "anchor", "above", "below"],
                condition=Q(kind__in=["begins", "goes_on", "role"]),
                name="decision_once_for_each_line",
            ),
            models.UniqueConstraint(
                fields=["anchor", "value"], condition=Q(kind="apart"), name="decision_once_for_each_two_texts"
            ),
            models.CheckConstraint(condition=~Q(anchor=""), name="decision_is_about_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.quoted or self.value}"

    @property
    def words(self) -> str:
        """What was said, as people say it."""
        if self.kind == self.Kind.ROLE:
            return f"it is {dict(ROLES).get(self.value, self.value)}"
        return self.get_kind_display()


class RepeatedLine(models.Model):
    """A line that stands in many captures as text: proposed as boilerplate, with the count as evidence."""

    class State(models.TextChoices):
        OPEN = "open", "to be decided"
        BOILERPLATE = "boilerplate", "boilerplate"
        TEXT = "text", "text"

    anchor = models.CharField(max_length=64, unique=True)
    text = models.CharField(max_length=500)
    role = models.CharField(max_length=20, choices=ROLES, help_text="What it is taken for.")
    seen = models.PositiveIntegerField(help_text="Captures that have it, of those looked at.")
    looked_at = models.PositiveIntegerField()
    example = models.CharField(max_length=500, help_text="The first capture that has it.")
    line = models.PositiveIntegerField()
    state = models.CharField(max_length=11, choices=State, default=State.OPEN)
    run = models.ForeignKey(ImportRun, null=True, on_delete=models.SET_NULL, related_name="repeated_lines")

    class Meta:
        ordering = ["-seen", "pk"]
        indexes = [models.Index(fields=["state", "-seen"], name="repeated_line_by_state")]

    def __str__(self) -> str:
        return self.text
