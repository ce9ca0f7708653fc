"""One small stylesheet, no scripts, nothing inline: what the content policy and the budget allow."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders

from tests.make import make_edition
from tests.paper.pictures import make_picture

pytestmark = pytest.mark.django_db

RAW, ZIPPED, PAGE = 20_000, 6_000, 60_000


def stylesheet() -> str:
    with open(finders.find("paper/paper.css"), encoding="utf-8") as file:
        return file.read()


def test_the_stylesheet_keeps_its_budget() -> None:
    css = stylesheet().encode()

    assert len(css) <= RAW
    assert len(gzip.compress(css)) <= ZIPPED


def test_the_stylesheet_fetches_nothing() -> None:
    assert not re.findall(r"url\(|@import|@font-face", stylesheet())


def test_the_look_is_written_without_left_and_right() -> None:
    """Logical properties alone, so that a page in another direction is mirrored."""
    assert not re.findall(
        r"(?:margin|padding|border)-(?:left|right)|[^-](?:left|right)\s*:|float", stylesheet()
    )


def test_media_queries_use_properties_that_exist() -> None:
    assert not re.findall(r"@media[^{]*(?:inline|block)-size", stylesheet())


def test_each_focus_that_a_picture_can_have_has_its_place() -> None:
    css = stylesheet()

    for axis in "xy":
        for tenth in {*range(11)} - {5}:
            assert f".focus-{axis}-{tenth} {{ --{axis}: {tenth * 10}% }}" in css


@pytest.mark.parametrize(
    "address", ["/", "/latest/", "/about/", "/articles/ferry/", "/topics/rivers/", "/nowhere/"]
)
def test_a_page_has_no_script_no_style_of_its_own_and_no_stranger(client, address: str) -> None:
    picture = make_picture(focal_x=10)
    make_edition(slug="ferry", topics=["rivers"], authors=["Ilse Maren"], picture=picture)

    page = client.get(address).content.decode()

    assert not re.findall(
        r"<style|\sstyle=|\son\w+=|<script(?! type=\"application/ld\+json\")|<iframe|<form", page
    )
    fetched = re.findall(r'(?:src="|<link rel="(?:stylesheet|icon|apple-touch-icon)" href=")([^"]*)', page)
    assert fetched
    assert [address for address in fetched if not address.startswith("/")] == []


def test_a_long_article_keeps_its_budget(client) -> None:
    words = "".join(f"<p>{'The ferry that crossed the river tied up. ' * 12}</p>" for _ in range(40))

    page = client.get(make_edition(body=words).get_absolute_url())

    assert len(page.content) - len(words) <= PAGE - 40_000
