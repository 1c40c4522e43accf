"""Readers whose pages report what they read, for the tests of the beacon."""

from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.readership import receipts
from articles.readership.applying import apply_now
from tests.conftest import PHONE


def reader(address: str = "36.68.1.9", agent: str = PHONE, **headers) -> Client:
    return Client(REMOTE_ADDR=address, HTTP_USER_AGENT=agent, **headers)


def beacon(story) -> str:
    return f"/baca/{story.pk}/"


def picture(story) -> str:
    return f"/baca/{story.pk}.gif"


def apply() -> None:
    apply_now(now=timezone.now(), using="default")


def turned_away() -> dict[str, int]:
    receipts.flush(connection)
    today = timezone.localdate()
    return {kind: n for kind, n in receipts.totals(today, today).items() if n}
