"""Captures that a run decided again: taking it back reads them as before."""

from articles.publishing import Refused
from importers.models import EarlierReading
from importers.store import Shelf, take_back_readings
from importers.store.again import read_again_since


def read_as_before(run: int) -> list[str]:
    """Put back how captures of other runs were read that this one decided again. Returns remarks for the operator.

    Raises Refused if a later run decided them once more.
    """
    later = read_again_since(run)
    if later:
        runs = ", ".join(map(str, later))
        raise Refused([f"Later runs decided its captures once more. Take these back first: {runs}."])
    count = EarlierReading.objects.filter(run=run).count()
    if not count:
        return []
    read = "1 capture is" if count == 1 else f"{count:,} captures are"
    return [f"{read} read as before the run.", *take_back_readings(run, Shelf())]
