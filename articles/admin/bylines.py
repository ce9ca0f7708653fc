"""Who made an article, in order: chosen from those who are known, or written as printed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from articles import body, slugs
from articles.admin.conflict import is_stale, opened_as
from articles.admin.widgets import only_links
from articles.models import Article, Author, Byline
from articles.models.revision import snapshot_of

LAST = 32_767
"""Where a byline stands whose place was left empty: after the others."""
MOST_BYLINES = 30


class BylineForm(forms.ModelForm):
    """A byline: a person who is known, or a name as printed, which finds the person or makes one."""

    position = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=LAST,
        label="order",
        widget=forms.NumberInput(attrs={"class": "vSmallInput"}),
    )

    may_add_authors = True
    new_name = ""

    class Meta:
        model = Byline
        fields = ("position", "author", "printed", "role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "author" in self.fields:
            self.fields["author"].required = False

    def clean_position(self) -> int:
        position = self.cleaned_data["position"]
        return LAST if position is None else position

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["printed"] = printed = body.one_line(cleaned.get("printed", ""))
        if cleaned.get("author") or not self.has_changed() or self.errors:
            return cleaned
        if not printed:
            self.add_error("author", "Choose a person, or give the name as it was printed.")
            return cleaned
        cleaned["author"] = Author.objects.named(printed)
        if cleaned["author"] is None:
            if not self.may_add_authors:
                self.add_error("printed", f"There is no author “{printed}”, and you may not add one.")
            self.new_name = printed
        return cleaned

    def save(self, commit: bool = True) -> Byline:
        if self.new_name:
            named = Author.objects.named(self.new_name)
            self.instance.author = named or Author.objects.create(name=self.new_name)
        return super().save(commit)


class BylineFormSet(BaseInlineFormSet):
    """The bylines of an article; nobody stands in them twice in the same role."""

    def clean(self) -> None:
        super().clean()
        named: set[tuple[str, str]] = set()
        for form in self.forms:
            cleaned = getattr(form, "cleaned_data", {})
            if not cleaned or cleaned.get("DELETE") or not (cleaned.get("author") or form.new_name):
                continue
            person = cleaned["author"].key if cleaned.get("author") else slugs.key(form.new_name)
            line = (person, cleaned.get("role", ""))
            if line in named:
                form.add_error(None, "This person already has a byline of this kind.")
            named.add(line)


class BylineInline(admin.TabularInline):
    model = Byline
    form = BylineForm
    formset = BylineFormSet
    fields = ["position", "author", "printed", "role"]
    autocomplete_fields = ["author"]
    extra = 1
    stands_after = "Details"

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Who may write an article may say who wrote it."""
        return request.user.has_perm("articles.change_article" if obj else "articles.add_article")

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return request.user.has_perm("articles.view_article") or self.has_change_permission(request, obj)

    def get_formset(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.may_add_authors = request.user.has_perm("articles.add_author")
        if "author" in formset.form.base_fields:
            only_links(formset.form.base_fields["author"].widget)
        return formset


def is_about_other_bylines(request: HttpRequest, article: Article, prefix: str) -> bool:
    """Whether a form holds bylines that somebody else has changed since it was opened."""
    seen = request.POST.get("seen", "")
    if not is_stale(article, request.POST.get("version", ""), seen):
        return False
    rows = range(MOST_BYLINES)
    typed = {key for number in rows if (key := request.POST.get(f"{prefix}-{number}-id"))}
    standing = {str(byline.pk) for byline in article.bylines.all()}
    return typed != standing or opened_as(article, seen).get("bylines") != snapshot_of(article)["bylines"]


def typed_bylines(request: HttpRequest, prefix: str) -> list[str]:
    """The bylines in a form that could not be bound, as the editor wrote or chose them."""
    names = []
    for number in range(MOST_BYLINES):
        printed = request.POST.get(f"{prefix}-{number}-printed", "").strip()
        key = request.POST.get(f"{prefix}-{number}-author", "")
        person = Author.objects.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
        if printed or person:
            names.append(printed or str(person))
    return names
