"""The ASGI entry: ``newsroom.asgi.application``."""

import os

from django.core.asgi import get_asgi_application

from newsroom.serving import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

application = get_asgi_application()
refuse_unsafe_start()
