import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body
from articles.body import BlockKind

CLEANED = [
    ("plain words become a paragraph", "Words & more", "<p>Words &amp; more</p>"),
    ("divisions do not glue their words", "<div>a</div><div>b</div>", "<p>a</p>\n<p>b</p>"),
    ("bold keeps its emphasis", "<p><b>bold</b> <i>and</i></p>", "<p><strong>bold</strong> <em>and</em></p>"),
    ("the editor's list is a plain list", '<ol data-type="decimal"><li><p>x</p></li></ol>', "<ol><li>x</li></ol>"),
    ("two lists stay two", "<ul><li>a</li></ul><ul><li>b</li></ul>", "<ul><li>a</li></ul>\n<ul><li>b</li></ul>"),
    ("a quotation keeps its paragraphs", "<blockquote><p>a</p><p>b</p></blockquote>",
     "<blockquote><p>a</p><p>b</p></blockquote>"),
    ("captions and credits keep their class", '<p class="caption">c</p><p class="credit">d</p>',
     '<p class="caption">c</p>\n<p class="credit">d</p>'),
    ("any other class goes", '<p class="evil">c</p>', "<p>c</p>"),
    ("emphasis crosses a paragraph's end", "<b>a<p>b</b> c", "<p><strong>a</strong></p>\n<p><strong>b</strong> c</p>"),
    ("empty blocks go", "<p> </p><p><em></em><br></p><ul></ul>", ""),
    ("the first heading is the article's, not the page's", "<h1>t</h1><h4>u</h4>", "<h2>t</h2>\n<h3>u</h3>"),
    ("cells do not glue", "<table><tr><td>a</td><td>b</td></tr></table>", "<p>a</p>\n<p>b</p>"),
    ("script goes with its words", "<script>alert(1)</script><p>a</p>", "<p>a</p>"),
    ("handlers go", '<p onclick="x()">a</p>', "<p>a</p>"),
    ("script addresses go", '<a href="javascript:x">a</a>', "<p>a</p>"),
    ("addresses without a scheme that leave the site go", '<a href="//host/x">a</a>', "<p>a</p>"),
    ("other addresses stay", '<a href="https://a.example/?x=1&y">a</a>',
     '<p><a href="https://a.example/?x=1&amp;y">a</a></p>'),
    ("control and bidirectional characters go", "<p>a\x00b\u202ec\ufffe</p>", "<p>abc</p>"),
]  # fmt: skip


@pytest.mark.parametrize(("behaviour", "untrusted", "expected"), CLEANED, ids=[row[0] for row in CLEANED])
def test_cleaning(behaviour: str, untrusted: str, expected: str) -> None:
    assert body.clean(untrusted) == expected


FRAGMENTS = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", "<em>", "</em>", "<ul>", "<li>", "</li>", "</ul>", "<ol>", "<blockquote>",
         "</blockquote>", "<br>", "<hr>", '<a href="https://x.example/">', '<a href="//y">', "</a>", "<h2>", "</h2>",
         '<p class="caption">', "<div>", "</div>", "word ", " & ", "<", "&lt;b&gt;", "&amp;amp;", "\u202e", "\n"]
    )
    | st.text(max_size=8),
    max_size=25,
).map("".join)  # fmt: skip


@given(FRAGMENTS)
def test_cleaning_twice_changes_nothing(untrusted: str) -> None:
    once = body.clean(untrusted)

    assert body.clean(once) == once


@given(FRAGMENTS)
def test_what_is_cleaned_holds_no_tag_that_is_not_allowed(untrusted: str) -> None:
    allowed = {
        "p",
        "h2",
        "h3",
        "ul",
        "ol",
        "li",
        "blockquote",
        "br",
        "hr",
        "a",
        "strong",
        "em",
        "sub",
        "sup",
        "s",
    }
    for made in (body.clean(untrusted), body.for_readers(untrusted)):
        names = {part.split(">")[0].split(" ")[0].strip("/") for part in made.split("<")[1:]}
        assert names <= allowed | {"figure", "figcaption", "span"}


@given(st.lists(st.tuples(st.sampled_from([k for k in BlockKind if k is not BlockKind.RULE]), st.text())))
def test_blocks_of_text_come_back_as_they_went_in(parts: list[tuple[BlockKind, str]]) -> None:
    made = body.from_text(parts)

    expected = [(kind, body.one_line(text)) for kind, text in parts if body.one_line(text)]
    assert [(block.kind, block.text) for block in body.blocks(made)] == expected
    assert body.clean(made) == made


def test_text_that_looks_like_markup_is_escaped() -> None:
    assert body.from_text([(BlockKind.PARAGRAPH, "a <b> & c")]) == "<p>a &lt;b&gt; &amp; c</p>"


def test_a_lost_picture_is_a_figure_that_says_so() -> None:
    shown = body.for_readers(
        '<p>a</p><p class="caption">Mira, Lower Sarn</p><p class="credit">LSN</p><p>b</p>'
    )

    assert shown.count("<figure") == 1
    assert "The picture was not captured." in shown
    assert '<span class="caption">Mira, Lower Sarn</span> <span class="credit">LSN</span>' in shown


def test_two_captions_in_a_row_are_two_figures() -> None:
    assert body.for_readers('<p class="caption">a</p><p class="caption">b</p>').count("<figure") == 2


def test_an_excerpt_ends_at_a_word() -> None:
    assert body.excerpt("one two three", 9) == "one two…"
    assert body.excerpt("one two", 9) == "one two"


def test_nesting_deeper_than_anybody_writes_is_made_flat() -> None:
    assert "<blockquote>" not in body.clean("<blockquote>" * 500 + "x")
    assert body.plain("<ul><li>" * 500 + "x") == "x"
