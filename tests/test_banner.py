"""Urgent information: on every page from one minute to another, by the clock alone."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import AuditEntry
from articles.editorial import banners
from articles.editorial.changes import BadField
from articles.editorial.rules import Refused
from articles.models import Banner
from tests.desk import text_of, value_of
from tests.newsdesk import a_withdrawn_story
from tests.readers import jakarta, story
from tests.reading import page_of

pytestmark = pytest.mark.django_db

DESK = "/admin/articles/banner/"
NINE = jakarta(2026, 11, 23, 9)
TEN = jakarta(2026, 11, 23, 10)
SECOND = timedelta(seconds=1)
SIREN = "Tanggul Citarum jebol, warga Muaragembong mengungsi"


def put_up(by, **fields) -> Banner:
    with time_machine.travel(NINE - timedelta(hours=1), tick=False):
        return banners.add(
            by=by, fields={"text": SIREN, "ends_at": TEN, "starts_at": NINE} | fields
        )


def at(client, moment, path="/", status=200):
    with time_machine.travel(moment, tick=False):
        return page_of(client.get(path), status=status).all("aside", class_="banner")


def test_it_is_shown_from_its_first_second_until_its_last(client, mira):
    put_up(mira)
    shown = [at(client, m) != [] for m in (NINE - SECOND, NINE, TEN - SECOND, TEN)]
    assert shown == [False, True, True, False]


def test_it_stands_on_every_public_page_and_before_everything(client, mira, rita, edi, government):
    old = jakarta(2026, 11, 1)
    road = story(government, published_at=old)
    gone = a_withdrawn_story(rita, edi, mira, at=old)
    put_up(mira, level="emergency", link="/berita/12/")
    pages = {
        "/": 200, road.get_absolute_url(): 200, "/kategori/pemerintahan/": 200, "/arsip/": 200,
        "/terpopuler/": 200, "/ralat/": 200, "/statistik/": 200, "/tidak-ada/": 404,
        gone.get_absolute_url(): 410,
    }  # fmt: skip
    for path, status in pages.items():
        [banner] = at(client, NINE, path, status)
        assert banner.text == f"Darurat {SIREN} Selengkapnya", path
        assert banner.links() == ["/berita/12/"]
        assert banner.attributes["aria-label"] == "Informasi serta-merta"


def test_of_two_the_one_that_began_last_is_shown_and_then_the_other_again(client, mira):
    put_up(mira)
    half = NINE + timedelta(minutes=30)
    put_up(mira, text="Air surut", starts_at=half, ends_at=half + timedelta(minutes=10))
    texts = [at(client, m)[0].text for m in (NINE, half, half + timedelta(minutes=10))]
    assert ["Air surut" in text for text in texts] == [False, True, False]


def test_what_is_typed_cannot_leave_its_place(client, mira):
    put_up(mira, text='<script>alert("1")</script>\x00\u202e', link="https://bnpb.go.id/?a=1&b")
    [banner] = at(client, NINE)
    assert '<script>alert("1")</script>' in banner.text
    assert banner.all("script") == []


WRONG = [
    ("text", {"text": " \u200b"}), ("text", {"text": "x" * 201}),
    ("link", {"link": "javascript:alert(1)"}), ("link", {"link": "//jahat.example"}),
    ("link", {"link": "http://bmkg.go.id"}),
    ("link", {"link": "/../admin"}), ("level", {"level": "merah"}), ("ends_at", {"ends_at": None}),
    ("ends_at", {"ends_at": NINE}), ("ends_at", {"ends_at": NINE - timedelta(days=1)}),
    ("ends_at", {"ends_at": NINE + timedelta(days=31)}),
]  # fmt: skip


@pytest.mark.parametrize(("field", "fields"), WRONG)
def test_what_cannot_be_is_refused(mira, field, fields):
    with pytest.raises(BadField) as refusal:
        put_up(mira, **fields)
    assert refusal.value.field == field
    assert Banner.objects.count() == 0


def test_only_managing_editors_and_superusers_put_one_up(signed_in, client, rita, edi, mira, root):
    now = timezone.now()
    assert client.get(DESK).status_code == 302
    for person in (rita, edi):
        assert signed_in(person).get(DESK).status_code == 403
        assert signed_in(person).post(DESK, {"text": "x"}).status_code == 403
        for attempt in (
            lambda by: banners.add(by=by, fields={"text": "x", "ends_at": now + SECOND}),
            lambda by: banners.change(put_up(mira), by=by, fields={}),
            lambda by: banners.end(put_up(mira), by=by),
        ):
            with pytest.raises(Refused, match="pemimpin redaksi"):
                attempt(person)
    for person in (mira, root):
        assert signed_in(person).get(DESK).status_code == 200


def test_one_is_put_up_changed_and_ended_in_the_desk(signed_in, client, mira):
    desk = signed_in(mira)
    with time_machine.travel(NINE, tick=False):
        desk.post(DESK, {"text": SIREN, "level": "warning", "ends_at": "2026-11-23T10:00"})
        banner = Banner.objects.get()
        assert (banner.starts_at, banner.ends_at, banner.created_by) == (NINE, TEN, mira)
        page = desk.get(f"{DESK}?pesan={banner.pk}")
        assert value_of(page, "ends_at") == "2026-11-23T10:00"
        desk.post(
            f"{DESK}?pesan={banner.pk}",
            {
                "text": "Tanggul sudah ditutup",
                "level": "information",
                "ends_at": "2026-11-23T11:00",
            },
        )
    assert "Tanggul sudah ditutup" in at(client, TEN)[0].text
    with time_machine.travel(TEN, tick=False):
        desk.post(f"{DESK}?pesan={banner.pk}", {"_end": "1"})
    assert at(client, TEN) == []
    told = AuditEntry.objects.filter(target_type="banner").order_by("id")
    assert [entry.action for entry in told] == [banners.ADD, banners.CHANGE, banners.END]
    assert told[0].detail == "2026-11-23T09:00+07:00 – 2026-11-23T10:00+07:00"


def test_one_that_has_not_begun_is_called_off_and_one_that_ended_stays_as_it_is(
    signed_in, client, mira
):
    banner = put_up(mira)
    with time_machine.travel(NINE - timedelta(minutes=5), tick=False):
        signed_in(mira).post(f"{DESK}?pesan={banner.pk}", {"_end": "1"})
        again = client.post(f"{DESK}?pesan={banner.pk}", {"_end": "1"})
    assert at(client, NINE) == []
    assert again.status_code == 409
    assert "sudah berakhir" in text_of(again)


@pytest.mark.parametrize("junk", ["", "x", "-1", "0", "9" * 30, "\x00", "2"])
def test_a_number_that_is_no_banner_is_no_page(signed_in, mira, junk):
    assert signed_in(mira).get(DESK, {"pesan": junk}).status_code == 404


@pytest.mark.parametrize("moment", ["besok", "0001-01-01T00:00", "9999-12-31T23:59", "\x00", "1"])
def test_a_moment_that_cannot_be_brings_the_form_back(signed_in, mira, moment):
    answer = signed_in(mira).post(DESK, {"text": SIREN, "ends_at": moment, "starts_at": moment})
    assert answer.status_code == 200
    assert value_of(answer, "text") == SIREN
    assert "Belum disimpan" in text_of(answer)
    assert Banner.objects.count() == 0
