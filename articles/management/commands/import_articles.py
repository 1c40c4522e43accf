"""`manage.py import_articles FILE.jsonl`: articles from JSON Lines."""

import json
import logging
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.importing import jsonl, loader
from articles.importing.records import read_record

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Import articles from a file of JSON Lines. It can be stopped and run again: what is in"
        " stays in, and nothing comes in twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.jsonl", help="photos lie beside it")

    def handle(self, *, file: str, **options) -> None:
        self.path = Path(file)
        self.counts = Counter(dict.fromkeys((loader.CREATED, loader.UPDATED, loader.SKIPPED), 0))
        self.failed = 0
        self.unknown: set[str] = set()
        self.brought: dict[tuple[str, str], int] = {}  # source and key → line
        stopped = False
        try:
            with self.path.open("rb") as lines:
                for number, found in jsonl.read_lines(lines):
                    self._take(number, found)
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(reason)s.")
                % {"file": self.path, "reason": error.strerror or error}
            ) from error
        except KeyboardInterrupt:
            stopped = True
        self.stdout.write(json.dumps(self.counts))
        if stopped:
            raise CommandError(_("Stopped. Run it again to go on where it stopped."))
        if self.failed:
            raise CommandError(
                ngettext(
                    "%(count)s line could not be imported.",
                    "%(count)s lines could not be imported.",
                    self.failed,
                )
                % {"count": self.failed}
            )

    def _take(self, number: int, found: dict | jsonl.BadLine) -> None:
        """Import one line and say what became of it; a failure is told and the next one follows."""
        try:
            if isinstance(found, jsonl.BadLine):
                raise found
            title, outcome = self._load(number, found)
        except Exception as error:
            self.failed += 1
            if not isinstance(error, jsonl.BadLine):
                log.exception("line %s could not be imported", number)
            self._tell(number, _("failed"), "", (str(error),))
            return
        self.counts[outcome.kind] += 1
        if outcome.notes or number % 100 == 0:
            self._tell(number, self._what(outcome.kind), title, outcome.notes)

    def _what(self, kind: str) -> str:
        words = {loader.CREATED: _("brought in"), loader.UPDATED: _("brought up to date")}
        return words.get(kind) or _("skipped")

    def _load(self, number: int, found: dict) -> tuple[str, loader.Outcome]:
        """Bring one record in. Of two in one file the first counts, in this run and in every next.

        Otherwise each run would bring the story up to date twice, to and fro.
        """
        zone = timezone.get_current_timezone()
        record = read_record(found, source=self.path.stem, zone=zone)
        self._name_once(record.unknown_keys)
        name = (record.source, record.key)
        if name in self.brought:
            reason = _("Line %(number)s of this file has the same source and id.")
            told = (reason % {"number": self.brought[name]},)
            return record.title, loader.Outcome(loader.SKIPPED, told)
        outcome = loader.load(record, folder=self.path.parent, now=timezone.now())
        if outcome.is_here:
            self.brought[name] = number
        return record.title, outcome

    def _name_once(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            if key not in self.unknown:
                self.unknown.add(key)
                self.stderr.write(
                    _("The key “%(key)s” is unknown and ignored.") % {"key": key[:60]}
                )

    def _tell(self, number: int, what: str, title: str, notes: tuple[str, ...]) -> None:
        line = _("Line %(number)s %(what)s") % {"number": number, "what": what}
        said = ": ".join(filter(None, (line, title[:70])))
        self.stderr.write(" – ".join((said, *notes)))
