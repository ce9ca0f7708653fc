"""The first words of a piece, for lists and search engines."""

from articles import body
from articles.body import BlockKind
from articles.models import Edition
from articles.public.openings import LENGTH, opening


def readers(*blocks: tuple[BlockKind, str]) -> str:
    return body.for_readers(body.from_text(blocks))


def test_a_standfirst_is_the_opening() -> None:
    assert opening(Edition(standfirst="In short."), "<p>At length.</p>") == "In short."


def test_without_a_standfirst_the_first_paragraph_opens() -> None:
    html = readers((BlockKind.PARAGRAPH, "The ferry runs & whistles."), (BlockKind.PARAGRAPH, "More."))

    assert opening(Edition(), html) == "The ferry runs & whistles."


def test_lost_pictures_headings_and_lists_are_passed_over() -> None:
    html = readers(
        (BlockKind.CAPTION, "The landing."),
        (BlockKind.CREDIT, "J. Okafor"),
        (BlockKind.HEADING, "Monday"),
        (BlockKind.ITEM, "a whistle"),
        (BlockKind.PARAGRAPH, "The ferry runs."),
    )

    assert opening(Edition(), html) == "The ferry runs."


def test_a_long_paragraph_is_cut_at_a_word() -> None:
    found = opening(Edition(), f"<p>{'river ' * 200}</p>")

    assert len(found) <= LENGTH + 1
    assert found.endswith("river…")


def test_text_that_was_cut_off_inside_a_tag_or_an_entity_still_opens() -> None:
    assert opening(Edition(), "<p>The ferry <stro") == "The ferry"
    assert opening(Edition(), "<p>Salt &am").startswith("Salt")


def test_a_text_without_a_paragraph_has_no_opening() -> None:
    assert opening(Edition(), readers((BlockKind.ITEM, "a whistle"))) == ""
