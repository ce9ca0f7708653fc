"""The questions that a list of articles can be asked beside the plain ones."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from articles.admin.states import WORDS, State, in_state
from articles.models import Article, Byline, Tagging


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(state.value, WORDS[state]) for state in State]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        return in_state(queryset, State(self.value())) if self.value() in set(State) else queryset


class HasOrNot(admin.SimpleListFilter):
    """Two answers to whether an article has something: a condition, `has`, and its opposite."""

    answers = ("has some", "has none")

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return zip(("yes", "no"), self.answers, strict=True)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() == "yes":
            return queryset.filter(self.has())
        return queryset.exclude(self.has()) if self.value() == "no" else queryset

    def has(self) -> Q | Exists:
        raise NotImplementedError


class DateFilter(HasOrNot):
    title = "publication date"
    parameter_name = "date"
    answers = ("known", "unknown")

    def has(self) -> Q:
        return Q(first_published__isnull=False)


class TopicsFilter(HasOrNot):
    title = "topics"
    parameter_name = "topics"

    def has(self) -> Exists:
        return Exists(Tagging.objects.filter(content_object=OuterRef("pk")))


class BylineFilter(HasOrNot):
    title = "byline"
    parameter_name = "byline"

    def has(self) -> Exists:
        return Exists(Byline.objects.filter(article=OuterRef("pk")))
