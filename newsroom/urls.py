"""All addresses: the paper at the root, the desk, pictures, and what a load balancer asks."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from articles.public import sheets
from newsroom import health, media

urlpatterns = [
    path("admin/", admin.site.urls),
    path("media/<path:path>", media.picture, name="media"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("", include("articles.public.urls")),
]

if settings.DEBUG:
    # Who tries the paper out sees its own page for what is not there, as readers do, and not Django's list of routes.
    urlpatterns.append(re_path(r"^.*/$", sheets.not_found))

handler403 = "articles.public.sheets.forbidden"
handler404 = "articles.public.sheets.not_found"
