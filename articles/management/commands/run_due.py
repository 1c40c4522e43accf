"""Does what has become due: run it every minute. Readers see a scheduled story without it."""

from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils import timezone

from articles.editorial import due
from articles.readership.applying import apply_now


class Command(BaseCommand):
    help = (
        "Tells the authors of scheduled stories that have appeared, sends the letters that wait,"
        " forgets old notices, and counts visits that wait in this machine's journal. Can be run"
        " at any time, any number of times and by several machines at once; what readers see"
        " never waits for it."
    )

    def handle(self, *args, **options) -> None:
        report = due.run()
        visits = self._apply_journal(report)
        done = report.done
        self.stdout.write(
            f"Appeared: {done.get('appeared', 0)}."
            f" Letters: {done.get('letters_sent', 0)} sent,"
            f" {done.get('letters_failed', 0)} put off,"
            f" {done.get('letters_dropped', 0)} not wanted any more."
            f" Notices forgotten: {done.get('notices_forgotten', 0)}."
            f" Visits applied: {visits}."
        )
        if report.failed:
            raise CommandError(f"Not everything could be done: {', '.join(report.failed)}.")

    def _apply_journal(self, report: due.Report) -> int:
        """Apply what a running server has not applied already; return how many visits."""
        try:
            return apply_now(now=timezone.now(), using="default").records
        except (Error, OSError) as error:
            self.stderr.write(f"The journal of reads was not applied: {error}")
            report.failed.append("reads")
            return 0
