"""All that editors said stands in a list and can be taken back there; repeated lines are judged many at once."""

import pytest

from importers.decided import Kind, key_of
from importers.models import Capture, Decision, DoubtfulPair, Extract, RepeatedLine
from importers.pipeline import read_again
from importers.store import decisions
from tests.desk.making import make_capture, make_extract, sign_in
from tests.importers.captures import headline, listing, run, write
from tests.make import make_article

pytestmark = pytest.mark.django_db

DECISIONS = "/admin/importers/decision/"
LINES = "/admin/importers/repeatedline/"
MAY_JUDGE = ("view_repeatedline", "change_repeatedline", "add_decision")


@pytest.fixture
def joined(tmp_path) -> Decision:
    """Two articles that an editor made one."""
    content = listing(1, 2)
    run(write(tmp_path, page=content))
    line = content.split("\n").index(headline(2)) + 1
    decision = decisions.say(Capture.objects.get(), line, Kind.GOES_ON, by=None)
    read_again([decision.capture_id])
    assert Extract.objects.count() == 1
    return decision


def make_line(text="Support us", **what_matters) -> RepeatedLine:
    fields = {"anchor": key_of(text), "text": text, "role": "unknown", "seen": 40, "looked_at": 500}
    return RepeatedLine.objects.create(**(fields | {"example": "one.txt", "line": 7} | what_matters))


def act(client, address, action, *rows):
    return client.post(
        address, {"action": action, "_selected_action": [row.pk for row in rows]}, follow=True
    ).content.decode()


def test_the_list_says_what_was_said_of_what_and_where(client, joined):
    sign_in(client, "view_decision", "view_capture")
    html = client.get(DECISIONS).content.decode()
    assert "the article goes on here" in html
    assert headline(2) in html
    assert f'/admin/importers/capture/{joined.capture_id}/change/#L{joined.line}"' in html
    assert headline(2) not in client.get(DECISIONS + "?kind__exact=role").content.decode()


def test_a_decision_is_taken_back_and_its_capture_read_again(client, joined):
    sign_in(client, "view_decision", "delete_decision")
    html = client.post(f"{DECISIONS}{joined.pk}/delete/", {"post": "yes"}, follow=True).content.decode()
    assert "Read again: 2 articles" in html
    assert not Decision.objects.exists()
    assert Extract.objects.count() == 2


def test_many_are_taken_back_at_once(client, joined):
    sign_in(client, "view_decision", "delete_decision")
    sent = {"action": "delete_selected", "_selected_action": [joined.pk], "post": "yes"}
    assert "Read again: 2 articles" in client.post(DECISIONS, sent, follow=True).content.decode()
    assert not Decision.objects.exists()


def test_who_may_only_look_takes_nothing_back(client, joined):
    sign_in(client, "view_decision")
    assert client.post(f"{DECISIONS}{joined.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in client.get(DECISIONS).content.decode()
    act(client, DECISIONS, "delete_selected", joined)
    assert Decision.objects.exists()


def test_two_texts_that_are_not_apart_any_more_are_asked_about_again(client):
    capture = make_capture(("paragraph", "a"), ("paragraph", "b"))
    earlier = make_extract(capture, make_article(title="One"), fingerprint="a" * 64)
    later = make_extract(capture, make_article(title="Two"), position=1, fingerprint="b" * 64)
    pair = DoubtfulPair.objects.create(
        earlier=earlier, later=later, share=0.8, verdict=DoubtfulPair.Verdict.DIFFERENT
    )
    said = Decision.objects.create(kind="apart", anchor="a" * 64, value="b" * 64)
    sign_in(client, "view_decision", "delete_decision")
    client.post(f"{DECISIONS}{said.pk}/delete/", {"post": "yes"})
    pair.refresh_from_db()
    assert pair.verdict == DoubtfulPair.Verdict.OPEN


def test_repeated_lines_are_listed_with_their_evidence(client):
    sign_in(client, *MAY_JUDGE)
    make_line()
    html = client.get(LINES).content.decode()
    for words in (
        "Support us",
        "40 captures",
        "8% of 500 looked at",
        "short line",
        "one.txt",
        "to be decided",
    ):
        assert words in html
    assert "repeated lines" in client.get("/admin/").content.decode()


def test_repeated_lines_are_said_to_be_boilerplate_or_text(client):
    editor = sign_in(client, *MAY_JUDGE)
    one, other = make_line(), make_line("The market opens at dawn.")
    assert "2 said to be boilerplate" in act(client, LINES, "say_boilerplate", one, other)
    assert "1 said to be text" in act(client, LINES, "say_text", other)
    assert "1 were said to be text before" in act(client, LINES, "say_text", other)
    decision = Decision.objects.get()
    assert (decision.anchor, decision.above, decision.below) == (one.anchor, "", "")
    assert (decision.value, decision.made_by) == ("boilerplate", editor)
    assert set(RepeatedLine.objects.values_list("state", flat=True)) == {"boilerplate", "text"}


@pytest.mark.parametrize("permissions", [MAY_JUDGE[:1], MAY_JUDGE[:2], (MAY_JUDGE[0], MAY_JUDGE[2])])
def test_who_may_not_judge_is_offered_no_action(client, permissions):
    sign_in(client, *permissions)
    line = make_line()
    assert "say_boilerplate" not in client.get(LINES).content.decode()
    act(client, LINES, "say_boilerplate", line)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("address", [DECISIONS, LINES])
def test_the_lists_cost_as_many_queries_whatever_they_hold(client, address, django_assert_max_num_queries):
    sign_in(client, superuser=True)
    capture = make_capture(("paragraph", "a"))
    for number in range(30):
        make_line(f"Line {number}")
        Decision.objects.create(kind="begins", anchor=f"{number}", capture=capture, line=1, quoted="a")
    with django_assert_max_num_queries(12):
        client.get(address)
