"""Invariant 12: tear the importers room out, and the site still stands."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

WITHOUT_IMPORTERS = """
import sys
sys.modules["importers"] = None  # importing it is an error from here on

import django
from django.conf import settings
from newsroom import settings as own
from newsroom import sqlite

apart = {name: getattr(own, name) for name in dir(own) if name.isupper()}
apart["INSTALLED_APPS"] = [
    {"newsroom.apps.DeskConfig": "django.contrib.admin"}.get(app, app)
    for app in own.INSTALLED_APPS
    if app != "importers"
]
apart["ROOT_URLCONF"] = "articles.public.urls"
apart["DATABASES"] = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", **sqlite.SETTINGS}}
apart["ALLOWED_HOSTS"] = ["testserver"]
settings.configure(**apart)
django.setup()

from django.core.management import call_command
from django.test import Client
from django.urls import include, path

call_command("migrate", verbosity=0)

class Addresses:
    urlpatterns = [path("", include("articles.public.urls"))]

settings.ROOT_URLCONF = Addresses
for address in ("/", "/feed.atom", "/sitemap.xml", "/robots.txt", "/articles/none/"):
    print(address, Client().get(address).status_code)
"""


def test_invariant_12_the_paper_stands_without_the_importers():
    run = subprocess.run([sys.executable, "-c", WITHOUT_IMPORTERS], cwd=ROOT, capture_output=True, text=True)
    expected = "/ 200\n/feed.atom 200\n/sitemap.xml 200\n/robots.txt 200\n/articles/none/ 404\n"
    assert run.stdout == expected, run.stderr
