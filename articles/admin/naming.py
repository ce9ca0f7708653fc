"""Names that stand for one thing only: checked where they are typed, in whatever case."""

from typing import Any

from django import forms
from django.db.models import Model
from django.forms.models import BaseInlineFormSet

from articles import body, slugs


class NameForm(forms.ModelForm):
    """A named thing, or another name of one. ``aliases`` is the model of other names."""

    aliases: type[Model]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_name(self) -> str:
        name = body.one_line(self.cleaned_data["name"])
        if not slugs.key(name):
            raise forms.ValidationError("Give a name.")
        other = self._owner_of(slugs.key(name))
        if other:
            words = "“%(name)s” is the name of %(other)s already."
            raise forms.ValidationError(words, params={"name": name, "other": other})
        return name

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"] or self.instance.slug
        # What stands before an @ may be a name; behind it is an e-mail address.
        name = self.cleaned_data.get("name", "").partition("@")[0]
        return slug or free_slug(type(self.instance), name, self.instance._meta.model_name)

    def _owner_of(self, key: str) -> str:
        """Who else is known by ``key``; empty if nobody is."""
        model = type(self.instance)
        owner = next(field.name for field in self.aliases._meta.fields if field.many_to_one)
        others = self.aliases.objects.filter(key=key).select_related(owner)
        if model is self.aliases:
            owned = getattr(self.instance, f"{owner}_id")
            named = self.aliases._meta.get_field(owner).related_model.objects.filter(key=key)
            named, others = named.exclude(pk=owned), others.exclude(pk=self.instance.pk)
        else:
            named = model.objects.filter(key=key).exclude(pk=self.instance.pk)
            others = others.exclude(**{f"{owner}_id": self.instance.pk})
        found = named.first() or next((getattr(alias, owner) for alias in others), None)
        return f"“{found}”" if found else ""


def free_slug(model: type[Model], text: str, fallback: str) -> str:
    """The address of a new row: ``text``, with a number where that is taken."""
    stem = slugs.slug(text, fallback)
    return slugs.free(stem, lambda slug: model._default_manager.filter(slug=slug).exists())


class AliasFormSet(BaseInlineFormSet):
    """Other names of one thing; none twice, in whatever case."""

    def clean(self) -> None:
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            cleaned: dict[str, Any] = getattr(form, "cleaned_data", {})
            key = slugs.key(cleaned.get("name") or "")
            if key and not cleaned.get("DELETE"):
                if key in seen:
                    form.add_error("name", "This name stands here twice.")
                seen.add(key)
