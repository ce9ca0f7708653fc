"""The suite's settings: newsroom/settings.py, in an environment that no machine's own can colour.

Set before Django looks, so that commands which a test starts in a process of their own get the same.
"""

import os

OWN_VARIABLES = (
    "ALLOWED_HOSTS",
    "BEHIND_PROXY",
    "CSRF_TRUSTED_ORIGINS",
    "HSTS_PRELOAD",
    "HSTS_SECONDS",
    "HSTS_SUBDOMAINS",
    "LOG_LEVEL",
    "MEDIA_ROOT",
    "NEWSROOM_LIVE",
    "NEWSROOM_NAME",
    "NEWSROOM_SEEDS",
    "PORT",
    "SITE_URL",
    "TIME_ZONE",
)
for name in OWN_VARIABLES:
    os.environ.pop(name, None)

os.environ |= {
    "NEWSROOM_IGNORE_ENV_FILE": "1",
    "DEBUG": "off",
    "HTTPS": "off",
    "SECRET_KEY": "the-suite-encrypts-nothing-that-outlives-it-0123456789",
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL") or "sqlite:///var/newsroom.sqlite3",
    "CACHE_URL": "locmem://",
}

from newsroom.settings import *  # noqa: E402, F403
from newsroom.settings import PLAIN_STATIC, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": PLAIN_STATIC}}
