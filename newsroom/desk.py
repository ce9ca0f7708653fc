"""The desk: the admin site of the newsroom, and its first page over all rooms."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.models import LogEntry
from django.http import Http404, HttpRequest, HttpResponse

from newsroom.proof import proof

LAST_CHANGES = 10
GROUPS = (
    ("The paper", ("Article", "Author", "Topic", "Picture", "Source")),
    (
        "The archive",
        (
            "ImportRun",
            "Capture",
            "Extract",
            "DoubtfulPair",
            "Proposal",
            "TopicSuggestion",
            "RepeatedLine",
            "Decision",
        ),
    ),
    ("People of the desk", ("User", "Group")),
)
"""How the side bar is ordered; what is named nowhere here comes after, under its own app."""


class Desk(AdminSite):
    """Each row's admin may say what waits for the editor (``needs``) and what else the first page shows.

    The latter are its ``first_page_panels``. Both answer for the user who asks. No room is named here: the rooms'
    admin modules need this site while they are imported.
    """

    site_title = "Desk"
    index_title = "Needs you"
    index_template = "desk/index.html"

    @property
    def site_header(self) -> str:
        return settings.NEWSROOM_NAME

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """As Django's; but a key in the digits of another script is none, though Python reads it as a number."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def served(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not str(kwargs.get("object_id", "")).isascii():
                raise Http404("no such key")
            return inner(request, *args, **kwargs)

        return served

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        needs = sorted(self._told(request, "needs"), key=lambda need: need.order)
        context = {
            "needs": [need for need in needs if need.count],
            "met": [need for need in needs if not need.count],
            "panels": list(self._told(request, "first_page_panels")),
            "changes": self._last_changes(request),
            "is_live": settings.NEWSROOM_LIVE,
        }
        return super().index(request, context | (extra_context or {}))

    def proof(self, request: HttpRequest, edition: Any, extra: dict[str, Any]) -> HttpResponse:
        """The paper's page of an unpublished ``edition``: the desk and the paper do not know each other."""
        return proof(request, edition, extra)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        apps = super().get_app_list(request, app_label)
        rows = {model["object_name"]: (app, model) for app in apps for model in app["models"]}
        groups = []
        for name, wanted in GROUPS:
            found = [rows.pop(model) for model in wanted if model in rows]
            if found:
                groups.append(found[0][0] | {"name": name, "models": [model for _, model in found]})
        left = [app | {"models": kept} for app in apps if (kept := _kept(app, rows))]
        return [*groups, *left]

    def _told(self, request: HttpRequest, question: str) -> Iterable[Any]:
        for model_admin in self._registry.values():
            answer = getattr(model_admin, question, None)
            if answer is not None:
                yield from answer(request)

    def _last_changes(self, request: HttpRequest) -> list[LogEntry]:
        """The newest acts on rows that the user may see."""
        seen = [
            model._meta.model_name
            for model, model_admin in self._registry.items()
            if model_admin.has_view_permission(request)
        ]
        entries = LogEntry.objects.filter(content_type__model__in=seen)
        return list(entries.select_related("content_type", "user").order_by("-action_time")[:LAST_CHANGES])


def _kept(app: dict[str, Any], rows: dict[str, Any]) -> list[dict[str, Any]]:
    return [model for model in app["models"] if model["object_name"] in rows]
