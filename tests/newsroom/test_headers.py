import base64
import hashlib
import re
from pathlib import Path

import django.contrib.admin
import django_prose_editor
import pytest
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.urls import path

PAPER_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def page(request):
    return HttpResponse("a public page")


def desk_page(request):
    return HttpResponse(engines["django"].from_string("{{ request.csp_nonce }}").render({}, request))


def quiet_desk_page(request):
    return HttpResponse("asks for no nonce")


def not_there(request, exception):
    return HttpResponse("not there", status=404)


def own_word(request):
    return HttpResponse(
        "", headers={"Content-Security-Policy": "sandbox", "Cross-Origin-Resource-Policy": "cross-origin"}
    )


handler404 = not_there
urlpatterns = [
    path("page/", page),
    path("own/", own_word),
    path("admin/page/", desk_page),
    path("admin/quiet/", quiet_desk_page),
]
pytestmark = pytest.mark.urls(__name__)


def directives(response):
    policy = response.headers["Content-Security-Policy"]
    return {name: sources for name, _, sources in (part.partition(" ") for part in policy.split("; "))}


def sha256(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def test_public_pages_have_the_strict_policy_and_no_nonce(client):
    assert client.get("/page/").headers["Content-Security-Policy"] == PAPER_POLICY


def test_a_page_that_is_not_there_is_as_guarded_as_one_that_is(client):
    response = client.get("/nothing/")
    assert response.status_code == 404
    assert response.headers["Content-Security-Policy"] == PAPER_POLICY


def test_public_pages_carry_the_other_security_headers(client):
    headers = client.get("/page/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_view_that_says_something_else_keeps_its_word(client):
    headers = client.get("/own/").headers
    assert headers["Content-Security-Policy"] == "sandbox"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_desks_nonce_stands_in_header_and_page_and_is_new_each_time(client):
    first, second = client.get("/admin/page/"), client.get("/admin/page/")
    nonce = first.content.decode()
    assert len(nonce) >= 16
    assert directives(first)["script-src"] == f"'self' 'nonce-{nonce}'"
    assert second.content != first.content


def test_a_desk_page_without_inline_scripts_allows_none(client):
    assert directives(client.get("/admin/quiet/"))["script-src"] == "'self'"


def test_nothing_unsafe_is_allowed_at_the_desk(client):
    assert "unsafe" not in client.get("/admin/page/").headers["Content-Security-Policy"]


def test_the_desk_allows_the_styles_that_its_packages_bring(client):
    """When a new version changes a style, its hash in newsroom/settings.py has to follow."""
    allowed = directives(client.get("/admin/page/"))["style-src"].split()
    editor = Path(django_prose_editor.__file__).parent / "static/django_prose_editor/editor.js"
    [base_style] = re.findall(r"=`(\.ProseMirror \{[^`]*)`", editor.read_text(encoding="utf-8"))
    changelist = Path(django.contrib.admin.__file__).parent / "templates/admin/change_list.html"
    [list_style] = re.findall(r"<style[^>]*>(.*?)</style>", changelist.read_text(encoding="utf-8"), re.DOTALL)
    assert allowed == ["'self'", sha256(base_style), sha256(list_style)]


def test_until_the_paper_is_live_no_response_is_indexed(client, settings):
    for address in ("/page/", "/nothing/", "/admin/page/"):
        assert client.get(address).headers["X-Robots-Tag"] == "noindex"
    settings.NEWSROOM_LIVE = True
    assert "X-Robots-Tag" not in client.get("/page/").headers


@pytest.fixture
def https(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.ALLOWED_HOSTS = ["paper.example", "127.0.0.1", "localhost", "[::1]"]
    return Client()


def test_http_leads_to_https(https):
    response = https.get("/page/?a=1", headers={"host": "paper.example"})
    assert (response.status_code, response.headers["Location"]) == (301, "https://paper.example/page/?a=1")


def test_https_is_remembered_by_the_browser(https):
    response = https.get("/page/", secure=True, headers={"host": "paper.example"})
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000"])
def test_this_machine_may_talk_to_itself_in_the_clear(https, host):
    assert https.get("/page/", headers={"host": host}).status_code == 200


def test_a_foreign_host_name_is_refused(https):
    response = https.get("/page/", headers={"host": "127.0.0.1.evil.example"})
    assert response.status_code == 400
    assert "Location" not in response.headers
