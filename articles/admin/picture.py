"""Pictures on the desk: an upload is looked at, drawn anew and given a name that nobody can guess."""

import secrets
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles import body, images
from articles.admin.needs import Need, list_address
from articles.admin.states import pill
from articles.admin.widgets import PictureFile
from articles.models import Picture, Rights

EDGE = 320


class PictureForm(forms.ModelForm):
    file = forms.FileField(
        required=False,
        widget=PictureFile(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=(
            f"{images.ACCEPTED}, at most {images.MEGABYTES} MB and {images.MEGAPIXELS} megapixels. "
            "Leave empty for a picture that was not captured."
        ),
    )

    class Meta:
        model = Picture
        fields = [
            "file",
            "alt",
            "is_decorative",
            "caption",
            "credit",
            "rights",
            "rights_note",
            "focal_x",
            "focal_y",
        ]
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "alt": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        }

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not isinstance(upload, UploadedFile):
            return upload
        if upload.size > images.MAX_BYTES:
            raise forms.ValidationError(f"The file is larger than {images.MEGABYTES} MB.")
        try:
            treated = images.treat(upload.read())
        except images.NotAPicture as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return ContentFile(treated.content, name=secrets.token_urlsafe(24) + treated.suffix)

    def clean_alt(self) -> str:
        return body.one_line(self.cleaned_data["alt"])

    def clean_caption(self) -> str:
        return body.one_line(self.cleaned_data["caption"])

    def clean_credit(self) -> str:
        return body.one_line(self.cleaned_data["credit"])


class CapturedFilter(admin.SimpleListFilter):
    title = "file"
    parameter_name = "file"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "here"), ("no", "not captured")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        if self.value() == "yes":
            return queryset.exclude(file="")
        return queryset.filter(file="") if self.value() == "no" else queryset


class AltFilter(admin.SimpleListFilter):
    title = "alternative text"
    parameter_name = "alt"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("missing", "missing")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        return queryset.filter(alt="", is_decorative=False).exclude(file="") if self.value() else queryset


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    form = PictureForm
    list_display = ["small", "described", "rights_pill", "size"]
    list_display_links = ["small", "described"]
    list_filter = [CapturedFilter, AltFilter, "rights"]
    search_fields = ["alt", "caption", "credit"]
    list_per_page = 30
    show_full_result_count = False
    readonly_fields = ["shown", "size", "used_in"]
    view_on_site = False
    fieldsets = [
        (None, {"fields": ["shown", "file", "size"]}),
        ("Words", {"fields": ["alt", "is_decorative", "caption", "credit"]}),
        ("Rights", {"fields": ["rights", "rights_note"]}),
        ("Focal point", {"fields": [("focal_x", "focal_y")]}),
        ("Use", {"fields": ["used_in"]}),
    ]

    def has_delete_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        """A picture that readers ever saw stays with the edition that showed it."""
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or not obj.editions.exists()

    def get_urls(self) -> list[URLPattern]:
        thumbnail = self.admin_site.admin_view(self.thumbnail_view, cacheable=True)
        return [
            path("<int:pk>/thumbnail/", thumbnail, name="articles_picture_thumbnail"),
            *super().get_urls(),
        ]

    def thumbnail_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A small JPEG, or nothing of a picture that was not captured: no error, for there is none.

        Its address changes with the file, so a browser may keep it for a day.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        picture = get_object_or_404(Picture, pk=pk)
        if not picture.is_captured:
            return HttpResponse(status=204)
        try:
            with picture.file.open("rb") as file:
                small = images.thumbnail(file.read(), EDGE)
        except (ValueError, OSError, images.NotAPicture) as error:
            raise Http404("no file") from error
        response = HttpResponse(small, content_type="image/jpeg")
        response.headers["Cache-Control"] = "private, max-age=86400"
        return response

    def needs(self, request: HttpRequest) -> list[Need]:
        if not self.has_view_permission(request):
            return []
        missing = Picture.objects.filter(alt="", is_decorative=False).exclude(file="")
        return [
            Need(
                missing.count(), "pictures without alternative text", list_address(Picture, alt="missing"), 50
            )
        ]

    @admin.display(description="picture")
    def small(self, picture: Picture) -> SafeString | str:
        return thumbnail_of(picture)

    @admin.display(description="preview")
    def shown(self, picture: Picture) -> SafeString | str:
        return thumbnail_of(picture) if picture.pk else "–"

    @admin.display(description="what it shows")
    def described(self, picture: Picture) -> SafeString:
        credit = picture.credit or "no credit"
        return format_html('{}<span class="beneath">{}</span>', str(picture), credit)

    @admin.display(description="rights", ordering="rights")
    def rights_pill(self, picture: Picture) -> SafeString:
        tone = "rights-unknown" if picture.rights == Rights.UNKNOWN else "rights"
        return pill(tone, picture.get_rights_display())

    @admin.display(description="size")
    def size(self, picture: Picture) -> str:
        return f"{picture.width} × {picture.height}" if picture.width else "–"

    @admin.display(description="lead picture of")
    def used_in(self, picture: Picture) -> SafeString | str:
        articles = picture.articles.only("pk", "title")[:10] if picture.pk else []
        links = [
            format_html(
                '<li><a href="{}">{}</a></li>', reverse("admin:articles_article_change", args=[a.pk]), a
            )
            for a in articles
        ]
        return format_html("<ul>{}</ul>", SafeString("".join(links))) if links else "no article"


def thumbnail_of(picture: Picture) -> SafeString:
    """The picture small, or the words that it was not captured."""
    if not picture.is_captured:
        return format_html('<span class="lost">{}</span>', "not captured")
    address = reverse("admin:articles_picture_thumbnail", args=[picture.pk])
    query = picture.file.name.rpartition("/")[2]
    alt = picture.alt or "no alternative text"
    return format_html('<img class="small" src="{}?v={}" alt="{}" loading="lazy">', address, query, alt)
