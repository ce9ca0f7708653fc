"""What a short line says for itself: its length, its marks, its capitals, its first words."""

import re

from .sheet import Short

Figures = dict[str, float]

_NUMBERED = re.compile(
    r"(?:#?\d{1,3}[.):]?|[A-Za-z][.)]|"
    r"(?:step|part|day|tip|phase|question|lesson|rule) (?:\d+|one|two|three|four|five))\b",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"[^\s:]{1,12}(?: [^\s:]{1,12})?: ")
_STOCK = re.compile(
    r"(?:conclusion|introduction|background|overview|summary|resources?|next steps?|what[’']s next|"
    r"looking (?:ahead|forward)|getting started|the (?:problem|solution|challenge|results?|future|process|team|"
    r"approach|basics)|results?|tips?|lessons? learned|key |about |more |why |benefits?|examples?|references?|"
    r"how (?:it|to|we|you)|final thoughts?|best practices|requirements?|other |additional |"
    r"what (?:is|are|we|you|does)|who |when |where )",
    re.IGNORECASE,
)
_VERB = re.compile(
    r" (?:is|are|was|were|has|have|had|will|can|could|may|must|to|gets?|makes?|takes?|helps?|goes|says?|"
    r"[a-z]{2,}ed|[A-Z][a-z]+ed|[A-Z][a-z]{2,}s) "
)
_DIGIT = re.compile(r"\d")
_PERSON_WORDS = "we our us i my you your let’s let's we’re we've we’ve i’m"
_PERSONS = frozenset(_PERSON_WORDS.split())
_DASHES = (" – ", "—", " - ")
_QUOTES = '“"‘'
_SENTENCE_ENDS = (". ", "? ", "! ", "… ")


def shape(short: Short) -> Figures:
    text = short.text
    words = short.words
    count = len(words)
    share = short.capitals
    last = text[-1]
    colon_inside = ": " in text
    return {
        "bias": 1.0,
        "words_to_4": min(count, 4) / 4,
        "words_5_to_8": min(max(count - 4, 0), 4) / 4,
        "words_9_to_12": min(max(count - 8, 0), 4) / 4,
        "words_over_12": min(max(count - 12, 0), 8) / 8,
        "one_word": float(count == 1),
        "asks": float(last == "?"),
        "calls": float(last == "!"),
        "colon_end": float(last == ":"),
        "full_stop": float(last == "."),
        "closed": float(last in ')”"’'),
        "numbered": float(bool(_NUMBERED.match(text))),
        "colon_inside": float(colon_inside),
        "speaker": float(colon_inside and bool(_SPEAKER.match(text))),
        "dash_inside": float(any(map(text.__contains__, _DASHES))),
        "comma_inside": float(", " in text),
        "quoted": float(text[0] in _QUOTES and last in '”"’'),
        "quote_inside": float(any(map(text.__contains__, _QUOTES))),
        "capital_share": share,
        "sentence_case": float(share < 0.35 and count > 2),
        "all_capitals": float(text.isupper() and count > 1),
        "sentence": float(last in ".:" and share < 0.8),
        "shouted": float(share > 0.9 and count > 3),
        "lower_start": float(text[0].islower()),
        "digits": float(bool(_DIGIT.search(text))),
        "acronym": float(max(map(len, filter(str.isupper, words)), default=0) > 1),
        "stock": float(bool(_STOCK.match(text))),
        "verb": float(bool(_VERB.search(text))),
        "first_person": float(not _PERSONS.isdisjoint(text.lower().split())),
        "two_sentences": float(any(map(text[:-2].__contains__, _SENTENCE_ENDS))),
    }
