"""Does the text below a short line go on about what stands above, and of which of the two does the line speak?"""

from .cohesion import Cohesion
from .lines import Figures
from .sheet import Sheet

NEAR, REACH = 100, 250
"""Words of context wanted on each side before two sides are compared, closely and widely."""


NOTHING: Figures = dict.fromkeys(
    (
        "likeness",
        "likeness_near",
        "likeness_all_above",
        "line_in_text_below",
        "line_in_text_above",
        "line_new_in_text",
        "line_in_lead",
        "line_above_at_all",
        "lead_seen_above",
        "lead_seen_at_all",
        "line_mass",
        "line_rarity",
    ),
    0.0,
)
"""The figures where nothing is compared."""


def subject(sheet: Sheet, cohesion: Cohesion, number: int) -> Figures:
    if sheet.single:
        return NOTHING
    start, end = reach(sheet, number, REACH)
    near_start, near_end = reach(sheet, number, NEAR)
    words = sheet.shorts[number - 1].words
    line = cohesion.lines[number - 1]
    mass = sum(line)
    below = above = at_all = 0.0
    if mass:
        below = cohesion.inside(line, number, near_end) / mass
        above = cohesion.inside(line, near_start, number) / mass
        at_all = cohesion.lines_above[number - 1] / mass
    lead = cohesion.leads[number]
    lead_mass = sum(lead)
    return {
        "likeness": cohesion.likeness(start, number, end),
        "likeness_near": cohesion.likeness(near_start, number, near_end),
        "likeness_all_above": cohesion.likeness(0, number, end),
        "line_in_text_below": below,
        "line_in_text_above": above,
        "line_new_in_text": below - above,
        "line_in_lead": sum(line & lead) / mass if mass else 0.0,
        "line_above_at_all": at_all,
        "lead_seen_above": cohesion.inside(lead, near_start, number) / lead_mass if lead_mass else 0.0,
        "lead_seen_at_all": cohesion.leads_above[number] / lead_mass if lead_mass else 0.0,
        "line_mass": min(mass, 40) / 40,
        "line_rarity": mass / (10 * max(1, len(set(words)))),
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
