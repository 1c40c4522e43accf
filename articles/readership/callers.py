"""Whether readers can be told apart: a proxy that nobody named makes all of them look like one.

Addresses are kept nowhere, so this goes by what is left of them: visits that were noted because
their peer stood in a private network and said for whom it asks, and keys of addresses.
"""

from datetime import date, timedelta

from articles.models import AddressDay, SiteDay
from articles.models.read_receipt import Kind
from articles.readership import receipts

# So many visitors of a day do not all sit behind one address, unless it is that of a proxy.
MANY_VISITORS = 20


def unknown_proxies(today: date) -> list[str]:
    """Return a sentence where visits of today or yesterday came through a proxy without a name."""
    times = receipts.totals(today - timedelta(days=1), today)[Kind.PROXY]
    if not times:
        return []
    return [
        f"{times} visits came through a proxy on a private address that TRUSTED_PROXIES does not"
        " name: all its readers look like one."
    ]


def days_from_one_address(today: date, *, using: str = "default") -> list[str]:
    """Return a sentence for today and yesterday where all their visitors had the same address."""
    days = (today - timedelta(days=1), today)
    busy = SiteDay.objects.using(using).filter(day__in=days, visitors__gte=MANY_VISITORS)
    return [
        f"All {visitors} visitors of {day} came from one address: a proxy does not say for whom it"
        " asks (X-Forwarded-For), or TRUSTED_PROXIES does not name it."
        for day, visitors in busy.order_by("day").values_list("day", "visitors")
        if _addresses_of(day, using) == 1
    ]


def _addresses_of(day: date, using: str) -> int:
    """Return how many addresses a day has, counted up to two."""
    keys = AddressDay.objects.using(using).filter(day=day).order_by()
    return len(keys.values_list("address").distinct()[:2])
