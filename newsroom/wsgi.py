"""The WSGI entry: ``newsroom.wsgi.application``."""

import os

from django.core.wsgi import get_wsgi_application

from newsroom.serving import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

application = get_wsgi_application()
refuse_unsafe_start()
