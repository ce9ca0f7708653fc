"""Pictures over HTTP, for a site without a front server to do it."""

from mimetypes import guess_type

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

# A browser shows these and runs nothing in them; SVG and HTML are not pictures here.
SHOWN = {"image/avif", "image/jpeg", "image/png", "image/webp"}


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of the media folder, in a sandbox of its own. Anything but a picture is answered 404."""
    kind, encoding = guess_type(path)
    if kind not in SHOWN or encoding:
        raise Http404("not a picture")
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    # Readers of feeds show pictures on pages of their own.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    # Five minutes: a withdrawn picture has to leave caches soon.
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
