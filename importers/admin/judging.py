"""An editor's word on a suggested topic. It is remembered, so that a later import does not ask again."""

from typing import Any

from django.db import transaction

from articles import editing
from articles.publishing import Refused
from importers.models import TopicSuggestion

State = TopicSuggestion.State


def accept(suggestion: TopicSuggestion, *, by: Any) -> None:
    """Tag the article. Raises Refused if it was accepted before; EditConflict if somebody else saves the article."""
    _refuse_twice(suggestion, State.ACCEPTED, "It was accepted before.")
    with transaction.atomic():
        _remember(suggestion, State.ACCEPTED)
        editing.add_topic(suggestion.article, suggestion.topic, by=by)


def reject(suggestion: TopicSuggestion, *, by: Any) -> None:
    """Remember the refusal, and take the topic off the article if it was on. Raises as `accept` does."""
    _refuse_twice(suggestion, State.REJECTED, "It was rejected before.")
    with transaction.atomic():
        _remember(suggestion, State.REJECTED)
        editing.remove_topic(suggestion.article, suggestion.topic, by=by)


def _refuse_twice(suggestion: TopicSuggestion, state: str, words: str) -> None:
    if suggestion.state == state:
        raise Refused([words])


def _remember(suggestion: TopicSuggestion, state: str) -> None:
    """Of two editors who judge at once, one does."""
    seen = TopicSuggestion.objects.filter(pk=suggestion.pk, state=suggestion.state)
    if not seen.update(state=state):
        raise Refused(["Somebody else has judged it in the meantime."])
