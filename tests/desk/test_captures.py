"""A capture's page accounts for every line: what it is, why, and where it went."""

import pytest

from importers.admin.ledger import PAGE, ledger, shown, totals
from importers.models import Capture, ImportRun, Rate, Span
from tests.desk.making import make_capture, make_extract, sign_in
from tests.make import make_article

pytestmark = pytest.mark.django_db

CAPTURES = "/admin/importers/capture/"


def address(capture):
    return f"{CAPTURES}{capture.pk}/change/"


def a_page():
    """Nine ticker lines, a page date, a headline with its paragraph, a line that nobody knows."""
    lines = [("ticker", f"RATE {number}") for number in range(9)]
    lines += [("page_date", "1 May 2025"), ("headline", "A headline"), ("paragraph", "Some text.")]
    capture = make_capture(*lines, ("unknown", "Sidebar"))
    Rate.objects.create(capture=capture, pair="KGS/USD", value="0.01144", line=1)
    Rate.objects.create(capture=capture, pair="KZT/USD", value="0.002", line=4)
    return capture


def test_the_totals_add_up_to_the_lines(client):
    sign_in(client, superuser=True)
    html = client.get(address(a_page())).content.decode()
    assert "<strong>13 lines:</strong> 9 ticker, 1 page date, 1 headline, 1 paragraph, 1 unknown = 13" in html
    assert "do not add up" not in html


def test_totals_that_do_not_add_up_say_so(client):
    sign_in(client, superuser=True)
    capture = a_page()
    Span.objects.filter(capture=capture, role="headline").delete()
    assert "do not add up" in client.get(address(capture)).content.decode()


def test_long_runs_of_one_role_are_folded_and_nothing_is_lost(client):
    sign_in(client, superuser=True)
    html = client.get(address(a_page())).content.decode()
    assert "9 lines: ticker → 2 rates" in html
    for number in range(9):
        assert f"RATE {number}" in html
    for number in range(1, 14):
        assert f'id="L{number}"' in html


def test_each_line_says_its_role_its_rule_its_evidence_and_how_sure_it_is(client):
    sign_in(client, superuser=True)
    capture = make_capture(("headline", "A headline"))
    Span.objects.update(confidence=0.73, rule="outline", evidence="short, followed by a long paragraph")
    html = client.get(address(capture)).content.decode()
    assert html.count("outline: short, followed by a long paragraph (0.73") == 2


def test_a_line_leads_to_its_article(client):
    sign_in(client, superuser=True)
    capture = make_capture(("headline", "A headline"))
    article = make_article(title="A headline")
    Span.objects.update(extract=make_extract(capture, article))
    assert (
        f'href="/admin/articles/article/{article.pk}/change/"'
        in client.get(address(capture)).content.decode()
    )


def test_who_may_not_see_articles_is_led_to_none(client):
    sign_in(client, "view_capture")
    capture = make_capture(("headline", "A headline"))
    Span.objects.update(extract=make_extract(capture, make_article()))
    assert "/admin/articles/article/" not in client.get(address(capture)).content.decode()


@pytest.mark.parametrize(
    ("show", "lines"),
    [
        ("all", list(range(1, 14))),
        ("dropped", [*range(1, 11), 13]),
        ("unknown", [13]),
        ("unsure", [11]),
        ("nonsense", list(range(1, 14))),
    ],
)
def test_the_lines_can_be_asked_for_by_what_became_of_them(client, show, lines):
    sign_in(client, superuser=True)
    capture = a_page()
    Span.objects.filter(role="headline").update(confidence=0.5)
    found = client.get(address(capture), {"show": show}).context["ledger"]
    assert [row.number for fold in found.folds for row in fold.rows] == lines
    assert found.shown == len(lines)


@pytest.mark.parametrize(
    ("raw", "plain", "marked"),
    [
        ("a\u00a0b", "a b", "a<span class=\"odd\" title=\"U+00A0\">⟨no-break space⟩</span>b"),
        ("a\u200bb", "ab", "a<span class=\"odd\" title=\"U+200B\">⟨zero-width space⟩</span>b"),
        ("a\u202eb", "ab", "a<span class=\"odd\" title=\"U+202E\">⟨U+202E⟩</span>b"),
        ("<b>&", "&lt;b&gt;&amp;", "&lt;b&gt;&amp;"),
        ("  • item", "  • item", "  • item"),
    ],
)  # fmt: skip
def test_what_cannot_be_seen_is_shown_on_demand(raw, plain, marked):
    assert shown(raw) == plain
    assert shown(raw, marks=True) == marked


def test_invisible_characters_are_shown_without_scripts(client):
    sign_in(client, superuser=True)
    capture = make_capture(("paragraph", "a\u00a0b"))
    assert "no-break space⟩" not in client.get(address(capture)).content.decode()
    assert "no-break space⟩" in client.get(address(capture), {"marks": "1"}).content.decode()


def test_a_line_too_long_for_a_screen_is_cut_and_says_so():
    assert "250,000 characters in all" in shown("x" * 250_000)
    assert len(shown("x" * 250_000)) < 4_000


def test_a_capture_of_many_lines_is_shown_a_screen_at_a_time(client):
    sign_in(client, superuser=True)
    content = "\n".join("x" for _ in range(PAGE + 10)).encode()
    capture = Capture.objects.create(
        run=ImportRun.objects.create(), sha256="0" * 64, file_name="long.txt", content=content, size=len(content),
        encoding="utf-8", line_count=PAGE + 10, kind="body",
    )  # fmt: skip
    Span.objects.create(capture=capture, first=1, last=PAGE + 10, role="paragraph", rule="r")
    first, second, none = (ledger(capture, page=number) for number in (1, 2, 3))
    assert [len(found.folds) for found in (first, second, none)] == [PAGE, 10, 0]
    assert client.get(address(capture), {"page": "2"}).status_code == 200
    for page in ("0", "-1", "x", "99", "9" * 30):
        assert client.get(address(capture), {"page": page}).status_code == 200


def test_dropped_text_can_be_searched(client):
    sign_in(client, superuser=True)
    capture, other = (
        make_capture(("boilerplate", "Suggested")),
        make_capture(("boilerplate", "b"), name="two.txt"),
    )
    Span.objects.filter(capture=capture).update(dropped_text="Suggested Reading")
    for asked in ("suggested reading", "one.t", capture.sha256[:12]):
        assert list(client.get(CAPTURES, {"q": asked}).context["cl"].result_list) == [capture]
    assert other in client.get(CAPTURES).context["cl"].result_list


def test_the_list_can_be_asked_for_what_is_worth_a_look(client):
    sign_in(client, superuser=True)
    make_capture(("paragraph", "a"), name="plain.txt")
    doubtful = make_capture(("unknown", "a"), name="doubtful.txt", warnings=["w"], repairs=["r"])
    make_extract(doubtful, make_article(), needs_review=True)
    for look in ("review", "unknown", "warned", "repaired"):
        assert list(client.get(CAPTURES, {"look": look}).context["cl"].result_list) == [doubtful], look


def test_totals_count_lines_and_not_spans():
    capture = make_capture(("paragraph", "a"))
    Span.objects.update(last=5)
    assert totals(capture.spans.all()) == [("paragraph", 5)]
