"""Topics that an article may be about, each with the words that say so. Pure.

In: an article's headline and blocks. Out: `Suggestion`s, the surest first. One pass over the words finds the terms of
the vocabulary and the runs of capitalised words between them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import ne
from typing import NamedTuple

from importers import proper_names
from importers.proper_names import Found, ProperName
from importers.segments import BODY_ROLES, Block
from importers.vocabulary import Entry, Vocabulary, Words, shipped

IN_TITLE = 3.0
IN_OPENING = 1.5
OPENING_BLOCKS = 2
HINT = 0.5
"""A hint counts half."""
HALF = 2.0
"""The score at which a suggestion is as likely wrong as right: two mentions somewhere in the text."""
APPLIED = {"subject": 0.75}
"""Confidence from which a topic tags the article: said in the headline and the opening, or four times."""
APPLIED_NAME = 0.7
"""A name tags a little sooner: it can hardly mean something else."""
SUGGESTED = 0.45
"""Below, it is a passing mention, and not worth an editor's glance."""
MOST_APPLIED = 10
MOST = 16
MOST_NAMES = 5
NAME_CAP = 0.7
"""A name that nobody put into the vocabulary is only ever suggested."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic with its evidence: the term as found, how often, the first line, and whether it is sure enough to tag."""

    name: str
    kind: str
    term: str
    count: int
    line: int
    confidence: float
    is_applied: bool
    iptc: str = ""
    aliases: tuple[str, ...] = ()


class Passage(NamedTuple):
    """A stretch of text with its weight. Names are looked for in running text only, not in headlines."""

    text: str
    line: int
    weight: float
    is_running: bool


@dataclass(slots=True)
class Evidence:
    term: str
    line: int
    count: int = 0
    score: float = 0.0
    terms: set[str] = field(default_factory=set)
    has_term: bool = False


def suggest(
    title: str, title_line: int, blocks: Sequence[Block], vocabulary: Vocabulary | None = None
) -> tuple[Suggestion, ...]:
    """What an article is about. ``title`` is empty where none was printed."""
    known: dict[Entry, Evidence] = {}
    runs: list[Found] = []
    lower: set[str] = set()
    for passage in _passages(title, title_line, blocks):
        _look(passage, vocabulary or shipped(), known, runs, lower)
    found = _from_vocabulary(known)
    taken = {word for suggestion in found for word in suggestion.name.lower().split()}
    return (*found, *_from_names(proper_names.recurring(runs, lower), taken, MOST - len(found)))


def _passages(title: str, title_line: int, blocks: Sequence[Block]) -> Iterator[Passage]:
    if title:
        yield Passage(title.title() if title.isupper() else title, title_line, IN_TITLE, False)
    left = OPENING_BLOCKS
    for block in blocks:
        is_running = block.role in BODY_ROLES
        opens = left > 0 and is_running
        left -= is_running
        yield Passage(block.text, block.first, IN_OPENING if opens else 1.0, is_running)


def _look(
    passage: Passage, vocabulary: Vocabulary, known: dict[Entry, Evidence], runs: list[Found], lower: set[str]
) -> None:
    """One pass over the words of a passage. It stops only at those that can begin a term or a name."""
    words = Words(passage.text)
    lower.update(words.tokens)
    done = 0
    for place in _beginnings(words, vocabulary):
        if place < done:
            continue
        is_capitalised = words.tokens[place][0].isupper()
        if not is_capitalised and words.lowered[place] not in vocabulary.first_words:
            continue
        term = vocabulary.at(words.tokens, words.lowered, place)
        if term is not None:
            done = place + len(term.tokens)
            if term.entry is not None:
                _count(known, term.entry, words.between(place, done), passage, term.is_hint)
        elif is_capitalised and passage.is_running:
            done = _end_of_run(words, place, vocabulary)
            found = proper_names.run(words, place, done, passage.line)
            if found is not None:
                runs.append(found)


def _beginnings(words: Words, vocabulary: Vocabulary) -> list[int]:
    """The places of the words that have a capital or begin a term, found without looking at each in turn."""
    places = range(len(words.tokens))
    capitals = compress(places, map(ne, words.tokens, words.lowered))
    return sorted({*capitals, *compress(places, map(vocabulary.first_words.__contains__, words.lowered))})


def _end_of_run(words: Words, place: int, vocabulary: Vocabulary) -> int:
    """Where the capitalised words end that begin at ``place``: at a small word, at punctuation, at a known term."""
    end = place + 1
    while (
        end < len(words.tokens)
        and proper_names.is_capitalised(words.tokens[end])
        and words.gaps[end] in (" ", "-")
        and vocabulary.at(words.tokens, words.lowered, end) is None
    ):
        end += 1
    return end


def _count(known: dict[Entry, Evidence], entry: Entry, words: str, passage: Passage, is_hint: bool) -> None:
    evidence = known.get(entry)
    if evidence is None:
        evidence = known[entry] = Evidence(words, passage.line)
    evidence.count += 1
    # A term that is said again says less than another one for the same topic, but for names, which have no others.
    again = words.lower() in evidence.terms and entry.kind == "subject"
    evidence.terms.add(words.lower())
    evidence.score += passage.weight * (HINT if is_hint else 1.0) * (0.7 if again else 1.0)
    evidence.has_term = evidence.has_term or not is_hint


def _from_vocabulary(known: dict[Entry, Evidence]) -> list[Suggestion]:
    scored = [(1 - 0.5 ** (evidence.score / HALF), entry, evidence) for entry, evidence in known.items()]
    scored = [found for found in scored if found[0] >= SUGGESTED and found[2].has_term]
    scored.sort(key=lambda found: (-found[0], found[1].name))
    return [
        Suggestion(
            entry.name,
            entry.kind,
            evidence.term,
            evidence.count,
            evidence.line,
            round(confidence, 3),
            confidence >= APPLIED.get(entry.kind, APPLIED_NAME) and place < MOST_APPLIED,
            entry.iptc,
            entry.aliases,
        )
        for place, (confidence, entry, evidence) in enumerate(scored[:MOST])
    ]


def _from_names(names: Iterable[ProperName], taken: set[str], room: int) -> list[Suggestion]:
    fresh = [name for name in names if not set(name.name.lower().split()) <= taken]
    return [
        Suggestion(
            name.name[:100],
            name.kind,
            name.name,
            name.count,
            name.line,
            round(min(NAME_CAP, 1 - 0.5 ** (name.count / 4)), 3),
            False,
        )
        for name in fresh[: max(0, min(MOST_NAMES, room))]
    ]
