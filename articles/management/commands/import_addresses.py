"""Old addresses of stories, many at once: two columns, as a spreadsheet writes them."""

import csv
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.editorial import legacy
from articles.editorial.rules import Refused
from articles.models import Article, ImportedRecord
from articles.old_addresses import NotAnAddress, normal

_EVERY = 1000  # rows between two lines of progress


class Command(BaseCommand):
    help = (
        "Makes old addresses lead to stories. FILE.csv has two columns without a heading: the old "
        "address, and the story: its number here, its address here, or source:id of its import."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.csv")

    def handle(self, *args, file: str, **options) -> None:
        added = known = refused = 0
        for number, row in enumerate(_rows(file), start=1):
            outcome = self._take(number, row)
            added += outcome == "added"
            known += outcome == "known"
            refused += outcome == "refused"
            if number % _EVERY == 0:
                self.stderr.write(f"{number} rows read")
        self.stdout.write(f"{added} added, {known} known already, {refused} refused.")
        if refused:
            raise CommandError("Some rows were refused; each is named above.")

    def _take(self, number: int, row: list[str]) -> str:
        if not any(cell.strip() for cell in row):
            return "empty"
        address, story = (*row, "", "")[:2]
        article = _story(story.strip())
        if article is None:
            self.stderr.write(f"row {number}: no such story: {story.strip()[:100]!r}")
            return "refused"
        try:
            known = article.legacy_urls.filter(address=normal(address)).exists()
            legacy.lead(address, to=article, name="import_addresses")
        except (Refused, NotAnAddress) as refusal:
            self.stderr.write(f"row {number}: {refusal}")
            return "refused"
        return "known" if known else "added"


def _rows(file: str):
    try:
        with Path(file).open(newline="", encoding="utf-8-sig") as lines:
            yield from csv.reader(lines)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"{file} cannot be read: {error}") from error


def _story(text: str) -> Article | None:
    for part in reversed(text.rstrip("/").split("/")):
        if part.isascii() and part.isdigit() and len(part) < 19:
            return Article.objects.filter(pk=int(part)).first()
    source, found, key = text.rpartition(":")
    if not found:
        return None
    record = ImportedRecord.objects.select_related("article").filter(source=source, key=key).first()
    return record and record.article
