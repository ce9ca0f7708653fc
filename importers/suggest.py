"""Topics that an article may be about, each with the words that say so. Pure.

In: an article's headline and blocks. Out: `Suggestion`s, the surest first. One pass over the words finds the terms of
the vocabulary and the runs of capitalised words between them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, compress, count, islice
from typing import NamedTuple

from importers import proper_names
from importers.proper_names import Found, ProperName, Run
from importers.segments import BODY_ROLES, Block
from importers.stops import MOST_SEARCHED, places_of, stops
from importers.vocabulary import WORD, Entry, Term, Vocabulary, shipped, token_of

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
    passages = tuple(_passages(title, title_line, blocks))
    search = _Search(passages, vocabulary or shipped())
    found = _from_vocabulary(search.known)
    taken = {word for suggestion in found for word in suggestion.name.lower().split()}
    names = proper_names.recurring(search.runs, search.look_at, search.present)
    return (*found, *_from_names(names, taken, MOST - len(found)))


def _passages(title: str, title_line: int, blocks: Sequence[Block]) -> Iterator[Passage]:
    if title:
        yield Passage(title.title() if title.isupper() else title, title_line, IN_TITLE, False)
    left = OPENING_BLOCKS
    for block in blocks:
        is_running = block.role in BODY_ROLES
        opens = left > 0 and is_running
        left -= is_running
        yield Passage(block.text, block.first, IN_OPENING if opens else 1.0, is_running)


class _Search:
    """One pass over all passages, which stops only at words that may be of a term, or of a name that recurs."""

    def __init__(self, passages: Sequence[Passage], vocabulary: Vocabulary) -> None:
        self.known: dict[Entry, Evidence] = {}
        self.runs: list[Run] = []
        self._passages = passages
        self._vocabulary = vocabulary
        texts = [passage.text for passage in passages]
        self._text = "\n".join(texts)
        self._firsts = [0, *accumulate(len(text) + 1 for text in texts)]
        self._capitals, self._tokens, self._small = stops(self._text, vocabulary)
        self._starts = [word.start() for word in self._capitals]
        self._ends = [word.end() for word in self._capitals]
        self._terms = self._terms_with_capitals()
        self._done = 0
        """Before this place all is taken."""
        self._look()

    def look_at(self, run: Run) -> Found:
        """What stands about a run."""
        text, number = self._text, run.number
        start, end = self._starts[number], self._ends[number + run.length - 1]
        since, last = self._bounds(start)
        before = ""
        if number and self._starts[number - 1] >= since:
            since, before = self._ends[number - 1], self._tokens[number - 1]
        # No word has a blank in it: one before the last words saves taking apart all since the last capital.
        blank = text.rfind(" ", since, max(since, start - 1))
        between = list(WORD.finditer(text, max(since, blank), start)) or list(
            WORD.finditer(text, since, start)
        )
        if between:
            since, before = between[-1].end(), token_of(between[-1][0])
        after = WORD.search(text, end, last)
        opens_sentence = not before or not proper_names.OPENERS.isdisjoint(text[since:start])
        return Found(
            run.words,
            run.line,
            is_initial=opens_sentence and not run.follows_common and not run.has_rank,
            has_rank=run.has_rank,
            speaks=after is not None and token_of(after[0]).lower() in proper_names.SPEAKING,
            is_where=not run.follows_common and before.lower() in proper_names.LEADING_TO_PLACES,
        )

    def present(self, words: set[str]) -> set[str]:
        """Those of ``words``, all in small letters, that are words of the text."""
        if len(words) > MOST_SEARCHED:
            return words.intersection(map(token_of, WORD.findall(self._text)))
        return set(filter(self._has, words))

    def _has(self, word: str) -> bool:
        beginning = word.partition("’")[0]  # printed with either apostrophe
        found = (WORD.match(self._text, place) for place in places_of(beginning, self._text))
        return any(one is not None and token_of(one[0]) == word for one in found)

    def _terms_with_capitals(self) -> dict[int, tuple[Term, int]]:
        """The terms that begin with a capital, each by the number of its first word, and where they end."""
        lowered = "\n".join(self._tokens).lower().split("\n") if self._tokens else []
        firsts = compress(count(), map(self._vocabulary.first_words.__contains__, lowered))
        found = ((number, self._term_at(self._capitals[number], self._tokens[number])) for number in firsts)
        return {number: term for number, term in found if term is not None}

    def _look(self) -> None:
        promising = self._terms.keys() | proper_names.promising(self._tokens)
        places = [(self._starts[number], number) for number in promising]
        for place, number in sorted([*places, *((place, -1) for place in self._small)]):
            if place < self._done:
                continue
            passage = self._passages[bisect_right(self._firsts, place) - 1]
            if number >= 0:
                self._take_stretch(number, passage)
            elif word := WORD.match(self._text, place):
                self._take_term(place, self._term_at(word, token_of(word[0])), passage)

    def _take_stretch(self, number: int, passage: Passage) -> None:
        """Take what is in the words with a capital that stand in a row with this one."""
        while self._goes_on(number) and self._starts[number - 1] >= self._done:
            number -= 1
        number = self._take(number, passage)
        while self._goes_on(number):
            number = self._take(number, passage)

    def _take(self, number: int, passage: Passage) -> int:
        """Take what begins with a word with a capital. Returns the number of the next one behind it."""
        past = number + 1
        if self._starts[number] >= self._done:
            term = self._terms.get(number)
            if not self._take_term(self._starts[number], term, passage):
                if passage.is_running and self._begins_name(self._tokens[number]):
                    past = self._past_run(number)
                    run = proper_names.run(self._tokens[number:past], number, passage.line)
                    if run is not None:
                        self.runs.append(run)
                self._done = self._ends[past - 1]
        return past

    def _take_term(self, place: int, found: tuple[Term, int] | None, passage: Passage) -> bool:
        if found is None:
            return False
        term, self._done = found
        if term.entry is not None:
            _count(self.known, term.entry, self._text[place : self._done], passage, term.is_hint)
        return True

    def _past_run(self, number: int) -> int:
        """Past the capitalised words in a row with this one: at a small word, punctuation or a known term."""
        past = number + 1
        while self._goes_on(past) and len(self._tokens[past]) > 1 and past not in self._terms:
            past += 1
        return past

    def _begins_name(self, token: str) -> bool:
        """Whether a word with a capital may begin a name: some capitals have no small letters, and begin none."""
        lowered = token.lower()
        return token != lowered or lowered in self._vocabulary.first_words

    def _goes_on(self, number: int) -> bool:
        """Whether nothing but a blank or a hyphen stands between a word with a capital and the one before."""
        if not 0 < number < len(self._starts):
            return False
        end = self._ends[number - 1]
        return self._starts[number] == end + 1 and self._text[end] in " -"

    def _term_at(self, word: re.Match[str], token: str) -> tuple[Term, int] | None:
        """The longest term that begins with ``word``, and where it ends."""
        beginning = self._vocabulary.beginning_with(token)
        if beginning is None:
            return None
        if beginning.longer:
            last = self._bounds(word.start())[1]
            second = WORD.search(self._text, word.end(), last)
            if second is not None and token_of(second[0]).lower() in beginning.seconds:
                longest = len(beginning.longer[0].tokens)
                words = [word, *islice(WORD.finditer(self._text, word.end(), last), longest - 1)]
                tokens = [token_of(one[0]) for one in words]
                lowered = [one.lower() for one in tokens]
                for term in beginning.longer:
                    if term.begins(tokens, lowered):
                        return term, words[len(term.tokens) - 1].end()
        return (beginning.alone, word.end()) if beginning.alone else None

    def _bounds(self, place: int) -> tuple[int, int]:
        """Where the passage begins and ends that ``place`` is in."""
        number = bisect_right(self._firsts, place)
        return self._firsts[number - 1], self._firsts[number] - 1


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
