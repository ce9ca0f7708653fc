"""Names that stand for one thing only: checked where they are typed, in whatever case."""

from typing import Any

from django import forms
from django.db.models import Model
from django.forms.models import BaseInlineFormSet

from articles import body, slugs


class NameForm(forms.ModelForm):
    """A named thing, or another name of one. ``aliases`` is the model of other names."""

    aliases: type[Model]

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
        slug = self.cleaned_data["slug"]
        return slug or (self.instance.slug if self.instance.pk else "")

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
