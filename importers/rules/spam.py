"""Recognises advertising injected at the top of old pages: a run of search words, no sentence, no headline.

Dropping text is dangerous, so all of it must hold: before any text of the page, no sentence's punctuation, hardly a
capital, and words that such advertising is made of. The reading warns of every line dropped.
"""

import re
from collections.abc import Sequence

from importers.rules.contract import Found, one, text_before
from importers.segments import Line, Role, Segment

SPAM = "injected_spam"
TELLING = frozenset(
    (
        "astropay", "bahis", "bahisleri", "bonusu", "bozdurma", "canlı", "casino", "casinos", "cialis", "deneme",
        "escort", "escorts", "giris", "giriş", "iddaa", "kumar", "levitra", "paykasa", "paysafe", "porn", "porno",
        "rulet", "siteleri", "sitesi", "slot", "slots", "tramadol", "viagra", "xanax", "xxx",
    )
)  # fmt: skip
# Everyday words that count only beside one of the above.
VOCABULARY = TELLING | frozenset(
    (
        "bedava", "bet", "betting", "bonus", "buy", "canli", "cheap", "gambling", "jackpot", "kredi", "loan", "loans",
        "online", "payday", "pharmacy", "pills", "poker", "replica", "roulette",
    )
)  # fmt: skip
FEWEST_WORDS = 2
# Of the words of such a line at least this share is of the vocabulary; of an article about gambling far less.
VOCABULARY_SHARE = 0.2
CAPITAL_SHARE = 0.2
ABOVE = frozenset({Role.TICKER, Role.PAGE_DATE, Role.PAGINATION, Role.SPAM, Role.BOILERPLATE})
_SENTENCE = re.compile(r"[^\W\d_][.!?…:;](?:\s|$)")
# Only the beginning is looked at: the line is one run of words.
LOOKED_AT = 2_000


def spam(lines: Sequence[Line], at: int, done: Sequence[Segment]) -> Found:
    before = text_before(done)
    if before is not None and before.role not in ABOVE:
        return None
    text = lines[at].text[:LOOKED_AT]
    words = text.split()
    if len(words) < FEWEST_WORDS or _SENTENCE.search(text):
        return None
    known = [word for word in words if word.casefold() in VOCABULARY]
    capitals = sum(word[0].isupper() for word in words)
    if (
        len(set(known)) < 2
        or TELLING.isdisjoint(word.casefold() for word in known)
        or len(known) < VOCABULARY_SHARE * len(words)
        or capitals > CAPITAL_SHARE * len(words)
    ):
        return None
    shown = ", ".join(list(dict.fromkeys(known))[:5])
    return one(lines[at], Role.SPAM, SPAM, f"search words before any text, among them {shown}")
