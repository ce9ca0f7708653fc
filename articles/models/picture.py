from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from articles import body
from articles.models.source import Rights

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class Picture(models.Model):
    """A picture, or what is known of one that was lost: without a file it *was not captured* and keeps its credit."""

    file = models.ImageField(
        upload_to="pictures/%Y/",
        blank=True,
        width_field="width",
        height_field="height",
        help_text="JPEG, PNG or WebP. Leave empty for a picture that was not captured.",
    )
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    alt = models.CharField(
        "alternative text",
        max_length=500,
        blank=True,
        help_text="What the picture shows, for those who do not see it. Needed before publication.",
    )
    is_decorative = models.BooleanField(
        "decorative", default=False, help_text="Tick if the picture tells nothing that the text does not."
    )
    caption = models.CharField(max_length=1000, blank=True)
    credit = models.CharField(
        max_length=200, blank=True, help_text="Agency, photographer; as readers shall see it."
    )
    rights = models.CharField(max_length=20, choices=Rights, default=Rights.UNKNOWN)
    rights_note = models.CharField(max_length=500, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        "focal point, per cent from the left", default=50, validators=PERCENT
    )
    focal_y = models.PositiveSmallIntegerField(
        "focal point, per cent from the top", default=50, validators=PERCENT
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__range=(0, 100), focal_y__range=(0, 100)),
                name="picture_focus_is_inside",
            ),
            models.CheckConstraint(
                condition=models.Q(rights__in=Rights.values), name="picture_rights_are_known_words"
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.alt or self.credit or f"Picture {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.alt = body.one_line(self.alt)
        self.caption = body.one_line(self.caption)
        self.credit = body.one_line(self.credit)
        super().save(*args, **kwargs)

    @property
    def is_captured(self) -> bool:
        return bool(self.file)

    def as_printed(self) -> dict[str, Any]:
        """What an edition keeps of the picture, as plain values."""
        return {
            "url": self.file.url if self.file else "",
            "width": self.width,
            "height": self.height,
            "alt": "" if self.is_decorative else self.alt,
            "caption": self.caption,
            "credit": self.credit,
            "focus": [self.focal_x, self.focal_y],
        }
