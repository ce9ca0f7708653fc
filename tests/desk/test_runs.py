"""A run's page: one row a file, with where its lines went and what to know."""

import pytest

from importers.admin.runs import FILES, Budget, file_rows, flat, in_words
from importers.models import ImportRun
from tests.desk.making import make_capture, make_extract, make_outcome, sign_in
from tests.make import make_article

pytestmark = pytest.mark.django_db


def address(run):
    return f"/admin/importers/importrun/{run.pk}/change/"


def test_each_file_is_told_with_its_articles_its_lines_and_its_warnings(client):
    sign_in(client, superuser=True)
    run = ImportRun.objects.create(
        arguments={"paths": ["captures"], "dry_run": False}, counts={"captures": 1}
    )
    capture = make_capture(("ticker", "t"), ("headline", "h"), ("paragraph", "p"), ("blank", ""), run=run)
    make_extract(capture, make_article(), confidence=0.62)
    make_outcome(run, capture, created=1, unchanged=2, warnings=["Only one date, and it is the page’s own."])
    make_outcome(run, reason="is empty. Capture the page again.")
    html = client.get(address(run)).content.decode()
    for words in (
        "paths: captures",
        "1 new, 2 unchanged",
        "1 text, 1 headlines and facts, 1 dropped, 1 blank",
        "0.62",
        "Only one date, and it is the page’s own.",
        "is empty. Capture the page again.",
    ):
        assert words in html
    assert "dry run" not in html


def test_a_bar_shows_the_shares(django_assert_num_queries):
    budget = Budget(text=3, dropped=1)
    assert budget.bar == [("text", 0.0, 75.0), ("dropped", 75.0, 25.0)]
    assert Budget().bar == []
    assert Budget().words == "no lines"


def test_rows_of_many_files_cost_two_queries(django_assert_num_queries):
    run = ImportRun.objects.create()
    for number in range(5):
        capture = make_capture(("paragraph", f"{number}"), run=run, name=f"{number}.txt")
        make_extract(capture, confidence=number / 10)
        make_outcome(run, capture)
    outcomes = list(run.outcomes.all())
    with django_assert_num_queries(2):
        rows = file_rows(outcomes)
    assert [(row.budget.text, row.lowest) for row in rows] == [(1, n / 10) for n in range(5)]


def test_failed_files_can_be_asked_for_alone(client):
    sign_in(client, superuser=True)
    run = ImportRun.objects.create()
    make_outcome(run, make_capture(("paragraph", "a"), run=run), warnings=["w"])
    failed = make_outcome(run)
    assert [row.outcome for row in client.get(address(run), {"only": "failed"}).context["files"]] == [failed]
    assert len(client.get(address(run), {"only": "warned"}).context["files"]) == 1
    assert len(client.get(address(run), {"only": "nonsense"}).context["files"]) == 2


def test_a_run_of_many_files_is_shown_a_screen_at_a_time(client):
    sign_in(client, superuser=True)
    run = ImportRun.objects.create()
    for _ in range(FILES + 1):
        make_outcome(run)
    assert len(client.get(address(run)).context["files"]) == FILES
    assert len(client.get(address(run), {"page": "2"}).context["files"]) == 1
    for page in ("0", "x", "999"):
        assert client.get(address(run), {"page": page}).status_code == 200


def test_arguments_and_counts_are_said_in_words():
    assert in_words({"paths": ["a", "b"], "source": "", "strict": True}) == "paths: a, b; strict: True"
    assert in_words({}) == "–"
    assert flat({"created": 3, "lines_by_role": {"page_date": 2, "blank": 9}, "failed": ["a", "b"]}) == [
        ("created", 3),
        ("lines by role", "9 blank, 2 page date"),
        ("failed", 2),
    ]
