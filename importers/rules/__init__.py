"""What kinds of line there are, one a file, and in which order they are asked: the first to answer wins.

The order is part of the meaning. What is certain by its form alone stands first; what needs its neighbours follows; the
last always answers, so that no line is lost.
"""

from importers.rules.author_box import author_box
from importers.rules.blank import blank
from importers.rules.byline import byline
from importers.rules.captions import captions
from importers.rules.contract import Rule
from importers.rules.dateline import dateline
from importers.rules.furniture import furniture
from importers.rules.in_text_byline import in_text_byline
from importers.rules.list_item import list_item
from importers.rules.page_dates import page_dates
from importers.rules.pagination import pagination
from importers.rules.people import people
from importers.rules.quotation import quotation
from importers.rules.running_text import paragraph, short_line
from importers.rules.shortcodes import shortcodes
from importers.rules.spam import spam
from importers.rules.ticker import ticker

RULES: tuple[Rule, ...] = (
    blank,
    ticker,
    page_dates,
    pagination,
    spam,
    people,
    shortcodes,
    furniture,
    author_box,
    byline,
    captions,
    list_item,
    quotation,
    dateline,
    in_text_byline,
    short_line,
    paragraph,
)

# These know short lines only. Most of a page's bytes stand in long ones, which need not ask them.
_OF_SHORT_LINES = frozenset(
    {page_dates, pagination, people, furniture, author_box, byline, captions, short_line}
)
RULES_OF_LONG_LINES: tuple[Rule, ...] = tuple(rule for rule in RULES if rule not in _OF_SHORT_LINES)
# Nor do these know what opens with a word, as most long lines do.
_OF_MARKS = frozenset({blank, list_item, quotation})
RULES_OF_RUNNING_TEXT: tuple[Rule, ...] = tuple(rule for rule in RULES_OF_LONG_LINES if rule not in _OF_MARKS)
