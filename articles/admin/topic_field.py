"""Topics as an editor writes them: names, of which some are known under another one and some are new."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q

from articles import body, slugs
from articles.admin.widgets import TopicPicker
from articles.models import Topic

LONGEST = 100


class TopicsField(forms.Field):
    """Cleans to names of topics, known ones in their own spelling. ``may_add`` is whether a name may be new."""

    widget = TopicPicker
    default_error_messages = {
        "long": f"A topic has at most {LONGEST} characters: “%(name)s”.",
        "new": "There is no topic “%(name)s”, and you may not add one.",
    }

    def __init__(self, *, may_add: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.may_add = may_add

    def prepare_value(self, value: Iterable[Topic | str] | None) -> list[str]:
        return [str(name) for name in value or []]

    def clean(self, value: Iterable[str] | None) -> list[str]:
        typed = {
            slugs.key(name): name for text in value or [] for name in slugs.topic_names(body.one_line(text))
        }
        known = known_names(typed)
        names = [known.get(key, name) for key, name in typed.items()]
        for name in names:
            if len(name) > LONGEST:
                raise forms.ValidationError(self.error_messages["long"], "long", {"name": name})
        new = [name for key, name in typed.items() if key not in known]
        if new and not self.may_add:
            raise forms.ValidationError(self.error_messages["new"], "new", {"name": new[0]})
        return list(dict.fromkeys(super().clean(names) or []))

    def has_changed(self, initial: Any, data: Any) -> bool:
        def keys(value: Any) -> set[str]:
            return {slugs.key(name) for name in self.prepare_value(value)}

        return keys(initial) != keys(data)


def known_names(keys: Iterable[str]) -> dict[str, str]:
    """By key, the name of the topic that has it as its own or as an alias."""
    wanted = set(keys)
    topics = Topic.objects.filter(Q(key__in=wanted) | Q(aliases__key__in=wanted)).prefetch_related("aliases")
    found: dict[str, str] = {}
    for topic in topics:
        for key in (topic.key, *(alias.key for alias in topic.aliases.all())):
            if key in wanted:
                found.setdefault(key, topic.name)
    return found
