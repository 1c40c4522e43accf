"""Writes the lists of topics and reporters anew: after rows were written past the newsroom."""

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from articles.models import Article, Listing, listing

_BATCH = 500  # stories in one transaction: a second at most, then others may write


class Command(BaseCommand):
    help = (
        "Writes anew where each story stands in the lists of its topics and reporters. Stopped, it"
        " says with which option it goes on; run again from the start, it does no harm."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--after", type=int, default=0, metavar="N", help="go on after the story of this number"
        )

    def handle(self, *args, after: int, **options) -> None:
        written = 0
        try:
            while batch := _write(after):
                written += len(batch)
                after = batch[-1].pk
                self.stderr.write(f"… {written} stories")
        except KeyboardInterrupt:
            self.stderr.write(f"Stopped. Go on with: rebuild_lists --after {after}")
            raise SystemExit(130) from None
        rows = Listing.objects.count()
        self.stdout.write(f"Written: the places of {written} stories in the lists; {rows} in all.")


def _write(after: int) -> list[Article]:
    """Write one batch, held until it is written, and return it; nothing at the end."""
    with transaction.atomic():
        numbers = Article.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
        wanted = Article.objects.filter(pk__in=list(numbers[:_BATCH])).defer("body")
        batch = list(wanted.select_for_update(no_key=True).order_by("pk"))
        listing.write(batch)
    return batch
