"""How well captures were read, against the truth about them::

    truth.json ── labelled ──> Labelled: each capture with its true articles
    report rows ─ occurrence ─> Occurrence: what was read of one article in one capture
               └─ evaluate ──> Evaluation: what each of them got right, and what confidence is worth
               └─ figures, text ─> the same as numbers with names, and as a table

Pure. The truth may be of any newsroom; nothing here knows how the importer works.
"""

from importers.evaluate.evaluation import Evaluation, evaluate
from importers.evaluate.occurrence import Occurrence, occurrence
from importers.evaluate.sheet import figures, text
from importers.evaluate.truth import Labelled, TruthError, labelled, names

__all__ = [
    "Evaluation",
    "Labelled",
    "Occurrence",
    "TruthError",
    "evaluate",
    "figures",
    "labelled",
    "names",
    "occurrence",
    "text",
]
