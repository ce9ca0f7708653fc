"""The suite's settings on scratch databases: one that is imported into, one for the floor."""

import os

from newsroom import env
from tests.settings import *  # noqa: F403
from tests.settings import BASE_DIR, DATABASES

LOGGING_CONFIG = None
DATABASES["floor"] = DATABASES["default"] | env.database(
    "BENCH_FLOOR_URL", os.environ["DATABASE_URL"], BASE_DIR
)
if DATABASES["floor"]["ENGINE"].endswith("sqlite3"):
    DATABASES["floor"]["OPTIONS"] = DATABASES["default"]["OPTIONS"]
