"""Forms that no page of ours sent: what may not be changed stays, whatever is in them."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, User
from articles.models import Article, Photo
from tests.conftest import PHONE
from tests.desk import ADD, LIST, page_of, typed
from tests.newsdesk import a_category, a_draft, a_photo, a_published_story, all_about

FORGED = {
    "status": "published",
    "published_at": "2020-01-01 10:00",
    "published_at_0": "2020-01-01",
    "published_at_1": "10:00",
    "first_published_at": "2020-01-01 10:00",
    "published_by": "1",
    "created_by": "1",
    "created_at": "2020-01-01",
    "slug": "alamat-curian",
    "id": "1",
    "pk": "1",
    "trashed_at": "2020-01-01",
    "withdrawn_at": "2020-01-01",
    "marked_at": "2020-01-01",
    "views": "1000000",
    "reads": "1000000",
    "_publish": "1",
    "_saveasnew": "1",
    "is_superuser": "on",
}


def test_a_reporter_cannot_write_what_is_not_his(signed_in, rita, sam, edi):
    theirs = a_draft(sam, title="Milik Sam")
    before = all_about(theirs)
    forged = FORGED | {
        "created_by": sam.pk,
        "assigned_to": sam.pk,
        "posted_by": "Kantor Berita Palsu",
        "id": theirs.pk,
    }
    signed_in(rita).post(ADD, typed(**forged))
    story = Article.objects.exclude(pk=theirs.pk).get()
    assert (story.status, story.created_by, story.assigned_to) == ("draft", rita, None)
    assert (story.published_at, story.first_published_at, story.published_by) == (None,) * 3
    assert (story.slug, story.posted_by) == ("panen-raya-di-karang-bahagia", "")
    assert (story.trashed_at, story.withdrawn_at, story.marked_at) == (None,) * 3
    after = all_about(theirs)
    assert after | {"log": before["log"]} == before


def test_the_same_on_a_story_that_exists(signed_in, rita, sam):
    story = a_draft(rita)
    signed_in(rita).post(
        page_of(story),
        typed(story, title="Judul baru", **FORGED | {"assigned_to": sam.pk, "posted_by": "Palsu"}),
    )
    stored = Article.objects.get()
    assert (stored.title, stored.status, stored.created_by) == ("Judul baru", "draft", rita)
    assert (stored.assigned_to, stored.posted_by, stored.published_at) == (None, "", None)


@pytest.mark.parametrize(
    "verb", ["publish", "schedule", "force_publish", "send_back", "withdraw", "update", "reinstate"]
)
def test_a_reporter_does_not_get_an_editors_verb_by_sending_it(signed_in, rita, verb):
    story = a_draft(rita)
    given = {
        "publish_at": f"{timezone.localdate().year + 1}-01-01T10:00",
        "reason": "x",
        "note": "x",
        "kind": "typo",
        "ground": "child",
        "text": "x",
    }
    response = signed_in(rita).post(
        page_of(story), typed(story, title="Judul baru", _verb=verb, **given)
    )
    assert response.status_code == 200
    stored = Article.objects.get()
    assert (stored.status, stored.title) == ("draft", story.title)
    recorded = AuditEntry.objects.filter(refused=True, actor=rita)
    expected = "publish" if verb == "schedule" else verb
    assert list(recorded.values_list("action", flat=True)) == [expected]


def test_a_reporter_does_not_publish_by_a_bulk_action(signed_in, rita):
    story = a_draft(rita)
    for action in ("publish", "force_publish", "withdraw", "adopt", "delete_selected", "x"):
        signed_in(rita).post(LIST, {"action": action, "_selected_action": [story.pk]})
    assert Article.objects.get().status == "draft"


def test_a_published_story_is_not_thrown_away_by_anybody(signed_in, rita, edi, root):
    story = a_published_story(rita, edi)
    for person in (rita, edi, root):
        client = signed_in(person)
        client.post(page_of(story), typed(story, _verb="trash"))
        client.post(LIST, {"action": "trash", "_selected_action": [story.pk]})
    assert Article.objects.get().is_public()


@pytest.mark.parametrize("category", ["999999", "abc", "-1", "1e5", "9" * 40, "0", "\x00"])
def test_a_category_that_is_not_offered_is_a_sentence(signed_in, rita, category):
    a_category()
    response = signed_in(rita).post(ADD, typed(category=category))
    assert response.status_code in {200, 302}
    assert not Article.objects.filter(category__isnull=False).exists()


def test_an_account_without_a_role_is_not_given_work(signed_in, edi, rita):
    story = a_draft(edi)
    gone = User.objects.create_user("gone", display_name="Sudah Pindah", email="g@x.example")
    off = User.objects.create_user(
        "off", display_name="Nonaktif", email="o@x.example", role="reporter", is_active=False
    )
    for person in (gone, off):
        response = signed_in(edi).post(page_of(story), typed(story, assigned_to=person.pk))
        assert response.status_code == 200
        assert Article.objects.get().assigned_to is None
    signed_in(edi).post(page_of(story), typed(story, assigned_to=rita.pk))
    assert Article.objects.get().assigned_to == rita


@pytest.mark.parametrize("token", ["1", "{pk}", "abc", "1:abc:def", "\x00", "x" * 5000])
def test_a_photo_is_not_taken_by_guessing_its_number(signed_in, rita, sam, token):
    photo = a_photo(sam)
    signed_in(rita).post(ADD, typed(photo_kept=token.replace("{pk}", str(photo.pk))))
    assert Article.objects.get().photo is None
    assert Photo.objects.count() == 1


@pytest.mark.parametrize(
    "data",
    [
        {"bylines-TOTAL_FORMS": "x", "bylines-INITIAL_FORMS": "0"},
        {"bylines-TOTAL_FORMS": "-1", "bylines-INITIAL_FORMS": "0"},
        {"bylines-TOTAL_FORMS": "9" * 30, "bylines-INITIAL_FORMS": "9" * 30},
        {"bylines-TOTAL_FORMS": "1"},
        {"bylines-TOTAL_FORMS": "5000", "bylines-INITIAL_FORMS": "0"},
        {"bylines-TOTAL_FORMS": "1", "bylines-INITIAL_FORMS": "0", "bylines-0-role": "raja"},
    ],
)
def test_garbage_in_the_rows_of_names_is_no_crash(signed_in, rita, data):
    response = signed_in(rita).post(ADD, typed(**data))
    assert response.status_code in {200, 302}


@pytest.mark.parametrize("row", ["abc", "-1", "9" * 40, "", "\x00", "1.5", "１"])
def test_a_selected_row_that_is_no_number_selects_nothing(signed_in, edi, rita, row):
    a_draft(rita)
    for address in (LIST, "/admin/articles/tag/"):
        data = {"action": "trash", "_selected_action": [row], "select_across": "0"}
        response = signed_in(edi).post(address, data)
        assert response.status_code in {200, 302}
    assert Article.objects.get().trashed_at is None


def test_a_form_of_another_site_is_not_accepted(rita):
    story = a_draft(rita)
    client = Client(enforce_csrf_checks=True, headers={"user-agent": PHONE})
    client.force_login(rita, backend="django.contrib.auth.backends.ModelBackend")
    for address in (ADD, page_of(story), LIST):
        assert client.post(address, typed(story, title="Baru")).status_code == 403
    assert Article.objects.get().title == story.title


STRANGE = (
    "\x00",
    "\x0b\x1f\x7f\ufffe",
    "\u202e\u200b\u2066",
    "a\u0300" * 400,
    "🌾" * 300,
    "9" * 5000,
    "0001-01-01T00:00",
    "9999-12-31T23:59",
    "<script>alert(1)</script>",
    "%00%ff' \" \\ ${7*7} {{7*7}} {% now %}",
)
FIELDS = (
    *("title", "summary", "dateline", "body", "category", "tags", "photo", "photo_caption"),
    *("photo_credit", "photo_alt", "version", "is_reprint", "source", "needs_verification"),
    *("assigned_to", "posted_by", "photo_kept", "photo_remove", "_verb", "bylines-TOTAL_FORMS"),
)
ASKED = {"publish_at": "schedule", "note": "send_back", "reason": "force_publish", "kind": "update"}


@pytest.mark.parametrize("field", FIELDS + tuple(ASKED))
def test_any_text_in_any_field_has_an_answer(signed_in, mira, rita, field):
    client = signed_in(mira)
    story = a_draft(rita)
    for value in STRANGE:
        story.refresh_from_db()
        data = typed(story, _verb=ASKED.get(field, "")) | {field: value}
        assert client.post(page_of(story), data).status_code < 500, (field, value)


def test_bytes_that_are_no_text_have_an_answer(signed_in, edi, rita):
    story = a_draft(rita)
    for raw in (b"title=%ed%a0%80&body=%ff%fe", b"title=%C3%28", b"\xff\xfe=\x80", b"&&==&", b"%"):
        response = signed_in(edi).post(
            page_of(story), raw, content_type="application/x-www-form-urlencoded"
        )
        assert response.status_code < 500


@pytest.mark.parametrize("method", ["put", "delete", "patch", "trace", "options", "head"])
def test_other_methods_change_nothing(signed_in, rita, method):
    story = a_draft(rita)
    response = getattr(signed_in(rita), method)(page_of(story))
    assert response.status_code < 500
    assert Article.objects.get().version == 1
