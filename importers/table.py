"""What a run did, as lines for a person to read. Pure."""

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from importers.segments import Role

COLUMNS = (
    ("file", 32, "<"),
    ("kind", 7, "<"),
    ("articles", 8, ">"),
    ("new", 4, ">"),
    ("updated", 7, ">"),
    ("unchanged", 9, ">"),
    ("sure", 5, ">"),
)
QUIET = frozenset({Role.BLANK.value, Role.PARAGRAPH.value})
"""Roles that every capture has; the others say what is special about one."""
INDENT = "    "


def header() -> str:
    """The table's first line."""
    return _line([name for name, _, _ in COLUMNS]) + "  lines by role"


def row(
    path: str, kind: str, articles: int, counts: Mapping[str, int], lowest: float | None, roles: Counter[str]
) -> str:
    """One capture's line; ``lowest`` is the confidence of the least sure article."""
    cells = [
        _file(path),
        kind,
        str(articles),
        str(counts.get("created", 0)),
        str(counts.get("updated", 0)),
        str(counts.get("unchanged", 0)),
        "" if lowest is None else f"{lowest:.2f}",
    ]
    extra = [f"{counts[word]} {word}" for word in ("proposed", "declined") if counts.get(word)]
    return "; ".join([f"{_line(cells)}  {roles_in_words(roles)}", *extra])


def remarks(warnings: Sequence[str], most: int | None) -> Iterator[str]:
    """Warnings under a capture's line, ``most`` of them."""
    for warning in warnings[:most]:
        yield f"{INDENT}! {warning}"
    if most is not None and len(warnings) > most:
        yield f"{INDENT}! and {len(warnings) - most} more; --verbosity 2 shows them"


def failure(path: str, reason: str) -> str:
    return f"{path}: failed. {reason}"


def roles_in_words(roles: Counter[str]) -> str:
    """Lines by role, the most frequent first: "40 ticker, 26 paragraph, 12 blank"."""
    ordered = sorted(roles.items(), key=lambda found: (found[0] in QUIET, -found[1], found[0]))
    return ", ".join(f"{count:,} {role.replace('_', ' ')}" for role, count in ordered)


def totals(
    captures: int, articles: int, counts: Mapping[str, int], roles: Counter[str], failed: int, seconds: float
) -> Iterator[str]:
    """The run in a few lines."""
    yield (
        f"{_count(captures, 'capture')}, {_count(articles, 'article occurrence')} in {seconds:.1f} s: "
        f"{counts.get('created', 0):,} new, {counts.get('updated', 0):,} updated, "
        f"{counts.get('unchanged', 0):,} unchanged, {counts.get('proposed', 0):,} proposed, "
        f"{counts.get('declined', 0):,} declined."
    )
    if roles:
        yield f"{sum(roles.values()):,} lines: {roles_in_words(roles)}."
    if failed:
        yield f"{_count(failed, 'file')} failed."


def bar(done: int, total: int) -> str:
    """A progress bar as wide as the terminal allows, at most 60 characters."""
    width = max(10, min(60, shutil.get_terminal_size().columns - 30))
    full = width * done // total if total else width
    return f"[{'#' * full}{'.' * (width - full)}] {done:,} of {total:,}"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _line(cells: Sequence[str]) -> str:
    return " ".join(
        f"{_fit(cell, width):{align}{width}}" for cell, (_, width, align) in zip(cells, COLUMNS, strict=True)
    )


def _file(path: str) -> str:
    """As much of the end of a path as there is room for; a name by itself is cut like any other word."""
    room = COLUMNS[0][1] - 1
    if len(path) <= room + 1:
        return path
    name = path.rpartition("/")[2]
    return f"…{path[-room:]}" if len(name) <= room else name


def _fit(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
