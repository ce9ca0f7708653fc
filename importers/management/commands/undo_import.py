from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.publishing import Refused
from importers.management.database import gave_up
from importers.models import ImportRun
from importers.store import undo

NEWEST = 5
"""Runs that are listed when the one asked for is not there."""


class Command(BaseCommand):
    help = (
        "Take a run back: its captures and the articles they brought go, except what an editor has touched since, "
        "which is named. All of it or nothing; on SQLite nobody else can save meanwhile."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "run", type=int, metavar="RUN", help="the number of the run, as the desk shows it"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would go and what would stay, and change nothing"
        )
        parser.add_argument(
            "--cut-off",
            action="store_true",
            help="the run never ended and its command is not at work any more: it was killed",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        number, is_dry = options["run"], options["dry_run"]
        act = undo.foresee if is_dry else undo.take_back
        try:
            account = act(number, is_cut_off=options["cut_off"])
        except ImportRun.DoesNotExist as error:
            raise CommandError(f"There is no run {number}. {self._newest()}", returncode=2) from error
        except Refused as refused:
            raise CommandError(
                f"Run {number} was not taken back. {self._advised(refused, number)}"
            ) from refused
        except DatabaseError as error:
            raise CommandError(gave_up(error, "Nothing was changed.")) from error
        for line in account.lines():
            self.stdout.write(line)
        if is_dry:
            self.stdout.write("This was a dry run: nothing was changed.")
        else:
            self.stdout.write(
                f"Run {number} was taken back. Importing its files again brings back what went."
            )

    def _advised(self, refused: Refused, number: int) -> str:
        is_open = ImportRun.objects.filter(pk=number, state=ImportRun.State.RUNNING).exists()
        advice = " If it is at work, stop it first. If it was killed, give --cut-off." if is_open else ""
        return f"{refused}{advice}"

    def _newest(self) -> str:
        runs = list(ImportRun.objects.order_by("-pk")[:NEWEST])
        if not runs:
            return "There has been none yet."
        listed = ", ".join(
            f"{run.pk} ({run.started_at:%Y-%m-%d %H:%M}, {run.get_state_display()})" for run in runs
        )
        return f"The newest are {listed}."
