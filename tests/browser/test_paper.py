"""The paper in a real browser: for everyone, on every screen, without scripts."""

from datetime import date
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.base import ContentFile
from PIL import Image

from articles import publishing
from articles.models import Byline, Revision, Source, Topic
from tests.make import change, make_article, make_author, make_edition
from tests.paper.pictures import make_picture

ADDRESSES = {
    "front": "/",
    "latest": "/latest/",
    "article": "/articles/ferry/",
    "retracted": "/articles/mine/",
    "other script": "/articles/river/",
    "author": "/authors/ilse-maren/",
    "topic": "/topics/sarn-valley/",
    "about": "/about/",
    "404": "/articles/none/",
    "410": "/articles/gone/",
}
BODY = (
    "<p>The ferry that crossed the Lower Sarn for ninety years tied up in March.</p><h2>What the river costs</h2>"
    "<ul><li>to the shipyard, 1.2 million;</li><li>to the towns above.</li></ul>"
    "<blockquote><p>A river is a road that sends you the bill.</p></blockquote>"
    "<p class='caption'>The landing at low water.</p><p class='credit'>J. Okafor</p><h3>Numbers</h3>"
    "<ol><li>See <a href='https://accounts.example/'>the accounts</a>.</li></ol><hr><p>It runs again.</p>"
)
UNBROKEN = "Donaudampfschiff" * 18


def _ferry() -> None:
    picture = make_picture(caption="At dusk.", credit="J. Okafor")
    file = BytesIO()
    Image.new("RGB", (1200, 800), "#0f5a66").save(file, "JPEG")
    picture.file.save("ferry.jpg", ContentFile(file.getvalue()))
    article = make_article(
        slug="ferry",
        title="Ferry Returns to the Lower Sarn After Seven Months",
        standfirst="On Monday the whistle was heard again.",
        body=BODY,
        type="analysis",
        title_basis="confirmed",
        first_published=date(2023, 2, 1),
        first_published_precision="month",
        date_basis="“Last month’s session” in the text.",
        source=Source.objects.create(name="The Sarn Courier", address="https://courier.example/"),
        picture=picture,
        topics=[
            Topic.objects.named("Politics", Topic.Kind.SECTION),
            Topic.objects.named("Sarn Valley", Topic.Kind.PLACE),
            "rivers",
        ],
    )
    author = make_author("Ilse Maren", bio="Writes about rivers.\n\nKeeps a boat.")
    Byline.objects.create(article=article, author=author, printed="I. Maren")
    Revision.objects.record(article, "edit")
    publishing.publish(article)
    change(article, body=BODY.replace("1.2", "1.3"))
    publishing.publish(article, kind="correction", note="The debt is 1.3 million, not 1.2 million.")


@pytest.fixture
def paper(live_server):
    """A paper with a piece in each shape; its origin."""
    _ferry()
    mine = make_edition(slug="mine", title="The Mine That Was Never There", topics=["rivers"]).article
    change(mine, body="<p>There is none.</p>")
    publishing.publish(mine, kind="retraction", note="The papers were forged.")
    make_edition(
        slug="river", title="نهر سارن يعود", body="<p>عادت العبّارة.</p>", language="ar", topics=["rivers"]
    )
    make_edition(title=UNBROKEN, topics=["Sarn Valley", UNBROKEN[:90]], authors=[UNBROKEN[:150]])
    gone = make_edition(slug="gone", title="A Quarrel")
    publishing.withdraw(gone.article, note="It named a child.")
    for number in range(22):
        make_edition(title=f"Piece Number {number}", body=BODY, topics=["Sarn Valley"])
    return live_server.url


