from collections.abc import Callable

from django.db import IntegrityError, models, transaction

from articles import slugs


def save_with_slug(row: models.Model, stem: str, save: Callable[[], None]) -> None:
    """Save ``row`` with the first free slug that begins with ``stem``, also if others take one at the same time."""
    others = type(row)._default_manager.exclude(pk=row.pk)

    def is_taken(slug: str) -> bool:
        return others.filter(slug=slug).exists()

    while True:
        row.slug = slugs.free(stem, is_taken)  # type: ignore[attr-defined]
        try:
            with transaction.atomic(using=row._state.db):
                return save()
        except IntegrityError:
            # Not the slug's fault: it is still free, and somebody else has to say what is wrong.
            if not is_taken(row.slug):  # type: ignore[attr-defined]
                row.slug = ""  # type: ignore[attr-defined]
                raise
