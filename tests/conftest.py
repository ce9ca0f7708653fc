"""What every test gets: a media folder of its own, and an immutable history that can still be cleared away."""

import pytest
from django.db import connections
from hypothesis import settings as examples

from articles import immutable

# How long an example takes says how busy the machine is, and nothing of the code.
examples.register_profile("untimed", deadline=None)
examples.load_profile("untimed")

FLUSHING = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _flushable_history(request):
    """Take the triggers off before a test's rows are flushed; the flush puts them back by ``post_migrate``."""
    marker = request.node.get_closest_marker("django_db")
    if not FLUSHING & set(request.fixturenames) and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")  # set up before this fixture, hence flushed after it
    yield
    immutable.remove(connections["default"])
