"""What was said of the rights in captures when they came in: by the operator, else by their source."""

from collections.abc import Iterable

from articles.models import Rights
from importers.models import Capture, ImportRun
from importers.store.shelf import chunks


def rights_of(captures: Iterable[int]) -> dict[int, str]:
    """The rights that articles of each capture start with. Of a run that was taken back nothing holds any more."""
    found: dict[int, str] = {}
    for chunk in chunks(set(captures)):
        rows = Capture.objects.filter(pk__in=chunk).order_by()
        for pk, state, said, default in rows.values_list(
            "pk", "run__state", "run__arguments__rights", "source__default_rights"
        ):
            is_undone = state == ImportRun.State.UNDONE
            found[pk] = Rights.UNKNOWN.value if is_undone else said or default or Rights.UNKNOWN.value
    return found
