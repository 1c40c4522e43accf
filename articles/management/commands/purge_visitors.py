"""Forgets the keys of visitors, and old searches: run it every day, soon after midnight."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles.public import search_misses
from articles.readership.days import day_of
from articles.readership.forgetting import Forgotten, erase_traces, forget


class Command(BaseCommand):
    help = (
        "Deletes the salts and visitors' keys of the days before yesterday. The numbers of reads"
        " and visitors stay. Searches without result go after 90 days. Can be"
        " stopped and run again at any time."
    )

    def handle(self, *args, **options) -> None:
        done = forget(day_of(timezone.now()), using="default", keep_going=self._progress)
        self.stdout.write(
            f"Forgotten: {done.salts} salts, {done.visitors} keys of visitors,"
            f" {done.addresses} caps of addresses."
        )
        misses = search_misses.forget(day_of(timezone.now()))
        self.stdout.write(f"Forgotten: {misses} searches without result.")
        if not erase_traces(using="default"):
            self.stderr.write(
                "The database was busy: traces of what was deleted stay in its files until the"
                " next run."
            )

    def _progress(self, so_far: Forgotten) -> bool:
        if so_far.visitors:
            self.stderr.write(f"… {so_far.visitors} keys")
        return True
