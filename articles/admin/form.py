"""The form of an article: what is checked before anything is saved."""

from typing import Any

from django import forms
from django.http import QueryDict

from articles import body, slugs
from articles.admin.conflict import FORM_NAMES, Conflict, find, is_stale
from articles.admin.naming import free_slug
from articles.admin.topic_field import TopicsField, known_names
from articles.admin.widgets import BodyEditor
from articles.models import Article, Topic
from articles.models.revision import DATE_FIELDS, SNAPSHOT_FIELDS


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
        # Read in one statement with the version: a save that came between two reads would be taken for one that the
        # editor has seen.
        self.initial["seen"] = getattr(self.instance, "newest_revision", None) or ""

    def clean_title(self) -> str:
        return body.one_line(self.cleaned_data["title"])

    def clean_slug(self) -> str:
        """An address that was public does not change because its field was emptied; a new one comes of the headline."""
        slug = self.cleaned_data["slug"] or self.instance.slug
        return slug or free_slug(Article, self.cleaned_data.get("title", ""), "article")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        started, seen = (self.data.get(self.add_prefix(name), "") for name in ("version", "seen"))
        if self.instance.pk and is_stale(self.instance, started, seen):
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
        data[self.add_prefix("seen")] = str(self.initial["seen"])
        self.data = data
