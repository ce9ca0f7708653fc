"""An evaluation as numbers with names, for a file, and as tables, for a terminal."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from importers.evaluate.evaluation import Evaluation
from importers.evaluate.tally import Hits, Tally
from importers.evaluate.trust import QUEUE, Trust

COLUMNS = (
    ("captures", "captures"),
    ("articles", "articles"),
    ("boundaries", "boundary_f1"),
    ("titles", "titles"),
    ("sub-heads", "heading_f1"),
    ("exact", "exact"),
    ("perfect", "perfect_captures"),
    ("lost", "text_lost"),
    ("leaked", "furniture_leaked"),
)
LINES = (
    ("Boundaries", "precision {boundary_precision}, recall {boundary_recall}, F1 {boundary_f1}"),
    ("Titles", "{titles} right; {no_titles} of those without one left without one"),
    ("Sub-headings", "precision {heading_precision}, recall {heading_recall}, F1 {heading_f1}"),
    ("Blocks", "list items F1 {bullet_f1}, captions F1 {caption_f1}, credits {credits} right"),
    ("Authors", "{authors} right; {invented_authors} of articles without one were given one"),
    ("Dates", "{dates} right; {invented_dates} of articles without one were given one"),
    ("Page", "capture dates {capture_dates} right, rates {rates} right"),
    ("Articles", "{exact} exact, {perfect_captures} of captures perfect, {invented_articles} invented"),
    ("Text", "{text_lost} lost, {text_misplaced} not in its article"),
    (
        "Furniture",
        "{furniture_leaked} in articles; of captions, credits and biographies {asides_leaked} in the text",
    ),
)
WORST = 5


def figures(evaluation: Evaluation) -> dict[str, Any]:
    """All figures, as JSON can hold them. A figure of nothing is None."""
    known = evaluation.trust
    return {
        "all": group_figures(evaluation.whole),
        "groups": {name: group_figures(tally) for name, tally in evaluation.groups.items()},
        "duplicates": {
            **_hits("", evaluation.copies),
            "pairs": evaluation.copies.found + evaluation.copies.missed,
        },
        "confidence": asdict(known) if known else None,
        "not_in_truth": list(evaluation.strangers),
    }


def group_figures(tally: Tally) -> dict[str, float | int | None]:
    """The figures of some captures."""
    return {
        "captures": tally.captures.of,
        "articles": tally.articles.of,
        **_hits("boundary_", tally.boundaries),
        "boundary_f1_near": tally.near_boundaries.f1,
        "titles": tally.titles.value,
        "no_titles": tally.no_titles.value,
        **_hits("heading_", tally.headings),
        "bullet_f1": tally.bullets.f1,
        "caption_f1": tally.captions.f1,
        "credits": tally.credits.value,
        "authors": tally.authors.value,
        "invented_authors": tally.invented_authors.value,
        "dates": tally.dates.value,
        "invented_dates": tally.invented_dates.value,
        "capture_dates": tally.capture_dates.value,
        "rates": tally.rates.value,
        "exact": tally.articles.value,
        "perfect_captures": tally.captures.value,
        "invented_articles": tally.invented.count,
        "text_lost": tally.text_kept.rest,
        "text_misplaced": tally.text_in_place.rest,
        "furniture_leaked": tally.furniture_leaked.value,
        "asides_leaked": tally.asides_leaked.value,
    }


def text(evaluation: Evaluation, worst: int = WORST) -> Iterator[str]:
    """The lines of a report on the evaluation, with the ``worst`` captures at its end."""
    yield from _table(evaluation)
    yield ""
    whole = group_figures(evaluation.whole)
    for label, words in LINES:
        yield f"{label + ':':14}" + words.format_map({name: _shown(value) for name, value in whole.items()})
    copies = evaluation.copies
    yield (
        f"{'Duplicates:':14}precision {copies.precision:.4f}, recall {copies.recall:.4f} "
        f"of {_count(copies.found + copies.missed, 'pair')}"
    )
    if evaluation.trust:
        yield from _trust(evaluation.trust)
    if evaluation.strangers:
        yield f"{_count(len(evaluation.strangers), 'capture')} reported that the truth does not know."
    for score in evaluation.worst(worst):
        yield f"{score.capture.name} ({score.capture.profile}): {'; '.join(score.faults[:4])}"


def _table(evaluation: Evaluation) -> Iterator[str]:
    rows = {"all": evaluation.whole, **evaluation.groups}
    width = max(map(len, rows))
    yield " " * width + "".join(f"{label:>11}" for label, _ in COLUMNS)
    for name, tally in rows.items():
        shown = group_figures(tally)
        yield f"{name:{width}}" + "".join(f"{_shown(shown[column]):>11}" for _, column in COLUMNS)


def _trust(known: Trust) -> Iterator[str]:
    queue = known.queue
    yield (
        f"{'Review queue:':14}the least sure {QUEUE:.0%}, {_count(queue.articles, 'article')}, hold {queue.holds:.1%} "
        f"of what is wrong, {_count(queue.wrong, 'article')}"
    )
    if queue.swallowed:
        yield (
            f"{'':14}{queue.swallowed} of the wrong were swallowed by others and have no row; {queue.leads_to:.1%} "
            "with those whose swallower is in the queue"
        )
    if known.flags:
        flags = known.flags
        yield (
            f"{'Marked:':14}{flags.flagged:.1%} need review and hold {flags.holds:.1%} of what is wrong; of the "
            f"marked {_shown(flags.precision)} are wrong, of the others {flags.unflagged_wrong:.4f}"
        )
    yield f"{'Confidence:':14}order {_shown(known.order)}, gap {_shown(known.gap)}"
    yield f"{'':14}{'confidence':>12}{'articles':>10}{'mean':>8}{'right':>8}"
    for tenth in known.tenths:
        span = f"{tenth.least:.1f}–{tenth.least + 0.1:.1f}"
        yield f"{'':14}{span:>12}{tenth.articles:>10}{tenth.mean:>8.3f}{tenth.right:>8.3f}"


def _hits(prefix: str, hits: Hits) -> dict[str, float]:
    return {f"{prefix}precision": hits.precision, f"{prefix}recall": hits.recall, f"{prefix}f1": hits.f1}


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _shown(figure: float | int | None) -> str:
    if figure is None:
        return "–"
    return str(figure) if isinstance(figure, int) else f"{figure:.4f}"
