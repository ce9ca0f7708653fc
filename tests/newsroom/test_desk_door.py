import pytest
from django.contrib import messages
from django.http import HttpResponse
from django.test import Client
from django.urls import path


def page(request):
    seen = [name for name in ("session", "user", "_messages") if hasattr(request, name)]
    return HttpResponse(",".join(seen))


def desk_page(request):
    messages.info(request, "seen")
    request.session["visits"] = 1
    return HttpResponse(str(request.user))


urlpatterns = [path("page/", page), path("admin/page/", desk_page)]
pytestmark = pytest.mark.urls(__name__)


def test_a_public_page_knows_no_session_user_or_messages(client):
    assert client.get("/page/").content == b""


def test_a_public_page_sets_no_cookie_and_varies_by_none(client):
    response = client.get("/page/")
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_public_page_asks_the_database_nothing_even_for_an_editor(admin_client, django_assert_num_queries):
    with django_assert_num_queries(0):
        admin_client.get("/page/")


def test_the_desk_knows_who_is_there(admin_client):
    response = admin_client.get("/admin/page/")
    assert response.content == b"admin"
    assert "session" in response.cookies


def test_a_form_at_the_desk_needs_its_token(admin_user):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)
    assert strict.post("/admin/page/").status_code == 403


def test_a_reader_needs_no_token():
    assert Client(enforce_csrf_checks=True).post("/page/").status_code == 200
