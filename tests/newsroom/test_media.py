from pathlib import Path

import pytest
from PIL import Image


@pytest.fixture
def folder(settings, db):  # the page for what is not there shows the paper's sections
    folder = Path(settings.MEDIA_ROOT)
    (folder / "a").mkdir(parents=True)
    Image.new("RGB", (2, 2)).save(folder / "a" / "picture.png")
    return folder


def test_a_picture_is_served_in_a_sandbox(client, folder):
    response = client.get("/media/a/picture.png")
    assert b"".join(response.streaming_content) == (folder / "a" / "picture.png").read_bytes()
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "public, max-age=300"


def test_a_picture_that_did_not_change_is_not_sent_again(client, folder):
    first = client.get("/media/a/picture.png")
    b"".join(first.streaming_content)
    again = client.get("/media/a/picture.png", headers={"if-modified-since": first.headers["Last-Modified"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "script.js", "notes", "archive.png.gz"])
def test_nothing_but_pictures_is_served(client, folder, name):
    (folder / name).write_text("<script>alert(1)</script>")
    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.parametrize("path", ["", "a/", "a", "../secret.png", "%2e%2e/secret.png", "..%2fsecret.png"])
def test_no_folder_is_listed_or_left(client, folder, path):
    Image.new("RGB", (2, 2)).save(folder.parent / "secret.png")
    assert client.get(f"/media/{path}").status_code in {400, 404}
