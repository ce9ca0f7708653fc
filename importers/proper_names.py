"""Names in running text that no vocabulary knows: runs of capitalised words that recur, and what they may name. Pure.

A capital at the beginning of a sentence says nothing, and headlines have capitals everywhere: both count only for names
that the text has elsewhere too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

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
GENERIC = ORGANISATIONS | PLACES | EVENTS | RANKS
LEADING_TO_PLACES = _set("across around at from in into near outside to toward towards")
OPENERS = frozenset('.!?:;…“"‘(–—•')


class Words(Protocol):
    """The words of a text, in small letters too, and what stands before each."""

    @property
    def tokens(self) -> list[str]: ...
    @property
    def lowered(self) -> list[str]: ...
    @property
    def gaps(self) -> list[str]: ...


class Found(NamedTuple):
    """A capitalised run as it stood."""

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
    kinds: Counter[str] = field(default_factory=Counter)
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class ProperName:
    name: str
    kind: str
    count: int
    line: int


def is_capitalised(word: str) -> bool:
    return word[0].isupper() and len(word) > 1


def run(words: Words, start: int, end: int, line: int) -> Found | None:
    """The capitalised words from ``start`` to before ``end``, without ranks and words that only begin a sentence."""
    names = words.tokens[start:end]
    while names and names[0] in COMMON:
        names = names[1:]
    common = end - start - len(names)
    while len(names) > 1 and names[0] in RANKS:
        names = names[1:]
    has_rank = end - start - len(names) > common
    while names and names[-1] in COMMON:
        names = names[:-1]
    if not names or len(names) > LONGEST or (len(names) == 1 and names[0] in RANKS):
        return None
    opens_sentence = start == 0 or not OPENERS.isdisjoint(words.gaps[start])
    return Found(
        words=tuple(names),
        line=line,
        is_initial=opens_sentence and not common and not has_rank,
        has_rank=has_rank,
        speaks=end < len(words.lowered) and words.lowered[end] in SPEAKING,
        is_where=start > 0 and not common and words.lowered[start - 1] in LEADING_TO_PLACES,
    )


def recurring(runs: Iterable[Found], lower_words: set[str]) -> list[ProperName]:
    """The names mentioned `FEWEST` times at least, a surname or a first word alone counted with the full name."""
    long: dict[tuple[str, ...], Mentions] = defaultdict(Mentions)
    short: dict[tuple[str, ...], Mentions] = defaultdict(Mentions)
    for found in runs:
        _note((long if len(found.words) > 1 else short)[found.words], found)
    names = [name for name in _full_names(long, short) if not set(name.name.lower().split()) <= lower_words]
    names += _single_names(short, lower_words, {word for words in long for word in words})
    return sorted(names, key=lambda name: (-name.count, name.line, name.name))


def _note(mentions: Mentions, found: Found) -> None:
    mentions.count += 1
    mentions.line = min(mentions.line or found.line, found.line)
    mentions.is_sure = mentions.is_sure or not found.is_initial
    if found.has_rank or found.speaks:
        mentions.kinds["person"] += 1
    mentions.kinds["place"] += found.is_where


def _full_names(
    long: dict[tuple[str, ...], Mentions], short: dict[tuple[str, ...], Mentions]
) -> Iterator[ProperName]:
    for words, mentions in long.items():
        kind = _kind(words, mentions)
        alone = words[:1] if kind == "organisation" else words[-1:]
        rest = short.get(alone) if alone[0] not in GENERIC else None
        if not (mentions.is_sure or (rest and rest.is_sure) or mentions.count >= FEWEST):
            continue
        count = mentions.count + (rest.count if rest else 0)
        if kind == "subject" and rest and len(words) <= 3 and rest.count:
            kind = "person"
        if count >= FEWEST:
            yield ProperName(" ".join(words), kind, count, mentions.line)


def _single_names(
    short: dict[tuple[str, ...], Mentions], lower_words: set[str], known: set[str]
) -> Iterator[ProperName]:
    for (word,), mentions in short.items():
        if mentions.count < FEWEST or not mentions.is_sure or word in known:
            continue
        if len(word) > 3 and word not in GENERIC and word.lower() not in lower_words:
            yield ProperName(word, _single_kind(word, mentions), mentions.count, mentions.line)


def _kind(words: tuple[str, ...], mentions: Mentions) -> str:
    if words[-1] in ORGANISATIONS or words[0] in {"Department", "Ministry", "University", "Bank"}:
        return "organisation"
    if words[-1] in PLACES:
        return "place"
    if words[-1] in EVENTS:
        return "subject"
    return "person" if mentions.kinds["person"] else "subject"


def _single_kind(word: str, mentions: Mentions) -> str:
    if word.isupper():
        return "organisation"
    if mentions.kinds["person"] > mentions.kinds["place"]:
        return "person"
    return "place" if mentions.kinds["place"] * 3 >= mentions.count else "subject"
