"""`manage.py load_demo`: a newsroom to look at, with news in every state and counted reads."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.management.demo import loading, people, report
from articles.management.demo.stories import Story, read_stories


class Command(BaseCommand):
    help = "Load demonstration news, accounts and numbers. Running it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print only JSON")
        parser.add_argument(
            "--force",
            action="store_true",
            help="load it although DEBUG is off; passwords are random then and printed once",
        )

    def handle(self, *, force: bool, **options) -> None:
        if not settings.DEBUG and not force:
            raise CommandError(
                _(
                    "DEBUG is off, so this looks like a real newsroom, and demonstration news is"
                    " made up. Add --force if you want it all the same."
                )
            )
        self.quiet = options["json"]
        now = timezone.now()
        anchor = loading.first_loaded_at(now)
        stories = read_stories(anchor)
        passwords = self._accounts()
        new = loading.load_missing(stories, anchor, self._progress)
        facts = report.facts(stories, passwords, now)
        if self.quiet:
            self.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2))
        else:
            self._summary(stories, new)
            self.stdout.write(report.table(facts))

    def _accounts(self) -> dict[str, str]:
        """Add the accounts; passwords everybody can read in the source are for DEBUG only."""
        try:
            return people.make_accounts(random_passwords=not settings.DEBUG)
        except people.TakenName as taken:
            raise CommandError(str(taken)) from taken

    def _progress(self, number: int, total: int) -> None:
        if not self.quiet and (number % 10 == 0 or number == total):
            counts = {"number": number, "total": total}
            self.stdout.write(_("Stories loaded: %(number)s of %(total)s") % counts)

    def _summary(self, stories: list[Story], new: int) -> None:
        counts = {"new": new, "there": len(stories) - new}
        self.stdout.write(_("Stories: %(new)s new, %(there)s were there already.") % counts)
        self.stdout.write("")
