from django.db import models
from django.db.models import F, Q

from articles.models import Source
from importers.models.run import ImportRun
from importers.segments import Kind, Role

ROLES = [(role.value, role.value.replace("_", " ")) for role in Role]
KINDS = [
    (Kind.ARTICLE.value, "article page"),
    (Kind.LISTING.value, "listing"),
    (Kind.BODY.value, "body only"),
]


class Capture(models.Model):
    """A captured page, byte for byte. Two files with the same bytes are one capture."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    file_name = models.CharField(max_length=500)
    content = models.BinaryField()
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    encoding = models.CharField(max_length=20)
    line_count = models.PositiveIntegerField("lines")
    kind = models.CharField(max_length=10, choices=KINDS)
    capture_date = models.DateField(
        null=True, blank=True, help_text="The day the page was captured, as it prints it."
    )
    repairs = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="captures"
    )
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="captures")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["file_name", "pk"]
        indexes = [
            models.Index(fields=["file_name"], name="capture_by_file_name"),
            models.Index(fields=["capture_date"], name="capture_by_date"),
        ]

    def __str__(self) -> str:
        return self.file_name


class Span(models.Model):
    """A run of lines of a capture with one role, and the rule and evidence that gave it.

    Every line of a capture lies in exactly one span. The text of a kept line stands in the capture's bytes; that of a
    dropped one is repeated here, so that what was dropped can be searched.
    """

    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="spans")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    role = models.CharField(max_length=20, choices=ROLES)
    rule = models.CharField(max_length=40)
    evidence = models.CharField(max_length=300, blank=True)
    confidence = models.FloatField(default=1.0)
    extract = models.ForeignKey(
        "importers.Extract", null=True, blank=True, on_delete=models.CASCADE, related_name="spans"
    )
    dropped_text = models.TextField(blank=True)

    class Meta:
        ordering = ["capture", "first"]
        constraints = [
            models.UniqueConstraint(fields=["capture", "first"], name="span_begins_once"),
            models.CheckConstraint(
                condition=Q(first__gte=1) & Q(last__gte=F("first")), name="span_lines_in_order"
            ),
            models.CheckConstraint(condition=Q(confidence__range=(0, 1)), name="span_confidence_is_a_share"),
        ]
        indexes = [models.Index(fields=["role"], name="span_by_role")]

    def __str__(self) -> str:
        return f"lines {self.first}–{self.last}: {self.role}"


class Rate(models.Model):
    """A currency pair's value as printed on a capture's ticker. The value stays the text it was."""

    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="rates")
    pair = models.CharField(max_length=15)
    value = models.CharField(max_length=30)
    change = models.CharField(max_length=30, blank=True)
    line = models.PositiveIntegerField()

    class Meta:
        ordering = ["capture", "line"]
        constraints = [models.UniqueConstraint(fields=["capture", "pair"], name="rate_once_for_each_pair")]

    def __str__(self) -> str:
        return f"{self.pair} {self.value}"
