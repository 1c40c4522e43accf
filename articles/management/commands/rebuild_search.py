"""Writes what search knows of the stories anew: after a change of the rules for word stems."""

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from articles.models import Article, SearchText, SearchWord, search_text

_BATCH = 200  # stories in one transaction: a second at most, then others may write


class Command(BaseCommand):
    help = (
        "Writes the words of every story anew for search. Stopped, it says with which option it"
        " goes on; run again from the start, it does no harm."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--after", type=int, default=0, metavar="N", help="go on after the story of this number"
        )
        parser.add_argument(
            "--missing", action="store_true", help="only stories that search does not know yet"
        )
        parser.add_argument(
            "--forget-words",
            action="store_true",
            help="begin the list of words for near misses anew",
        )

    def handle(self, *args, after: int, missing: bool, forget_words: bool, **options) -> None:
        if forget_words:
            SearchWord.objects.all().delete()
        stories = Article.objects.filter(search_text=None) if missing else Article.objects.all()
        written = 0
        try:
            while last := self._write(stories, after):
                written += last[1]
                after = last[0]
                self.stderr.write(f"… {written} stories")
        except KeyboardInterrupt:
            self.stderr.write(f"Stopped. Go on with: rebuild_search --after {after}")
            raise SystemExit(130) from None
        self.stdout.write(
            f"Written: the words of {written} stories;"
            f" search knows {SearchText.objects.count()} of {Article.objects.count()}."
        )

    def _write(self, stories, after: int) -> tuple[int, int] | None:
        """Write one batch; return its last number and how many it was, or None at the end."""
        with transaction.atomic():
            # Held until they are written: no save in between is overwritten by an older text.
            numbers = stories.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
            wanted = Article.objects.filter(pk__in=list(numbers[:_BATCH]))
            batch = list(wanted.select_for_update(no_key=True).order_by("pk"))
            search_text.keep(batch)
        return (batch[-1].pk, len(batch)) if batch else None
