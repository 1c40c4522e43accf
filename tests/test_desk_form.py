"""The writing form: what is typed is stored, or comes back with a sentence, but is never lost."""

import re
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client

from accounts.models import AuditEntry
from articles.admin.article_form import MAX_BODY
from articles.editorial import workflow
from articles.models import Article, Tag
from tests.desk import ADD, page_of, text_of, typed, value_of
from tests.newsdesk import a_draft, a_reporter, a_story_in_review


def test_a_reporter_writes_a_story_with_the_pinned_fields_alone(signed_in, rita, government):
    response = signed_in(rita).post(
        ADD,
        {
            "title": "Panen raya di Karang Bahagia",
            "summary": "Panen lebih awal.",
            "dateline": "KARANG BAHAGIA",
            "body": "<p>Padi <strong>menguning</strong>.</p>",
            "category": government.pk,
            "tags": "Padi, panen raya,padi",
            "photo_caption": "",
            "photo_credit": "",
            "photo_alt": "",
            "version": "",
        },
    )
    article = Article.objects.get()
    assert response["Location"] == page_of(article)
    assert (article.title, article.summary) == ("Panen raya di Karang Bahagia", "Panen lebih awal.")
    assert (article.dateline, article.category) == ("KARANG BAHAGIA", government)
    assert article.body == "<p>Padi <strong>menguning</strong>.</p>"
    assert (article.status, article.created_by, article.version) == ("draft", rita, 1)
    assert [tag.name for tag in article.tags.all()] == ["Padi", "panen raya"]
    assert [str(byline) for byline in article.bylines.all()] == ["Reporter : Rita Anggraini"]


def test_plain_text_becomes_paragraphs(signed_in, rita):
    signed_in(rita).post(ADD, typed(body="Satu & dua.\r\n\r\nTiga."))
    assert Article.objects.get().body.replace("\n", "") == "<p>Satu &amp; dua.</p><p>Tiga.</p>"


def test_the_body_is_cleaned_on_its_way_in(signed_in, rita):
    signed_in(rita).post(ADD, typed(body='<p onclick="x()">A<script>alert(1)</script>B</p>'))
    assert Article.objects.get().body == "<p>AB</p>"


def test_saving_says_what_happened_in_the_language_of_the_desk(signed_in, rita):
    response = signed_in(rita).post(ADD, typed(), follow=True)
    assert "Draf disimpan." in text_of(response)


def test_a_story_without_a_title_comes_back_with_its_text(signed_in, rita):
    response = signed_in(rita).post(ADD, typed(title="", body="Yang sudah lama ditulis."))
    assert response.status_code == 200
    assert Article.objects.count() == 0
    assert value_of(response, "body") == "Yang sudah lama ditulis."
    assert "Belum disimpan." in text_of(response)


def test_a_title_that_is_too_long_comes_back_with_a_sentence(signed_in, rita):
    response = signed_in(rita).post(ADD, typed(title="J" * 300))
    assert "Judul memuat 300 huruf; paling banyak 200." in text_of(response)
    assert value_of(response, "title") == "J" * 300
    assert value_of(response, "body") == "Padi menguning."


def test_a_body_beyond_its_limit_comes_back_whole(signed_in, rita):
    body = "a" * (MAX_BODY + 1)
    response = signed_in(rita).post(ADD, typed(body=body))
    assert f"Isi berita memuat {len(body)} karakter" in text_of(response)
    assert value_of(response, "body") == body


def test_a_title_of_emoji_alone_is_a_story_with_an_address(signed_in, rita):
    signed_in(rita).post(ADD, typed(title="🌾🌾🌾"))
    assert Article.objects.get().slug == "berita"


def test_a_field_that_is_not_sent_keeps_what_is_stored(signed_in, rita, government):
    article = a_draft(
        rita, category=government, summary="Ringkasan", is_reprint=True, source="Antara"
    )
    article = workflow.edit(article, by=rita, fields={}, tags=["Jalan"], seen=article.version)
    signed_in(rita).post(page_of(article), {"title": "Judul baru", "version": article.version})
    article.refresh_from_db()
    assert (article.title, article.summary, article.category) == (
        "Judul baru",
        "Ringkasan",
        government,
    )
    assert (article.is_reprint, article.source) == (True, "Antara")
    assert [tag.name for tag in article.tags.all()] == ["Jalan"]
    assert article.bylines.count() == 1


