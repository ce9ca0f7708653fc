"""Headers that every response carries, and the way from HTTP to HTTPS."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.http.request import split_domain_port
from django.middleware.security import SecurityMiddleware

LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}

# The paper asks a reader's device for nothing, and no third party may in its name.
UNUSED = ("browsing-topics", "camera", "display-capture", "geolocation", "microphone", "payment", "usb")
PERMISSIONS = ", ".join(f"{feature}=()" for feature in UNUSED)


class Transport(SecurityMiddleware):
    """Django's security headers and redirect to HTTPS, which spares this machine talking to itself.

    A loopback name has no certificate and no network in between, and a reader elsewhere cannot be brought to
    send it here: health probes and a first look at a production server work without a certificate.
    """

    def process_request(self, request: HttpRequest) -> Any:
        if self.redirect and split_domain_port(request.get_host())[0] in LOOPBACK:
            return None
        return super().process_request(request)


class Headers:
    """What the device and search engines are told; a view that says something else itself keeps its word."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not settings.NEWSROOM_LIVE:
            response.headers["X-Robots-Tag"] = "noindex"
        return response
