"""The counter's own audit: whether reads and visitors agree with their keys and their sums."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.readership.audit import disagreements
from articles.readership.days import day_of


class Command(BaseCommand):
    help = (
        "Checks the numbers of today and yesterday against the keys they were counted by, and all"
        " sums by month, year and section against their days; also the ledger, the journal of this"
        " machine, and whether every proxy is known."
    )

    def handle(self, *args, **options) -> None:
        found = disagreements(day_of(timezone.now()))
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            raise CommandError(f"{len(found)} numbers of reads or visitors do not add up.")
        self.stdout.write("The numbers of reads and visitors add up.")
