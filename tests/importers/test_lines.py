"""Bytes become lines: encodings, line ends, and what is neutralised or repaired, with its count."""

import pytest

from importers.lines import decode


def texts(content: bytes) -> list[str]:
    return [line.text for line in decode(content).lines]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Zürich “quoted”".encode(), "utf-8"),
        (b"\xef\xbb\xbf" + "Zürich “quoted”".encode(), "utf-8"),
        ("Zürich “quoted”".encode("cp1252"), "cp1252"),
        (b"\xff\xfe" + "Zürich “quoted”".encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + "Zürich “quoted”".encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\x00\x00" + "Zürich “quoted”".encode("utf-32-le"), "utf-32-le"),
    ],
)
def test_an_encoding_is_known_by_its_mark_or_by_what_decodes(content, encoding):
    decoded = decode(content)
    assert [line.text for line in decoded.lines] == ["Zürich “quoted”"]
    assert decoded.encoding == encoding


def test_one_line_in_windows_encoding_does_not_spoil_the_others():
    decoded = decode("Élan\n".encode() + "Élan\n".encode("cp1252"))
    assert [line.text for line in decoded.lines] == ["Élan", "Élan"]
    assert decoded.encoding == "utf-8, partly cp1252"
    assert decoded.repairs == ("1 line read as Windows-1252",)


def test_a_byte_that_no_encoding_knows_is_counted_as_lost():
    assert "1 character was lost before" in decode(b"a\x81b\xff").repairs


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"a\nb", ["a", "b"]),
        (b"a\r\nb\r\n", ["a", "b"]),
        (b"a\rb", ["a", "b"]),
        (b"a\n\n\n", ["a", "", ""]),
        ("a\u2028b\x0bc\x0cd\x85e".encode(), ["a b c d e"]),
    ],
)
def test_lines_end_at_line_ends_and_nowhere_else(content, lines):
    assert texts(content) == lines


@pytest.mark.parametrize(
    ("raw", "text", "repair"),
    [
        ("a\u00a0b\u202fc", "a b c", "2 no-break spaces made plain"),
        ("\u00a0a  b ", "a b", "1 no-break space made plain"),
        ("a\u200bb\ufeffc\u00ad", "abc", "3 invisible characters removed"),
        ("a\u202eb\u2066c\u200f", "abc", "3 text-direction marks removed"),
        ("a\x1b[31mb\x07", "a[31mb", "2 control characters removed"),
        ("\ufdd0a\ufdefb\ufffe\uffff", "ab", "4 control characters removed"),
        ("a\U0001fffe\U0010ffffb", "ab", "2 control characters removed"),
        ("\u06cc\ufdd0\u200c\u06cc", "\u06cc\u200c\u06cc", "1 control character removed"),
        ("a\u2029b", "a b", "1 unusual line break inside a line made a space"),
        ("\U000e0041a", "a", "1 invisible character removed"),
        ("a\tb\u3000c", "a b c", None),
    ],
)
def test_what_readers_cannot_see_is_neutralised_and_counted(raw, text, repair):
    (line,) = decode(raw.encode()).lines
    assert (line.raw, line.text) == (raw, text)
    assert decode(raw.encode()).repairs == ((repair,) if repair else ())


@pytest.mark.parametrize("text", ["می\u200cخواهم", "👩\u200d🌾 wins", "❤\ufe0f\u200d🔥"])
def test_joiners_that_carry_meaning_stay(text):
    assert texts(text.encode()) == [text]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("the valleyâ€™s ferry", "the valley’s ferry"),
        ("cafÃ© Ãœber", "café Über"),
        ("ÐŸÐ°Ñ€Ð¾Ð¼", "Паром"),
        ("the valley\u00e2\u0080\u0099s ferry", "the valley’s ferry"),
    ],
)
def test_text_that_was_decoded_twice_is_repaired_and_said(raw, text):
    decoded = decode(raw.encode())
    assert (decoded.lines[0].raw, decoded.lines[0].text) == (raw, text)
    assert "1 line repaired that had been decoded twice" in decoded.repairs


@pytest.mark.parametrize("text", ["Ångström and Ðorđe", "Â", "the Ä‚ sign", "Paròle “così”", "DVÃ"])
def test_text_that_only_might_be_broken_is_left_alone(text):
    assert texts(text.encode()) == [text]


def test_lines_are_numbered_from_one_as_on_an_editors_screen():
    assert [line.number for line in decode(b"a\n\nb").lines] == [1, 2, 3]
