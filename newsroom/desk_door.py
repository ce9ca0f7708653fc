"""What an editor needs and a reader does not: session, login, messages and CSRF, under the desk's address only.

A public page is therefore the same for everyone: it sets no cookie, reads none and asks for no user.
"""

from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware

DESK = "/admin/"


def is_desk(request: HttpRequest) -> bool:
    """Whether the request goes to the desk rather than to the paper."""
    return request.path_info.startswith(DESK)


class DeskOnly:
    """Makes a middleware do nothing outside the desk. Written before the middleware in a class's bases."""

    def __call__(self, request: HttpRequest) -> Any:
        if is_desk(request):
            return super().__call__(request)  # type: ignore[misc]
        return self.get_response(request)  # type: ignore[attr-defined]


class Sessions(DeskOnly, SessionMiddleware):
    pass


class Login(DeskOnly, AuthenticationMiddleware):
    pass


class Messages(DeskOnly, MessageMiddleware):
    pass


class Csrf(DeskOnly, CsrfViewMiddleware):
    def process_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().process_view(request, *args, **kwargs) if is_desk(request) else None
