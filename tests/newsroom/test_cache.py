import os

import pytest
from django.core.cache import caches

from newsroom import env


@pytest.fixture
def cache(settings, monkeypatch):
    if "TEST_CACHE_URL" not in os.environ:
        pytest.skip("TEST_CACHE_URL names no Redis to test with, for example redis://127.0.0.1:6379/15")
    monkeypatch.setenv("CACHE_URL", os.environ["TEST_CACHE_URL"])
    settings.CACHES = {"default": env.cache("CACHE_URL", "") | {"KEY_PREFIX": f"test-{os.getpid()}"}}
    yield caches["default"]
    caches["default"].close()


def test_several_processes_share_what_redis_keeps(cache):
    assert cache.add("edition", {"number": 2}, timeout=5)
    assert not cache.add("edition", {"number": 3}, timeout=5)
    assert cache.get("edition") == {"number": 2}
    cache.delete("edition")
    assert cache.get("edition") is None
