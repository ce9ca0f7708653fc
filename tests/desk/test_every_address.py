"""Every address of the desk, asked by everybody: nobody sees what they may not, and looking changes nothing."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver

from articles.models import Article, Author, Picture, Source, Topic, TopicAlias
from importers.models import Decision, ImportRun, RepeatedLine, TopicSuggestion
from tests.desk.making import (
    make_capture,
    make_extract,
    make_outcome,
    make_pair,
    make_person,
    make_proposal,
)
from tests.desk.test_pictures import jpeg
from tests.make import make_article, make_edition

pytestmark = pytest.mark.django_db

# Open to everybody, or to everybody of the desk.
FOR_ALL = {"login", "jsi18n"}
# Addresses of an earlier Django, which lead on to today's, where the permission is asked for.
LEADS_ON = {"former", "view_on_site"}
FOR_THE_DESK = {"index", "logout", "password_change", "password_change_done"}
POST_ONLY = {
    "logout",
    "importers_topicsuggestion_accept",
    "importers_topicsuggestion_reject",
    "importers_capture_say",
    "importers_proposal_accept",
    "importers_proposal_decline",
    "importers_doubtfulpair_apart",
    "importers_doubtfulpair_one",
    "importers_doubtfulpair_takeback",
}
# Machine-written: even who may do everything does not do this by hand.
CLOSED = {
    f"importers_{model}_{act}"
    for model in (
        "importrun",
        "capture",
        "extract",
        "topicsuggestion",
        "proposal",
        "doubtfulpair",
        "repeatedline",
        "decision",
    )
    for act in ("add", "delete")
    if (model, act) != ("decision", "delete")  # an editor's word is taken back
} | {"articles_article_delete", "articles_picture_delete"}  # readers saw these two
# Acts on what a machine wrote: they change nothing unless what they were asked for was shown before.
CONFIRMED = {"importers_importrun_undo"}


def addresses(patterns: list, prefix: str = "") -> Iterator[tuple[str, str]]:
    """(name, address with the names of its parameters) of every page under ``patterns``."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or "former", route


def desk() -> list[tuple[str, str]]:
    (resolver,) = (p for p in get_resolver().url_patterns if str(p.pattern) == "admin/")
    return list(addresses(resolver.url_patterns))


def one_row_of_everything() -> dict[str, int]:
    """By model name, the key of a row that there is."""
    picture = Picture(alt="A ferry", rights="own")
    picture.file.save("ferry.jpg", ContentFile(jpeg(), name="ferry.jpg"))
    article = make_edition(topics=["Energy"], authors=["Ilse Maren"], picture=picture).article
    capture = make_capture(("headline", "a"), ("paragraph", "b"))
    extract = make_extract(capture, article)
    make_outcome(capture.run, capture)
    topic = Topic.objects.get()
    TopicAlias.objects.create(topic=topic, name="Power")
    suggestion = TopicSuggestion.objects.create(
        article=article, topic=topic, term="x", count=1, confidence=0.5
    )
    proposal = make_proposal(article, extract)
    other = make_extract(capture, make_article(title="Another"), reading={"blocks": []})
    pair = make_pair(extract, other)
    return {
        "article": article.pk,
        "author": Author.objects.get().pk,
        "topic": topic.pk,
        "picture": picture.pk,
        "source": Source.objects.create(name="Valley Post").pk,
        "importrun": ImportRun.objects.get().pk,
        "capture": capture.pk,
        "extract": extract.pk,
        "topicsuggestion": suggestion.pk,
        "proposal": proposal.pk,
        "doubtfulpair": pair.pk,
        "decision": Decision.objects.create(kind="begins", anchor="a", capture=capture, line=1).pk,
        "repeatedline": RepeatedLine.objects.create(
            anchor="b", text="b", role="paragraph", seen=5, looked_at=9, example="one.txt", line=2
        ).pk,
        "group": Group.objects.create(name="g").pk,
        "user": make_person(name="somebody").pk,
    }


def filled(route: str, rows: dict[str, int]) -> str:
    """A route with keys of rows that there are in place of its parameters."""
    model = re.match(r"(?:articles|importers|auth)/([a-z]+)/", route)
    key = str(rows[model.group(1)]) if model else "1"
    route = re.sub(r"<int:number>", "1", route)
    route = re.sub(r"\^\(\?P<app_label>[^)]*\)/\$", "articles/", route)
    route = re.sub(r"r/<path:content_type_id>/<path:object_id>/", "r/1/1/", route)
    route = re.sub(r"\(\?P<url>\.\*\)\$", "nowhere/at/all/", route)
    return "/admin/" + re.sub(r"<(?:\w+:)?(?:object_id|pk|id)>", key, route).replace("^", "")