def test_a_checkbox_of_the_page_can_be_switched_off(signed_in, rita):
    article = a_draft(rita, is_reprint=True, source="Antara")
    signed_in(rita).post(page_of(article), typed(article, is_reprint=""))
    article.refresh_from_db()
    assert article.is_reprint is False


def test_the_rows_of_bylines_are_saved_in_their_order(signed_in, rita):
    article = a_draft(rita)
    own, other = rita.reporter, article.bylines.get().reporter
    rows = {
        "bylines-TOTAL_FORMS": "3",
        "bylines-INITIAL_FORMS": "1",
        "bylines-0-reporter": own.pk,
        "bylines-0-role": "writer",
        "bylines-1-reporter": other.pk,
        "bylines-1-role": "editor",
        "bylines-2-reporter": "",
        "bylines-2-role": "reporter",
    }
    signed_in(rita).post(page_of(article), typed(article) | rows)
    assert [str(b) for b in article.bylines.all()] == [
        "Penulis : Rita Anggraini",
        "Editor : Fajar CQA",
    ]


@pytest.mark.parametrize("role", ["chief", "", "-1", "\x00", "x" * 5000])
def test_a_byline_with_an_unknown_role_comes_back_with_the_text(signed_in, rita, role):
    names = {
        "bylines-TOTAL_FORMS": "1",
        "bylines-INITIAL_FORMS": "1",
        "bylines-0-reporter": a_reporter().pk,
        "bylines-0-role": role,
    }
    response = signed_in(rita).post(ADD, typed(**names, title="Tidak boleh hilang"))
    assert response.status_code == 200
    assert value_of(response, "title") == "Tidak boleh hilang"
    assert not Article.objects.exists()


def test_a_row_that_names_nobody_we_know_comes_back(signed_in, rita):
    article = a_draft(rita)
    rows = {
        "bylines-TOTAL_FORMS": "1",
        "bylines-INITIAL_FORMS": "1",
        "bylines-0-reporter": "987654",
        "bylines-0-role": "reporter",
    }
    response = signed_in(rita).post(page_of(article), typed(article, title="Baru") | rows)
    assert response.status_code == 200
    assert value_of(response, "title") == "Baru"
    assert Article.objects.get().title == article.title


def test_an_older_version_is_refused_and_both_texts_are_shown(signed_in, rita, edi):
    article = a_draft(rita)
    opened = article.version
    workflow.edit(article, by=edi, fields={"title": "Judul dari Edi"}, seen=opened)
    response = signed_in(rita).post(
        page_of(article), typed(article, title="Judul dari Rita", version=opened)
    )
    assert response.status_code == 409
    words = text_of(response)
    assert "Edi Kurniawan" in words
    assert "Judul dari Edi" in words
    assert value_of(response, "title") == "Judul dari Rita"
    assert Article.objects.get().title == "Judul dari Edi"
    assert AuditEntry.objects.filter(refused=True, action="edit").count() == 1


def test_after_that_refusal_the_next_save_builds_on_what_is_stored(signed_in, rita, edi):
    article = a_draft(rita)
    opened = article.version
    workflow.edit(article, by=edi, fields={"title": "Judul dari Edi"}, seen=opened)
    client = signed_in(rita)
    response = client.post(page_of(article), typed(article, title="Judul Rita", version=opened))
    version = value_of(response, "version")
    response = client.post(page_of(article), typed(article, title="Judul Rita", version=version))
    assert response.status_code == 302
    assert Article.objects.get().title == "Judul Rita"


def test_a_story_stays_assigned_to_an_account_that_was_switched_off(signed_in, rita, edi):
    article = a_draft(edi)
    article = workflow.edit(article, by=edi, fields={"assigned_to": rita}, seen=article.version)
    rita.is_active = False
    rita.save()
    sent = typed(article, title="Judul baru", assigned_to=rita.pk)
    assert signed_in(edi).post(page_of(article), sent).status_code == 302
    assert Article.objects.get().assigned_to == rita


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 30, "1_0", "１"])
def test_a_version_that_nobody_can_have_seen_is_refused(signed_in, rita, version):
    article = a_draft(rita)
    response = signed_in(rita).post(page_of(article), typed(article, title="B", version=version))
    assert response.status_code in {200, 409}
    assert Article.objects.get().title == article.title


