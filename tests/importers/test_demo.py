"""The demonstration fills an empty paper once, and leaves alone what an editor did since."""

import json
import re
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import CommandError

from articles import publishing
from articles.models import Article, Edition, Picture, Rights, Source, Topic
from tests.importers.captures import SAMPLES, whole_tables
from tests.make import change

pytestmark = pytest.mark.django_db

FRONT = json.loads((SAMPLES / "front.json").read_text(encoding="utf-8"))
LOG = ("importers.ImportRun", "importers.Outcome")


@pytest.fixture(autouse=True)
def _debug(settings):
    settings.DEBUG = True


def demo(**options: object) -> str:
    out = StringIO()
    call_command("demo", stdout=out, no_color=True, **options)
    return out.getvalue()


def test_the_front_page_comes_out_in_its_order_with_what_an_editor_gave_it():
    demo()
    editions = list(Edition.objects.current().newest_first())
    assert [edition.title for edition in editions] == [story["title"] for story in FRONT["articles"]]
    for edition, story in zip(editions, FRONT["articles"], strict=True):
        assert (edition.type, edition.standfirst) == (story["type"], story["standfirst"])
        assert set(edition.topics.values_list("name", flat=True)) == set(story["topics"])
        assert edition.rights == Rights.OWN
    kinds = dict(Topic.objects.filter(name__in=FRONT["topics"]).values_list("name", "kind"))
    assert kinds == FRONT["topics"]


def test_the_pictures_hang_with_their_words():
    demo()
    pictures = json.loads((SAMPLES / "pictures.json").read_text(encoding="utf-8"))["pictures"]
    # By the row: an instance would open the file to look.
    assert Picture.objects.exclude(file="").filter(width__gt=0, height__gt=0).count() == len(pictures)
    for said in pictures:
        picture = Article.objects.get(title=said["title"]).picture
        assert (picture.alt, picture.caption, picture.credit) == (
            said["alt"],
            said["caption"],
            said["credit"],
        )
        assert picture.file.storage.exists(picture.file.name)


def test_what_is_not_on_the_front_page_stays_a_working_copy():
    demo()
    waiting = Article.objects.filter(editions__isnull=True)
    assert waiting.count() == 18 - len(FRONT["articles"])
    assert set(waiting.values_list("rights", flat=True)) == {"own"}
    assert {article.source for article in Article.objects.all()} == {Source.objects.get()}


def test_a_login_is_made_and_shown_once_and_works(client):
    password = re.search(r"password (\S+)", demo())[1]
    assert len(password) >= 12
    assert client.login(username="editor", password=password)
    user = get_user_model().objects.get()
    assert user.is_staff
    assert "password" not in demo()


def test_no_login_is_made_where_there_is_a_user():
    get_user_model().objects.create_user("somebody")
    assert "password" not in demo()
    assert get_user_model().objects.count() == 1


def test_a_second_time_changes_nothing():
    demo()
    before = whole_tables(*LOG)
    assert demo() == ""
    assert whole_tables(*LOG) == before


def test_what_an_editor_did_stands():
    demo()
    titles = [story["title"] for story in FRONT["articles"]]
    change(Article.objects.get(title=titles[0]), standfirst="What an editor wrote.")
    publishing.withdraw(Article.objects.get(title=titles[1]), note="On request.")
    unpublished = Article.objects.filter(editions__isnull=True).first()
    unpublished.delete()
    before = whole_tables(*LOG)
    demo()
    assert whole_tables(*LOG) == before


def test_an_article_that_an_editor_began_is_not_published_over_his_head(monkeypatch):
    call_command("import_seeds", str(SAMPLES), source="The Tessane Courier", rights="own", stdout=StringIO())
    title = FRONT["articles"][0]["title"]
    change(Article.objects.get(title=title), standfirst="Half a sentence")
    demo()
    article = Article.objects.get(title=title)
    assert article.standfirst == "Half a sentence"
    assert not article.editions.exists()


def test_it_refuses_where_debug_is_off(settings):
    settings.DEBUG = False
    before = whole_tables()
    with pytest.raises(CommandError, match="DEBUG"):
        demo()
    assert whole_tables() == before


def test_quiet_still_shows_the_password():
    assert "password" in demo(verbosity=0)
