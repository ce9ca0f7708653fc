"""An editor says what a line of a capture is, on the capture's page, and it is read again at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from importers.admin import deciding
from importers.models import Capture, Decision, Extract, Span
from importers.pipeline import Result
from importers.segments import Role
from tests.desk.making import sign_in
from tests.importers.captures import body_only, headline, listing, prose, run, write

pytestmark = pytest.mark.django_db

MAY_SAY = ("view_capture", "add_decision", "view_decision")
PAGE = listing(1, 2)


def line_with(text: str) -> int:
    return PAGE.split("\n").index(text) + 1


@pytest.fixture
def capture(tmp_path):
    run(write(tmp_path, page=PAGE))
    return Capture.objects.get()


def page(capture, query=""):
    return f"/admin/importers/capture/{capture.pk}/change/{query}"


def say(client, capture, line, word, **more):
    return client.post(f"/admin/importers/capture/{capture.pk}/lines/{line}/", {"word": word, **more})


def said(client, capture, line, word, **more) -> str:
    """The answer's page, as text."""
    answer = say(client, capture, line, word, **more)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#L{line}")
    return client.get(answer["Location"]).content.decode()


def test_an_article_begins_where_the_editor_says(client, capture):
    editor = sign_in(client, *MAY_SAY)
    line = line_with(prose(1)[2])
    html = said(client, capture, line, "begins")
    assert f"Line {line}: an article begins here. Read again: 3 articles" in html
    assert Article.objects.count() == 3
    decision = Decision.objects.get()
    assert (decision.kind, decision.line, decision.made_by) == ("begins", line, editor)
    assert decision.quoted == prose(1)[2][:300]


def test_a_capture_that_could_not_be_read_again_is_said_as_an_error_and_the_word_is_kept(
    client, capture, monkeypatch
):
    sign_in(client, *MAY_SAY, "delete_decision")
    failed = Result(files=1, failed=[("page.txt", "The reader stopped.")])
    monkeypatch.setattr(deciding, "read_again", lambda captures: failed)
    html = said(client, capture, line_with(prose(1)[2]), "begins")
    assert "could not be read again; your word is kept" in html
    assert "The reader stopped." in html
    assert "Read again:" not in html
    assert 'class="error"' in html
    decision = Decision.objects.get()
    html = client.post(f"/admin/importers/decision/{decision.pk}/delete/", {"post": "yes"}, follow=True)
    assert "The reader stopped." in html.content.decode()


def test_an_article_goes_on_where_the_editor_says(client, capture):
    sign_in(client, *MAY_SAY)
    said(client, capture, line_with(headline(2)), "goes_on")
    assert Extract.objects.count() == 1


@pytest.mark.parametrize("role", [Role.CAPTION, Role.BOILERPLATE, Role.SUB_HEADING])
def test_a_line_is_what_the_editor_says(client, capture, role):
    sign_in(client, *MAY_SAY)
    line = line_with(prose(2)[1])
    html = said(client, capture, line, "role", role=role)
    assert Span.objects.get(first__lte=line, last__gte=line).role == role
    assert f"<strong>it is {role.replace('_', ' ')}</strong> ed, " in html


def test_the_newest_word_takes_the_place_of_one_that_it_contradicts(client, capture):
    sign_in(client, *MAY_SAY)
    line = line_with(headline(2))
    for word, role in (
        ("goes_on", ""),
        ("begins", ""),
        ("role", "spam"),
        ("role", "headline"),
        ("goes_on", ""),
    ):
        said(client, capture, line, word, role=role)
        if role:
            assert Span.objects.get(first=line).role == role
    assert [(one.kind, one.value) for one in Decision.objects.all()] == [("goes_on", "")]


def test_a_word_can_be_taken_back(client, capture):
    sign_in(client, *MAY_SAY, "delete_decision")
    line = line_with(headline(2))
    before = list(Extract.objects.values_list("title", "first", "last"))
    html = said(client, capture, line, "goes_on")
    key = Decision.objects.get().pk
    assert f'name="take_back" value="{key}"' in html
    html = said(client, capture, line, "", take_back=key)
    assert "was taken back" in html
    assert not Decision.objects.exists()
    assert list(Extract.objects.values_list("title", "first", "last")) == before
    assert "taken back before" in said(client, capture, line, "", take_back=key)


