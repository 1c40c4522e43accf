"""Whether the counter's own books agree with each other.

Numbers are held against keys for the two days that still have keys, and sums against their parts
for all days.
"""

from datetime import date, timedelta

from django.conf import settings
from django.db import connections

from articles.models import JournalPosition
from articles.readership.adding_up import wrong_sums
from articles.readership.callers import unknown_proxies
from articles.readership.segments import DONE, listed
from articles.readership.statements import auditing

_KEPT_DAYS_AT_MOST = 3  # a daily purge may come late, not never


def disagreements(today: date, *, using: str = "default") -> list[str]:
    """Return a sentence for everything that does not add up; none when all is well.

    Every key of a read was counted at least once, every key of a visitor exactly once, and no
    key is kept longer than `purge_visitors` allows. Every sum is what its parts come to, no story
    has less than no reads, no journal is applied beyond its end, and every proxy is known.
    """
    connection = connections[using]
    yesterday, too_old = (
        connection.ops.adapt_datefield_value(today - timedelta(days=days))
        for days in (1, _KEPT_DAYS_AT_MOST)
    )
    found = []
    with connection.cursor() as cursor:
        for article_id, day, keys, reads in auditing.uncounted_reads(cursor, yesterday):
            found.append(
                f"Story {article_id} on {day}: {keys} visitors read it, {reads} reads are counted."
            )
        for day in (today - timedelta(days=1), today):
            stored_day = connection.ops.adapt_datefield_value(day)
            keys, counted = auditing.keys_and_visitors(cursor, stored_day)
            if keys != counted:
                found.append(f"{day}: {keys} visitors are known, {counted} are counted.")
        if kept := auditing.keys_kept_too_long(cursor, too_old):
            found.append(f"{kept} salts and keys are overdue: run purge_visitors every day.")
        for article_id, total in auditing.stories_below_zero(cursor):
            found.append(f"Story {article_id}: the ledger leaves {total} reads.")
    return found + wrong_sums(using=using) + _journal_is_behind() + unknown_proxies(today)


def _journal_is_behind() -> list[str]:
    """Name the files of this machine's journal that are shorter than what was applied of them."""
    sizes = {part.name: part.size for part in listed(settings.READS_JOURNAL_DIR)}
    known = JournalPosition.objects.filter(segment__in=sizes).values_list("segment", "offset")
    waiting = [part.name for part in listed(settings.READS_JOURNAL_DIR) if part.state != DONE]
    return [
        f"Journal {name}: {offset} bytes are applied, it has {sizes[name]}."
        for name, offset in known.order_by("segment")
        if offset > sizes[name] and name in waiting
    ]
