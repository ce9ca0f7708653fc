from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from articles import immutable
from articles.immutable import Immutable

# The evidence is the bytes; what is read out of them may be read better one day. A capture goes only as a whole.
CAPTURES = Immutable(
    "importers_capture",
    mutable=("encoding", "line_count", "kind", "capture_date", "repairs", "warnings", "source_id"),
    deletable=True,
)


class ImportersConfig(AppConfig):
    name = "importers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(protect_captures, sender=self)


def protect_captures(using: str, **kwargs: Any) -> None:
    """Receiver of ``post_migrate``: puts the trigger on the captures that keeps their bytes."""
    immutable.install(connections[using], [CAPTURES])
