from functools import partial
from typing import Any

from django.db import models
from django.urls import reverse

from articles import body, slugs
from articles.models.address import save_with_slug


class AuthorQuerySet(models.QuerySet["Author"]):
    def named(self, name: str) -> "Author | None":
        """The author who is known by ``name``, or by an alias of that spelling; None if nobody is."""
        wanted = slugs.key(name)
        return self.filter(models.Q(key=wanted) | models.Q(aliases__key=wanted)).order_by("pk").first()


class Author(models.Model):
    """A person who writes, photographs or translates."""

    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, unique=True, editable=False)
    slug = models.SlugField(
        max_length=100,
        unique=True,
        allow_unicode=True,
        blank=True,
        help_text="The person's address on the site. Changing it breaks links from elsewhere.",
    )
    bio = models.TextField(blank=True, help_text="Plain text; an empty line begins a new paragraph.")

    objects = AuthorQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(key=""), name="author_has_a_name"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="author_has_a_slug"),
            # An address must never publish an e-mail address.
            models.CheckConstraint(condition=~models.Q(slug__contains="@"), name="author_slug_is_no_email"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = body.one_line(self.name)
        self.bio = body.neutralise(self.bio)
        self.key = slugs.key(self.name)[:200]
        save = partial(super().save, *args, **kwargs)
        if self.slug:
            save()
        else:
            save_with_slug(self, slugs.slug(self.name.partition("@")[0], "author"), save)

    def get_absolute_url(self) -> str:
        return reverse("paper:author", args=[self.slug])

    @property
    def bio_paragraphs(self) -> list[str]:
        return [part.strip() for part in self.bio.split("\n\n") if part.strip()]


class AuthorAlias(models.Model):
    """Another name that a person is printed under."""

    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, unique=True, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name = "also written as"
        verbose_name_plural = "also written as"

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = body.one_line(self.name)
        self.key = slugs.key(self.name)[:200]
        super().save(*args, **kwargs)