def everything() -> dict[str, list]:
    """All rows of the newsroom's own tables, and what was logged."""
    models = [*apps.get_app_config("articles").get_models(), *apps.get_app_config("importers").get_models()]
    models.append(apps.get_model("admin", "LogEntry"))
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_the_walk_finds_the_pages():
    names = {name for name, _ in desk()}
    assert {
        "index",
        "articles_article_change",
        "articles_article_publish",
        "importers_capture_change",
    } <= names
    rows = one_row_of_everything()
    assert not any(set("<>()") & set(filled(route, rows)) for _, route in desk())


def test_strangers_are_sent_to_the_door(client):
    rows = one_row_of_everything()
    for name, route in desk():
        if name in FOR_ALL:
            continue
        for ask in (client.get, client.post):
            answer = ask(filled(route, rows))
            assert answer.status_code in (302, 404), (name, answer.status_code)
            if answer.status_code == 302:
                assert answer["Location"].startswith(("/admin/login/", "/admin/?", "/admin/")), name


def test_people_without_permissions_see_nothing(client):
    rows = one_row_of_everything()
    client.force_login(make_person(name="new"))
    before = everything()
    for name, route in desk():
        if name in FOR_ALL | FOR_THE_DESK:
            continue
        for ask in (client.get, client.post):
            answer = ask(filled(route, rows))
            assert answer.status_code in (403, 404, 405) or name in LEADS_ON, (name, answer.status_code)
    assert everything() == before


def test_people_who_may_look_can_look_and_not_touch(client):
    rows = one_row_of_everything()
    looker = make_person(name="looker")
    looker.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(looker)
    before = everything()
    for name, route in desk():
        if name in FOR_ALL | FOR_THE_DESK:
            continue
        looking = client.get(filled(route, rows)).status_code
        if name == "auth_user_password_change":
            assert looking == 403
        elif name.endswith(("_changelist", "_change", "_history", "_preview", "_revision", "_thumbnail")):
            assert looking == 200, (name, looking)
        if name.endswith(("_add", "_delete", "_publish", "_withdraw", "_accept", "_reject", "_undo")):
            assert looking == 403, (name, looking)
        if not name.endswith("_changelist"):
            sent = {"post": "yes", "version": "0", "note": "x", "title": "Mine", "name": "Mine"}
            client.post(filled(route, rows), sent)
    assert everything() == before


def test_looking_changes_nothing_whoever_looks(client):
    rows = one_row_of_everything()
    client.force_login(make_person(name="chief", superuser=True))
    before = everything()
    for name, route in desk():
        answer = client.get(filled(route, rows))
        if name in POST_ONLY:
            assert answer.status_code == 405, name
        elif name in CLOSED:
            assert answer.status_code == 403, name
        elif name in LEADS_ON | {"autocomplete"} or "url" in route:
            assert answer.status_code in (302, 403, 404), name
        else:
            assert answer.status_code in (200, 302), (name, answer.status_code)
    assert everything() == before


def test_machine_written_rows_take_no_post(client):
    rows = one_row_of_everything()
    client.force_login(make_person(name="chief", superuser=True))
    before = everything()
    for name, route in desk():
        if name == "importers_decision_delete":
            continue
        if name.startswith("importers_") and name not in POST_ONLY and not name.endswith("_changelist"):
            answer = client.post(filled(route, rows), {"post": "yes"})
            expected = 409 if name in CONFIRMED else 403
            assert answer.status_code == expected or name.endswith("_history"), name
    assert everything() == before


@pytest.mark.parametrize("key", ["0", "-1", "12abc", "١٢", "9" * 40, "[12]", "%0a", "_5F1", "null"])
def test_a_key_that_is_none_finds_nothing(client, key):
    one_row_of_everything()
    client.force_login(make_person(name="chief", superuser=True))
    for model, model_admin in admin.site._registry.items():
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/{key}/change/"
        assert client.get(address).status_code in (302, 404), address
        assert model_admin is not None
    for page in ("publish", "withdraw", "preview"):
        assert client.get(f"/admin/articles/article/{key}/{page}/").status_code in (302, 404)


def test_a_key_in_the_digits_of_another_script_finds_nothing(client):
    one_row_of_everything()
    client.force_login(make_person(name="chief", superuser=True))
    key = str(Article.objects.first().pk).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert client.get(f"/admin/articles/article/{key}/change/").status_code == 404


def test_no_page_is_kept_by_a_cache_but_scripts_and_thumbnails(client):
    rows = one_row_of_everything()
    client.force_login(make_person(name="chief", superuser=True))
    for name, route in desk():
        answer = client.get(filled(route, rows))
        if answer.status_code == 200 and name not in ("jsi18n", "articles_picture_thumbnail"):
            assert "no-store" in answer.get("Cache-Control", "") or name.startswith("password_change"), name
