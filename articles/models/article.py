import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from taggit.managers import TaggableManager

from articles import body, slugs
from articles.models.address import save_with_slug
from articles.models.author import Author
from articles.models.picture import Picture
from articles.models.source import Rights, Source
from articles.models.topic import Tagging, TopicManager


class EditConflict(Exception):
    """Somebody else saved the article since ``version`` was read."""

    def __init__(self, article: "Article") -> None:
        super().__init__(f"“{article}” was saved by somebody else in the meantime")
        self.article = article


class ArticleQuerySet(models.QuerySet["Article"]):
    def for_desk(self) -> "ArticleQuerySet":
        """With what a list in the desk shows of each article, in a constant number of queries."""
        return self.select_related("source", "picture").prefetch_related("bylines__author", "topics")


class Article(models.Model):
    """The working copy. No reader ever sees it: readers see editions, which `articles.publishing` makes of it."""

    class Type(models.TextChoices):
        NEWS = "news", "news"
        ANALYSIS = "analysis", "analysis"
        OPINION = "opinion", "opinion"
        INTERVIEW = "interview", "interview"
        FEATURE = "feature", "feature"
        EXPLAINER = "explainer", "explainer"
        DIGEST = "digest", "digest"
        SPONSORED = "sponsored", "sponsored"
        VIDEO = "video", "video"
        PODCAST = "podcast", "podcast"

    class TitleBasis(models.TextChoices):
        PRINTED = "printed", "as printed"
        SUPPLIED = "supplied", "supplied, not confirmed"
        CONFIRMED = "confirmed", "supplied, confirmed by an editor"

    class Precision(models.TextChoices):
        DAY = "day", "to the day"
        MONTH = "month", "to the month"
        YEAR = "year", "to the year"
        UNKNOWN = "unknown", "unknown"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    """Counts saves; a save states the version it started from and is refused when that is no longer the newest."""

    title = models.CharField(max_length=300, blank=True)
    title_basis = models.CharField(
        "headline is",
        max_length=20,
        choices=TitleBasis,
        default=TitleBasis.PRINTED,
        help_text="A supplied headline must be confirmed before publication, and readers are told that it is ours.",
    )
    slug = models.SlugField(
        max_length=100,
        unique=True,
        allow_unicode=True,
        blank=True,
        help_text="The article's address. After publication the old address leads to the new one.",
    )
    standfirst = models.TextField(blank=True, help_text="One or two sentences under the headline.")
    body = models.TextField(blank=True)
    type = models.CharField(max_length=20, choices=Type, default=Type.NEWS)
    language = models.CharField(max_length=10, default="en", help_text="A language tag, as in en or ky.")

    authors = models.ManyToManyField(Author, through="Byline", related_name="articles")
    topics = TaggableManager(
        through=Tagging, manager=TopicManager, blank=True, help_text="Separated by commas."
    )
    picture = models.ForeignKey(
        Picture,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
        verbose_name="lead picture",
    )

    first_published = models.DateField(
        "first published",
        null=True,
        blank=True,
        help_text="When the article first appeared anywhere, if known.",
    )
    first_published_precision = models.CharField(
        "known", max_length=10, choices=Precision, default=Precision.UNKNOWN
    )
    not_before = models.DateField(null=True, blank=True, help_text="The earliest day it can have appeared.")
    not_after = models.DateField(null=True, blank=True, help_text="The latest day it can have appeared.")
    date_basis = models.CharField(
        "how the date is known",
        max_length=300,
        blank=True,
        help_text="The evidence, in words that readers may see.",
    )
    date_is_confirmed = models.BooleanField("date confirmed", default=False)

    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="articles"
    )
    rights = models.CharField(
        max_length=20,
        choices=Rights,
        default=Rights.UNKNOWN,
        help_text="Nothing is published while this is unknown.",
    )
    rights_note = models.CharField(max_length=500, blank=True)

    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        permissions = [
            ("publish_article", "Can publish, correct and schedule articles"),
            ("withdraw_article", "Can withdraw articles"),
            ("set_rights", "Can set source and rights"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(slug=""), name="article_has_a_slug"),
            models.CheckConstraint(
                condition=Q(rights__in=Rights.values), name="article_rights_are_known_words"
            ),
            models.CheckConstraint(
                condition=Q(first_published_precision="unknown", first_published__isnull=True)
                | (~Q(first_published_precision="unknown") & Q(first_published__isnull=False)),
                name="article_date_and_precision_agree",
                violation_error_message="Give a date together with how exactly it is known, or neither.",
            ),
            models.CheckConstraint(
                condition=Q(not_before__isnull=True)
                | Q(not_after__isnull=True)
                | Q(not_before__lte=F("not_after")),
                name="article_date_bounds_in_order",
                violation_error_message="The earliest day must not be later than the latest.",
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="article_newest_first"),
            models.Index(fields=["rights", "-created_at"], name="article_by_rights"),
            models.Index(fields=["-changed_at"], name="article_last_changed"),
        ]

    def __str__(self) -> str:
        return self.title or "(no headline)"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title = body.one_line(self.title)
        self.standfirst = body.one_line(self.standfirst)
        self.body = body.clean(self.body)
        self.language = body.one_line(self.language)
        self.date_basis = body.one_line(self.date_basis)
        self.rights_note = body.one_line(self.rights_note)
        save = partial(super().save, *args, **kwargs)
        if self.slug:
            save()
        else:
            save_with_slug(self, slugs.slug(self.title, "article"), save)

    def get_absolute_url(self) -> str:
        return reverse("paper:article", args=[self.slug])

    def claim(self, version: int) -> None:
        """Count one save that started from ``version``, before anything of it is written.

        Raises EditConflict if that is no longer the newest. One conditional UPDATE decides, so of two editors who
        save at once exactly one wins, on every database and without locks.
        """
        won = Article.objects.filter(pk=self.pk, version=version).update(version=version + 1)
        if not won:
            raise EditConflict(self)
        self.version = version + 1

    def byline_names(self) -> list[str]:
        """The names as printed, in order."""
        return [byline.printed for byline in self.bylines.all()]

    def set_bylines(self, bylines: Sequence["tuple[Author, str]"]) -> None:
        """Replace the bylines by (author, name as printed) pairs, in order."""
        self.bylines.all().delete()
        Byline.objects.bulk_create(
            Byline(article=self, author=author, printed=body.one_line(printed), position=position)
            for position, (author, printed) in enumerate(bylines)
        )

    @property
    def has_date(self) -> bool:
        return self.first_published is not None


class Byline(models.Model):
    """The ordered tie of an article to an author, with the name as it was printed."""

    class Role(models.TextChoices):
        WRITER = "writer", "writer"
        PHOTOGRAPHER = "photographer", "photographer"
        TRANSLATOR = "translator", "translator"
        EDITOR = "editor", "editor"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="bylines")
    printed = models.CharField(
        "as printed", max_length=200, blank=True, help_text="Only if it differs from the person's name."
    )
    role = models.CharField(max_length=20, choices=Role, default=Role.WRITER)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author", "role"],
                name="byline_once_for_each_role",
                violation_error_message="This person already has a byline of this kind.",
            )
        ]

    def __str__(self) -> str:
        return self.printed

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.printed = body.one_line(self.printed) or self.author.name
        super().save(*args, **kwargs)
