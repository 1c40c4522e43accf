"""What the managing editor sets about the site is what readers see, and nobody else sets it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import AuditEntry
from articles.editorial import site_settings
from articles.editorial.rules import Refused
from articles.models import Category, Photo, SiteSettings
from tests import standing_pages
from tests.desk import picture, text_of, value_of
from tests.readers import story
from tests.reading import meta, page_of

pytestmark = pytest.mark.django_db

DESK = "/admin/articles/sitesettings/"


def typed(**more) -> dict:
    return {"version": "1", "name": "Kabar Bekasi"} | more


def footer(client):
    return page_of(client.get("/")).one("footer")


def test_only_managing_editors_and_superusers_get_in(signed_in, client, rita, edi, mira, root):
    assert client.get(DESK).status_code == 302
    for person in (rita, edi):
        assert signed_in(person).get(DESK).status_code == 403
        assert signed_in(person).post(DESK, typed()).status_code == 403
        assert "Setelan situs" not in text_of(signed_in(person).get("/admin/"))
        with pytest.raises(Refused, match="pemimpin redaksi"):
            site_settings.edit(by=person, fields={"name": "x"}, places={}, seen=1)
    for person in (mira, root):
        assert signed_in(person).get(DESK).status_code == 200
        assert "Setelan situs" in text_of(signed_in(person).get("/admin/"))
    assert not SiteSettings.objects.exists()


def test_without_settings_the_name_of_the_installation_stands(client, settings, government):
    settings.SITE_NAME = "Berita Contoh"
    page = page_of(client.get("/"))
    assert page.one("span", class_="masthead__name").text == "Berita Contoh"
    assert page.one("title").children == ["Berita Contoh"]
    assert page.all("ul", class_="footer__contacts") == page.all("ul", class_="footer__networks")


def test_the_name_stands_on_pages_and_in_documents(signed_in, client, mira, government):
    road = story(government)
    signed_in(mira).post(DESK, typed())
    client.logout()
    page = page_of(client.get(road.get_absolute_url()))
    assert page.one("span", class_="masthead__name").text == "Kabar Bekasi"
    assert page.one("title").children == ["Bupati tinjau jalan – Kabar Bekasi"]
    assert meta(page, "og:site_name") == "Kabar Bekasi"
    home = page_of(client.get("/"))
    assert home.one("title").children == ["Kabar Bekasi"]
    for address in ("/rss.xml", "/feed.json", "/sitemap-berita.xml", "/manifest.webmanifest"):
        assert "Kabar Bekasi" in client.get(address).content.decode(), address


def test_contacts_and_networks_stand_at_the_foot(signed_in, client, mira):
    signed_in(mira).post(
        DESK,
        typed(
            address="Jalan Diponegoro 1, Cikarang <b>",
            phone="021 8997 0000",
            whatsapp="0812-3456-7890",
            email="redaksi@bekasikab.example",
            instagram="https://www.instagram.com/bekasi",
            youtube="https://youtube.com/@bekasi?a=1&b=2",
        ),
    )
    foot = footer(client)
    assert "Jalan Diponegoro 1, Cikarang <b>" in foot.text
    links = foot.links()
    assert {
        "tel:02189970000",
        "https://wa.me/6281234567890",
        "mailto:redaksi@bekasikab.example",
        "https://www.instagram.com/bekasi",
    } <= set(links)
    youtube = foot.one("a", name="YouTube")
    assert youtube.attributes["href"] == "https://youtube.com/@bekasi?a=1&b=2"
    assert youtube.attributes["rel"] == "me noopener"


BAD = {
    "instagram": [
        "http://instagram.com/a", "javascript:alert(1)", "https://instagram.com.jahat.example/a",
        "https://jahat.example/instagram.com", "instagram.com/a", "https://instagram.com@jahat.id",
        "//instagram.com/a", "https://" + "x" * 3000, "data:text/html,x", "https://x.com/a",
    ],
    "phone": ["nol delapan", "1", "<script>", "+", "0812" * 20],
    "whatsapp": ["javascript:1", "0812 abc"],
    "email": ["bukan", "a@b", "a@b.c\r\nBcc: x@y.zz", '"><script>@x.id'],
    "name": ["x" * 121],
    "address": ["x" * 301],
}  # fmt: skip


@pytest.mark.parametrize("field", BAD)
def test_what_cannot_be_is_refused_and_everything_typed_comes_back(signed_in, mira, field):
    client = signed_in(mira)
    for wrong in BAD[field]:
        answer = client.post(DESK, typed(telegram="https://t.me/a", **{field: wrong}))
        assert answer.status_code == 200, wrong
        assert "Belum disimpan" in text_of(answer), wrong
        assert value_of(answer, "telegram") == "https://t.me/a"
        assert f'name="{field}"' in answer.content.decode()
    assert not SiteSettings.objects.exclude(version=1).exists()


@pytest.mark.parametrize("junk", ["", "x", "-1", "9" * 40, "\x00", "<b>"])
def test_garbage_is_answered_with_a_sentence(signed_in, mira, government, junk):
    fields = {"version": junk, "name": f"a{junk}", f"position_{government.pk}": junk}
    answer = signed_in(mira).post(DESK, typed(**fields | {"photo_kept": junk}))
    assert answer.status_code in {200, 409}
    assert SiteSettings.objects.exclude(name="").count() == 0


def test_the_menu_shows_marked_sections_in_order(signed_in, client, mira, government, health):
    story(government)
    story(health, "Posyandu buka")
    signed_in(mira).post(
        DESK,
        typed(
            **{
                f"position_{government.pk}": "9",
                f"in_menu_{government.pk}": "on",
                f"position_{health.pk}": "3",
                f"in_menu_{health.pk}": "on",
            }
        ),
    )
    client.logout()
    menu = page_of(client.get("/")).one("nav", aria_label="Rubrik")
    assert [a.text for a in menu.all("a")] == ["Beranda", "Kesehatan", "Pemerintahan"]
    signed_in(mira).post(DESK, typed(version="2", **{f"in_menu_{health.pk}": ""}))
    client.logout()
    page = page_of(client.get("/"))
    menu = page.one("nav", aria_label="Rubrik")
    assert [a.text for a in menu.all("a")] == ["Beranda", "Pemerintahan"]
    assert [h.text for h in page.all("h2") if h.text == "Kesehatan"] == []
    assert health.get_absolute_url() in page.one("nav", aria_label="Semua rubrik").links()
    assert client.get(health.get_absolute_url()).status_code == 200
    assert list(Category.objects.values_list("position", flat=True)) == [3, 9]


def test_a_standing_page_may_leave_the_foot_and_keep_its_address(signed_in, client, mira):
    standing_pages.write_first_pages()
    page = standing_pages.the("kode-etik")
    address = f"{standing_pages.DESK}{page.pk}/change/"
    signed_in(mira).post(address, standing_pages.typed(page, in_footer=""))
    client.logout()
    assert page.get_absolute_url() not in footer(client).links()
    assert client.get(page.get_absolute_url()).status_code == 200


def test_the_logo_goes_through_the_intake_and_survives_another_mistake(
    signed_in, client, mira, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    desk = signed_in(mira)
    wrong = desk.post(DESK, typed(phone="x", photo=picture(size=(300, 100), form="PNG")))
    token = value_of(wrong, "photo_kept")
    assert token
    assert SiteSettings.objects.first() is None
    desk.post(DESK, typed(phone="", photo_kept=token))
    logo = SiteSettings.objects.get().logo
    assert (logo, logo.uploaded_by) == (Photo.objects.get(), mira)
    client.logout()
    image = page_of(client.get("/")).one("img", class_="masthead__mark")
    assert (image.attributes["width"], image.attributes["alt"]) == ("300", "")
    assert re.fullmatch(r"/media/foto/\d{4}/[0-9a-f]{32}\.jpg", image.attributes["src"])
    signed_in(mira).post(DESK, typed(version="2", photo_remove="on"))
    assert SiteSettings.objects.get().logo is None


def test_a_file_that_is_no_picture_is_refused_by_name(signed_in, mira):
    svg = SimpleUploadedFile("logo.svg", b"<svg><script>alert(1)</script></svg>")
    answer = signed_in(mira).post(DESK, typed(photo=svg))
    assert "logo.svg" in text_of(answer)
    assert Photo.objects.count() == 0


def test_every_change_is_logged_and_a_change_of_nothing_is_none(signed_in, mira):
    for _ in range(2):
        version = SiteSettings.objects.values_list("version", flat=True).first() or 1
        signed_in(mira).post(DESK, typed(version=str(version), phone="021 899700"))
    [entry] = AuditEntry.objects.filter(action=site_settings.CHANGE, refused=False)
    assert (entry.actor, entry.target_type) == (mira, "sitesettings")
    assert entry.detail == "nama situs, telepon"
    assert SiteSettings.objects.get().version == 2


def test_nobody_writes_over_what_he_has_not_seen(signed_in, mira, root):
    signed_in(root).post(DESK, typed(name="Dari Tika"))
    answer = signed_in(mira).post(DESK, typed(name="Dari Mira"))
    assert answer.status_code == 409
    assert "Petugas TI mengubah setelan" in text_of(answer)
    assert value_of(answer, "name") == "Dari Mira"
    assert SiteSettings.objects.get().name == "Dari Tika"
    assert AuditEntry.objects.filter(action=site_settings.CHANGE, refused=True).count() == 1
    signed_in(mira).post(DESK, typed(name="Dari Mira", version=value_of(answer, "version")))
    assert SiteSettings.objects.get().name == "Dari Mira"