def test_an_editor_opening_and_saving_a_story_unchanged_writes_no_version(signed_in, rita, edi):
    article = a_story_in_review(rita, body="<p>Satu.</p>\n<ul>\n<li>Dua</li>\n</ul>")
    sent = "<p>Satu.</p>\r\n\r\n<ul>\r\n\t<li>Dua</li>\r\n</ul>\r\n"
    signed_in(edi).post(page_of(article), typed(article, body=sent))
    article.refresh_from_db()
    assert article.version == 1


@contextmanager
def somebody_writing(article):
    """Hold the lock that a save of this story needs, on a connection of its own."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("BEGIN IMMEDIATE")
            else:
                cursor.execute("BEGIN")
                cursor.execute(
                    "SELECT 1 FROM articles_article WHERE id = %s FOR UPDATE", [article.pk]
                )
                connection.cursor().execute("SET lock_timeout = 200")
            yield
    finally:
        other.close()
        if connection.vendor == "postgresql":
            connection.cursor().execute("RESET lock_timeout")


@pytest.mark.django_db(transaction=True)
def test_a_busy_database_gives_the_text_back(signed_in, rita):
    article = a_draft(rita)
    client = signed_in(rita)
    with somebody_writing(article):
        response = client.post(page_of(article), typed(article, title="Tidak boleh hilang"))
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert value_of(response, "title") == "Tidak boleh hilang"
    assert "Basis data sedang sibuk." in text_of(response)
    assert Article.objects.get().title == article.title


def test_a_session_that_ended_while_writing_does_not_take_the_text_along(client, rita):
    article = a_draft(rita)
    for address in (ADD, page_of(article)):
        response = client.post(address, typed(article, title="Tidak boleh hilang", body="Isi."))
        assert response.status_code == 403
        assert "Sesi Anda telah berakhir" in text_of(response)
        assert "Tidak boleh hilang" in text_of(response)
        assert "no-store" in response["Cache-Control"]
    assert Article.objects.get().title == article.title


def test_a_story_that_was_given_away_meanwhile_does_not_take_the_text_along(signed_in, rita, sam):
    story = a_draft(sam)
    client = signed_in(rita)
    for address in (page_of(story), page_of(story).replace(str(story.pk), "987654")):
        response = client.post(address, typed(story, title="Tidak boleh hilang", body="Isi saya."))
        assert response.status_code == 404
        assert value_of_kept(response) == ["Tidak boleh hilang", "Isi saya."]
    assert client.get(page_of(story)).status_code == 404


def value_of_kept(response) -> list[str]:
    found = re.findall(
        r'<textarea id="kept-[^>]*>(.*?)</textarea>', response.content.decode(), re.S
    )
    return [text.strip() for text in found]


def test_a_form_whose_token_is_too_old_comes_back_with_its_text(rita):
    client = Client(enforce_csrf_checks=True)
    client.force_login(rita, backend="django.contrib.auth.backends.ModelBackend")
    response = client.post(ADD, typed(title="Tidak boleh hilang", body="<b>Isi.</b>"))
    assert response.status_code == 403
    assert "Tidak boleh hilang" in text_of(response)
    assert "&lt;b&gt;Isi.&lt;/b&gt;" in response.content.decode()


def test_nul_bytes_are_dropped_instead_of_refused(signed_in, rita):
    signed_in(rita).post(ADD, typed(title="Panen\x00 raya", tags="pa\x00di"))
    assert Article.objects.get().title == "Panen raya"
    assert [tag.name for tag in Tag.objects.all()] == ["padi"]


def test_too_many_tags_are_a_sentence(signed_in, rita):
    response = signed_in(rita).post(ADD, typed(tags=",".join(f"tag{n}" for n in range(1200))))
    assert response.status_code == 200
    assert value_of(response, "title") == "Panen raya di Karang Bahagia"
    assert Tag.objects.count() == 0
