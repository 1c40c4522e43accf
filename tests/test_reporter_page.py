"""The page of a reporter: portrait, role, stories, and a contact only where readers may have it."""

import pytest

from accounts.models import AuditEntry
from articles.models import Photo, Reporter
from tests.desk import picture, text_of, value_of
from tests.newsdesk import a_published_story, a_reporter
from tests.reading import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def fajar(rita, edi):
    a_published_story(rita, edi)
    return a_reporter()


def desk(reporter: Reporter) -> str:
    return f"/admin/articles/reporter/{reporter.pk}/change/"


def typed(**more) -> dict:
    return {"name": "Fajar CQA", "slug": "fajar-cqa", "title": "Fotografer Diskominfo"} | more


CONTACT = {"email": "fajar@bekasikab.example", "phone": "0812-3456-789"}


def test_portrait_role_and_words_stand_on_the_page(signed_in, client, edi, fajar):
    form = typed(about="Meliput desa <i>", photo=picture(size=(400, 500)))
    assert signed_in(edi).post(desk(fajar), form).status_code == 302
    client.logout()
    page = page_of(client.get(fajar.get_absolute_url()))
    assert page.one("p", class_="list-head__about").text == "Fotografer Diskominfo"
    person = page.one("div", class_="person")
    assert person.text == "Meliput desa <i>"
    portrait = person.one("img").attributes
    assert (portrait["alt"], portrait["width"], portrait["height"]) == ("Fajar CQA", "320", "400")
    assert len(page.all("article", class_="story")) == 1


def test_a_contact_is_shown_only_when_it_is_marked_public(signed_in, client, edi, fajar):
    signed_in(edi).post(desk(fajar), typed(**CONTACT))
    client.logout()
    hidden = client.get(fajar.get_absolute_url()).content.decode()
    assert "fajar@bekasikab.example" not in hidden
    assert "3456" not in hidden
    signed_in(edi).post(desk(fajar), typed(contact_is_public="on", **CONTACT))
    client.logout()
    links = page_of(client.get(fajar.get_absolute_url())).one("div", class_="person").links()
    assert links == ["mailto:fajar@bekasikab.example", "tel:08123456789"]


def test_without_anything_told_the_page_looks_as_before(client, fajar):
    assert page_of(client.get(fajar.get_absolute_url())).all("div", class_="person") == []


def test_a_portrait_survives_another_mistake_and_goes_when_it_is_removed(signed_in, edi, fajar):
    wrong = signed_in(edi).post(desk(fajar), typed(phone="bukan nomor", photo=picture()))
    assert wrong.status_code == 200
    assert "Tulis nomor telepon" in text_of(wrong)
    signed_in(edi).post(desk(fajar), typed(photo_kept=value_of(wrong, "photo_kept")))
    fajar.refresh_from_db()
    assert fajar.portrait == Photo.objects.get()
    signed_in(edi).post(desk(fajar), typed(photo_remove="on"))
    fajar.refresh_from_db()
    assert fajar.portrait is None
    assert AuditEntry.objects.filter(action="entry_changed").count() == 2


def test_somebody_elses_upload_is_not_taken_up(signed_in, edi, mira, fajar):
    wrong = signed_in(mira).post(desk(fajar), typed(phone="x", photo=picture()))
    signed_in(edi).post(desk(fajar), typed(photo_kept=value_of(wrong, "photo_kept")))
    fajar.refresh_from_db()
    assert fajar.portrait is None


def test_public_without_a_contact_is_asked_about(signed_in, edi, fajar):
    answer = signed_in(edi).post(desk(fajar), typed(contact_is_public="on"))
    assert "Tulis cara menghubungi" in text_of(answer)
