"""The content policy of each page: a strict one for the paper, the desk's own under its address.

Settings and names are those of Django 6, whose middleware is used where it is there; before that, the one
below does the same work. ``request.csp_nonce`` is there in both; it enters the header only when a page has
asked for it, and the paper's policy has no place for it, so that any cache may keep a public page.
"""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.deprecation import MiddlewareMixin
from django.utils.functional import SimpleLazyObject, empty

from newsroom.desk_door import is_desk

try:
    from django.middleware.csp import ContentSecurityPolicyMiddleware as PolicyMiddleware
except ImportError:  # Django 5.2

    class Nonce(SimpleLazyObject):  # type: ignore[type-arg]
        """Made when a page first prints it; false until then."""

        def __init__(self) -> None:
            super().__init__(lambda: secrets.token_urlsafe(16))

        def __bool__(self) -> bool:
            return self._wrapped is not empty

    def build_policy(policy: Mapping[str, Sequence[str]], nonce: object) -> str:
        """A policy as a header's value; without a nonce its place is left out."""
        value = "; ".join(" ".join([name, *sources]) for name, sources in policy.items())
        return value.replace(f" {settings.CSP_NONCE}", f" 'nonce-{nonce}'" if nonce else "")

    class PolicyMiddleware(MiddlewareMixin):  # type: ignore[no-redef]
        def process_request(self, request: Any) -> None:
            request._csp_nonce = Nonce()

        def process_response(self, request: Any, response: HttpResponseBase) -> HttpResponseBase:
            if "Content-Security-Policy" not in response.headers:
                policy = getattr(response, "_csp_config", settings.SECURE_CSP)
                response.headers["Content-Security-Policy"] = build_policy(policy, request._csp_nonce)
            return response


class ContentPolicy(PolicyMiddleware):
    """``SECURE_CSP`` for the paper, ``DESK_CSP`` for the desk; a view that sets the header keeps its own."""

    def process_request(self, request: Any) -> None:
        super().process_request(request)
        request.csp_nonce = request._csp_nonce

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if is_desk(request) and not hasattr(response, "_csp_config"):
            response._csp_config = settings.DESK_CSP
        return super().process_response(request, response)
