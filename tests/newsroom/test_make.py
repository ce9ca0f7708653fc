"""`make` says early and in a sentence what is missing."""

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="there is no make")


@pytest.fixture
def make(tmp_path):
    """Run make in a folder of its own, so that no environment of this checkout is touched."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.lock").touch()
    (tmp_path / "requirements-dev.lock").touch()

    def run(*arguments):
        return subprocess.run(["make", *arguments], cwd=tmp_path, capture_output=True, text=True)  # noqa: S607

    return run


def fake_python(folder, *refused):
    """A Python whose one-liners fail where they hold one of the words."""
    script = folder / "python-fake"
    cases = "".join(f'*"{word}"*) exit 1;; ' for word in refused)
    script.write_text(f'#!/bin/sh\ncase "$2" in {cases}esac\nexec {sys.executable} "$@"\n')
    script.chmod(0o755)
    return f"PYTHON={script}"


def test_without_arguments_it_tells_what_can_be_done(make):
    told = make().stdout
    for target in ("make env", "make run", "make test", "make check", "make clean"):
        assert target in told


def test_a_python_that_is_too_old_is_refused_with_the_way_out(make, tmp_path):
    refused = make("env", fake_python(tmp_path, "version_info < (3, 11)"))
    assert refused.returncode
    assert "Python 3.11 or newer is needed" in refused.stderr
    assert "make env PYTHON=/path/to/python3.12" in refused.stderr
    assert not (tmp_path / ".venv").exists()


def test_a_python_without_venv_is_refused_with_the_package_to_install(make, tmp_path):
    refused = make("env", fake_python(tmp_path, "import ensurepip, venv"))
    assert refused.returncode
    assert "apt-get install python3-venv" in refused.stderr


def test_a_port_that_is_taken_is_refused_before_anything_is_installed(make, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = make("run", f"PORT={port}", f"PYTHON={sys.executable}")
    assert refused.returncode
    assert f"Port {port} is taken" in refused.stderr
    assert not (tmp_path / ".venv").exists()


def test_a_port_that_is_no_number_is_refused(make):
    assert "PORT=eighty is not a number." in make("run", "PORT=eighty").stderr
