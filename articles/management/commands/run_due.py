"""Does what has become due: run it every minute. Readers see a scheduled story without it."""

from django.core.management.base import BaseCommand, CommandError

from articles.editorial import due


class Command(BaseCommand):
    help = (
        "Tells the authors of scheduled stories that have appeared, sends the letters that wait,"
        " and forgets old notices. Can be run at any time, any number of times and by several"
        " machines at once; what readers see never waits for it."
    )

    def handle(self, *args, **options) -> None:
        report = due.run()
        done = report.done
        self.stdout.write(
            f"Appeared: {done.get('appeared', 0)}."
            f" Letters: {done.get('letters_sent', 0)} sent,"
            f" {done.get('letters_failed', 0)} put off,"
            f" {done.get('letters_dropped', 0)} not wanted any more."
            f" Notices forgotten: {done.get('notices_forgotten', 0)}."
        )
        if report.failed:
            raise CommandError(f"Not everything could be done: {', '.join(report.failed)}.")
