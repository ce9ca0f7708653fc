"""Lines that many captures have between other lines are proposed as boilerplate, with the count as evidence."""

import pytest

from articles.publishing import Refused
from importers.decided import key_of
from importers.models import Decision, RepeatedLine, Span
from importers.read import read
from importers.repeated import FEWEST, Repeats
from importers.segments import Role
from importers.store import decisions, repeated
from tests.importers.captures import article_page, body_only, prose, run, write
from tests.importers.pages import make_page

BANNER = "Support independent reporting from the valleys with a small gift each month."
State = RepeatedLine.State


def found(*pages):
    repeats = Repeats()
    for number, lines in enumerate(pages):
        page = make_page(*lines, name=f"page{number}.txt")
        repeats.add(page, read(page))
    return [(one.text, one.seen, one.looked_at, one.example, one.line) for one in repeats.found()]


def around(number: int, *lines: str) -> tuple[str, ...]:
    """Lines between paragraphs that stand on no other page."""
    return (f"Paragraph {number} of its own. " * 9, *lines, f"Another paragraph, the {number}th. " * 9)


def test_a_line_between_others_in_five_captures_is_found():
    assert found(*(around(n, BANNER) for n in range(FEWEST))) == [(BANNER, 5, 5, "page0.txt", 2)]


def test_fewer_captures_prove_nothing():
    assert found(*(around(n, BANNER) for n in range(FEWEST - 1))) == []


def test_a_small_share_of_many_captures_proves_nothing():
    others = [around(n) for n in range(10, 300)]
    assert found(*(around(n, BANNER) for n in range(FEWEST)), *others) == []
    assert len(found(*(around(n, BANNER) for n in range(FEWEST + 1)), *others)) == 1


def test_a_line_counts_once_in_a_capture():
    assert found(around(1, BANNER, "x y z", BANNER, BANNER), *(around(n, BANNER) for n in range(2, 5))) == []


def test_an_article_that_was_captured_often_is_no_boilerplate():
    copy = tuple(prose(1))
    assert found(*((f"Page {n} begins. " * 12, *copy, f"Page {n} goes on. " * 12) for n in range(9))) == []


def test_an_end_of_the_page_is_no_neighbour():
    assert [text for text, *_ in found(*((*around(n), BANNER) for n in range(6)))] == [BANNER]


def test_names_and_credits_repeat_and_are_no_boilerplate():
    assert found(*(around(n, "By Jane Roe", "Image: SNA, Jane Roe") for n in range(9))) == []


def banner_pages(folder, count=6):
    pages = {}
    for number in range(20, 20 + count):
        first, *rest = body_only(number).split("\n")
        pages[f"page{number}"] = "\n".join([first, BANNER, *rest])
    return write(folder, **pages)


@pytest.mark.django_db
def test_a_run_proposes_what_it_found_and_drops_nothing(tmp_path):
    run(banner_pages(tmp_path))
    line = RepeatedLine.objects.get()
    assert (line.text, line.seen, line.looked_at, line.state) == (BANNER, 6, 6, State.OPEN)
    assert (line.anchor, line.example, line.line) == (key_of(BANNER), "page20.txt", 2)
    assert not Span.objects.filter(role=Role.BOILERPLATE).exists()


@pytest.mark.django_db
def test_a_rehearsal_and_a_second_run_write_nothing(tmp_path):
    run(banner_pages(tmp_path), dry_run=True)
    assert not RepeatedLine.objects.exists()
    run(tmp_path)
    before = list(RepeatedLine.objects.values())
    run(tmp_path)
    assert list(RepeatedLine.objects.values()) == before


@pytest.mark.django_db
@pytest.mark.parametrize("state", State)
def test_a_known_line_keeps_its_state_and_gets_the_larger_count(tmp_path, state):
    run(banner_pages(tmp_path / "few"))
    RepeatedLine.objects.update(state=state)
    run(banner_pages(tmp_path / "many", 9))
    line = RepeatedLine.objects.get()
    assert (line.state, line.seen) == (state, 9)
    run(banner_pages(tmp_path / "fewer", 5))
    assert RepeatedLine.objects.get().seen == 9


@pytest.mark.django_db
def test_an_accepted_line_is_boilerplate_everywhere_until_that_is_taken_back(tmp_path):
    run(banner_pages(tmp_path))
    line = RepeatedLine.objects.get()
    repeated.accept(line, by=None)
    with pytest.raises(Refused):
        repeated.accept(line, by=None)
    run(rereads=True)
    spans = Span.objects.filter(role=Role.BOILERPLATE, first=2)
    assert spans.count() == 6
    run(write(tmp_path / "later", page=article_page(40).replace("\n\n", f"\n\n{BANNER}\n\n", 1)))
    assert Span.objects.filter(role=Role.BOILERPLATE, rule="editor").count() == 7
    decisions.take_back(list(Decision.objects.all()))
    assert RepeatedLine.objects.get().state == State.OPEN
    run(rereads=True)
    assert not Span.objects.filter(role=Role.BOILERPLATE, rule="editor").exists()


@pytest.mark.django_db
def test_a_line_that_is_text_is_closed_and_dropped_no_more(tmp_path):
    run(banner_pages(tmp_path))
    line = RepeatedLine.objects.get()
    repeated.accept(line, by=None)
    repeated.is_text(line, by=None)
    assert RepeatedLine.objects.get().state == State.TEXT
    assert not Decision.objects.exists()
