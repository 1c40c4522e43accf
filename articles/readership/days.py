"""Which day it is: days are the site's own (Asia/Jakarta), wherever its server stands."""

from datetime import date, datetime

from django.utils import timezone


def day_of(moment: datetime) -> date:
    """Return the day of an aware moment in the time zone of the settings."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()
