"""An upload is looked at, drawn anew and stored under a name that nobody can guess; anything else is refused."""

import io
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.models import Picture
from tests.desk.making import filled, sign_in
from tests.make import make_article, make_edition

pytestmark = pytest.mark.django_db

PICTURES = "/admin/articles/picture/"


def jpeg(size=(60, 40), exif=b""):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def upload(client, content, name="IMG_2034.JPG", **fields):
    form = filled(client.get(f"{PICTURES}add/")) | {"alt": "A ferry", "credit": "Courier"} | fields
    return client.post(f"{PICTURES}add/", form | {"file": SimpleUploadedFile(name, content)})


def make_picture(**fields):
    picture = Picture(**({"alt": "A ferry", "rights": "own"} | fields))
    picture.file.save("ferry.jpg", ContentFile(jpeg(), name="ferry.jpg"))
    return picture


def test_a_picture_is_stored_under_a_name_that_nobody_can_guess(client):
    sign_in(client, superuser=True)
    assert upload(client, jpeg()).status_code == 302
    picture = Picture.objects.get()
    assert re.fullmatch(r"pictures/\d{4}/[\w-]{32}\.jpg", picture.file.name)
    assert (picture.width, picture.height, picture.alt) == (60, 40, "A ferry")


def test_two_uploads_of_one_file_have_two_names(client):
    sign_in(client, superuser=True)
    upload(client, jpeg())
    upload(client, jpeg())
    assert len(set(Picture.objects.values_list("file", flat=True))) == 2


def test_the_suffix_is_that_of_the_content(client):
    sign_in(client, superuser=True)
    upload(client, jpeg(), name="page.html")
    assert Picture.objects.get().file.name.endswith(".jpg")


def test_nothing_of_the_upload_but_the_picture_is_stored(client):
    sign_in(client, superuser=True)
    exif = Image.Exif()
    exif[0x010F] = "Lens & Sons"
    upload(client, jpeg(exif=exif.tobytes()) + b"<script>rider</script>")
    with Picture.objects.get().file.open() as file:
        stored = file.read()
    assert b"Lens" not in stored
    assert b"rider" not in stored


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.svg", "not a JPEG, PNG or WebP picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.png", "not a JPEG, PNG or WebP picture"),
        (b"<!doctype html><script>alert(1)</script>", "photo.jpg", "not a JPEG, PNG or WebP picture"),
        (b"GIF89a" + bytes(40), "photo.jpg", "not a JPEG, PNG or WebP picture"),
        (b"\xff\xd8\xff" + bytes(11 * 1024 * 1024), "photo.jpg", "larger than 10 MB"),
        (jpeg((600, 400))[:900], "photo.jpg", "damaged"),
        (jpeg((7000, 6000)), "photo.jpg", "more than 40 megapixels"),
    ],
)
def test_what_is_no_picture_is_refused_in_words_and_not_stored(client, content, name, words):
    sign_in(client, superuser=True)
    response = upload(client, content, name=name)
    assert words in response.content.decode()
    assert not Picture.objects.exists()
    assert not default_storage.exists("pictures")


def test_a_picture_without_a_file_is_one_that_was_not_captured(client):
    sign_in(client, superuser=True)
    form = filled(client.get(f"{PICTURES}add/")) | {"credit": "Courier"}
    assert client.post(f"{PICTURES}add/", form).status_code == 302
    assert not Picture.objects.get().is_captured


def test_words_can_be_changed_without_a_new_upload(client):
    sign_in(client, superuser=True)
    picture = make_picture()
    address = f"{PICTURES}{picture.pk}/change/"
    client.post(address, filled(client.get(address)) | {"alt": "A ferry at dusk"})
    changed = Picture.objects.get()
    assert (changed.alt, changed.file.name) == ("A ferry at dusk", picture.file.name)


@pytest.mark.parametrize("focus", ["-1", "101", "x", ""])
def test_a_focal_point_lies_inside(client, focus):
    sign_in(client, superuser=True)
    assert upload(client, jpeg(), focal_x=focus).status_code == 200


def test_a_thumbnail_is_a_small_jpeg_for_the_desk_alone(client):
    picture = make_picture()
    address = f"{PICTURES}{picture.pk}/thumbnail/"
    assert client.get(address).status_code == 302
    sign_in(client, "view_picture")
    response = client.get(address)
    assert (response["Content-Type"], response["Cache-Control"]) == ("image/jpeg", "private, max-age=86400")
    assert Image.open(io.BytesIO(response.content)).size == (60, 40)


def test_there_is_nothing_to_see_of_what_was_not_captured(client):
    sign_in(client, "view_picture")
    picture = Picture.objects.create(credit="Courier")
    assert client.get(f"{PICTURES}{picture.pk}/thumbnail/").status_code == 204
    lost = make_picture()
    default_storage.delete(lost.file.name)
    assert client.get(f"{PICTURES}{lost.pk}/thumbnail/").status_code == 404
    assert client.get(f"{PICTURES}999/thumbnail/").status_code == 404


def test_a_picture_that_readers_saw_cannot_be_deleted(client):
    sign_in(client, superuser=True)
    picture = make_picture()
    make_edition(picture=picture)
    assert client.post(f"{PICTURES}{picture.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Picture.objects.exists()


def test_a_picture_is_chosen_on_an_articles_page_also_without_scripts(client):
    sign_in(client, superuser=True)
    picture = make_picture(caption="The ferry at dusk")
    html = client.get(f"/admin/articles/article/{make_article().pk}/change/").content.decode()
    assert f'<option value="{picture.pk}">The ferry at dusk</option>' in html


def test_missing_alternative_texts_are_counted_and_listed(client):
    sign_in(client, superuser=True)
    make_picture(caption="without", alt="")
    make_picture(caption="decorative", alt="", is_decorative=True)
    make_picture(caption="with")
    found = client.get(PICTURES, {"alt": "missing"}).context["cl"].result_list
    assert [picture.caption for picture in found] == ["without"]
