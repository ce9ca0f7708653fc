"""What editors said of lines holds in a run, whoever reads the captures."""

import pytest

from articles.models import Article
from importers.capture import page_of
from importers.decided import place_of
from importers.models import Capture, Decision, Extract, Span
from importers.pipeline import read_again
from importers.segments import Role
from tests.importers.captures import SAMPLES, body_only, headline, listing, run, whole_tables, write

pytestmark = pytest.mark.django_db


def say(kind: str, content: str, line: int, value: str = "") -> Decision:
    """An editor's word about a line of a page with this content."""
    place = place_of(page_of("page.txt", content.encode()).lines, line)
    return Decision.objects.create(
        kind=kind, anchor=place.anchor, above=place.above, below=place.below, value=value
    )


def first_lines() -> list[int]:
    return list(Extract.objects.order_by("capture__file_name", "position").values_list("first", flat=True))


def test_a_run_obeys_what_was_said_of_lines(tmp_path):
    content = listing(1, 2)
    line = next(n for n, text in enumerate(content.split("\n"), 1) if text == headline(2))
    say("goes_on", content, line)
    say("role", content, 5, Role.CAPTION)
    run(write(tmp_path, page=content))
    assert Article.objects.count() == 1
    span = Span.objects.get(first__lte=5, last__gte=5)
    assert (span.role, span.rule, span.evidence) == (Role.CAPTION, "editor", "said by an editor")


def test_workers_obey_as_well(tmp_path):
    content = body_only(1)
    say("begins", content, 3)
    files = write(tmp_path, **{f"page{number:02}": f"{content}\n{number}" for number in range(12)})
    run(files, dry_run=True)
    run(files, workers=2)
    assert first_lines() == [1, 3] * 12


def test_a_word_that_no_reader_knows_stops_nobody(tmp_path):
    content = body_only(1)
    say("role", content, 2, "ticker")
    say("role", content, 3, "a role of a later version")
    run(write(tmp_path, page=content))
    assert first_lines() == [1]


def test_a_capture_that_is_read_again_alone_is_read_as_with_all_others():
    run(SAMPLES)
    log = ("importers.ImportRun", "importers.Outcome")
    before = whole_tables(*log)
    for capture in Capture.objects.values_list("pk", flat=True):
        read_again([capture])
    assert whole_tables(*log) == before
