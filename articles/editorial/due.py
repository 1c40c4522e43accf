"""What is done some time after it became due: notices of what appeared, letters, clearing up.

`run` may be called by anybody, as often as one likes and by many at once: each task takes what it
does before it does it. Nothing readers see waits for it.
"""

import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from articles.editorial import appearances, letters, notices
from articles.models import DueEffect, DueRun, Letter

log = logging.getLogger(__name__)

LATE = timedelta(minutes=10)  # since the last run, while something waits
_COUNTED = 1000  # what waits is counted up to here
_FORGOTTEN = timedelta(days=30)  # a machine that has not run it for so long is gone


@dataclass
class Report:
    """What one run did: task → number, and the tasks that failed."""

    done: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Waiting:
    """What is due and not done: so many (`1000` means that many or more), and since when."""

    appearances: int
    letters: int
    failing_letters: int  # tried already, and not taken by the mail server
    last_run: datetime | None
    is_late: bool

    def __bool__(self) -> bool:
        return bool(self.appearances or self.letters)


def run(now: datetime | None = None, *, host: str = "") -> Report:
    """Do everything that is due, note that it was done, and say how much. One task's failure is
    written to the log and stops no other."""
    host = (host or socket.gethostname())[:100]
    began_at = now or timezone.now()
    report = Report()
    for name, task in _TASKS.items():
        try:
            report.done |= task(now)
        except Exception:
            log.exception("run_due: %s failed", name)
            report.failed.append(name)
    if report.done.get("letters_failed"):
        report.failed.append("letters")
    DueRun.objects.update_or_create(
        host=host,
        defaults={
            "began_at": began_at,
            "ended_at": now or timezone.now(),
            "failed": bool(report.failed),
            "done": report.done,
        },
    )
    return report


def last_run() -> datetime | None:
    """Return when somebody last ran it to its end, on any machine; None if nobody ever did."""
    return DueRun.objects.aggregate(at=Max("ended_at"))["at"]


def overdue(now: datetime | None = None) -> Waiting:
    """Say what is due and not done yet, and whether that is because nobody runs it."""
    now = now or timezone.now()
    effects = DueEffect.objects.filter(done_at=None, published_at__lte=now)[:_COUNTED].count()
    waiting = Letter.objects.filter(state=Letter.State.WAITING)
    due = waiting.filter(next_try_at__lte=now)[:_COUNTED].count()
    failing = waiting.filter(attempts__gt=0)[:_COUNTED].count()
    last = last_run()
    is_late = bool(effects or due or failing) and (last is None or now - last > LATE)
    return Waiting(effects, due, failing, last, is_late)


def _appearances(now: datetime | None) -> dict[str, int]:
    return {"appeared": appearances.carry_out(now)}


def _letters(now: datetime | None) -> dict[str, int]:
    done = letters.send_waiting(now)
    return {
        "letters_sent": done.sent,
        "letters_failed": done.failed,
        "letters_dropped": done.dropped,
    }


def _clearing(now: datetime | None) -> dict[str, int]:
    long_ago = (now or timezone.now()) - _FORGOTTEN
    DueRun.objects.filter(began_at__lt=long_ago).delete()
    return {"notices_forgotten": notices.forget_old(now)}


# In this order: what appeared first, so that its letters leave with the same run.
_TASKS: dict[str, Callable[[datetime | None], dict[str, int]]] = {
    "appearances": _appearances,
    "letters": _letters,
    "clearing": _clearing,
}
