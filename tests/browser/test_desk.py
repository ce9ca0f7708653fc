"""The desk in a real browser: for everybody, on every screen, within the content policy, with scripts and without."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.base import ContentFile

from articles.models import Article, Picture, Source, Topic
from importers.decided import Kind
from importers.models import ImportRun, Rate, RepeatedLine, TopicSuggestion
from importers.segments import Role
from importers.store.decisions import say
from importers.store.merging import make_one
from tests.desk.making import (
    make_capture,
    make_extract,
    make_outcome,
    make_pair,
    make_person,
    make_proposal,
    make_reading,
)
from tests.desk.test_pictures import jpeg
from tests.make import change, make_article, make_edition

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "first page": "/admin/",
    "articles": "/admin/articles/article/",
    "asked": "/admin/articles/article/?state=live&q=ferry&_facets=True",
    "article": "/admin/articles/article/{article}/change/",
    "new article": "/admin/articles/article/add/",
    "publish": "/admin/articles/article/{article}/publish/",
    "withdraw": "/admin/articles/article/{article}/withdraw/",
    "preview": "/admin/articles/article/{article}/preview/",
    "revision": "/admin/articles/article/{article}/revisions/2/",
    "log": "/admin/articles/article/{article}/history/",
    "delete": "/admin/articles/article/{working}/delete/",
    "authors": "/admin/articles/author/",
    "author": "/admin/articles/author/add/",
    "topics": "/admin/articles/topic/",
    "topic": "/admin/articles/topic/{topic}/change/",
    "pictures": "/admin/articles/picture/",
    "picture": "/admin/articles/picture/{picture}/change/",
    "sources": "/admin/articles/source/",
    "source": "/admin/articles/source/add/",
    "runs": "/admin/importers/importrun/",
    "run": "/admin/importers/importrun/{run}/change/",
    "take a run back": "/admin/importers/importrun/{run}/undo/",
    "captures": "/admin/importers/capture/",
    "capture": "/admin/importers/capture/{capture}/change/?marks=1",
    "a line to correct": "/admin/importers/capture/{capture}/change/?say=8#L8",
    "decisions": "/admin/importers/decision/",
    "decision": "/admin/importers/decision/{decision}/change/",
    "take a decision back": "/admin/importers/decision/{decision}/delete/",
    "repeated lines": "/admin/importers/repeatedline/",
    "extracts": "/admin/importers/extract/",
    "extract": "/admin/importers/extract/{extract}/change/",
    "suggestions": "/admin/importers/topicsuggestion/",
    "proposals": "/admin/importers/proposal/",
    "proposal": "/admin/importers/proposal/{proposal}/change/",
    "clashing proposal": "/admin/importers/proposal/{clashing}/change/",
    "pairs": "/admin/importers/doubtfulpair/",
    "pair": "/admin/importers/doubtfulpair/{pair}/change/",
    "pair made one": "/admin/importers/doubtfulpair/{merged}/change/",
    "people": "/admin/auth/user/",
    "password": "/admin/password_change/",
}
UNBROKEN = "Donaudampfschiff" * 12
TEXT = '<h2>One</h2><p>Two <a href="https://a.example/">three</a></p><ul><li>four</li></ul><p class="credit">Five</p>'


@pytest.fixture
def desk(live_server, page):
    """Somebody who may do everything, signed in, over rows of every kind; answers with their keys."""
    make_person(name="chief", superuser=True)
    picture = Picture(alt="A ferry", rights="own", credit="Courier")
    picture.file.save("ferry.jpg", ContentFile(jpeg((600, 400)), name="ferry.jpg"))
    source = Source.objects.create(name="The Sarn Courier")
    known = {"first_published": date(2025, 2, 19), "first_published_precision": "day"}
    article = make_edition(
        title="The ferry returns",
        body=TEXT,
        topics=["Energy"],
        authors=["Ilse Maren"],
        picture=picture,
        **known,
    ).article
    change(article, body=TEXT.replace("Two", "Too"), source=source)
    working = make_article(title=UNBROKEN, rights="unknown", title_basis="supplied", authors=[UNBROKEN])
    run = ImportRun.objects.create(arguments={"paths": ["captures"]}, counts={"lines": {"ticker": 5}})
    lines = [("ticker", f"RATE {number}") for number in range(5)]
    lines += [("headline", "A headline"), ("paragraph", f"Some\u00a0text {UNBROKEN}"), ("unknown", "Sidebar")]
    capture = make_capture(*lines, run=run, warnings=["Only one date."])
    capture.spans.filter(role="unknown").update(confidence=0.4)
    Rate.objects.create(capture=capture, pair="KGS/USD", value="0.01144", line=1)
    doubts = [{"words": "Unsure.", "line": 6}]
    extract = make_extract(capture, working, needs_review=True, confidence=0.5, doubts=doubts)
    make_outcome(run, capture, created=1, warnings=["Only one date."])
    make_outcome(run)
    topic = Topic.objects.get()
    for about in (article, working):
        TopicSuggestion.objects.create(
            article=about, topic=topic, term="energy", count=2, confidence=0.5, capture=capture, line=7
        )
    proposal = make_proposal(article, extract)
    clashing = make_proposal(working, extract, "body", ["<p>The ferry runs twice.</p>"])
    change(working, body=f"<p>{UNBROKEN}</p>")
    texts = ("The ferry runs again.", f"The ferry runs {UNBROKEN}.")
    readings = [make_reading("Ferry", text, name=f"{place}.txt") for place, text in enumerate(2 * texts)]
    pairs = [make_pair(*readings[:2]), make_pair(*readings[2:])]
    make_one(pairs[1], by=None)
    said = say(capture, 8, Kind.ROLE, Role.CAPTION, by=None)
    say(capture, 7, Kind.BEGINS, by=None)
    RepeatedLine.objects.create(
        anchor=said.anchor, text=UNBROKEN, role="unknown", seen=9, looked_at=90, example="one.txt", line=8
    )
    sign_in(page, live_server.url)
    return {
        "article": article.pk, "working": working.pk, "topic": topic.pk, "picture": picture.pk, "run": run.pk,
        "capture": capture.pk, "extract": extract.pk, "proposal": proposal.pk,
        "clashing": clashing.pk, "decision": said.pk, "pair": pairs[0].pk, "merged": pairs[1].pk,
    }  # fmt: skip


def sign_in(page, origin):
    page.goto(f"{origin}/admin/login/")
    page.fill("#id_username", "chief")
    page.fill("#id_password", "pw")
    page.click("input[type=submit]")


def faults(page, **options):
    page.wait_for_timeout(150)  # pickers and the text box are drawn when their scripts get to it
    found = Axe().run(page, options=options).response["violations"]
    return [(fault["id"], [node["html"][:120] for node in fault["nodes"]][:3]) for fault in found]


def test_every_page_keeps_the_policy(desk, live_server, page, policy_violations):
    for name, address in PAGES.items():
        assert page.goto(live_server.url + address.format(**desk)).status == 200, name
        page.wait_for_timeout(100)
        assert not policy_violations, name


def test_every_page_is_accessible(desk, live_server, page):
    found = {}
    for name, address in PAGES.items():
        page.goto(live_server.url + address.format(**desk))
        if wrong := faults(page):
            found[name] = wrong
    assert not found


def test_every_page_can_be_read_in_the_dark(desk, live_server, page):
    page.emulate_media(color_scheme="dark")
    found = {}
    for name, address in PAGES.items():
        page.goto(live_server.url + address.format(**desk))
        if wrong := faults(page, runOnly=["color-contrast", "link-in-text-block"]):
            found[name] = wrong
    assert not found


def test_the_theme_can_be_chosen(desk, live_server, page):
    page.emulate_media(color_scheme="light")
    page.goto(f"{live_server.url}/admin/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    while page.evaluate("document.documentElement.dataset.theme") != "dark":
        page.click(".theme-toggle")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_no_page_scrolls_sideways(desk, live_server, page):
    wide = {}
    for name, address in PAGES.items():
        page.goto(live_server.url + address.format(**desk))
        for width in (320, 375, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            needed = page.evaluate("document.documentElement.scrollWidth")
            if needed > width:
                wide[name, width] = needed
    assert not wide


def test_the_door_is_accessible(live_server, page, policy_violations):
    page.goto(f"{live_server.url}/admin/login/")
    assert not policy_violations
    assert not faults(page)


def test_a_text_is_written_in_the_editor_and_saved(desk, live_server, page, policy_violations):
    page.goto(f"{live_server.url}/admin/articles/article/{desk['working']}/change/")
    box = page.get_by_role("textbox", name="Body")
    box.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("A new text.")
    page.keyboard.press("Enter")
    page.keyboard.type("Bold words")
    page.keyboard.press("Control+b")
    page.keyboard.type(" and more")
    page.click("input[name=_continue]")
    page.wait_for_load_state()
    saved = Article.objects.get(pk=desk["working"]).body
    assert saved == "<p>A new text.</p>\n<p>Bold words<strong> and more</strong></p>"
    assert not policy_violations


def test_a_caption_and_a_heading_survive_the_editor(desk, live_server, page):
    before = Article.objects.get(pk=desk["article"]).body
    page.goto(f"{live_server.url}/admin/articles/article/{desk['article']}/change/")
    page.get_by_role("textbox", name="Body").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("!")
    page.click("input[name=_continue]")
    page.wait_for_load_state()
    assert Article.objects.get(pk=desk["article"]).body == before.replace("Five", "Five!")


def test_topics_are_typed_with_commas(desk, live_server, page):
    page.goto(f"{live_server.url}/admin/articles/article/{desk['working']}/change/")
    page.click(".field-topics .select2-selection")
    page.keyboard.type("press freedom,")
    page.keyboard.type("Ener")
    page.get_by_role("option", name="Energy").click()
    page.click("input[name=_continue]")
    page.wait_for_load_state()
    topics = Article.objects.get(pk=desk["working"]).topics
    assert sorted(topic.name for topic in topics.all()) == ["Energy", "press freedom"]


def test_the_keyboard_reaches_the_text_and_the_save(desk, live_server, page):
    page.goto(f"{live_server.url}/admin/articles/article/{desk['working']}/change/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-to-content-link"
    page.focus("#id_title")
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.className"))
    assert any("ProseMirror" in name for name in reached)


def test_typed_text_is_not_left_without_a_warning(desk, live_server, page):
    page.goto(f"{live_server.url}/admin/articles/article/{desk['working']}/change/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.fill("#id_standfirst", "Typed, not saved.")
    page.goto(f"{live_server.url}/admin/")
    assert asked == ["beforeunload"]


def test_two_editors_lose_nothing(desk, live_server, page):
    address = f"{live_server.url}/admin/articles/article/{desk['working']}/change/"
    page.goto(address)
    page.fill("#id_standfirst", "What I typed.")
    change(Article.objects.get(pk=desk["working"]), title="Theirs")
    page.click("input[name=_continue]")
    page.wait_for_selector(".conflict")
    assert page.input_value("#id_standfirst") == "What I typed."
    assert page.input_value("#id_title") == "Theirs"
    assert not faults(page)
    page.click("input[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    saved = Article.objects.get(pk=desk["working"])
    assert (saved.title, saved.standfirst) == ("Theirs", "What I typed.")


def test_all_is_done_without_scripts(desk, live_server, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server.url)
    page.goto(f"{live_server.url}/admin/articles/article/{desk['working']}/change/")
    page.fill("#id_title", "Without scripts")
    page.fill("#id_body", "<p>Typed as <em>HTML</em>.</p>")
    page.fill("#id_topics_typed", "press freedom, Transport")
    page.fill("#id_bylines-1-printed", "Ana Quell")
    page.select_option("#id_rights", "own")
    page.click("input[name=_publish]")
    page.click("input[type=submit].default")
    article = Article.objects.get(pk=desk["working"])
    assert article.body == "<p>Typed as <em>HTML</em>.</p>"
    assert sorted(topic.name for topic in article.topics.all()) == ["Transport", "press freedom"]
    assert "Ana Quell" in article.byline_names()
    assert article.editions.get().title == "Without scripts"
    context.close()


def test_fourteen_articles_are_public_after_a_few_clicks(desk, live_server, page):
    Article.objects.filter(editions=None).delete()
    for number in range(14):
        make_article(title=f"Imported {number}", rights="unknown")
    page.goto(f"{live_server.url}/admin/articles/article/?state=working")
    for act, fill in (("set_rights", True), ("publish", False)):
        page.check("#action-toggle")
        page.select_option("select[name=action]", act)
        page.click("button[name=index]")
        if fill:
            page.select_option("#id_rights", "own")
            page.click("button[name=show]")
        assert "14 will change" in page.inner_text("#content")
        assert not faults(page)
        page.click("button[name=confirm]")
    assert Article.objects.filter(editions__superseded_at=None, title__startswith="Imported").count() == 14
