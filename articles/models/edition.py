from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from articles.models.article import Article, Byline
from articles.models.author import Author
from articles.models.picture import Picture
from articles.models.revision import Revision
from articles.models.source import Rights, Source
from articles.models.topic import Topic


class EditionQuerySet(models.QuerySet["Edition"]):
    def standing(self, moment: datetime) -> "EditionQuerySet":
        """The newest word on each article at ``moment``, withdrawals included."""
        return self.filter(
            Q(superseded_at__isnull=True) | Q(superseded_at__gt=moment), published_at__lte=moment
        )

    def as_of(self, moment: datetime) -> "EditionQuerySet":
        """What readers saw at ``moment``."""
        return self.standing(moment).exclude(kind=Edition.Kind.WITHDRAWAL)

    def current(self) -> "EditionQuerySet":
        """What readers see now. Every public query begins here."""
        return self.as_of(timezone.now())

    def seen(self) -> "EditionQuerySet":
        """What readers have seen until now, superseded editions and withdrawals included.

        What is scheduled is not among them, nor what was scheduled and ended before it began, nor the
        withdrawal of an article that had not appeared yet.
        """
        return self.filter(
            Q(superseded_at__isnull=True) | Q(superseded_at__gt=F("published_at")),
            published_at__lte=timezone.now(),
            first_published_here__lte=F("published_at"),
        )

    def newest_first(self) -> "EditionQuerySet":
        """By first appearance in this archive, which a correction does not move."""
        return self.order_by("-first_published_here", "-article_id")

    def for_listing(self) -> "EditionQuerySet":
        """With what a list shows of each edition, without the text, in a constant number of queries."""
        return self.defer("html", "plain").prefetch_related("bylines__author", "topics")


class Edition(models.Model):
    """What readers see of an article from `published_at` until `superseded_at`. Immutable but for the latter."""

    class Kind(models.TextChoices):
        FIRST = "first", "first publication"
        UPDATE = "update", "update"
        CORRECTION = "correction", "correction"
        CLARIFICATION = "clarification", "clarification"
        TYPO = "typo", "typo"
        RETRACTION = "retraction", "retraction"
        WITHDRAWAL = "withdrawal", "withdrawal"

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="editions")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    note = models.TextField(blank=True, help_text="To readers: what was changed, and why.")
    published_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    first_published_here = models.DateTimeField(help_text="When the article's first edition appeared.")

    uid = models.UUIDField()
    slug = models.SlugField(max_length=100, allow_unicode=True)
    title = models.CharField(max_length=300)
    title_is_supplied = models.BooleanField(default=False)
    standfirst = models.TextField(blank=True)
    html = models.TextField(blank=True)
    plain = models.TextField(blank=True)
    words = models.PositiveIntegerField(default=0)
    type = models.CharField(max_length=20, choices=Article.Type)
    language = models.CharField(max_length=10, default="en")
    first_published = models.DateField(null=True, blank=True)
    first_published_precision = models.CharField(
        max_length=10, choices=Article.Precision, default=Article.Precision.UNKNOWN
    )
    not_before = models.DateField(null=True, blank=True)
    not_after = models.DateField(null=True, blank=True)
    date_basis = models.CharField(max_length=300, blank=True)
    date_is_confirmed = models.BooleanField(default=False)
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="editions"
    )
    rights = models.CharField(max_length=20, choices=Rights)
    picture = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.PROTECT, related_name="editions"
    )
    illustration = models.JSONField(
        null=True, blank=True, help_text="The picture's words as they were printed."
    )
    authors = models.ManyToManyField(Author, through="EditionByline", related_name="editions")
    topics = models.ManyToManyField(Topic, related_name="editions")

    objects = EditionQuerySet.as_manager()

    class Meta:
        # Not "article": that would order by the articles' own order, which reads working copies.
        ordering = ["article_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["article"], condition=Q(superseded_at__isnull=True), name="edition_one_standing"
            ),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(superseded_at__isnull=True), name="edition_slug_once_standing"
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("published_at")),
                name="edition_interval_in_order",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["first", "typo"]) | ~Q(note=""), name="edition_change_has_a_note"
            ),
            models.CheckConstraint(
                condition=Q(kind="withdrawal") | (Q(rights__in=Rights.values) & ~Q(rights="unknown")),
                name="edition_rights_are_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="withdrawal") | (~Q(title="") & ~Q(html="")),
                name="edition_has_title_and_text",
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="edition_has_a_slug"),
        ]
        indexes = [
            models.Index(fields=["superseded_at", "published_at", "kind"], name="edition_standing"),
            models.Index(fields=["-first_published_here", "-article"], name="edition_newest_first"),
            models.Index(fields=["slug"], name="edition_by_slug"),
        ]

    def __str__(self) -> str:
        return f"{self.title} (edition {self.number})"

    def get_absolute_url(self) -> str:
        return reverse("paper:article", args=[self.slug])

    def is_current(self, moment: datetime | None = None) -> bool:
        """The row twin of `EditionQuerySet.as_of`."""
        moment = moment or timezone.now()
        is_standing = self.published_at <= moment and (
            self.superseded_at is None or self.superseded_at > moment
        )
        return is_standing and self.kind != Edition.Kind.WITHDRAWAL

    @property
    def is_withdrawal(self) -> bool:
        return self.kind == Edition.Kind.WITHDRAWAL

    @property
    def minutes(self) -> int:
        """Reading time at 230 words a minute, at least one."""
        return max(1, round(self.words / 230))


class EditionByline(models.Model):
    """A byline as it stood on an edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="edition_bylines")
    printed = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=Byline.Role, default=Byline.Role.WRITER)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "author", "role"], name="edition_byline_once_for_each_role"
            )
        ]

    def __str__(self) -> str:
        return self.printed
