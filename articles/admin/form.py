"""The form of an article and of its bylines: what is checked before anything is saved."""

from typing import Any

from django import forms
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict

from articles import body, slugs
from articles.admin.conflict import FORM_NAMES, Conflict, find
from articles.admin.naming import free_slug
from articles.admin.topic_field import TopicsField, known_names
from articles.admin.widgets import BodyEditor
from articles.models import Article, Author, Byline, Topic
from articles.models.revision import DATE_FIELDS, SNAPSHOT_FIELDS

LAST = 32_767
"""Where a byline stands whose place was left empty: after the others."""


class ArticleForm(forms.ModelForm):
    """The working copy, with the version that the editor started from.

    A save that started from another version than the newest is refused with `Conflict` in ``conflict``; the form then
    holds what was typed and what the other editor saved.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    topics = TopicsField(
        required=False, help_text="Type a name; a comma ends it. New names become new topics."
    )

    conflict: Conflict | None = None
    may_add_topics = True

    class Meta:
        model = Article
        labels = {"title": "Headline"}
        fields = (
            "title",
            "title_basis",
            "standfirst",
            "body",
            "slug",
            "type",
            "language",
            "first_published",
            "first_published_precision",
            "date_is_confirmed",
            "not_before",
            "not_after",
            "date_basis",
            "topics",
            "picture",
            "source",
            "rights",
            "rights_note",
        )
        widgets = {
            "body": BodyEditor,
            "title": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField headline"}),
            "standfirst": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].may_add = self.may_add_topics
        self.initial["version"] = self.instance.version
        if self.instance.pk and not self.is_bound:
            newest = self.instance.revisions.order_by("-number").first()
            self.initial["seen"] = newest.pk if newest else ""

    def clean_title(self) -> str:
        return body.one_line(self.cleaned_data["title"])

    def clean_slug(self) -> str:
        """An address that was public does not change because its field was emptied; a new one comes of the headline."""
        slug = self.cleaned_data["slug"] or self.instance.slug
        return slug or free_slug(Article, self.cleaned_data.get("title", ""), "article")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk and cleaned.get("version") != self.instance.version:
            self._meet_the_other_editor(cleaned)
        elif self._is_rewritten(cleaned):
            cleaned["title_basis"] = Article.TitleBasis.CONFIRMED
        return cleaned

    def _is_rewritten(self, cleaned: dict[str, Any]) -> bool:
        """Whether a supplied headline was replaced by one of the editor's, who thereby stands by it."""
        supplied = Article.TitleBasis.SUPPLIED
        was_supplied = self.instance.title_basis == supplied and cleaned.get("title_basis") == supplied
        return was_supplied and bool(cleaned.get("title")) and cleaned["title"] != self.instance.title

    def _meet_the_other_editor(self, cleaned: dict[str, Any]) -> None:
        labels = {name: str(field.label or name) for name, field in self.fields.items()}
        self.conflict = find(self.instance, cleaned.get("seen", ""), self._as_snapshot(cleaned), labels)
        self._show_theirs(self.conflict)
        self.add_error(
            None, "Somebody else saved this article while you were writing. Nothing of yours is lost."
        )

    def _as_snapshot(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """What was typed, in the words of a revision's snapshot."""
        mine: dict[str, Any] = {}
        for name in SNAPSHOT_FIELDS:
            form_name = FORM_NAMES.get(name, name)
            if form_name in cleaned:
                value = cleaned[form_name]
                mine[name] = getattr(value, "pk", value)
        for name in DATE_FIELDS:
            if name in cleaned:
                mine[name] = cleaned[name].isoformat() if cleaned[name] else None
        if "body" in mine:
            mine["body"] = body.clean(mine["body"])
        if "standfirst" in mine:
            mine["standfirst"] = body.one_line(mine["standfirst"])
        if "topics" in cleaned:
            known = Topic.objects.filter(name__in=known_names(map(slugs.key, cleaned["topics"])).values())
            mine["topics"] = sorted(known.values_list("pk", flat=True))
            if len(mine["topics"]) < len(cleaned["topics"]):
                mine["topics"].append(0)  # a new name: differs from whatever was saved
        return mine

    def _show_theirs(self, met: Conflict) -> None:
        """Put the other's version into the fields that only the other changed, and start from the newest version."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        for name in met.adopted:
            field = self.fields[name]
            value = field.prepare_value(self.get_initial_for_field(field, name))
            key = self.add_prefix(name)
            if isinstance(field, forms.BooleanField):
                data.setlist(key, ["on"] if value else [])
            elif isinstance(value, list):
                data.setlist(key, value)
                data.pop(f"{key}_typed", None)
            elif isinstance(field, forms.DateField):
                data[key] = field.widget.format_value(value) or ""
            else:
                data[key] = "" if value is None else str(value)
        data[self.add_prefix("version")] = str(self.instance.version)
        data[self.add_prefix("seen")] = str(met.newest.pk) if met.newest else ""
        self.data = data


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
