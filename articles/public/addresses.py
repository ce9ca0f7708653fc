"""Absolute addresses, from the site's configured origin."""

from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest


def absolute(request: HttpRequest, address: str) -> str:
    """``address`` with scheme and host. What is absolute already stays as it is.

    The host of the request stands in only where no origin is configured: it is the sender's word.
    """
    origin = settings.SITE_URL or request.build_absolute_uri("/")
    return urljoin(origin.rstrip("/") + "/", address)
