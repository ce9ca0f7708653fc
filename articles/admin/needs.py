"""What waits for an editor: each kind of it a count that leads to the list of exactly those."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Need:
    """One card of the first page. ``order`` is where it stands; the most pressing have the lowest."""

    count: int
    words: str
    address: str
    order: int
    tone: str = ""


def list_address(model: type[Model], **filters: str | int) -> str:
    """The address of the list of ``model`` with ``filters`` set."""
    options = model._meta
    address = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    return f"{address}?{urlencode(filters)}" if filters else address
