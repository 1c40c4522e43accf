"""All that was taken away from the numbers of stories, or given back, in one list.

A line names its story, so it is told to whom the story is told.
"""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from articles.models import ReadAdjustment
from articles.reports.appeared import appeared, told_to


def ledger_lines(*, person: User, now: datetime) -> QuerySet[ReadAdjustment]:
    """Return the lines of the ledger that a person is told of, with their stories, newest first."""
    which = appeared(now, of="article__") & told_to(person, of="article__")
    lines = ReadAdjustment.objects.filter(which).select_related("article")
    return lines.defer("article__body").order_by("-at", "-id")
