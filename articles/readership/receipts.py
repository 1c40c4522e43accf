"""The receipt: how many visits were not counted, and why, for readers and newsroom to see.

Only a number for each day and reason; nothing about anybody. What a page turns away is noted in
the memory of its process and written every few seconds by whoever applies the journal, so that no
page waits for it. A process that is killed loses its last seconds of this, never a read; what is
turned away while the journal is applied is written in the same transaction and never lost.
"""

import os
import threading
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from articles.models import ReadReceipt
from articles.models.read_receipt import Kind
from articles.readership.days import day_of
from articles.readership.statements import receipts as statements

_noted: Counter[tuple[date, str]] = Counter()
_lock = threading.Lock()


def note(kind: str, times: int = 1, *, now: datetime | None = None) -> None:
    """Note in memory that a visit was turned away. Costs no query and never raises."""
    day = day_of(now or timezone.now())
    with _lock:
        _noted[day, Kind(kind).value] += times


def flush(connection: BaseDatabaseWrapper) -> int:
    """Write what this process noted, in a transaction of its own; return how many visits.

    When the database refuses, nothing is lost: it is noted again, and the error is raised.
    """
    noted = _take()
    if not noted:
        return 0
    try:
        with transaction.atomic(using=connection.alias):
            for day in sorted({day for day, _kind in noted}):
                add(connection, day, {kind: n for (at, kind), n in noted.items() if at == day})
    except Exception:
        with _lock:
            _noted.update(noted)
        raise
    return sum(noted.values())


def add(connection: BaseDatabaseWrapper, day: date, kinds: Mapping[str, int]) -> None:
    """Write what was turned away on a day, within the caller's transaction."""
    stored_day = connection.ops.adapt_datefield_value(day)
    # Always in the same order, so that two who write wait for one another and never in a circle.
    rows = [(stored_day, Kind(kind).value, n) for kind, n in sorted(kinds.items()) if n > 0]
    if rows:
        with connection.cursor() as cursor:
            statements.add_turned_away(cursor, rows)


def totals(since: date, until: date) -> dict[str, int]:
    """Return how many visits were turned away for each reason, both days included; one query."""
    rows = ReadReceipt.objects.filter(day__gte=since, day__lte=until).order_by()
    found = rows.values_list("kind").annotate(n=Sum("times"))
    return dict.fromkeys(Kind.values, 0) | dict(found)


def by_day(since: date, until: date) -> dict[date, dict[str, int]]:
    """Return the reasons of each day that has any, the first day first; one query."""
    rows = ReadReceipt.objects.filter(day__gte=since, day__lte=until).order_by("day", "kind")
    return _grouped(rows.values_list("day", "kind", "times"))


def by_month(since: date, until: date) -> dict[date, dict[str, int]]:
    """Return the reasons of each month that has any, known by its first day; one query."""
    rows = ReadReceipt.objects.filter(day__gte=since, day__lte=until)
    months = rows.annotate(month=TruncMonth("day")).order_by("month", "kind")
    return _grouped(months.values_list("month", "kind").annotate(n=Sum("times")))


def forget_noted() -> None:
    """Forget what this process noted and has not written: a new process begins with nothing."""
    _take()


def _take() -> Counter[tuple[date, str]]:
    with _lock:
        noted = Counter(_noted)
        _noted.clear()
    return noted


def _grouped(rows) -> dict[date, dict[str, int]]:
    grouped: dict[date, dict[str, int]] = {}
    for day, kind, times in rows:
        grouped.setdefault(day, {})[kind] = times
    return grouped


def _begin_anew() -> None:
    global _lock
    _lock = threading.Lock()  # another thread may have held it when the process was copied
    _noted.clear()


os.register_at_fork(after_in_child=_begin_anew)
