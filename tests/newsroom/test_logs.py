import logging

import pytest

from newsroom.logs import OneLine

FORMATTER = OneLine("{levelname} {message}", style="{")


def line(message, *arguments, exc_info=None):
    return FORMATTER.format(logging.LogRecord("paper", logging.WARNING, "", 0, message, arguments, exc_info))


@pytest.mark.parametrize(
    "control", ["\n", "\r\n", "\x1b[2J", "\x00", "\x7f", "\x9b", "\u2028", "\u2029", "\x0b"]
)
def test_what_a_stranger_sent_stays_on_its_line(control):
    written = line("Not found: %s", f"/a{control}CRITICAL forged")
    assert written.isprintable()
    assert written.startswith("WARNING Not found: /a\\")


def test_a_traceback_is_one_line(monkeypatch):
    try:
        raise ValueError("first\nsecond")
    except ValueError as error:
        written = line("failed", exc_info=(type(error), error, error.__traceback__))
    assert len(written.splitlines()) == 1
    assert "ValueError: first\\nsecond" in written


def test_other_scripts_are_left_alone():
    assert line("Қазақстан — “paper” 新聞") == "WARNING Қазақстан — “paper” 新聞"
