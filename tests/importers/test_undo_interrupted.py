"""A command that is killed while it takes a run back changes nothing, and a second one takes it back."""

import pytest

from tests.importers.captures import article_page, listing, write
from tests.importers.test_pipeline_interrupted import Scratch

pytestmark = pytest.mark.django_db(transaction=True)

UNDO = """
import sys, time
import django
django.setup()
from django.core.management import execute_from_command_line
from importers.store import undo
step = getattr(undo, sys.argv[1])
def held(*given):
    done = step(*given)
    print("amid", flush=True)
    time.sleep(600)
setattr(undo, sys.argv[1], held)
execute_from_command_line(["manage.py", "undo_import", "1"])
"""
TABLES = """
import django
django.setup()
from tests.importers.captures import whole_tables
print(sorted(whole_tables().items()))
"""


@pytest.fixture
def scratch(tmp_path):
    database = Scratch(tmp_path)
    yield database
    database.close()


@pytest.mark.parametrize("step", ["remove", "settle"])
def test_invariant_10_a_kill_amid_taking_back_changes_nothing(scratch, tmp_path, step):
    folder = write(tmp_path / "captures", one=article_page(1), two=listing(2, 3))
    scratch.wait(scratch.start("manage.py", "import_seeds", str(folder)))
    before = scratch.wait(scratch.start("-c", TABLES))
    process = scratch.start("-c", UNDO, step)
    assert process.stdout is not None
    assert "amid\n" in iter(process.stdout.readline, "")
    process.kill()
    process.communicate()
    assert scratch.wait(scratch.start("-c", TABLES)) == before
    scratch.wait(scratch.start("manage.py", "undo_import", "1"))
    assert scratch.contents() == [[], [0, 0, 0, 0], 0]
