"""Notes what readers look for in vain: the words, the day, how often. Nothing about who asked.

The table is bounded: so many different searches a day, forgotten after 90 days. Long numbers and
addresses are not kept, because people paste what is theirs into search boxes.
"""

import logging
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import HttpRequest

from articles.models import SearchMiss
from articles.public.search_terms import Terms
from articles.readership.counting import works_here
from articles.readership.crawlers import is_robot
from articles.readership.days import day_of

log = logging.getLogger(__name__)

DAYS_KEPT = 90
MOST_A_DAY = 500  # different searches
LONGEST = 100  # letters
LONGEST_NUMBER, MOST_DIGITS = 4, 8  # years, but no number of a person or a telephone


def note(request: HttpRequest, terms: Terms, *, now: datetime) -> None:
    """Note that a person found nothing. Never raises; a busy database keeps nothing."""
    words = kept_words(terms)
    if not words or request.method != "GET" or works_here(request):
        return
    if is_robot(request.META.get("HTTP_USER_AGENT", "")):
        return
    try:
        _keep(words, day_of(now))
    except DatabaseError as error:
        log.warning("A search without result could not be noted: %s", type(error).__name__)


def kept_words(terms: Terms) -> str:
    """Return what is kept of a search: its words, or nothing when it names an address."""
    if "@" in terms.text or "://" in terms.text:
        return ""
    digits = [sum(ch.isdigit() for ch in word) for word in terms.words]
    if max(digits, default=0) > LONGEST_NUMBER or sum(digits) > MOST_DIGITS:
        return ""
    return " ".join(terms.words)[:LONGEST].rstrip()


def forget(today: date, *, using: str = "default") -> int:
    """Delete what is older than 90 days; return how many rows that were."""
    before = today - timedelta(days=DAYS_KEPT)
    return SearchMiss.objects.using(using).filter(day__lt=before).delete()[0]


def _keep(words: str, day: date) -> None:
    using = settings.READS_DATABASE  # where waiting for a lock is short
    today = SearchMiss.objects.using(using).filter(day=day)
    with transaction.atomic(using=using):
        if today.filter(words=words).update(times=F("times") + 1):
            return
        if today.count() >= MOST_A_DAY:
            return
        forget(day, using=using)
        today.bulk_create([SearchMiss(day=day, words=words)], ignore_conflicts=True)
