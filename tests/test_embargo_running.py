"""On a running site whose pages are asked all the time, a scheduled story comes at its second.

Two processes of gunicorn, warm caches, the real clock: nobody runs anything, and every door opens
by itself. An answer may be as old as a cache may be, which is one second.
"""

import math
import time
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tests.running_site import RunningSite

pytestmark = [pytest.mark.server, pytest.mark.once]

SECRET = "kelapamuda"
SEARCHED = "gulamerah"
GRACE = timedelta(seconds=1)
STORY = f"""
from datetime import timedelta
from django.utils import timezone
from accounts.models import User
from tests.newsdesk import a_published_story
from tests.readers import read
rita = User.objects.create_user("rita", role="reporter")
edi = User.objects.create_user("edi", role="editor")
a_published_story(rita, edi, title="Berita biasa")
at = (timezone.now() + timedelta(seconds={{ahead}} + 1)).replace(microsecond=0)
story = a_published_story(
    rita, edi, at=at, title="{SECRET}", body="<p>Resep {SEARCHED}.</p>", tags=["Resep"]
)
read(story, timezone.localdate(), 9)
print(story.pk, at.isoformat())
"""


@pytest.fixture(scope="module")
def site():
    with RunningSite() as site:
        yield site


def doors(number: str, at: datetime) -> list[str]:
    day = timezone.localtime(at)
    return [
        *("/", "/kategori/pemerintahan/", "/tag/resep/", "/reporter/fajar-cqa/"),
        *(f"/cari/?q={SEARCHED}", f"/arsip/{day:%Y/%m/%d}/", "/terpopuler/"),
        *("/rss.xml", "/feed.json", "/kategori/pemerintahan/rss.xml"),
        *("/sitemap-1.xml", "/sitemap-berita.xml", f"/berita/{number}/{SECRET}/"),
    ]


def seconds_ahead(site: RunningSite) -> int:
    """Return how long this machine takes until every page was asked for twice, and a little."""
    began = time.monotonic()
    site.python("")
    for path in doors("1", timezone.now()):
        site.get(path)
    return 3 + 3 * math.ceil(time.monotonic() - began)


def test_every_door_opens_by_itself_at_the_second(site):
    story = STORY.format(ahead=seconds_ahead(site))
    number, moment = site.python(story).split()[-2:]
    at = datetime.fromisoformat(moment)
    paths = doors(number, at)
    early, late, asked_before = [], [], dict.fromkeys(paths, 0)
    last: dict[str, bool] = {}
    while timezone.now() < at + timedelta(seconds=2):
        for path in paths:
            began = timezone.now()
            shown = SECRET in site.get(path).text
            if shown and timezone.now() < at:
                early.append(path)
            if not shown and began > at + GRACE:
                late.append(path)
            asked_before[path] += timezone.now() < at
            last[path] = shown
        time.sleep(0.05)
    assert (early, late) == ([], [])
    assert min(asked_before.values()) >= 2  # every page was asked, and kept, before its time
    assert all(last.values()), last
