"""The terms that topics are suggested by, from ``vocabulary.toml``, laid out so that one pass over a text finds them.

In: the file. Out: a `Vocabulary`. `VocabularyError` says what an operator who wrote the file has to mend.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("vocabulary.toml")
KINDS = ("place", "person", "organisation", "subject", "section")

_WORD = re.compile(r"((?:[A-Z]\.){2,}|[^\W_]+(?:[’'][^\W_]+)*)")
_PLAIN_WORD = re.compile(r"([^\W_]+(?:[’'][^\W_]+)*)")
"""The same where nothing is abbreviated, in half the time."""
_ABBREVIATED = re.compile(r"[A-Z]\.[A-Z]\.")
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

    def stands_at(self, tokens: Sequence[str], lowered: Sequence[str], place: int) -> bool:
        if lowered[place : place + len(self._lowered)] != self._lowered:
            return False
        return all(tokens[place + offset] == token for offset, token in self._as_written)


class Words:
    """The words of a text and what stands between them: ``gaps[n]`` stands before word ``n``."""

    def __init__(self, text: str) -> None:
        is_abbreviated = _ABBREVIATED.search(text) is not None
        self._pieces = (_WORD if is_abbreviated else _PLAIN_WORD).split(text)
        self.gaps = self._pieces[::2]
        self.tokens = self._pieces[1::2]
        if is_abbreviated or "’" in text or "'" in text:
            self.tokens = [word if word.isalnum() else token_of(word) for word in self.tokens]
        # All at once: a call for each word costs as much as finding it.
        self.lowered = "\n".join(self.tokens).lower().split("\n") if self.tokens else []

    def between(self, start: int, end: int) -> str:
        """The text from word ``start`` to before word ``end``, as it stood."""
        return "".join(self._pieces[2 * start + 1 : 2 * end])


class Vocabulary:
    """Terms by the first of their words, the longest first."""

    def __init__(self, terms: Iterator[Term]) -> None:
        self._by_first: dict[str, list[Term]] = {}
        for term in terms:
            self._by_first.setdefault(term.tokens[0].lower(), []).append(term)
        for found in self._by_first.values():
            found.sort(key=lambda term: (-len(term.tokens), term.is_hint))
        self.first_words = self._by_first.keys()

    @property
    def other_names(self) -> frozenset[str]:
        """What its topics are called besides."""
        terms = (term for found in self._by_first.values() for term in found)
        return frozenset(name for term in terms if term.entry for name in term.entry.aliases)

    def at(self, tokens: Sequence[str], lowered: Sequence[str], place: int) -> Term | None:
        """The longest term that begins at ``place``."""
        for term in self._by_first.get(lowered[place], ()):
            if term.stands_at(tokens, lowered, place):
                return term
        return None


def token_of(word: str) -> str:
    """A word as it is compared: without the possessive, an abbreviation without its points."""
    if "." in word:
        return word.replace(".", "")
    plain = word.replace("'", "’")
    return plain[:-2] if plain.endswith("’s") else plain


def tokens_of(text: str) -> list[str]:
    return Words(text).tokens


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
