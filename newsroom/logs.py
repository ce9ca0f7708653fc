"""Log records as single lines: what a stranger sent forges no second one and moves no terminal's cursor."""

import logging
import re

# C0 and C1 controls, DEL, and the separators at which readers of logs also break lines.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class OneLine(logging.Formatter):
    """Formats as usual, traceback included, then writes control characters as escapes."""

    def format(self, record: logging.LogRecord) -> str:
        return UNPRINTABLE.sub(lambda found: repr(found[0])[1:-1], super().format(record))
