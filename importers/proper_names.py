"""Names in running text that no vocabulary knows: runs of capitalised words that recur, and what they may name. Pure.

A capital at the beginning of a sentence says nothing, and headlines have capitals everywhere: both count only for names
that the text has elsewhere too.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

FEWEST = 3
"""Mentions that make a name worth suggesting."""
LONGEST = 4


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


RANKS = _set(
    "Academician Actor Actress Adviser Advisor Ambassador Analyst Baron Captain Chair Chairman Chairwoman "
    "Chancellor Chief Co Colonel Commander Commissioner Coordinator Deputy Director Doctor Dr Economist "
    "Emperor Envoy Executive Expert Foreign Former Founder General Governor Head Interior Journalist "
    "Judge Justice King Lady Leader Lieutenant Lord Major Mayor Minister Mr Mrs Ms National Official "
    "Premier President Prime Prince Princess Professor Prosecutor Queen Representative Scholar Secretary "
    "Security Senator Senior Sir Speaker Special State Vice Writer"
)
COMMON = _set(
    "A According Additionally After Again Ahead All Also Although Amid Among An And Another Any April As "
    "At August Because Before But By Currently December Despite During Each Earlier East Eastern Even "
    "Every February Few First Following For Friday From Given He Her Here His However I If In Instead It "
    "Its January July June Last Later Like Many March May Meanwhile Monday More Moreover Most My Nearly "
    "Neither Nevertheless New Next No Nor North Northern Not November Now October Of On Once One Only Or "
    "Other Others Our Over Saturday Second September She Since So Some Soon South Southern Still Such "
    "Sunday That The Their Then There These They This Those Though Three Through Thursday Thus To Today "
    "Tuesday Two Under Until Upon We Wednesday West Western What When Where Whether Which While Whilst "
    "Who Why With Within Without Yes Yet You Your"
)
ORGANISATIONS = _set(
    "Academy Administration Agency Airlines Association Authority Bank Board Bureau Center Centre Club "
    "Commission Committee Company Congress Corporation Council Court Department Exchange Foundation Fund "
    "Group Holding Institute League Mines Ministry Museum Office Operator Organization Party Police "
    "Resources School Senate Service Services Society Team Union University"
)
PLACES = _set(
    "Basin Beach Bridge Canal Cape City Dam District Glacier Gulf Hotel Island Islands Lake Mountain "
    "Mountains Oblast Park Pass Peninsula Plaza Port Province Region Reservoir River Sea Station Steppe "
    "Strait Street Valley Village"
)
EVENTS = _set(
    "Accord Accords Act Agreement Award Awards Championship Conference Corridor Cup Day Dialogue Festival "
    "Forum Games Initiative List Olympics Parade Plan Prize Process Program Programme Project Scheme "
    "Summit System Treaty War"
)
SPEAKING = _set(
    "added argued cautioned commented emphasised emphasized explained noted said says stated stressed "
    "suggested told warned wrote"
)
IDLE = COMMON | RANKS
"""Words that alone are no name, with a capital or not."""
GENERIC = ORGANISATIONS | PLACES | EVENTS | RANKS
LEADING_TO_PLACES = _set("across around at from in into near outside to toward towards")
OPENERS = frozenset('.!?:;…“"‘(–—•')


class Run(NamedTuple):
    """Capitalised words without ranks and words that only begin a sentence; with these it is as many as ``length``."""

    words: tuple[str, ...]
    number: int
    """Of the words with a capital, which is its first."""
    length: int
    line: int
    follows_common: bool
    has_rank: bool


class Found(NamedTuple):
    """A capitalised run and what stood about it."""

    words: tuple[str, ...]
    line: int
    is_initial: bool
    has_rank: bool
    speaks: bool
    is_where: bool


@dataclass(slots=True)
class Mentions:
    """What a text says about one name."""

    count: int = 0
    line: int = 0
    as_person: int = 0
    as_place: int = 0
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class ProperName:
    name: str
    kind: str
    count: int
    line: int


def run(tokens: Sequence[str], number: int, line: int) -> Run | None:
    """The name in capitalised words in a row; None if it is no name."""
    first, last = 0, len(tokens)
    while first < last and tokens[first] in COMMON:
        first += 1
    common = first
    while first < last - 1 and tokens[first] in RANKS:
        first += 1
    while first < last and tokens[last - 1] in COMMON:
        last -= 1
    names = tuple(tokens[first:last])
    if not names or len(names) > LONGEST or (len(names) == 1 and names[0] in RANKS):
        return None
    return Run(names, number, len(tokens), line, common > 0, first > common)


def promising(tokens: Sequence[str]) -> list[int]:
    """Which words with a capital may be of a name that recurs: most are there once, and need no look.

    Such a name has a word that is there often. Only where three idle words stand in a row it may have none.
    """
    often = {token for token, count in Counter(tokens).items() if count >= FEWEST} - IDLE
    found = [number for number, token in enumerate(tokens) if token in often] if often else []
    idle = bytes(map(IDLE.__contains__, tokens))
    at = idle.find(b"\1\1\1")
    while at >= 0:
        found.append(at)
        at = idle.find(b"\1\1\1", at + 1)
    return found


def recurring(
    runs: Sequence[Run], look_at: Callable[[Run], Found], present: Callable[[set[str]], set[str]]
) -> list[ProperName]:
    """The names mentioned `FEWEST` times at least, a surname or a first word alone counted with the full name.

    Names whose words are all ``present`` in small letters too are none. What stands about a run is asked for only where
    one of the others recurs.
    """
    often = _often(Counter(run.words for run in runs))
    lower = present({word.lower() for words in often for word in words})
    often = {words for words in often if not lower.issuperset(map(str.lower, words))}
    if not often:
        return []
    long: dict[tuple[str, ...], Mentions] = defaultdict(Mentions)
    short: dict[tuple[str, ...], Mentions] = defaultdict(Mentions)
    wanted = often.union(map(_short_of, often))
    for run in runs:
        if run.words in wanted:
            _note((long if len(run.words) > 1 else short)[run.words], look_at(run))
    names = [*_full_names(long, short), *_single_names(short, often)]
    return sorted(names, key=lambda name: (-name.count, name.line, name.name))


def _often(counts: Counter[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The names that are there often enough; a single word that is part of another name is none of its own."""
    parts = {word for words in counts if len(words) > 1 for word in words}
    return {
        words
        for words, count in counts.items()
        if count + _times_short(words, counts) >= FEWEST and _is_own(words, parts)
    }


