"""Who else has a story open is shown on its pages, for a minute, to those who may open it."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from articles.editorial import open_forms, workflow
from articles.models import OpenForm
from tests.desk import page_of, text_of, typed
from tests.newsdesk import a_draft, a_published_story
from tests.page_requests import asks

KEYS = {name: f"halaman-milik-{name}" for name in ("rita", "edi", "mira")}


def beats(client, story, person, **more):
    """Let a page of this person say that it is open."""
    key = more.pop("page_key", KEYS[person.username])
    sent = {"page_key": key, "version": str(story.version), **more}
    return asks(client, page_of(story, "presence"), person, **sent).told


def test_each_sees_the_other_with_the_time_he_came(signed_in, rita, edi, mira):
    story = a_draft(rita)
    start = timezone.now().replace(hour=3, minute=5, second=0)
    with time_machine.travel(start, tick=False):
        assert beats(signed_in(rita), story, rita)["said"] == ""
    with time_machine.travel(start + timedelta(seconds=40), tick=False):
        told = beats(signed_in(edi), story, edi)
        assert told["said"] == "Sedang dibuka juga oleh: Rita Anggraini (sejak 10.05)."
        words = text_of(signed_in(mira).get(page_of(story)))
        assert "Sedang dibuka juga oleh: Rita Anggraini (sejak 10.05), Edi Kurniawan" in words
    with time_machine.travel(start + timedelta(seconds=70), tick=False):
        assert "Rita" not in beats(signed_in(mira), story, mira)["said"]


def test_whoever_closes_the_page_is_gone_at_once(signed_in, rita, edi):
    story = a_published_story(rita, edi)
    beats(signed_in(rita), story, rita)
    assert "Rita" in beats(signed_in(edi), story, edi)["said"]
    assert beats(signed_in(rita), story, rita, leaving="1") == {"state": "left", "said": ""}
    assert beats(signed_in(edi), story, edi)["said"] == ""


def test_a_second_page_of_ones_own_is_told_as_such(signed_in, rita):
    story, client = a_draft(rita), signed_in(rita)
    beats(client, story, rita)
    told = beats(client, story, rita, page_key="halaman-lain-dari-rita")
    assert told["said"] == "Anda membuka berita ini di halaman lain juga."


def test_whoever_has_pressed_save_is_not_his_own_colleague(signed_in, rita, edi):
    story, client = a_draft(rita), signed_in(rita)
    beats(client, story, rita)
    sent = typed(story, title="Baru", page_key=KEYS["rita"])
    assert client.post(page_of(story), sent).status_code == 302
    story.refresh_from_db()
    assert beats(client, story, rita, page_key="halaman-lain-dari-rita")["said"] == ""
    assert beats(signed_in(edi), story, edi)["said"].count("Rita") == 1


def test_a_newer_version_is_told_before_anybody_saves(signed_in, rita, edi):
    story, client = a_draft(rita), signed_in(rita)
    assert beats(client, story, rita)["newer"] == ""
    workflow.edit(story, by=edi, fields={"title": "Judul Edi"}, seen=1)
    assert "Versi yang lebih baru" in beats(client, story, rita)["newer"]


def test_presence_is_a_row_for_each_page_and_old_ones_go(signed_in, rita, edi):
    story, client = a_draft(rita), signed_in(rita)
    for _again in range(5):
        beats(client, story, rita)
    assert OpenForm.objects.count() == 1
    later = timezone.now() + open_forms.KEPT_FOR + timedelta(hours=1)
    with time_machine.travel(later, tick=False):
        open_forms.beat(KEYS["edi"], by=edi, article=story, now=later)
    assert [row.person for row in OpenForm.objects.all()] == [edi]


def test_a_beat_costs_few_queries(signed_in, rita, edi, django_assert_max_num_queries):
    story = a_draft(rita)
    beats(signed_in(edi), story, edi)
    client = signed_in(rita)
    beats(client, story, rita)
    with django_assert_max_num_queries(10):
        beats(client, story, rita)


def test_an_open_page_does_not_keep_a_session_alive(client, rita):
    client.post("/admin/login/", {"username": "rita", "password": "kopi-susu-di-cikarang"})
    story, start = a_draft(rita), timezone.now()
    for hour in range(1, 13):
        with time_machine.travel(start + timedelta(hours=hour - 0.1), tick=False):
            address = page_of(story, "presence")
            sent = {"person": str(rita.pk), "page_key": KEYS["rita"], "version": "1"}
            headers = {"X-By-Itself": "1"}
            assert client.post(address, sent, headers=headers).status_code == 200
    with time_machine.travel(start + timedelta(hours=12.2), tick=False):
        assert client.post(address, sent, headers=headers).status_code == 401
