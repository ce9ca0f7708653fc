"""A file over which the importer itself breaks down fails alone: the others are in, now and in every later run."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DataError, IntegrityError, OperationalError

from articles.models import Article, Author
from importers import errand, pipeline, prepare, survey
from importers.capture import page_of
from importers.infer import infer
from importers.models import Capture, ImportRun, Outcome
from importers.segments import Name
from importers.store import TakenBack, shelf, turns
from tests.importers.captures import article_page, body_only, listing, run, write
from tests.importers.test_pipeline import contents

pytestmark = pytest.mark.django_db

BAD = "Vexation"


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(turns, "PAUSE", 0)


@pytest.fixture
def folder(tmp_path):
    return write(
        tmp_path / "in",
        a=listing(1, 2),
        bad=article_page(4, author=f"{BAD} Bell"),
        c=body_only(1),
        d=article_page(3),
    )


def breaks_over(work, error, is_bad):
    """``work``, but for what is bad."""

    def done(*arguments, **options):
        if is_bad(*arguments):
            raise error
        return work(*arguments, **options)

    return done


def is_bad_page(page, *rest):
    return page.name == "bad.txt"


def without_the_bad_file(folder):
    """What the archive holds if the bad file is not there."""
    Capture.objects.all().delete()
    Article.objects.all().delete()
    Author.objects.all().delete()
    (folder / "bad.txt").unlink()
    run(folder)
    return contents()


@pytest.mark.parametrize("error", [RuntimeError("the roof came down"), RecursionError(), KeyError("bad")])
@pytest.mark.parametrize(("module", "name"), [(prepare, "read"), (prepare, "infer")])
def test_a_file_that_cannot_be_read_for_a_fault_of_ours_fails_alone(folder, monkeypatch, module, name, error):
    monkeypatch.setattr(module, name, breaks_over(getattr(module, name), error, is_bad_page))
    result = run(folder)
    ((failed, reason),) = result.failed
    assert failed == "bad.txt"
    assert type(error).__name__ in reason
    assert "report it, with the file" in reason
    assert dict(Outcome.objects.values_list("file_name", "status")) == {
        "a.txt": "new",
        "bad.txt": "failed",
        "c.txt": "new",
        "d.txt": "new",
    }
    assert ImportRun.objects.get().state == "done"
    assert contents() == without_the_bad_file(folder)


def test_a_file_over_which_the_survey_breaks_down_is_left_to_its_reading(folder, monkeypatch):
    monkeypatch.setattr(survey, "read", breaks_over(survey.read, RuntimeError("no"), is_bad_page))
    assert run(folder).failed == []
    assert Capture.objects.count() == 4


@pytest.mark.parametrize("name", ["count_articles", "passages", "page_format"])
def test_pages_of_which_the_survey_can_tell_nothing_do_not_end_it(folder, monkeypatch, name):
    monkeypatch.setattr(survey, name, breaks_over(getattr(survey, name), RuntimeError("no"), lambda *_: True))
    assert run(folder).failed == []
    assert Capture.objects.count() == 4


def test_a_file_that_cannot_even_be_made_lines_fails_alone(folder, monkeypatch):
    monkeypatch.setattr(
        prepare,
        "read_capture",
        breaks_over(prepare.read_capture, RuntimeError("no"), lambda path: path.name == "bad.txt"),
    )
    assert [name for name, _ in run(folder).failed] == ["bad.txt"]


@pytest.mark.parametrize(
    "error",
    [
        IntegrityError("CHECK constraint failed: author_name_not_empty"),
        DataError("value too long for type character varying(200)\nDETAIL: and so on"),
        TypeError("the roof came down"),
    ],
)
def test_a_file_that_the_database_does_not_take_fails_alone(folder, monkeypatch, error):
    def has_bad(batch, *rest):
        return any(getattr(entry, "name", "") == "bad.txt" and hasattr(entry, "reading") for entry in batch)

    monkeypatch.setattr(pipeline, "take_in", breaks_over(pipeline.take_in, error, has_bad))
    result = run(folder)
    ((failed, reason),) = result.failed
    assert failed == "bad.txt"
    assert f"{type(error).__name__}: {str(error).splitlines()[0]}" in reason
    assert "DETAIL" not in reason
    assert (result.files, result.captures) == (4, 3)
    done = ImportRun.objects.get()
    assert (done.state, done.counts["failed"], done.counts["captures"]) == ("done", 1, 3)
    assert list(done.outcomes.values_list("position", "file_name", "status")) == [
        (0, "a.txt", "new"),
        (1, "bad.txt", "failed"),
        (2, "c.txt", "new"),
        (3, "d.txt", "new"),
    ]
    assert contents() == without_the_bad_file(folder)


def test_what_a_constraint_of_the_database_refuses_is_rolled_back_and_the_rest_is_in(folder, monkeypatch):
    """The same with a row that is really refused, in the midst of writing."""

    def without_a_name(page, *rest):
        reading = infer(page, *rest)
        if not is_bad_page(page):
            return reading
        nameless = (replace(reading.extracts[0], authors=(Name("\ufdd0", "\ufdd0", 1),)),)
        return replace(reading, extracts=nameless)

    monkeypatch.setattr(prepare, "infer", without_a_name)
    result = run(folder)
    ((failed, reason),) = result.failed
    assert failed == "bad.txt"
    assert "IntegrityError" in reason
    assert not Capture.objects.filter(file_name="bad.txt").exists()
    assert contents() == without_the_bad_file(folder)


def test_a_later_run_comes_to_the_same_and_takes_in_what_was_put_right(folder, monkeypatch):
    reading = prepare.infer
    monkeypatch.setattr(prepare, "infer", breaks_over(reading, RuntimeError("no"), is_bad_page))
    run(folder)
    again = run(folder)
    assert (again.counts, [name for name, _ in again.failed]) == ({"unchanged": 4}, ["bad.txt"])
    monkeypatch.setattr(prepare, "infer", reading)
    assert run(folder).counts == {"unchanged": 4, "created": 1}


def test_a_database_that_cannot_go_on_still_ends_the_run(folder, monkeypatch):
    calls = []

    def gives_up(*arguments):
        calls.append(arguments)
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(pipeline, "take_in", gives_up)
    with pytest.raises(OperationalError):
        run(folder)
    assert len(calls) == turns.ATTEMPTS


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, SystemExit])
def test_an_interruption_is_no_fault_of_a_file(folder, monkeypatch, interruption):
    def stops(*arguments):
        raise interruption

    monkeypatch.setattr(prepare, "infer", stops)
    with pytest.raises(interruption):
        run(folder)
    assert not Capture.objects.exists()


def test_the_command_says_it_like_any_other_failure(folder, monkeypatch):
    monkeypatch.setattr(prepare, "infer", breaks_over(prepare.infer, RuntimeError("no"), is_bad_page))
    err = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("import_seeds", str(folder), stdout=StringIO(), stderr=err, no_color=True)
    assert caught.value.returncode == 1
    assert "bad.txt: failed. The importer broke down over it (RuntimeError: no)." in err.getvalue()


def test_a_rehearsal_that_cannot_go_on_names_the_file_and_says_what_a_run_would_do(folder, monkeypatch):
    def has_bad(batch, *rest):
        return any(entry.name == "bad.txt" for entry in batch)

    monkeypatch.setattr(pipeline, "rehearse", breaks_over(pipeline.rehearse, RuntimeError("no"), has_bad))
    with pytest.raises(CommandError, match=r"bad\.txt: .*RuntimeError: no.* leave this file out"):
        call_command("import_seeds", str(folder), dry_run=True, stdout=StringIO(), stderr=StringIO())


@pytest.mark.parametrize("error", [KeyboardInterrupt(), TakenBack(1), OperationalError("disk is full")])
def test_what_is_in_is_counted_and_shown_when_the_others_are_cut_off(folder, monkeypatch, error):
    """The batch is refused as a whole, then its files come in one by one, and the last does not."""
    taking_in = pipeline.take_in

    def cut_off(batch, *rest):
        if len(batch) > 1:
            raise TypeError("the roof came down")
        if batch[0].name == "d.txt":
            raise error
        return taking_in(batch, *rest)

    shown = []
    monkeypatch.setattr(pipeline, "take_in", cut_off)
    with pytest.raises(type(error)):
        pipeline.import_captures([folder], pipeline.Options(), lambda *said: shown.append(said))
    assert Capture.objects.count() == 3
    assert ImportRun.objects.get().counts["captures"] == 3
    assert [(done, total, [path for path, _ in files]) for done, total, files in shown] == [
        (1, 4, ["a.txt"]),
        (2, 4, ["bad.txt"]),
        (3, 4, ["c.txt"]),
    ]


def test_a_kept_capture_that_cannot_be_made_lines_any_more_fails_alone(folder, monkeypatch):
    run(folder)
    broken = breaks_over(page_of, RuntimeError("no"), lambda name, *_: name == "bad.txt")
    for module in (prepare, errand, shelf):  # whoever reads it
        monkeypatch.setattr(module, "page_of", broken, raising=False)
    result = run(rereads=True)
    ((failed, reason),) = result.failed
    assert failed == "bad.txt"
    assert "RuntimeError: no" in reason
    assert (result.captures, result.counts["unchanged"]) == (3, 4)


def test_a_rehearsal_does_not_blame_a_file_for_a_database_that_gives_up_meanwhile(folder, monkeypatch):
    def gives_up(batch, *rest):
        raise TypeError("the roof came down") if len(batch) > 1 else OperationalError("disk is full")

    monkeypatch.setattr(pipeline, "rehearse", gives_up)
    with pytest.raises(OperationalError):
        run(folder, dry_run=True)


def test_memory_that_runs_out_is_nobodys_fault_to_report(folder, monkeypatch):
    monkeypatch.setattr(prepare, "infer", breaks_over(prepare.infer, MemoryError(), is_bad_page))
    ((failed, reason),) = run(folder).failed
    assert failed == "bad.txt"
    assert reason.startswith("Memory ran out over it.")
    assert "report it" not in reason
