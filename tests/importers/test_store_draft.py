"""The best reading of each field over all witnesses, whatever order they came in."""

from datetime import date
from itertools import permutations

import pytest

from importers.draft import Witness, biographies, draft_of, supplied_title
from importers.segments import Block, Bound, Extract, Kind, Name, Role, TitleSource

LEAD = "The ferry across the Lower Sarn ran again on Monday, eleven weeks after the flood."
SECOND = "Some forty people with bicycles, hens and one upright piano stood waiting for it."


def witness(
    *texts: str | tuple[Role, str],
    title: str | None = None,
    kind: Kind = Kind.LISTING,
    sha256: str = "a",
    source: int | None = None,
    **fields: object,
) -> Witness:
    pairs = [text if isinstance(text, tuple) else (Role.PARAGRAPH, text) for text in texts]
    blocks = tuple(Block(role, text, line, line) for line, (role, text) in enumerate(pairs, 1))
    basis = TitleSource.TEXT if title else TitleSource.SUPPLIED
    return Witness(Extract(0, title, basis, None, 1, len(blocks), blocks, **fields), kind, sha256, source)


def draft(*witnesses: Witness):
    """The draft, after checking that every order of the witnesses makes the same one."""
    found = [draft_of(order) for order in permutations(witnesses)]
    first = found[0]
    assert all((one.title, one.body, one.authors, one.bio, one.credit, one.published, one.source)
               == (first.title, first.body, first.authors, first.bio, first.credit, first.published, first.source)
               and one.primary is first.primary for one in found)  # fmt: skip
    return first


def test_the_headline_comes_from_the_witness_that_has_one():
    headless = witness(LEAD, SECOND, kind=Kind.BODY, sha256="z")
    titled = witness(LEAD, SECOND, title="Ferry Runs Again", sha256="a")
    found = draft(headless, titled)
    assert (found.title, found.title_is_supplied) == ("Ferry Runs Again", False)
    assert found.primary is titled


def test_the_text_comes_from_the_whole_witness_and_the_headline_may_come_from_another():
    teaser = witness(LEAD, title="Ferry Runs Again", kind=Kind.ARTICLE)
    whole = witness(LEAD, SECOND, kind=Kind.BODY, sha256="b")
    found = draft(teaser, whole)
    assert SECOND in found.body
    assert found.title == "Ferry Runs Again"


def test_of_whole_texts_the_one_with_structure_wins():
    flat = witness(f"{LEAD} On the Water {SECOND}", title="Ferry Runs Again", sha256="z")
    structured = witness(
        LEAD, (Role.SUB_HEADING, "On the Water"), SECOND, title="Ferry Runs Again", sha256="b"
    )
    assert "<h2>On the Water</h2>" in draft(flat, structured).body


def test_without_a_headline_the_first_words_are_supplied():
    found = draft(witness(" ".join([LEAD, SECOND]), kind=Kind.BODY))
    assert found.title_is_supplied
    assert found.title == "The ferry across the Lower Sarn ran again on Monday, eleven weeks after the…"
    assert len(found.title) <= 80


def test_a_supplied_headline_is_cut_at_a_word_however_long_the_first_is():
    assert len(supplied_title(witness("x" * 500).extract)) <= 80
    assert supplied_title(witness().extract) == ""


def test_a_day_beats_a_bound_and_the_tightest_bound_beats_the_others():
    dated = witness(LEAD, title="A", published=Bound(date(2026, 6, 3), evidence="second date"), sha256="b")
    late = witness(LEAD, title="A", published=Bound(not_after=date(2026, 9, 1), evidence="late"), sha256="c")
    early = witness(
        LEAD, title="A", published=Bound(not_after=date(2026, 8, 1), evidence="early"), sha256="d"
    )
    assert draft(late, dated, early).day == date(2026, 6, 3)
    bound = draft(late, early).published
    assert (bound.day, bound.not_after, bound.evidence) == (None, date(2026, 8, 1), "early")


def test_byline_biography_credit_and_source_come_from_whoever_has_them():
    bare = witness(LEAD, title="Ferry Runs Again", kind=Kind.ARTICLE)
    signed = witness(
        LEAD,
        sha256="b",
        kind=Kind.BODY,
        source=7,
        authors=(Name("Ilse Maren", "By Ilse Maren", 3),),
        author_bio=("Ilse Maren writes.",),
        credit="Image: Agency, Ilse Maren",
    )
    found = draft(bare, signed)
    assert (found.authors, found.bio, found.credit, found.source) == (
        ("Ilse Maren",),
        ("Ilse Maren writes.",),
        "Agency, Ilse Maren",
        7,
    )


@pytest.mark.parametrize(
    ("caption", "html"),
    [
        (
            "@Agency| Ilse Maren, Orlen",
            '<p class="caption">Ilse Maren, Orlen</p>\n<p class="credit">Agency</p>',
        ),
        ("The square at noon", '<p class="caption">The square at noon</p>'),
        ("Photo: Agency, Ilse Maren", '<p class="credit">Agency, Ilse Maren</p>'),
        ("Illustration by Ilse Maren", '<p class="credit">Ilse Maren</p>'),
    ],
)
def test_a_caption_becomes_a_caption_and_a_credit(caption, html):
    assert draft(witness(LEAD, (Role.CAPTION, caption))).body.endswith(html)


def test_a_labelled_caption_that_is_longer_than_any_credit_loses_no_word():
    caption = "Photo: " + " ".join(f"boat {number}" for number in range(60))
    found = draft(witness(LEAD, (Role.CAPTION, caption)))
    assert found.body.endswith(f'<p class="caption">{caption}</p>')


def test_text_is_text():
    hostile = witness("<script>alert(1)</script> & \u202ereversed\x00", title="<b>Bold</b> & bad")
    found = draft(hostile)
    assert found.body == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; reversed</p>"
    assert found.title == "<b>Bold</b> & bad"


def test_a_biography_belongs_to_the_author_it_names():
    names = (Name("Ilse Maren", "", 1), Name("Tobin Aresk", "", 1))
    bio = ("Ilse Maren draws maps.", "She lives in Orlen.", "Tobin Aresk writes about railways.")
    found = biographies(draft(witness(LEAD, authors=names, author_bio=bio)))
    assert found == {
        "Ilse Maren": "Ilse Maren draws maps.\n\nShe lives in Orlen.",
        "Tobin Aresk": "Tobin Aresk writes about railways.",
    }
