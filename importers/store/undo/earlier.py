"""Captures that a run decided again: taking it back reads them as before."""

from articles.publishing import Refused
from importers.models import ImportRun


def read_as_before(run: ImportRun) -> None:
    """Put back what the run read anew. Raises Refused where it cannot."""
    if run.earlier_readings.exists():
        raise Refused(["It decided again what was in already, which cannot be taken back yet."])
