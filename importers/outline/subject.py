"""Does the text below a short line go on about what stands above, and of which of the two does the line speak?"""

from .cohesion import Cohesion
from .lines import Figures
from .sheet import Sheet

NEAR, REACH = 100, 250
"""Words of context wanted on each side before two sides are compared, closely and widely."""


def subject(sheet: Sheet, cohesion: Cohesion, number: int) -> Figures:
    start, end = reach(sheet, number, REACH)
    near_start, near_end = reach(sheet, number, NEAR)
    line = sheet.shorts[number - 1]
    lead = sheet.sections[number].lead
    above, at_all, below = cohesion.found(line.terms, near_start, number, near_end)
    lead_above, lead_at_all, _ = cohesion.found(lead.terms if lead else (), near_start, number, near_end)
    return {
        "likeness": cohesion.likeness(start, number, end),
        "likeness_near": cohesion.likeness(near_start, number, near_end),
        "likeness_all_above": cohesion.likeness(0, number, end),
        "line_in_text_below": below,
        "line_in_text_above": above,
        "line_new_in_text": below - above,
        "line_in_lead": cohesion.shared(line.terms, lead.terms) if lead else 0.0,
        "line_above_at_all": at_all,
        "lead_seen_above": lead_above,
        "lead_seen_at_all": lead_at_all,
        "line_mass": min(cohesion.weigh(line.terms), 40) / 40,
        "line_rarity": cohesion.weigh(line.terms) / (10 * max(1, len(set(line.terms)))),
    }


def reach(sheet: Sheet, number: int, words: int) -> tuple[int, int]:
    """Widen the sections on both sides of a short line until each holds so many words, or the page ends."""
    sections = sheet.sections
    start, held = number - 1, sections[number - 1].words
    while start > 0 and held < words:
        start -= 1
        held += sections[start].words
    end, held = number + 1, sections[number].words
    while end < len(sections) and held < words:
        held += sections[end].words
        end += 1
    return start, end
