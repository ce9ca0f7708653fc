"""The newsroom's own part of ``check --deploy``; a server that starts refuses on the same errors."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Info, Warning
from django.db import connection

from newsroom import serving, sqlite


def what_refuses_a_start(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return serving.configuration_errors()


def which_sqlite(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Names the SQLite in use, which depends on platform and wheel."""
    if connection.vendor != "sqlite":
        return []
    version = ".".join(map(str, sqlite.VERSION))
    return [Info(f"The database is SQLite {version}, from {sqlite.LIBRARY}.", id="newsroom.I001")]


def whether_https(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """In the words of the environment; Django's own checks of the same look for its own middleware's name."""
    if not settings.SECURE_SSL_REDIRECT:
        message, hint = "HTTPS is off: passwords travel in the clear.", "Leave HTTPS unset, or set it to on."
        return [Warning(message, hint=hint, id="newsroom.W001")]
    if not settings.SECURE_HSTS_SECONDS:
        message = "HSTS_SECONDS is 0: a browser may be led back to plain HTTP."
        return [Warning(message, hint="Leave it unset (a year).", id="newsroom.W002")]
    return []
