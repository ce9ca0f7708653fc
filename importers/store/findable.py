"""Keys for witnesses that had none, because another one of their article had their text, and has it no more."""

from collections.abc import Iterable, Sequence

from importers import sketch
from importers.models import SketchKey
from importers.store import rows
from importers.store.decide import LONGER
from importers.store.shelf import SATURATED, Item


def make_findable(articles: Iterable[Sequence[Item]]) -> None:
    """Let each article, given by all its witnesses in the order they came in, be found by all the text that they have.

    A witness that is the first with some of the text gets keys, unless it has any.
    """
    wanted: dict[int, tuple[int, ...]] = {}
    for items in articles:
        longest = 0.0
        for item in items:
            if item.witness.length > LONGER * longest or item is items[0]:
                extract = item.witness.extract
                words = sketch.words_of(extract)
                wanted[item.pk or 0] = sketch.keys_and_probes(words, sketch.words(extract.title or ""))[0]
            longest = max(longest, item.witness.length)
    sharing: dict[int, set[int]] = {}
    for key, extract in rows.with_keys(
        SketchKey, "key", {k for keys in wanted.values() for k in keys}, "extract_id"
    ):
        sharing.setdefault(key, set()).add(extract)
    missing = []
    for pk, keys in wanted.items():
        if not any(pk in sharing.get(key, ()) for key in keys):
            missing += [(key, pk) for key in keys if len(sharing.get(key, ())) < SATURATED]
    rows.Rows(SketchKey, "key", "extract").add(missing)
