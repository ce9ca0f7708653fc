"""A real Chromium against the live server. Where none is found, the tests say so and how to get one."""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
HOW_TO_GET_ONE = (
    "no Chromium found: apt-get install chromium (Debian, Ubuntu) or brew install --cask chromium (macOS), "
    "or name one in CHROMIUM"
)

# Playwright's loop runs in the thread of the test, where Django would refuse to touch the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def chromium() -> str | None:
    """The path of a Chromium to drive, None where there is none."""
    named = os.environ.get("CHROMIUM")
    found = [shutil.which(name) for name in NAMES] + [place for place in PLACES if os.path.exists(place)]
    return named or next(filter(None, found), None)


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(os.path.dirname(__file__)):
            item.add_marker(pytest.mark.browser)
            if not chromium():
                item.add_marker(pytest.mark.skip(reason=HOW_TO_GET_ONE))


@pytest.fixture(scope="session")
def browser_type_launch_args():
    quiet = ("--disable-background-networking", "--disable-component-update", "--disable-sync")
    return {
        "executable_path": chromium(),
        "args": ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", *quiet],
    }


@pytest.fixture
def policy_violations(page):
    """What the page's content policy refused while the test drove it, and errors of its scripts."""
    found = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda line: "Content Security Policy" in line.text and found.append(line.text))
    return found
