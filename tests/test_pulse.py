"""The state of the newspaper: never older than a second, and asked for at most twice a second."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.editorial import banners, workflow
from articles.models import Banner, Edition, SiteSettings
from articles.models.article import Ground
from articles.models.banner import Level
from articles.public import pulse
from articles.public.remembering import Remembered
from tests.newsdesk import a_draft, a_published_story, a_scheduled_story
from tests.readers import read


@pytest.fixture(autouse=True)
def beating(kept):
    return kept


@pytest.fixture
def later(kept):
    return kept.forward


def queries_of(deed) -> int:
    with CaptureQueriesContext(connection) as queries:
        deed()
    return len(queries)


def test_the_database_is_asked_at_most_twice_a_second(rita, edi, later):
    a_published_story(rita, edi)
    first = pulse.current(timezone.now())
    assert queries_of(lambda: pulse.current(timezone.now())) == 0
    later(pulse.ASKED_AGAIN)
    assert queries_of(lambda: pulse.current(timezone.now())) > 0
    assert queries_of(lambda: pulse.current(timezone.now())) == 0
    assert pulse.current(timezone.now()).key == first.key


def test_what_is_asked_twice_a_second_is_four_statements(rita, edi, later):
    for number in range(6):
        read(a_published_story(rita, edi, title=f"Berita {number}"), timezone.localdate(), 9)
    first = pulse.current(timezone.now()).popular
    assert first.heading == "Terpopuler bulan ini"
    later(pulse.ASKED_AGAIN)
    assert queries_of(lambda: pulse.current(timezone.now())) == 4
    assert pulse.current(timezone.now()).popular == first


def test_the_most_read_are_as_they_were_just_changed(rita, edi, later):
    story = a_published_story(rita, edi)
    read(story, timezone.localdate(), 9)
    assert [each.title for each in pulse.current(timezone.now()).popular.articles] == [story.title]
    fields = {"title": "Judul baru"}
    workflow.update(story, by=edi, seen=story.version, kind="typo", fields=fields)
    later(pulse.ASKED_AGAIN)
    assert [each.title for each in pulse.current(timezone.now()).popular.articles] == ["Judul baru"]


def test_what_pages_share_is_made_once_for_as_long_as_nothing_changes(rita, edi, later):
    made = []

    def frame() -> str:
        made.append("frame")
        return f"frame {len(made)}"

    a_published_story(rita, edi)
    assert pulse.current(timezone.now()).remember("frame", frame) == "frame 1"
    later(pulse.ASKED_AGAIN)
    assert pulse.current(timezone.now()).remember("frame", frame) == "frame 1"
    a_published_story(rita, edi, title="Kedua")
    later(pulse.ASKED_AGAIN)
    assert pulse.current(timezone.now()).remember("frame", frame) == "frame 2"


@pytest.mark.parametrize("deed", ["update", "withdraw", "publish another", "a banner"])
def test_whatever_readers_may_see_makes_a_new_state(rita, edi, mira, later, deed):
    story = a_published_story(rita, edi)
    before = pulse.current(timezone.now())
    if deed == "update":
        fields = {"title": "Judul baru"}
        workflow.update(story, by=edi, seen=story.version, kind="typo", fields=fields)
    elif deed == "withdraw":
        workflow.withdraw(story, by=mira, ground=Ground.values[0], text="Keliru.")
    elif deed == "publish another":
        a_published_story(rita, edi, title="Kedua")
    else:
        ends_at = timezone.now() + timedelta(hours=1)
        fields = {"text": "Banjir", "level": Level.values[0], "ends_at": ends_at}
        banners.add(by=mira, fields=fields)
    later(pulse.ASKED_AGAIN)
    after = pulse.current(timezone.now())
    assert after.edition != before.edition
    assert after.memory is not before.memory


def test_writing_changes_nothing_for_readers(rita, edi, later):
    a_published_story(rita, edi)
    before = pulse.current(timezone.now())
    a_draft(rita, title="Belum terbit")
    later(pulse.ASKED_AGAIN)
    assert pulse.current(timezone.now()).key == before.key


def test_the_moment_a_story_becomes_due_ends_the_state_at_once(rita, edi):
    a_published_story(rita, edi)
    at = timezone.now() + timedelta(minutes=5)
    a_scheduled_story(rita, edi, at=at, title="Dijadwalkan")
    before = pulse.current(timezone.now())
    assert before.next_at == at
    assert pulse.current(at - timedelta(seconds=1)) is before
    after = pulse.current(at)
    assert after.edition != before.edition
    assert after.changed_at == at


def test_a_banner_ends_a_correction_grows_old_and_the_day_turns_on_time(rita, edi):
    now = timezone.localtime().replace(hour=11, minute=0)
    story = a_published_story(rita, edi, at=now - timedelta(days=2))
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    assert pulse.current(now).next_at == midnight + timedelta(days=1)
    pulse.forget()
    ends_at = now + timedelta(minutes=30)
    SiteSettings.objects.get_or_create(pk=1)
    story.corrections.create(
        wrong="3", right="4", at=now - timedelta(days=30) + timedelta(minutes=10), by_name="Edi"
    )
    Banner.objects.create(text="Banjir", starts_at=now, ends_at=ends_at, created_at=now)
    state = pulse.current(now)
    assert state.next_at == now + timedelta(minutes=10)
    assert pulse.current(state.next_at).next_at == ends_at


def test_a_restored_backup_counts_backwards_and_is_noticed(rita, edi, later):
    a_published_story(rita, edi)
    a_published_story(rita, edi, title="Kedua")
    before = pulse.current(timezone.now())
    Edition.objects.update(number=1)
    later(pulse.ASKED_AGAIN)
    assert pulse.current(timezone.now()).edition != before.edition


def test_before_the_first_edition_things_are_remembered_until_it_comes(rita, edi, later):
    first = pulse.current(timezone.now())
    later(pulse.ASKED_AGAIN)
    assert pulse.current(timezone.now()).memory is first.memory
    assert not Edition.objects.exists()
    a_published_story(rita, edi)
    later(pulse.ASKED_AGAIN)
    assert pulse.current(timezone.now()).memory is not first.memory


def test_with_the_cache_off_every_request_asks_and_asks_once(rita, edi, settings, rf):
    settings.PAGE_CACHE = False
    a_published_story(rita, edi)
    request = rf.get("/")
    now = timezone.now()
    state = pulse.of(request, now)
    assert pulse.of(request, now) is state
    assert pulse.of(rf.get("/"), now).memory is not state.memory


@pytest.fixture
def away(monkeypatch):
    """Return a switch: while it is on, the database does not answer."""
    switch = {"on": False, "asked": 0}
    real = pulse.clock_at

    def clock_at(now):
        switch["asked"] += 1
        if switch["on"]:
            raise OperationalError("the server closed the connection")
        return real(now)

    monkeypatch.setattr(pulse, "clock_at", clock_at)
    return switch


def test_while_the_database_is_away_the_last_state_serves_for_ten_minutes(
    rita, edi, later, away, caplog
):
    a_published_story(rita, edi)
    good = pulse.current(timezone.now())
    away["on"] = True
    for _ in range(20):
        later(29)
        assert pulse.current(timezone.now()) is good
    later(29)
    with pytest.raises(OperationalError):
        pulse.current(timezone.now())
    assert len([r for r in caplog.records if r.name == pulse.__name__]) == 1
    away["on"] = False
    assert pulse.current(timezone.now()) is not good


def test_a_database_that_is_away_is_not_asked_by_every_page(rita, edi, later, away):
    a_published_story(rita, edi)
    pulse.current(timezone.now())
    away["on"] = True
    later(pulse.OLDEST)
    asked = away["asked"]
    for _ in range(50):
        pulse.current(timezone.now())
    assert away["asked"] == asked + 1


def test_without_a_last_state_the_error_goes_through(db, away):
    away["on"] = True
    with pytest.raises(OperationalError):
        pulse.current(timezone.now())


def test_one_page_asks_and_the_others_do_not_wait(rita, edi, later, monkeypatch):
    a_published_story(rita, edi)
    good = pulse.current(timezone.now())
    later(pulse.ASKED_AGAIN)
    asking, answered = threading.Event(), threading.Event()

    def slow(now, before=None):
        asking.set()
        assert answered.wait(30)
        return good

    monkeypatch.setattr(pulse, "_read", slow)
    first = threading.Thread(target=pulse.current, args=(timezone.now(),))
    first.start()
    assert asking.wait(30)
    assert pulse.current(timezone.now()) is good  # at once, though nobody has been answered
    answered.set()
    first.join()


def test_a_thing_that_many_ask_for_is_made_once():
    things, made = Remembered(), []

    def make() -> str:
        made.append(1)
        time.sleep(0.05)
        return "thing"

    threads = [threading.Thread(target=things.get, args=("name", make)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1


def test_a_failure_is_told_and_not_remembered():
    things = Remembered()

    def fail():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        things.get("name", fail)
    assert things.get("name", lambda: "thing") == "thing"


def test_what_is_remembered_is_bounded():
    things = Remembered(most=3)
    for number in range(10):
        things.get(number, lambda n=number: n)
    assert things.get(9, lambda: "made again") == 9
    assert things.get(0, lambda: "made again") == "made again"
