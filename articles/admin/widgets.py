"""How a body is written, topics are picked and a picture is chosen. Each works without scripts as well."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django_prose_editor.widgets import AdminProseEditorWidget

from articles.models import Article, Picture, Tagging

GRAMMAR = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Subscript": True,
    "Superscript": True,
    "Strike": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "NodeClass": {
        "cssClasses": {
            "paragraph": {
                "title": "Paragraph",
                "cssClasses": [
                    {"className": "caption", "title": "caption of a picture"},
                    {"className": "credit", "title": "credit of a picture"},
                ],
            }
        }
    },
    "SpecialCharacters": True,
    "HTML": True,
    "History": True,
}
"""What the editor offers is what `articles.body` keeps; anything else would be gone after the save."""


class BodyEditor(AdminProseEditorWidget):
    """Rich text over a text area with HTML, which is what is left of it without scripts."""

    template_name = "admin/articles/widgets/body.html"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"rows": 24, **(attrs or {})}, config={"extensions": GRAMMAR}, preset="configurable")


class TopicPicker(AutocompleteSelectMultiple):
    """Topics by name: known ones are offered, new ones can be typed, commas separate. Names travel, not keys."""

    template_name = "admin/articles/widgets/topics.html"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(Tagging._meta.get_field("tag"), admin.site, attrs=dict(attrs or {}))

    def get_url(self) -> str:
        return reverse(f"{self.admin_site.name}:articles_topic_names")

    def build_attrs(self, base_attrs: Mapping[str, Any], extra_attrs: Any = None) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"data-allow-clear": "false", "data-tags": "true", "data-token-separators": '[","]'}

    def optgroups(self, name: str, value: Iterable[str], attrs: Any = None) -> list[Any]:
        options = [self.create_option(name, topic, topic, True, number) for number, topic in enumerate(value)]
        return [(None, options, 0)]

    def value_from_datadict(self, data: MultiValueDict, files: Any, name: str) -> list[str]:
        return [*super().value_from_datadict(data, files, name), *data.getlist(f"{name}_typed")]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class PicturePicker(AutocompleteSelect):
    """A picture by search; without scripts, one of the newest. The chosen one is shown."""

    template_name = "admin/articles/widgets/picture.html"
    newest = 30

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(Article._meta.get_field("picture"), admin.site, attrs=dict(attrs or {}))

    def optgroups(self, name: str, value: Iterable[str], attrs: Any = None) -> list[Any]:
        groups = super().optgroups(name, value, attrs)
        options = groups[0][1]
        taken = {str(option["value"]) for option in options}
        for picture in Picture.objects.all()[: self.newest]:
            if str(picture.pk) not in taken:
                options.append(self.create_option(name, picture.pk, str(picture), False, len(options)))
        return groups

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = str(value or "")
        context["picture"] = Picture.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
        return context


class PictureFile(forms.ClearableFileInput):
    """An upload beside what is stored."""

    template_name = "admin/articles/widgets/picture_file.html"


def only_links(widget: Any, *links: str) -> None:
    """Leave only ``links`` beside a choice of another row: the others lead away from a text that is being written."""
    for link in ("add", "change", "delete", "view"):
        if link not in links:
            setattr(widget, f"can_{link}_related", False)
