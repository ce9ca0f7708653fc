from typing import Any

from django.db import models

from articles import body


class Rights(models.TextChoices):
    """On what ground a text or picture may be published. Nothing is published while it is unknown."""

    UNKNOWN = "unknown", "unknown"
    OWN = "own", "our own work"
    LICENSED = "licensed", "licensed"
    PERMISSION = "permission", "by permission"
    PUBLIC_DOMAIN = "public-domain", "public domain"


class Source(models.Model):
    """The publication that texts came from."""

    name = models.CharField(max_length=200, unique=True)
    address = models.URLField(
        "web address", blank=True, help_text="Where the publication is, or was, on the web. Readers see it."
    )
    default_rights = models.CharField(
        max_length=20,
        choices=Rights,
        default=Rights.UNKNOWN,
        help_text="What new articles of this source start with. Those already here are not changed.",
    )
    rights_note = models.CharField(
        max_length=500,
        blank=True,
        help_text="Holder, licence, date of the permission: what a later editor must know.",
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="source_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(default_rights__in=Rights.values), name="source_rights_are_known_words"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = body.one_line(self.name)
        super().save(*args, **kwargs)