def _is_own(words: tuple[str, ...], parts: set[str]) -> bool:
    return len(words) > 1 or (words[0] not in parts and len(words[0]) > 3 and words[0] not in GENERIC)


def _times_short(words: tuple[str, ...], counts: Counter[tuple[str, ...]]) -> int:
    """How often a longer name is there in short."""
    short = _short_of(words)
    return counts[short] if len(words) > 1 and short[0] not in GENERIC else 0


def _short_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """What a name is in short: the first word of an organisation's, the last of another."""
    return words[:1] if _is_organisation(words) else words[-1:]


def _is_organisation(words: tuple[str, ...]) -> bool:
    return words[-1] in ORGANISATIONS or words[0] in {"Department", "Ministry", "University", "Bank"}


def _note(mentions: Mentions, found: Found) -> None:
    mentions.count += 1
    mentions.line = min(mentions.line or found.line, found.line)
    mentions.is_sure = mentions.is_sure or not found.is_initial
    mentions.as_person += found.has_rank or found.speaks
    mentions.as_place += found.is_where


def _full_names(
    long: dict[tuple[str, ...], Mentions], short: dict[tuple[str, ...], Mentions]
) -> Iterator[ProperName]:
    for words, mentions in long.items():
        kind = _kind(words, mentions)
        alone = _short_of(words)
        rest = short.get(alone) if alone[0] not in GENERIC else None
        if not (mentions.is_sure or (rest and rest.is_sure) or mentions.count >= FEWEST):
            continue
        count = mentions.count + (rest.count if rest else 0)
        if kind == "subject" and rest and len(words) <= 3 and rest.count:
            kind = "person"
        if count >= FEWEST:
            yield ProperName(" ".join(words), kind, count, mentions.line)


def _single_names(
    short: dict[tuple[str, ...], Mentions], often: set[tuple[str, ...]]
) -> Iterator[ProperName]:
    for words, mentions in short.items():
        if words in often and mentions.is_sure:
            yield ProperName(words[0], _single_kind(words[0], mentions), mentions.count, mentions.line)


def _kind(words: tuple[str, ...], mentions: Mentions) -> str:
    if _is_organisation(words):
        return "organisation"
    if words[-1] in PLACES:
        return "place"
    if words[-1] in EVENTS:
        return "subject"
    return "person" if mentions.as_person else "subject"


def _single_kind(word: str, mentions: Mentions) -> str:
    if word.isupper():
        return "organisation"
    if mentions.as_person > mentions.as_place:
        return "person"
    return "place" if mentions.as_place * 3 >= mentions.count else "subject"
