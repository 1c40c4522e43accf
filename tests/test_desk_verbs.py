"""The buttons of the writing page: which are shown, and what pressing them does, once or not."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from articles.models import Article
from tests.desk import ADD, buttons_of, page_of, text_of, typed, value_of
from tests.newsdesk import (
    TITLE,
    a_category,
    a_draft,
    a_forced_story,
    a_published_story,
    a_returned_story,
    a_scheduled_story,
    a_story_in_review,
    a_trashed_story,
    a_withdrawn_story,
)

JAKARTA = ZoneInfo("Asia/Jakarta")


def press(client, article, verb, **more):
    return client.post(page_of(article), typed(article, _verb=verb, **more))


def test_each_button_names_its_result(signed_in, rita, edi, mira):
    client = signed_in(rita)
    assert buttons_of(client.get(page_of(a_draft(rita)))) == {
        "submit": "Ajukan untuk Ditinjau",
        "trash": "Buang ke Tong Sampah",
    }
    client = signed_in(edi)
    assert buttons_of(client.get(page_of(a_story_in_review(rita)))) == {
        "publish": "Terbitkan sekarang",
        "schedule": "Jadwalkan",
        "send_back": "Kembalikan ke Penulis",
    }
    assert buttons_of(client.get(page_of(a_scheduled_story(rita, edi)))) == {
        "reschedule": "Ubah Jadwal",
        "unschedule": "Batalkan Jadwal",
    }
    client = signed_in(mira)
    assert buttons_of(client.get(page_of(a_published_story(rita, edi)))) == {
        "update": "Perbarui Berita",
        "withdraw": "Tarik Berita",
    }
    assert list(buttons_of(client.get(page_of(a_withdrawn_story(rita, edi, mira))))) == [
        "reinstate"
    ]
    assert list(buttons_of(client.get(page_of(a_trashed_story(rita))))) == ["restore"]


def test_submitting_saves_the_form_and_hands_in_exactly_that_version(signed_in, rita):
    article = a_draft(rita)
    response = signed_in(rita).post(
        page_of(article), typed(article, title="Judul akhir", _verb="submit"), follow=True
    )
    article.refresh_from_db()
    assert (article.status, article.title, article.version) == ("in_review", "Judul akhir", 2)
    assert "Terkirim ke editor." in text_of(response)


def test_a_story_is_written_and_handed_in_with_one_button(signed_in, rita):
    story = typed(category=a_category().pk, _verb="submit")
    signed_in(rita).post(ADD, story)
    assert Article.objects.get().status == "in_review"


def test_a_refused_button_leaves_nothing_half_done(signed_in, rita):
    article = a_draft(rita, category=None)
    response = press(signed_in(rita), article, "submit", title="Judul baru")
    assert response.status_code == 200
    assert "Pilih kategori." in text_of(response)
    assert value_of(response, "title") == "Judul baru"
    article.refresh_from_db()
    assert (article.status, article.title, article.version) == ("draft", TITLE, 1)
    assert list(
        AuditEntry.objects.filter(refused=True).values_list("action", "actor_name", "target_id")
    ) == [("submit", "Rita Anggraini", str(article.pk))]


def test_a_refused_first_save_creates_nothing(signed_in, rita):
    response = signed_in(rita).post(ADD, typed(_verb="submit"))
    assert "Pilih kategori." in text_of(response)
    assert value_of(response, "title") == "Panen raya di Karang Bahagia"
    assert Article.objects.count() == 0
    assert AuditEntry.objects.filter(refused=True, action="submit").count() == 1


def test_an_editor_publishes_what_he_sees(signed_in, rita, edi):
    article = a_story_in_review(rita)
    response = signed_in(edi).post(page_of(article), typed(article, _verb="publish"), follow=True)
    article.refresh_from_db()
    assert article.is_public()
    assert article.published_by == edi
    assert "Sudah terbit." in text_of(response)


def test_an_editor_does_not_publish_a_version_he_has_not_seen(signed_in, rita, edi, mira):
    article = a_story_in_review(rita)
    signed_in(mira).post(page_of(article), typed(article, title="Judul Mira"))
    response = press(signed_in(edi), article, "publish")
    assert response.status_code == 409
    assert Article.objects.get().status == "in_review"


def test_the_only_author_is_told_what_is_open_to_him(signed_in, edi):
    article = a_draft(edi)
    response = press(signed_in(edi), article, "publish")
    assert "satu-satunya penulis" in text_of(response).lower()
    assert Article.objects.get().status == "draft"


def test_a_story_is_returned_with_a_note(signed_in, rita, edi):
    article = a_story_in_review(rita)
    response = press(signed_in(edi), article, "send_back", note="")
    assert "catatan" in text_of(response)
    assert Article.objects.get().status == "in_review"
    press(signed_in(edi), article, "send_back", note="Sebutkan tarifnya.")
    page = text_of(signed_in(rita).get(page_of(article)))
    assert "Edi Kurniawan mengembalikan berita ini: Sebutkan tarifnya." in page
    assert "Dikembalikan" in page


def test_a_time_typed_is_a_time_in_jakarta(signed_in, rita, edi):
    article = a_story_in_review(rita)
    tomorrow = timezone.localdate() + timedelta(days=1)
    response = signed_in(edi).post(
        page_of(article),
        typed(article, _verb="schedule", publish_at=f"{tomorrow}T06:30"),
        follow=True,
    )
    article.refresh_from_db()
    assert article.published_at == datetime.combine(
        tomorrow, datetime.min.time(), JAKARTA
    ) + timedelta(hours=6, minutes=30)
    assert article.state() == "scheduled"
    assert "06.30 WIB" in text_of(response)
    assert f'value="{tomorrow}T06:30"' in response.content.decode()


@pytest.mark.parametrize(
    "moment",
    ["%Y-%m-%d 06.30", "%d-%m-%Y 6.30", "%d/%m/%Y 06.30", "%d/%m/%Y 06:30", "%Y-%m-%dT06.30"],
)
def test_half_past_six_is_half_past_six_however_it_is_written(signed_in, rita, edi, moment):
    article = a_story_in_review(rita)
    tomorrow = timezone.localdate() + timedelta(days=1)
    press(signed_in(edi), article, "publish", publish_at=f"{tomorrow:{moment}}")
    moment = timezone.localtime(Article.objects.get().published_at, JAKARTA)
    assert (moment.date(), f"{moment:%H:%M:%S.%f}") == (tomorrow, "06:30:00.000000")


def test_publishing_with_a_time_is_scheduling(signed_in, rita, edi):
    article = a_story_in_review(rita)
    tomorrow = timezone.localdate() + timedelta(days=1)
    press(signed_in(edi), article, "publish", publish_at=f"{tomorrow}T06:30")
    assert Article.objects.get().state() == "scheduled"


@pytest.mark.parametrize("moment", ["", "besok", "2020-01-01T10:00", "2026-02-30T10:00", "0"])
def test_a_schedule_without_a_moment_ahead_publishes_nothing(signed_in, rita, edi, moment):
    article = a_story_in_review(rita)
    response = press(signed_in(edi), article, "schedule", publish_at=moment)
    assert response.status_code == 200
    assert "waktu" in text_of(response).lower()
    assert Article.objects.get().status == "in_review"


def test_a_published_story_changes_only_by_an_update_of_some_kind(signed_in, rita, edi):
    article = a_published_story(rita, edi)
    client = signed_in(edi)
    client.post(page_of(article), typed(article, title="Diam-diam"))
    assert Article.objects.get().title == article.title
    press(client, article, "update", title="Tanpa jenis")
    assert Article.objects.get().title == article.title
    press(client, article, "update", title="Salah ketik dibetulkan", kind="typo")
    stored = Article.objects.get()
    assert (stored.title, stored.updated_at) == ("Salah ketik dibetulkan", None)


def test_a_correction_says_what_was_wrong_and_what_is_right(signed_in, rita, edi):
    article = a_published_story(rita, edi)
    client = signed_in(edi)
    response = press(client, article, "update", kind="correction", title="Baru", wrong="", right="")
    assert response.status_code == 200
    assert Article.objects.get().corrections.count() == 0
    press(client, article, "update", kind="correction", title="Baru", wrong="Rabu", right="Kamis")
    correction = Article.objects.get().corrections.get()
    assert (correction.wrong, correction.right) == ("Rabu", "Kamis")


def test_withdrawing_does_not_drop_a_change_that_was_typed(signed_in, rita, edi, mira):
    article = a_published_story(rita, edi)
    given = {"ground": "child", "text": "Identitas anak terungkap."}
    response = press(signed_in(mira), article, "withdraw", title="Berubah", **given)
    assert value_of(response, "title") == "Berubah"
    assert Article.objects.get().status == "published"
    press(signed_in(mira), article, "withdraw", **given)
    stored = Article.objects.get()
    assert (stored.status, stored.withdrawal_ground) == ("withdrawn", "child")


def test_a_managing_editor_forces_with_a_reason_and_another_looks(signed_in, rita, edi, mira):
    article = a_draft(mira)
    response = press(signed_in(mira), article, "force_publish", reason="")
    assert response.status_code == 200
    assert Article.objects.get().status == "draft"
    press(signed_in(mira), article, "force_publish", reason="Banjir.")
    article.refresh_from_db()
    assert article.is_public()
    assert article.marked_by == mira
    press(signed_in(edi), article, "second_look")
    article.refresh_from_db()
    assert article.marked_at is None


def test_the_rest_of_the_table_by_its_buttons(signed_in, rita, edi, mira):
    handed_in = a_story_in_review(rita)
    press(signed_in(rita), handed_in, "take_back")
    scheduled = a_scheduled_story(rita, edi)
    press(signed_in(edi), scheduled, "unschedule")
    thrown = a_draft(rita)
    response = press(signed_in(rita), thrown, "trash")
    trashed = a_trashed_story(rita)
    press(signed_in(rita), trashed, "restore")
    withdrawn = a_withdrawn_story(rita, edi, mira)
    press(signed_in(mira), withdrawn, "reinstate", reason="Keluarga mengizinkan.")
    stories = (handed_in, scheduled, thrown, trashed, withdrawn)
    states = [Article.objects.get(pk=story.pk).state() for story in stories]
    assert states == ["draft", "in_review", "trashed", "draft", "published"]
    assert response["Location"] == "/admin/articles/article/"


def test_a_returned_story_is_mended_and_handed_in_again(signed_in, rita, edi):
    article = a_returned_story(rita, edi)
    press(signed_in(rita), article, "submit", body="<p>Tarifnya Rp5.000.</p>")
    assert Article.objects.get().status == "in_review"


@pytest.mark.parametrize("verb", ["adopt", "delete", "x" * 500, "__class__", "\x00"])
def test_a_button_that_does_not_exist_does_nothing(signed_in, rita, verb):
    article = a_draft(rita)
    response = press(signed_in(rita), article, verb, title="Baru")
    assert response.status_code == 200
    assert "tidak memiliki tombol itu" in text_of(response)
    assert Article.objects.get().title == article.title


def test_a_forced_story_waits_on_the_front_page_of_the_desk(signed_in, edi, mira):
    a_forced_story(mira, mira, title="Banjir di Cabangbungin")
    assert "Menunggu pemeriksaan kedua 1 Banjir di Cabangbungin" in text_of(
        signed_in(edi).get("/admin/")
    )
