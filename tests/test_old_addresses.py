"""Addresses that never die: a story is found at every address it ever had, in one step."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import AuditEntry
from articles.editorial import legacy, workflow
from articles.editorial.changes import BadField
from articles.models import LegacyUrl, MissingAddress
from articles.models.article import Ground
from articles.old_addresses import MOST_CHARACTERS, NotAnAddress, forms, normal
from articles.public.legacy import MOST_NOTED, _Budget
from tests.newsdesk import a_draft, a_published_story, a_scheduled_story, a_story_in_review

DESK, MISSING = "/admin/articles/legacyurl/", "/admin/articles/missingaddress/"
OLD = "/index.php?id=7&mod=berita"


@pytest.fixture(autouse=True)
def unhurried(monkeypatch):
    """Give every test a second of its own to note what is missing."""
    monkeypatch.setattr("articles.public.legacy._budget", _Budget())


@pytest.mark.parametrize(
    "spelling",
    [
        "http://lama.go.id/2019/05/Banjir-di-Muara%20Gembong/",
        "//lama.go.id/2019/05/Banjir-di-Muara Gembong",
        "/2019/05/Banjir-di-Muara%20Gembong?utm_source=wa&fbclid=x#isi",
        "2019//05/Banjir-di-Muara Gembong/",
    ],
)
@pytest.mark.once
def test_every_spelling_of_an_address_is_one_address(spelling):
    assert normal(spelling) == "/2019/05/Banjir-di-Muara%20Gembong"


@pytest.mark.once
def test_the_order_of_parameters_does_not_matter_and_their_values_do():
    assert normal("/index.php?mod=berita&id=7") == OLD
    assert normal("/index.php?mod=berita&id=8") != OLD
    assert forms("/index.php", "mod=berita&id=7") == [OLD, "/index.php"]


@pytest.mark.parametrize(
    "text", ["", "/", "?", "/?p=7", "https://lama.go.id", "/a\0b", "/" + "a" * 1001]
)
@pytest.mark.once
def test_what_is_no_address_is_said_so(text):
    with pytest.raises(NotAnAddress):
        normal(text)


@pytest.mark.once
def test_bytes_of_any_kind_make_an_address_of_ascii_or_none():
    for path in ("/\udcff\udcfe", "/%ff%fe", "/é" * 600, "/😀", "/a\x01"):
        for form in forms(path, "a=\udcff&b=%ff"):
            assert (form.isascii(), len(form) <= MOST_CHARACTERS) == (True, True)


def test_an_old_address_leads_to_its_story_for_good(client, rita, edi):
    story = a_published_story(rita, edi)
    legacy.lead("/index.php?mod=berita&id=7", to=story, by=edi)
    response = client.get("/index.php?id=7&mod=berita&utm_source=wa")
    assert (response.status_code, response["Location"]) == (301, story.get_absolute_url())
    assert client.get(response["Location"]).status_code == 200
    assert client.get("/index.php?mod=berita&id=8").status_code == 404


def test_unknown_parameters_behind_an_old_path_do_no_harm(client, rita, edi):
    story = a_published_story(rita, edi)
    legacy.lead("/2019/05/banjir/", to=story, by=edi)
    assert client.get("/2019/05/banjir?share=whatsapp").status_code == 301
    assert client.head("/2019/05/banjir").status_code == 301
    assert client.post("/2019/05/banjir").status_code == 404


def test_an_address_in_use_goes_before_an_old_one(client, rita, edi):
    here, elsewhere = a_published_story(rita, edi), a_published_story(rita, edi, title="Lain")
    legacy.lead(here.get_absolute_url(), to=elsewhere, by=edi)
    assert client.get(here.get_absolute_url()).status_code == 200


def test_a_withdrawn_story_is_said_to_be_withdrawn_at_its_old_address_too(client, rita, edi, mira):
    story = a_published_story(rita, edi)
    legacy.lead("/lama/7", to=story, by=edi)
    workflow.withdraw(story, by=mira, ground=Ground.values[0], text="Keliru.")
    assert client.get("/lama/7", follow=True).status_code == 410


def test_an_old_address_tells_nothing_of_a_story_before_its_time(client, rita, edi):
    hidden = (a_draft(rita), a_story_in_review(rita), a_scheduled_story(rita, edi))
    unknown = client.get("/lama/0").content
    for number, story in enumerate(hidden, start=1):
        legacy.lead(f"/lama/{number}", to=story, by=edi)
        response = client.get(f"/lama/{number}")
        assert response.status_code == 404
        assert response.content == unknown


def test_one_address_has_one_story(rita, edi):
    first, second = a_published_story(rita, edi), a_published_story(rita, edi, title="Kedua")
    held = legacy.lead("/lama/7", to=first, by=edi)
    assert legacy.lead("/lama/7/", to=first, by=edi) == held
    with pytest.raises(BadField) as refusal:
        legacy.lead("/lama/7", to=second, by=edi)
    assert first.title in refusal.value.sentence
    assert list(LegacyUrl.objects.values_list("address", "article")) == [("/lama/7", first.pk)]


def test_the_desk_sees_what_is_asked_for_in_vain_and_leads_it_to_a_story(
    client, signed_in, rita, edi
):
    story = a_published_story(rita, edi)
    for _ in range(3):
        client.get("/2018/banjir/?fbclid=x")
    client.get("/2018/lain")
    for silent in ("/wp-login.php", "/.env", "/admin/xyz", "/media/x.jpg"):
        client.get(silent)
    asked = MissingAddress.objects.values_list("address", "times")
    assert list(asked) == [("/2018/banjir", 3), ("/2018/lain", 1)]

    desk = signed_in(edi)
    page = desk.get(MISSING)
    assert f'href="{DESK}add/?address=%2F2018%2Fbanjir"' in page.content.decode()
    form = desk.get(f"{DESK}add/?address=%2F2018%2Fbanjir")
    assert 'value="/2018/banjir"' in form.content.decode()
    sent = {"address": "/2018/banjir", "story": story.get_absolute_url()}
    assert desk.post(f"{DESK}add/", sent).status_code == 302
    assert client.get("/2018/banjir")["Location"] == story.get_absolute_url()
    assert list(MissingAddress.objects.values_list("address", flat=True)) == ["/2018/lain"]
    entry = AuditEntry.objects.get(action="old_address_added")
    assert (entry.actor, entry.detail) == (edi, "/2018/banjir")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"address": "/", "story": "{story}"}, "Tulis alamat lama seperti yang tampil"),
        ({"address": "/admin/x", "story": "{story}"}, "milik sistem redaksi"),
        ({"address": "/lama/7", "story": "/berita/999999/x/"}, "Tidak ada berita dengan alamat"),
        ({"address": "/lama/7", "story": "9" * 30}, "Tidak ada berita dengan alamat"),
        ({"address": "/lama/taken", "story": "{story}"}, "sudah menuju"),
    ],
)
def test_an_address_that_cannot_be_kept_is_given_back_with_a_sentence(
    signed_in, rita, edi, sent, sentence
):
    story = a_published_story(rita, edi)
    legacy.lead("/lama/taken", to=a_published_story(rita, edi, title="Lain"), by=edi)
    filled = {name: value.format(story=story.get_absolute_url()) for name, value in sent.items()}
    response = signed_in(edi).post(f"{DESK}add/", filled)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert f'value="{filled["address"]}"' in response.content.decode()
    assert LegacyUrl.objects.count() == 1


def test_an_old_address_can_be_let_go_and_the_log_says_so(client, signed_in, rita, edi):
    held = legacy.lead("/lama/7", to=a_published_story(rita, edi), by=edi)
    response = signed_in(edi).post(f"{DESK}{held.pk}/delete/", {"post": "yes"})
    assert response.status_code == 302
    assert client.get("/lama/7").status_code == 404
    assert AuditEntry.objects.filter(action="old_address_deleted", detail="/lama/7").count() == 1


def test_old_addresses_are_for_editors(signed_in, rita, edi, mira):
    for person, status in ((rita, 403), (edi, 200), (mira, 200)):
        for address in (DESK, f"{DESK}add/", MISSING):
            assert signed_in(person).get(address).status_code == status


def test_the_list_of_missing_addresses_is_bounded_and_keeps_what_is_asked_for_most(client, db):
    now = timezone.now()
    wanted = MissingAddress(address="/ramai", times=40, first_asked_at=now, last_asked_at=now)
    rows = [
        MissingAddress(address=f"/sepi/{n}", first_asked_at=now, last_asked_at=now)
        for n in range(MOST_NOTED - 1)
    ]
    MissingAddress.objects.bulk_create([wanted, *rows])
    client.get("/baru")
    assert MissingAddress.objects.count() == MOST_NOTED
    assert MissingAddress.objects.filter(address__in=("/ramai", "/baru")).count() == 2


def test_a_flood_of_made_up_addresses_is_not_written_down(client, db):
    for number in range(40):
        client.get(f"/banjir/{number}")
    assert MissingAddress.objects.count() < 40


def test_many_old_addresses_come_from_a_table(client, rita, edi, tmp_path, capsys):
    story = a_published_story(rita, edi)
    table = tmp_path / "lama.csv"
    table.write_text(
        f"https://lama.go.id/index.php?p=1,{story.pk}\n/lama/2,{story.get_absolute_url()}\n\n/lama/3,99999\n",
        encoding="utf-8",
    )
    for said in ("2 added, 0 known already, 1 refused", "0 added, 2 known already, 1 refused"):
        with pytest.raises(CommandError):
            call_command("import_addresses", str(table))
        out = capsys.readouterr()
        assert said in out.out
        assert "row 4: no such story" in out.err
    assert client.get("/lama/2")["Location"] == story.get_absolute_url()
