"""English words that tell a slip of the pen from a change of what is said. Pure."""

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_TENS = (
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion"
)
_COUNTS = "trillion zero dozen score half quarter once twice thrice single double triple treble couple pair"
_ORDINALS = "first second third fifth eighth ninth twelfth twentieth thirtieth fortieth fiftieth"
_DAYS = "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow"
_MONTHS = "january february march april may june july august september october november december"
NUMBERS = {
    form
    for words in (_ONES, _TENS, _COUNTS, _ORDINALS, _DAYS, _MONTHS)
    for word in words.split()
    for form in (word, f"{word}s", f"{word}th", f"{word.removesuffix('y')}ies")
}
"""Numbers and dates in words, in the plural and as ordinals too."""

NEGATIONS = {
    "no", "not", "never", "none", "nobody", "nothing", "nowhere", "nor", "neither", "without", "cannot", "unable",
    "denied", "denies", "deny", "refused", "refuses", "failed", "fails", "hardly", "scarcely", "barely", "lacks",
}  # fmt: skip
NEGATING = ("un", "in", "im", "il", "ir", "dis", "non", "non-", "mis", "anti", "anti-", "de", "a", "counter")
"""What makes a word its opposite when it is put before it."""

SMALL_WORDS = {
    "a", "an", "the", "to", "of", "in", "on", "at", "for", "by", "and", "or", "that", "which", "who", "is", "are",
    "was", "were", "be", "been", "as", "with", "from", "it", "its", "has", "have", "had",
}  # fmt: skip
"""A missing or doubled one of these is a slip; any other word that comes or goes changes what is said."""

_TELLING = """
    he she his her hers him they them their we us our you your this that these those than then when where here there
    could would should might must may can will shall many any more most less least few some all only even ever every
    man men woman women boy boys girl girls son sons sun above about before after inside outside under over into onto
    east west eastern western north south northern southern former farmer latter later last lost won own sold told
    increase increases increased decrease decreases decreased import imports imported export exports exported
    hired fired bought brought used sued killed billed dead deal died tied shot shut charged changed elected ejected
    rejected accept accepted except expect adopt adopted adapt adapted affect affected effect effected
    formally formerly county country prime crime public private major minor senior junior maximum minimum
    interior exterior internal external majority minority immigrant immigrants emigrant emigrants immigration
    emigration united untied trial trail winner winners loser losers buyer seller percent per cent points point
    day days week weeks month months year years hour hours minute minutes second seconds
    ton tons tonne tonnes kilo kilos gram grams metre metres meter meters kilometre kilometres mile miles
    litre litres inch inches foot feet acre acres hectare hectares km cm mm kg mg
    watt watts kilowatt kilowatts megawatt megawatts gigawatt gigawatts kw mw gw kwh mwh gwh
"""
TELLING = frozenset(_TELLING.split())
"""Where one of these gives way to another, both are words and neither is a slip, however alike they look."""
