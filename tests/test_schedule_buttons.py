"""The buttons of publication say what will happen, and ask where that is not clear."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.editorial.moments import in_words
from articles.models import Article
from tests.desk import buttons_of, page_of, text_of, typed, value_of
from tests.newsdesk import a_scheduled_story, a_story_in_review
from tests.readers import jakarta

pytestmark = pytest.mark.django_db
MOMENT = "/admin/articles/article/moment/"


@pytest.fixture
def at():
    """Seven in the morning, two days from now."""
    day = timezone.localdate() + timedelta(days=2)
    return jakarta(day.year, day.month, day.day, 7)


def press(client, story, verb, at="", said=None, **more):
    shown = {} if said is None else {"publish_at_said": said}
    return client.post(page_of(story), typed(story, _verb=verb, publish_at=at, **shown, **more))


def test_without_script_the_schedule_is_confirmed_in_words(signed_in, rita, edi, at):
    story = a_story_in_review(rita)
    client = signed_in(edi)
    response = press(client, story, "schedule", f"{at:%Y-%m-%dT%H:%M}", "", title="Judul Edi")
    label = f"Jadwalkan untuk {in_words(at)}"
    assert Article.objects.get().status == "in_review"
    assert buttons_of(response)["schedule"] == label
    assert value_of(response, "title") == "Judul Edi"
    said = value_of(response, "publish_at_said")
    assert value_of(response, "publish_at") == f"{at:%Y-%m-%dT%H:%M}"
    press(client, story, "schedule", f"{at:%Y-%m-%dT%H:%M}", said, title="Judul Edi")
    stored = Article.objects.get()
    assert (stored.state(), stored.published_at, stored.title) == ("scheduled", at, "Judul Edi")


@pytest.mark.parametrize("verb", ["schedule", "publish", "reschedule"])
def test_a_moment_changed_after_the_button_named_it_is_asked_again(verb, signed_in, rita, edi, at):
    story = a_scheduled_story(rita, edi) if verb == "reschedule" else a_story_in_review(rita)
    before = Article.objects.get().published_at
    later = at + timedelta(hours=1)
    response = press(signed_in(edi), story, verb, f"{later:%Y-%m-%dT%H:%M}", at.isoformat())
    assert f"Berita akan terbit {in_words(later)}. Benar?" in text_of(response)
    assert Article.objects.get().published_at == before


def test_the_button_of_a_move_says_where_to(signed_in, rita, edi, at):
    story = a_scheduled_story(rita, edi)
    response = press(signed_in(edi), story, "reschedule", f"{at:%Y-%m-%dT%H:%M}", "2020")
    assert buttons_of(response)["reschedule"] == f"Pindahkan ke {in_words(at)}"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("", "Isi waktu terbitnya."),
        ("2020-01-01T10:00", "Waktu itu sudah lewat (Rabu, 1 Januari 2020 pukul 10.00 WIB)."),
        ("2199-09-02T07:00+09:00", "zona lain, bukan zona redaksi. Bila maksud Anda"),
        ("02-09-2199 07.00 WIT", "Senin, 2 September 2199 pukul 05.00 WIB"),
        ("besok pagi", "tidak terbaca"),
    ],
)
def test_an_unclear_moment_is_asked_back_with_everything_kept(
    given, sentence, signed_in, rita, edi
):
    story = a_story_in_review(rita)
    client = signed_in(edi)
    for verb in ("schedule", "publish") if given else ("schedule",):
        response = press(client, story, verb, given, title="Judul Edi")
        assert sentence in text_of(response)
        assert (value_of(response, "title"), value_of(response, "publish_at")) == (
            "Judul Edi", given,
        )  # fmt: skip
    assert (Article.objects.get().status, Article.objects.get().version) == ("in_review", 1)


def test_a_time_in_another_form_stands_in_an_input_that_can_show_it(signed_in, rita, edi):
    story = a_story_in_review(rita)
    response = press(signed_in(edi), story, "schedule", "02-09-2199 07.00 WIT")
    page = response.content.decode()
    assert '<input type="text" name="publish_at" value="02-09-2199 07.00 WIT"' in page


def test_in_a_zone_with_summer_time_the_hour_that_comes_twice_is_asked_back(
    signed_in, rita, edi, settings
):
    settings.TIME_ZONE = "Europe/Amsterdam"
    with time_machine.travel("2026-10-20T10:00:00Z", tick=False):
        story = a_story_in_review(rita)
        client = signed_in(edi)
        response = press(client, story, "schedule", "2026-10-25T02:30")
        assert "dua kali pada hari itu" in text_of(response)
        press(client, story, "schedule", "2026-10-25 02:30+01:00")
    assert Article.objects.get().published_at.isoformat() == "2026-10-25T01:30:00+00:00"


def test_the_script_learns_the_words_or_what_is_wrong(signed_in, edi, at):
    client = signed_in(edi)
    told = client.get(MOMENT, {"at": f"{at:%Y-%m-%dT%H:%M}"}).json()
    assert told == {
        "said": at.isoformat(),
        "schedule": f"Jadwalkan untuk {in_words(at)}",
        "reschedule": f"Pindahkan ke {in_words(at)}",
        "warning": "",
    }
    far = client.get(MOMENT, {"at": f"{at.year + 3}-09-02T07:00"}).json()
    assert "setahun" in far["warning"]
    assert "lewat" in client.get(MOMENT, {"at": "2020-09-02T07:00"}).json()["problem"]
    assert client.get(MOMENT).json() == {}
    assert client.post(MOMENT).status_code == 405


@pytest.mark.parametrize("at", ["\x00", "x" * 9999, "9" * 400, "2025-09-02T07:00+99:99", "\ud800"])
def test_the_words_of_garbage_are_a_sentence(at, signed_in, edi):
    address = f"{MOMENT}?at={at.encode('utf-8', 'surrogatepass').hex()}"
    assert set(signed_in(edi).get(address).json()) == {"problem"}
    if at.isprintable():
        assert set(signed_in(edi).get(MOMENT, {"at": at}).json()) == {"problem"}