def open_page(page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(page, paper, policy_violations, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    for name, path in ADDRESSES.items():
        open_page(page, paper + path)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{name}, {scheme}: {found.generate_report()}"
    assert policy_violations == []


@pytest.mark.parametrize("width", [320, 375, 800, 1280])
def test_no_page_scrolls_sideways(page, paper, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for name, path in ADDRESSES.items():
        open_page(page, paper + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_every_target_is_large_enough_for_a_finger(page, paper) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24 pixels; a link in a sentence is excepted."""
    page.set_viewport_size({"width": 375, "height": 800})
    for name, path in ADDRESSES.items():
        open_page(page, paper + path)
        small = page.evaluate(
            """() => [...document.querySelectorAll('a, summary')].filter(each => {
                const box = each.getBoundingClientRect(), after = getComputedStyle(each, '::after');
                const is_stretched = after.position === 'absolute';
                const is_inline = getComputedStyle(each).display === 'inline';
                return box.width && !is_stretched && !is_inline && !each.matches('.skip') && box.height < 24;
            }).map(each => each.outerHTML)"""
        )
        assert small == [], name


def test_a_keyboard_reaches_the_text_first(page, paper) -> None:
    page.goto(f"{paper}/articles/ferry/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    assert page.locator(".skip").bounding_box()["x"] >= 0

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_what_has_the_focus_is_seen(page, paper) -> None:
    page.goto(f"{paper}/articles/ferry/")
    for _ in range(25):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert outline == "3px", page.evaluate("document.activeElement.outerHTML")


def test_the_paper_is_whole_without_scripts(browser, paper) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{paper}/topics/rivers/")
    page.get_by_role("link", name="Ferry Returns to the Lower Sarn After Seven Months").click()
    page.get_by_text("How is this estimated?").click()

    assert page.get_by_text("“Last month’s session” in the text.").is_visible()
    page.get_by_role("link", name="I. Maren").click()
    assert page.get_by_role("heading", name="Ilse Maren", level=1).is_visible()
    context.close()


def test_the_paper_asks_no_stranger_and_sets_no_cookie(page, paper) -> None:
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ADDRESSES.values():
        page.goto(paper + path)

    assert asked
    assert [url for url in asked if not url.startswith(paper)] == []
    assert page.context.cookies() == []


def test_the_whole_card_leads_to_its_piece(page, paper) -> None:
    page.goto(f"{paper}/topics/rivers/")
    picture = page.locator(".card", has_text="Ferry Returns").locator("img").bounding_box()
    page.mouse.click(picture["x"] + 5, picture["y"] + 5)
    page.wait_for_url("**/articles/**")

    assert page.url == f"{paper}/articles/ferry/"


def test_the_article_is_read_before_what_stands_beside_it(page, paper) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{paper}/articles/ferry/")
    tops = [
        page.locator(name).first.bounding_box()["y"] for name in ("h1", ".slip", ".body", ".author", ".rail")
    ]

    assert tops == sorted(tops)


def test_text_in_another_direction_runs_in_it(page, paper) -> None:
    page.goto(f"{paper}/articles/river/")

    for name in ("h1", ".body"):
        assert page.locator(name).evaluate("each => getComputedStyle(each).direction") == "rtl"
    assert page.locator("html").evaluate("each => getComputedStyle(each).direction") == "ltr"


def test_a_mirrored_interface_keeps_its_shape(page, paper) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{paper}/articles/ferry/")
    page.evaluate("document.documentElement.dir = 'rtl'")
    body, rail = (page.locator(name).first.bounding_box() for name in (".body", ".rail"))

    assert rail["x"] + rail["width"] < body["x"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_paper_prints_black_on_white_in_two_columns_without_navigation(page, paper) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{paper}/articles/ferry/")

    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".body").evaluate("each => getComputedStyle(each).columnCount") == "2"
    assert page.locator("h1").is_visible()
    assert "/articles/ferry/ · edition 2" in page.locator(".address").inner_text()
    for name in (".sections", ".band", ".topics", ".related", ".foot nav"):
        assert not page.locator(name).is_visible()


def test_nothing_moves_while_a_page_loads(page, paper) -> None:
    page.add_init_script(
        """window.moves = [];
        new PerformanceObserver(list => list.getEntries().forEach(each => moves.push(
            [each.value, each.sources.map(source => source.node?.outerHTML?.slice(0, 90))]
        ))).observe({type: 'layout-shift', buffered: true})"""
    )
    for path in ("/", "/topics/rivers/", "/articles/ferry/"):
        page.goto(paper + path, wait_until="networkidle")
        moves = page.evaluate("moves")
        assert sum(value for value, _ in moves) <= 0.002, moves
