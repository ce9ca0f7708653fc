from time import process_time

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
    assert body.clean("<blockquote>" * 500 + "x") == "<blockquote><p>x</p></blockquote>"
    assert body.plain("<ul><li>" * 500 + "x") == "x"


def test_a_long_list_whose_items_are_not_closed_stays_a_list() -> None:
    assert body.clean("<ul>" + "<li>x" * 100) == "<ul>" + "<li>x</li>" * 100 + "</ul>"


ENTITIES = ["&#x202e;", "&#8238;", "&#xFFFE;", "&#1;", "&#x200b;", "&#xd800;", "&ZeroWidthSpace;"]


@pytest.mark.parametrize("entity", ENTITIES)
def test_invariant_11_an_unwanted_character_does_not_come_in_as_an_entity(entity: str) -> None:
    for made in (
        body.clean(f"<p>a{entity}b</p>"),
        body.clean(f'<a href="/x{entity}" title="y{entity}">b</a>'),
    ):
        assert not [mark for mark in made if mark != body.neutralise(mark)]
        assert body.clean(made) == made


LINKS_OUT = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#9;script:alert(1)", "&#x6a;avascript:alert(1)",
    " javascript:x", "&#1;javascript:x", "vbscript:x", "data:text/html,x", "blob:x", "file:///etc/passwd", "//host/x",
    "/&#9;/host/x", "/&#10;/host/x", "/\\host/x", "\\\\host/x", "&#x202e;//host/x", " //host", "///host", "https://name:word@host/",
    "https:name@host", "https:\\\\name@host/", "view-source:x", "ftp://host/",
]  # fmt: skip
LINKS_IN = [
    "https://a.example/?q=me@b.example",
    "http://a.example",
    "mailto:a@b.example",
    "tel:+1",
    "/x/",
    "x",
    "#n",
]


@pytest.mark.parametrize("address", LINKS_OUT)
def test_invariant_11_a_link_cannot_run_or_hide_where_it_leads(address: str) -> None:
    assert body.clean(f'<a href="{address}">a</a>') == "<p>a</p>"


@pytest.mark.parametrize("address", LINKS_IN)
def test_a_plain_link_stays(address: str) -> None:
    assert body.clean(f'<a href="{address}">a</a>') == f'<p><a href="{address}">a</a></p>'


# Each made the sanitiser or what follows it take the square of the length.
FAMILIES = {
    "ampersands": lambda n: "&" * n,
    "ampersands in an address": lambda n: f'<a href="/?{"a&" * (n // 2)}">x</a>',
    "ampersands in many addresses": lambda n: f'<a href="/?{"a&" * 1500}">x</a>' * (n // 3000),
    "line breaks before": lambda n: "<br>" * (n // 4) + "x",
    "line breaks after": lambda n: "x" + "<br>" * (n // 4),
    "marks that differ": lambda n: "".join(f"<b id={i}>" for i in range(n // 40)) + "<p>x" * (n // 8),
    "a depth behind quotation marks": lambda n: '<div title="<">' * (n // 15) + "x",
    "a depth behind closing tags": lambda n: "<div></i>" * (n // 9) + "x",
    "a depth of headings": lambda n: "<h2><b>" * (n // 7) + "x",
    "tags that never end": lambda n: "<a" * (n // 2),
    "quotation marks that never end": lambda n: "<a href='" * (n // 9),
    "comments that never end": lambda n: "<!--" * (n // 4),
    "scripts that never end": lambda n: "<script>" * (n // 8),
}


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_cleaning_takes_time_in_proportion_to_length(family) -> None:
    def cost(n: int) -> float:
        hostile = family(n)
        began = process_time()
        body.clean(hostile)
        return process_time() - began

    once, fourfold = min(cost(50_000) for _ in range(2)), min(cost(200_000) for _ in range(2))

    # Quadratic time would be sixteenfold. What is over in a moment is measured too coarsely to compare.
    assert fourfold < max(9 * once, 0.2)
