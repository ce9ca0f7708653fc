"""The terms that topics are suggested by, from ``vocabulary.toml``, laid out so that one pass over a text finds them.

In: the file. Out: a `Vocabulary`. `VocabularyError` says what an operator who wrote the file has to mend.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

FILE = Path(__file__).with_name("vocabulary.toml")
KINDS = ("place", "person", "organisation", "subject", "section")

WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:[’'][^\W_]+)*")
"""A word as printed."""
MOST_KNOWN = 4_000
"""Words whose terms are known at once: more than the vocabulary has, each with a capital and without."""
_SIBILANTS = ("s", "x", "z", "ch", "sh")


class VocabularyError(Exception):
    """The vocabulary file cannot be used: where, and why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A topic that may be suggested."""

    name: str
    kind: str
    iptc: str = ""
    aliases: tuple[str, ...] = ()


class Term:
    """Words to be found in a row; ``entry`` is None for a phrase that only hides others. Case counts where the term has
    capitals."""

    __slots__ = ("_as_written", "_lowered", "entry", "is_hint", "tokens")

    def __init__(self, tokens: tuple[str, ...], entry: Entry | None, is_hint: bool) -> None:
        self.tokens = tokens
        self.entry = entry
        self.is_hint = is_hint
        self._lowered = [token.lower() for token in tokens]
        self._as_written = [(offset, token) for offset, token in enumerate(tokens) if not token.islower()]

    def may_begin(self, token: str) -> bool:
        """Whether ``token`` is its first word, which is the same but for case."""
        return self.tokens[0].islower() or self.tokens[0] == token

    def begins(self, tokens: Sequence[str], lowered: Sequence[str]) -> bool:
        """Whether ``tokens`` begin with it; ``lowered`` are the same in small letters."""
        if lowered[: len(self._lowered)] != self._lowered:
            return False
        return all(tokens[offset] == token for offset, token in self._as_written)


class Beginning(NamedTuple):
    """The terms that have a word for their first: the one that it is alone, and the others, the longest first."""

    alone: Term | None
    longer: tuple[Term, ...]
    seconds: frozenset[str]
    """The second words of those, in small letters."""


class Vocabulary:
    """Terms by the first of their words, the longest first."""

    def __init__(self, terms: Iterator[Term]) -> None:
        self._by_first: dict[str, list[Term]] = {}
        for term in terms:
            self._by_first.setdefault(term.tokens[0].lower(), []).append(term)
        for found in self._by_first.values():
            found.sort(key=lambda term: (-len(term.tokens), term.is_hint))
        self.first_words = self._by_first.keys()
        self.beginning_with = lru_cache(MOST_KNOWN)(self._beginning_with)
        self.small_beginnings = frozenset(
            first.partition("’")[0]
            for first, found in self._by_first.items()
            if not all(term.tokens[0][0].isupper() for term in found)
        )
        """What a term begins with that may begin without a capital, up to an apostrophe."""

    @property
    def other_names(self) -> frozenset[str]:
        """What its topics are called besides."""
        terms = (term for found in self._by_first.values() for term in found)
        return frozenset(name for term in terms if term.entry for name in term.entry.aliases)

    def _beginning_with(self, token: str) -> Beginning | None:
        """The terms that ``token`` may be the first word of."""
        terms = [term for term in self._by_first.get(token.lower(), ()) if term.may_begin(token)]
        if not terms:
            return None
        longer = tuple(term for term in terms if len(term.tokens) > 1)
        alone = next((term for term in terms if len(term.tokens) == 1), None)
        return Beginning(alone, longer, frozenset(term.tokens[1].lower() for term in longer))


def token_of(word: str) -> str:
    """A word as it is compared: without the possessive, an abbreviation without its points."""
    if "." in word:
        return word.replace(".", "")
    plain = word.replace("'", "’")
    return plain[:-2] if plain.endswith("’s") else plain


def tokens_of(text: str) -> list[str]:
    return list(map(token_of, WORD.findall(text)))


@cache
def shipped() -> Vocabulary:
    """The vocabulary beside this file. Raises `VocabularyError`."""
    return parse(FILE.read_text(encoding="utf-8"))


def parse(text: str) -> Vocabulary:
    """A vocabulary from the text of a file. Raises `VocabularyError`."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{FILE.name}: {error}") from error
    return Vocabulary(_terms(tables))


def _terms(tables: dict[str, Any]) -> Iterator[Term]:
    for phrase in _words("ignore", tables.pop("ignore", {}).get("phrases", [])):
        yield from _variants(phrase, None, False)
    for kind, topics in tables.items():
        if kind not in KINDS:
            raise VocabularyError(f"{FILE.name}: “{kind}” is no kind of topic; there are {', '.join(KINDS)}")
        for name, said in topics.items():
            yield from _entry_terms(kind, name, said if isinstance(said, dict) else {"terms": said})


def _entry_terms(kind: str, name: str, said: dict[str, Any]) -> Iterator[Term]:
    unknown = said.keys() - {"terms", "hints", "aliases", "iptc"}
    if unknown or len(name) > 100:
        raise VocabularyError(f"{FILE.name}: “{name}” has {', '.join(sorted(unknown)) or 'too long a name'}")
    entry = Entry(name, kind, said.get("iptc", ""), tuple(_words(name, said.get("aliases", []))))
    hints = _words(name, said.get("hints", []))
    own_name = name if kind != "subject" else name.lower()
    for term in dict.fromkeys([own_name, *_words(name, said.get("terms", []))]):
        if term not in hints:
            yield from _variants(term, entry, False)
    for hint in hints:
        yield from _variants(hint, entry, True)


def _words(where: str, said: Any) -> list[str]:
    if not isinstance(said, list) or not all(isinstance(word, str) and tokens_of(word) for word in said):
        raise VocabularyError(f"{FILE.name}: “{where}” needs lists of words in quotation marks")
    return said


def _variants(term: str, entry: Entry | None, is_hint: bool) -> Iterator[Term]:
    """The term in the singular and the plural."""
    *start, last = tokens_of(term)
    for form in {last, *_plurals(last)}:
        yield Term((*start, form), entry, is_hint)


def _plurals(word: str) -> list[str]:
    if word.isupper() or word.endswith("ics"):
        return []
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return [word[:-1] + "ies"]
    return [word + ("es" if word.endswith(_SIBILANTS) else "s")]
