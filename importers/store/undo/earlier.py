"""Captures that a run decided again: taking it back reads them as before."""

from articles.publishing import Refused
from importers.models import EarlierReading
from importers.store import Shelf, take_back_readings
from importers.store.again import orphaned, read_again_since


def read_as_before(run: int) -> list[str]:
    """Put back how captures of other runs were read that this one decided again. Returns remarks for the operator.

    One whose own run was taken back meanwhile is left alone: what went with that run would come back with it.

    Raises Refused if a later run decided them once more.
    """
    later = read_again_since(run)
    if later:
        runs = ", ".join(map(str, later))
        raise Refused([f"Later runs decided its captures once more. Take these back first: {runs}."])
    orphans = orphaned(run).count()
    count = EarlierReading.objects.filter(run=run).count() - orphans
    remarks = []
    if count:
        remarks.append(
            f"{'1 capture is' if count == 1 else f'{count:,} captures are'} read as before the run."
        )
    if orphans:
        which = "1 capture stays" if orphans == 1 else f"{orphans:,} captures stay"
        remarks.append(f"{which} read as now: what brought it in was taken back before.")
    return [*remarks, *take_back_readings(run, Shelf())] if remarks else []
