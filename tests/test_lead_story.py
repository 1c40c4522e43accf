"""Berita Utama: editors choose what leads the front page, and the clock ends it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEntry
from articles.editorial import lead, workflow
from articles.editorial.changes import BadField
from articles.editorial.rules import Refused
from articles.models import LeadStory
from tests.desk import page_of as desk_page_of
from tests.desk import text_of
from tests.newsdesk import a_draft, a_published_story, a_scheduled_story
from tests.readers import jakarta
from tests.reading import page_of

pytestmark = pytest.mark.django_db

DESK = "/admin/articles/leadstory/"
DAWN = jakarta(2026, 11, 20, 5)
NINE = jakarta(2026, 11, 23, 9)
TEN = NINE + timedelta(hours=1)


@pytest.fixture
def stories(rita, edi):
    """Give twelve stories, the newest first, an hour between them."""
    return [
        a_published_story(rita, edi, at=DAWN - timedelta(hours=n), title=f"Berita {n}")
        for n in range(12)
    ]


def choose(story, by, until=TEN):
    with time_machine.travel(NINE, tick=False):
        return lead.choose(story, by=by, until=until)


def titles_at(client, moment) -> list[str]:
    """Return the titles of the front page as they stand on it, the lead first."""
    with time_machine.travel(moment, tick=False):
        main = page_of(client.get("/")).one("main")
    return [h.text for level in ("h2", "h3") for h in main.all(level, class_="story__title")]


def test_a_chosen_story_leads_until_its_minute_and_stands_nowhere_twice(client, stories, edi):
    choose(stories[9], edi)
    chosen = titles_at(client, TEN - timedelta(seconds=1))
    assert chosen[:7] == ["Berita 9", *[f"Berita {n}" for n in range(6)]]
    assert len(chosen) == len(set(chosen)) == 11
    assert titles_at(client, TEN)[:7] == [f"Berita {n}" for n in range(7)]


def test_the_newest_may_be_chosen_too(client, stories, edi):
    choose(stories[0], edi)
    assert titles_at(client, NINE)[:7] == [f"Berita {n}" for n in range(7)]


def test_a_story_that_is_not_public_leads_nothing(client, stories, rita, edi, mira):
    choose(stories[3], edi)
    workflow.withdraw(stories[3], by=mira, ground="child", text="Identitas anak.")
    assert titles_at(client, NINE)[0] == "Berita 0"
    with time_machine.travel(DAWN, tick=False):
        ahead = a_scheduled_story(rita, edi, at=NINE + timedelta(minutes=30), title="Rahasia dulu")
    choose(ahead, edi)
    assert "Rahasia dulu" not in titles_at(client, NINE)
    assert titles_at(client, NINE + timedelta(minutes=30))[0] == "Rahasia dulu"


def test_only_one_leads_and_a_new_choice_ends_the_old_one(client, stories, edi):
    choose(stories[3], edi, until=TEN + timedelta(days=1))
    choose(stories[5], edi)
    assert titles_at(client, NINE)[0] == "Berita 5"
    assert titles_at(client, TEN)[0] == "Berita 0"
    assert LeadStory.objects.chosen(NINE).count() == 1


def test_a_lead_costs_no_query(client, stories, edi):
    def queries() -> int:
        with time_machine.travel(NINE, tick=False):
            client.get("/")
            with CaptureQueriesContext(connection) as captured:
                client.get("/")
        return len(captured)

    before = queries()
    choose(stories[11], edi)
    assert queries() == before


def test_drafts_do_not_lead_and_reporters_do_not_choose(stories, rita, edi):
    with pytest.raises(Refused, match="terbit atau terjadwal"):
        choose(a_draft(rita), edi)
    for attempt in (lambda: choose(stories[0], rita), lambda: lead.end(by=rita)):
        with pytest.raises(Refused, match="Hanya editor"):
            attempt()
    assert LeadStory.objects.count() == 0


@pytest.mark.parametrize("until", [None, NINE, NINE - timedelta(1), NINE + timedelta(15)])
def test_it_ends_and_its_end_lies_ahead(stories, edi, until):
    with pytest.raises(BadField) as refusal:
        choose(stories[0], edi, until=until)
    assert refusal.value.field == "until"


def test_editors_choose_and_end_it_in_the_desk(signed_in, client, stories, edi, rita, mira):
    assert client.get(DESK).status_code == 302
    assert signed_in(rita).get(DESK).status_code == 403
    assert signed_in(rita).post(DESK, {"article": stories[4].pk}).status_code == 403
    assert "Berita Utama" not in text_of(signed_in(rita).get("/admin/"))
    desk = signed_in(edi)
    with time_machine.travel(NINE, tick=False):
        way = f"{DESK}?berita={stories[4].pk}"
        assert way in desk.get(desk_page_of(stories[4])).content.decode()
        assert f'<option value="{stories[4].pk}" selected>' in desk.get(way).content.decode()
        done = desk.post(DESK, {"article": stories[4].pk, "until": "2026-11-23T10:00"}, follow=True)
        assert "Sedang utama sampai Senin, 23 November 2026 | 10.00 WIB Edi" in text_of(done)
        assert titles_at(client, NINE)[0] == "Berita 4"
        desk.post(DESK, {"_end": "1"})
        assert titles_at(client, NINE)[0] == "Berita 0"
        assert desk.post(DESK, {"_end": "1"}).status_code == 409
    told = AuditEntry.objects.filter(action__startswith="lead_", refused=False).order_by("id")
    assert [(e.action, e.target_id, e.actor) for e in told] == [
        (lead.CHOOSE, str(stories[4].pk), edi),
        (lead.END, str(stories[4].pk), edi),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {}, {"article": "x"}, {"article": "9" * 40}, {"article": "\x00"}, {"article": "0"},
        {"until": "besok"}, {"until": "\x00"}, {"until": "0001-01-01T00:00"},
        {"until": "9999-12-31T23:59"},
    ],
)  # fmt: skip
def test_garbage_is_answered_with_a_sentence(signed_in, stories, edi, fields):
    tomorrow = timezone.localtime() + timedelta(days=1)
    typed = {"article": stories[0].pk, "until": f"{tomorrow:%Y-%m-%dT%H:%M}"} if fields else {}
    answer = signed_in(edi).post(DESK, typed | fields)
    assert answer.status_code == 200
    assert "Belum disimpan" in text_of(answer)
    assert LeadStory.objects.count() == 0
