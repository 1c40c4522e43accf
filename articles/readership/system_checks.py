"""What `manage.py check --database default` and `migrate` say about the counter; warnings only."""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import Error
from django.utils import timezone

from articles.readership.callers import days_from_one_address, unknown_proxies
from articles.readership.days import day_of

HINT = "Name the networks of your proxies in TRUSTED_PROXIES, and let them send X-Forwarded-For."


@register(Tags.database)
def readers_can_be_told_apart(
    databases: Sequence[str] | None = None, **options
) -> list[CheckMessage]:
    """Warn when the visitors of today or yesterday look like one because of a proxy.

    Django runs this only where a database is named: an ordinary check asks none.
    """
    if "default" not in (databases or ()):
        return []
    today = day_of(timezone.now())
    try:
        found = unknown_proxies(today) + days_from_one_address(today)
    except Error:  # no tables yet, or no database: nobody has visited, or others say so
        return []
    return [Warning(sentence, hint=HINT, id="articles.W001") for sentence in found]
