from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import IntegrityError, models, transaction
from django.urls import reverse
from taggit.managers import _TaggableManager
from taggit.models import ItemBase, TagBase

from articles import body, slugs
from articles.models.address import save_with_slug


class TopicQuerySet(models.QuerySet["Topic"]):
    def named(self, name: str, kind: str = "") -> "Topic":
        """The topic of this name or alias, in whatever case; made, of ``kind`` or as a subject, if there is none."""
        wanted = slugs.key(name)[:100]
        known = self.filter(models.Q(key=wanted) | models.Q(aliases__key=wanted)).order_by("pk").first()
        if known is not None:
            return known
        try:
            with transaction.atomic():
                return self.create(name=name[:100], kind=kind or Topic.Kind.SUBJECT)
        except IntegrityError:
            # Somebody made the same topic in between; the key is unique, so there is exactly one.
            return self.get(key=wanted)


class Topic(TagBase):
    """What articles are about: a section, place, person, organisation or subject."""

    class Kind(models.TextChoices):
        SECTION = "section", "section"
        PLACE = "place", "place"
        PERSON = "person", "person"
        ORGANISATION = "organisation", "organisation"
        SUBJECT = "subject", "subject"

    key = models.CharField(max_length=100, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.SUBJECT)
    description = models.TextField(blank=True, help_text="Stands at the top of the topic's page.")
    iptc_code = models.CharField(
        "IPTC media topic",
        max_length=20,
        blank=True,
        help_text="As in medtop:11000000; goes out with syndicated articles.",
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(key=""), name="topic_has_a_name"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="topic_has_a_slug"),
        ]
        indexes = [models.Index(fields=["kind", "name"], name="topic_by_kind")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = body.one_line(self.name)
        self.description = body.neutralise(self.description)
        self.key = slugs.key(self.name)[:100]
        save = partial(super().save, *args, **kwargs)
        if self.slug:
            save()
        else:
            save_with_slug(self, slugs.slug(self.name, "topic"), save)

    def get_absolute_url(self) -> str:
        return reverse("paper:topic", args=[self.slug])


class TopicAlias(models.Model):
    """Another name of a topic; who types it gets the topic."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=100)
    key = models.CharField(max_length=100, unique=True, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name = "also known as"
        verbose_name_plural = "also known as"

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = body.one_line(self.name)
        self.key = slugs.key(self.name)[:100]
        super().save(*args, **kwargs)


class Tagging(ItemBase):
    """The tie of an article's working copy to a topic."""

    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="taggings")
    content_object = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="taggings")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="tagging_once"),
        ]

    def __str__(self) -> str:
        return f"{self.content_object_id} – {self.tag_id}"


class TopicManager(_TaggableManager):
    """taggit's manager, comparing names by `slugs.key`: its own case-insensitive mode knows only ASCII on SQLite."""

    def _to_tag_model_instances(
        self, tags: Iterable["Topic | str"], tag_kwargs: dict[str, Any]
    ) -> list[Topic]:
        topics = [tag if isinstance(tag, Topic) else Topic.objects.named(tag, **tag_kwargs) for tag in tags]
        return list(dict.fromkeys(topics))
