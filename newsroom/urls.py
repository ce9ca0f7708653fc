"""All addresses: the paper at the root, the desk, pictures, and what a load balancer asks."""

from django.contrib import admin
from django.urls import include, path

from newsroom import health, media

urlpatterns = [
    path("admin/", admin.site.urls),
    path("media/<path:path>", media.picture, name="media"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("", include("articles.public.urls")),
]

handler403 = "articles.public.sheets.forbidden"
handler404 = "articles.public.sheets.not_found"