@pytest.mark.parametrize(
    ("line", "word", "more"),
    [
        (2, "begins", {}),
        (0, "begins", {}),
        (10**5, "begins", {}),
        (1, "", {}),
        (1, "apart", {}),
        (1, "role", {}),
        (1, "role", {"role": "ticker"}),
        (line_with(max(PAGE.split("\n"), key=len)), "role", {"role": "headline"}),
    ],
)
def test_what_cannot_be_said_is_refused_and_nothing_happens(client, capture, line, word, more):
    sign_in(client, *MAY_SAY)
    html = said(client, capture, line, word, **more)
    assert 'class="error"' in html
    assert not Decision.objects.exists()


def test_a_capture_with_one_line_of_words_has_nothing_to_know_it_by(client, tmp_path):
    sign_in(client, *MAY_SAY)
    run(write(tmp_path, page=prose(1)[0]))
    assert 'class="error"' in said(client, Capture.objects.get(), 1, "begins")
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "permissions", [("view_capture",), ("view_capture", "delete_decision"), ("add_decision",)]
)
def test_who_may_not_say_says_nothing(client, capture, permissions):
    sign_in(client, *permissions)
    assert say(client, capture, 3, "begins").status_code == 403
    assert not Decision.objects.exists()
    if "view_capture" in permissions:
        html = client.get(page(capture, "?say=3")).content.decode()
        assert 'class="say"' not in html
        assert "An article begins here" not in html


def test_who_may_not_take_back_takes_nothing_back(client, capture):
    sign_in(client, *MAY_SAY)
    html = said(client, capture, 3, "goes_on")
    assert "Take back" not in html
    assert say(client, capture, 3, "", take_back=Decision.objects.get().pk).status_code == 403
    assert Decision.objects.exists()


def test_the_form_stands_under_the_line_that_was_chosen_and_nowhere_else(client, capture):
    sign_in(client, *MAY_SAY)
    assert "An article begins here" not in client.get(page(capture)).content.decode()
    html = client.get(page(capture, "?say=3")).content.decode()
    assert html.count("An article begins here") == 1
    assert "What is line 3?" in html
    assert "What is line" not in client.get(page(capture, "?say=2")).content.decode()


def test_a_line_in_a_folded_run_can_be_chosen(client, tmp_path):
    run(write(tmp_path, page="\n".join("  • KGS/USD = 0.01144 -0%" for _ in range(6)) + "\n" + body_only(1)))
    sign_in(client, *MAY_SAY)
    html = client.get(page(Capture.objects.get(), "?say=3")).content.decode()
    assert "What is line 3?" in html


def test_a_line_of_which_something_was_said_is_not_folded_away(client, tmp_path):
    ticker = "\n".join(f"  • KGS/USD = 0.0114{number} -0%" for number in range(9))
    run(write(tmp_path, page=f"{ticker}\n{body_only(1)}"))
    sign_in(client, *MAY_SAY)
    html = said(client, Capture.objects.get(), 5, "role", role="boilerplate")
    assert "<strong>it is boilerplate</strong>" in html
    assert html.count("4 lines: ticker") == 2


def test_the_page_costs_as_many_queries_however_much_was_said(client, capture):
    sign_in(client, *MAY_SAY)
    said(client, capture, 3, "goes_on")
    with CaptureQueriesContext(connection) as of_one:
        client.get(page(capture))
    for line in (5, 7, 9):
        said(client, capture, line, "role", role="caption")
    with CaptureQueriesContext(connection) as of_four:
        html = client.get(page(capture)).content.decode()
    assert html.count('class="said"') == 4
    assert len(of_four) == len(of_one)


def test_it_leads_back_to_the_screen_and_never_away(client, capture):
    sign_in(client, *MAY_SAY)
    here = page(capture, "?show=all&page=1")
    assert say(client, capture, 3, "begins", back=here)["Location"] == f"{here}#L3"
    assert (
        say(client, capture, 3, "goes_on", back="https://elsewhere.example/")["Location"]
        == page(capture) + "#L3"
    )
