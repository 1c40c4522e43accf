"""Too many tries: sign-ins, password letters and password links, per account and per client.

The tries are rows of django-axes (`AccessAttempt`), read and written by our own handler: it
counts per name and per network whatever the browser calls itself, stores the typed name only as
a keyed hash (people type passwords into the wrong field), and keeps the rows for seven days.
Unknown names are counted like known ones, so a lock says nothing about an account.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_cool_off, get_failure_limit
from axes.models import AccessAttempt
from axes.signals import user_locked_out
from django.db import transaction
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from accounts.client_address import network_key, of_request

KEPT_FOR = timedelta(days=7)
_NOBODY = "0.0.0.0"  # noqa: S104 - the key of callers whose address nobody can say


@dataclass(frozen=True)
class Limit:
    """How many tries one account and one client have within a time."""

    per_account: int
    per_client: int
    within: timedelta


SIGN_IN = "sign_in"  # its limit is in the settings: AXES_FAILURE_LIMIT, AXES_COOLOFF_TIME
LETTER = "letter"
LINK = "link"
LIMITS = {
    LETTER: Limit(per_account=5, per_client=20, within=timedelta(hours=1)),
    LINK: Limit(per_account=20, per_client=20, within=timedelta(hours=1)),
}


def client_of(request: HttpRequest) -> str:
    """Return the network that stands for the caller, in a form that fits a database column."""
    return network_key(of_request(request)) or _NOBODY


def are_too_many(kind: str, *, name: str, client: str, now: datetime) -> bool:
    """Say whether this account or this client has used up its tries."""
    limit = LIMITS[kind]
    since = now - limit.within
    return (
        _tries_of_account(kind, name, since) >= limit.per_account
        or _tries_of_client(kind, client, since) >= limit.per_client
    )


def count(
    kind: str, *, name: str, client: str, now: datetime, within: timedelta | None = None
) -> None:
    """Keep one more try, and forget those of more than seven days ago.

    Tries that lie further apart than `within` (the kind's own limit by default) start anew.
    """
    within = within or LIMITS[kind].within
    AccessAttempt.objects.filter(attempt_time__lt=now - KEPT_FOR).delete()
    with transaction.atomic():
        attempt, is_first = AccessAttempt.objects.select_for_update().get_or_create(
            username=_key(kind, name),
            ip_address=client,
            user_agent="",
            defaults={"failures_since_start": 1},
        )
        if is_first:
            return
        goes_on = attempt.attempt_time > now - within
        attempt.failures_since_start = attempt.failures_since_start + 1 if goes_on else 1
        attempt.attempt_time = now
        attempt.save(update_fields=["failures_since_start", "attempt_time"])


def forgive(kind: str, *, name: str, client: str | None = None) -> None:
    """Forget the tries on one account: from one client, or from everywhere."""
    tries = AccessAttempt.objects.filter(username=_key(kind, name))
    if client is not None:
        tries = tries.filter(ip_address=client)
    tries.delete()


class Handler(AxesDatabaseHandler):
    """What django-axes asks about sign-ins."""

    def get_failures(self, request: HttpRequest, credentials: dict | None = None) -> int:
        since = request.axes_attempt_time - get_cool_off(request)
        name = (credentials or {}).get("username") or ""
        return max(
            _tries_of_account(SIGN_IN, name, since),
            _tries_of_client(SIGN_IN, request.axes_ip_address, since),
        )

    def user_login_failed(self, sender, credentials, request=None, **kwargs) -> None:
        """Count a failure. During a lock nothing is counted, so that the lock ends in time."""
        if request is None:
            return
        request.axes_locked_out = self.is_locked(request, credentials)
        if request.axes_locked_out:
            return
        count(
            SIGN_IN,
            name=credentials.get("username") or "",
            client=request.axes_ip_address,
            now=request.axes_attempt_time,
            within=get_cool_off(request),
        )
        if self.get_failures(request, credentials) < get_failure_limit(request, credentials):
            return
        request.axes_locked_out = request.lock_began = True
        user_locked_out.send(
            "axes", request=request, username="", ip_address=request.axes_ip_address
        )

    def user_logged_in(self, sender, request, user, **kwargs) -> None:
        """Forget this person's failures here; those of other clients and other names stand."""
        forgive(SIGN_IN, name=user.get_username(), client=request.axes_ip_address)

    def user_logged_out(self, sender, request, user, **kwargs) -> None:
        """Nothing to keep."""

    def reset_attempts(self, *, ip_address=None, username=None, ip_or_username=False) -> int:
        """Undo a lock from the command line (`manage.py axes_reset_username rita`)."""
        key = _key(SIGN_IN, username) if username else None
        return super().reset_attempts(
            ip_address=ip_address, username=key, ip_or_username=ip_or_username
        )


def locked_out(request: HttpRequest, response: HttpResponse, credentials=None) -> HttpResponse:
    """Give the page that was typed into back, with the status that says "too many"."""
    response.status_code = 429
    response["Retry-After"] = str(int(get_cool_off(request).total_seconds()))
    return response


def minutes_of_a_lock() -> int:
    """Return how long a locked account has to wait, for the sentence that says so."""
    return int(get_cool_off().total_seconds() // 60)


def is_locked_out(request: HttpRequest) -> bool:
    """Say whether this request was refused because of too many tries."""
    return bool(getattr(request, "axes_locked_out", False))


def _tries_of_account(kind: str, name: str, since: datetime) -> int:
    tries = AccessAttempt.objects.filter(username=_key(kind, name), attempt_time__gt=since)
    return tries.aggregate(n=Sum("failures_since_start"))["n"] or 0


def _tries_of_client(kind: str, client: str, since: datetime) -> int:
    tries = AccessAttempt.objects.filter(
        ip_address=client, username__startswith=f"{kind}:", attempt_time__gt=since
    )
    return tries.aggregate(n=Sum("failures_since_start"))["n"] or 0


def _key(kind: str, name: str) -> str:
    # upper() folds what the database's case-blind comparison folds: "rıta" would find rita.
    folded = name.strip().upper().casefold()
    digest = salted_hmac("accounts.lockout", folded, algorithm="sha256").hexdigest()
    return f"{kind}:{digest}"
