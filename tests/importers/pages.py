"""Pages and readings for tests, made from lines of text without a file."""

from importers.capture import page_of
from importers.infer import infer
from importers.read import read
from importers.segments import Page, Reading, Role, Segment

FERRY = (
    "The ferry across the Lower Sarn ran again on Monday, eleven weeks after the spring flood had torn its landing "
    "from the eastern bank, and some forty people with bicycles, hens and one upright piano stood waiting for it."
)
BRIDGE = (
    "Councillors of the upper valley decided by seven votes to five that a second bridge will be paid for by a toll on "
    "lorries, although the treasurer had warned them that quarry owners would rather drive round by the old road."
)
HERONS = (
    "Three classes of the primary school counted herons from dawn until supper, wrote each bird into a green notebook, "
    "and handed the total to the professor of zoology, who found a thousand fewer than her students had last year."
)
BAKERS = (
    "Bakers may sell yesterday's loaves at half their price from October, says a regulation signed by the minister of "
    "trade, provided that the shelf is labelled in letters as tall as a thumb and the bread is fit to eat."
)
LONG = FERRY
"""Running text of no kind in particular, too long to be a short line."""


def make_page(*lines: str, name: str = "page.txt") -> Page:
    return page_of(name, "\n".join(lines).encode())


def segments_of(*lines: str) -> tuple[Segment, ...]:
    return read(make_page(*lines))


def reading_of(*lines: str) -> Reading:
    page = make_page(*lines)
    return infer(page, read(page))


def roles_of(*lines: str) -> list[tuple[Role, str]]:
    """Role and rule of each line of text, in order."""
    return [(s.role, s.rule) for s in segments_of(*lines) if s.role is not Role.BLANK]


def ticker(*pairs: str, times: int = 2) -> list[str]:
    return [f"  • {pair}" for _ in range(times) for pair in pairs]
