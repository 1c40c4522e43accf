"""The desk's home: each role finds there what waits for it, in order, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.editorial import workflow
from articles.models import Article, DueRun, Letter, Notice
from articles.readership.baselines import set_baseline
from tests.desk import ADD, LIST, text_of
from tests.newsdesk import (
    a_draft,
    a_forced_story,
    a_published_story,
    a_returned_story,
    a_scheduled_story,
    a_story_in_review,
    a_trashed_story,
    a_withdrawn_story,
)
from tests.readers import read

HOME = "/admin/"
SECRET = "Zamrudkhatulistiwa"


def lists(response) -> dict[str, list[str]]:
    """Return the sections of the home that are shown: key → titles in their order."""
    sections = response.context["main_sections"] + response.context["side_sections"]
    return {section.key: [row.story.title for row in section.rows] for section in sections}


@pytest.fixture
def everything(rita, sam, edi, mira):
    """Stories of Rita's in every state, and of Sam's, and one that Edi began."""
    for person, name in ((rita, "Rita"), (sam, "Sam")):
        a_draft(person, title=f"Draf {name}")
        a_returned_story(person, edi, title=f"Kembali {name}", note=f"Tarifnya, {name}?")
        a_story_in_review(person, title=f"Antre {name}")
        a_scheduled_story(person, edi, title=f"Besok {name}")
        a_published_story(person, edi, title=f"Terbit {name}")
        a_forced_story(person, mira, title=f"Paksa {name}")
        a_withdrawn_story(person, edi, mira, title=f"Ditarik {name}")
        a_trashed_story(person, title=f"Tong {name}")
    a_draft(edi, title="Draf Edi")
    given = a_draft(edi, title="Titipan")
    Article.objects.filter(pk=given.pk).update(assigned_to=rita, due_date=timezone.localdate())


def test_a_reporter_finds_his_own_stories_by_what_they_wait_for(signed_in, rita, everything):
    assert lists(signed_in(rita).get(HOME)) == {
        "returned": ["Kembali Rita"],
        "tasks": ["Titipan"],
        "drafts": ["Draf Rita"],
        "in_review": ["Antre Rita"],
        "scheduled": ["Besok Rita"],
        "published": ["Paksa Rita", "Terbit Rita"],
    }


EVERYBODYS = {
    "in_review": ["Antre Rita", "Antre Sam"],
    "second_look": ["Paksa Rita", "Paksa Sam"],
    "due": ["Titipan"],
    "scheduled": ["Besok Rita", "Besok Sam"],
    "published": ["Paksa Sam", "Terbit Sam", "Paksa Rita", "Terbit Rita"],
}


def test_an_editor_finds_what_waits_for_editors_and_then_his_own(signed_in, edi, everything):
    assert lists(signed_in(edi).get(HOME)) == EVERYBODYS | {"drafts": ["Draf Edi"]}


@pytest.mark.parametrize("who", ["mira", "root"])
def test_whoever_is_above_finds_the_same(signed_in, who, request, everything):
    assert lists(signed_in(request.getfixturevalue(who)).get(HOME)) == EVERYBODYS


def test_an_empty_desk_says_so_in_each_place(signed_in, rita, edi):
    mine = text_of(signed_in(rita).get(HOME))
    assert "Anda tidak punya draf." in mine
    assert "Tidak ada berita Anda yang menunggu tinjauan." in mine
    assert "Belum ada berita Anda yang terbit." in mine
    theirs = text_of(signed_in(edi).get(HOME))
    assert "Tidak ada yang menunggu tinjauan." in theirs
    assert "Belum ada yang terbit hari ini." in theirs


def test_nothing_of_a_colleagues_is_told(signed_in, rita, sam, edi, mira):
    hidden = {"title": SECRET, "body": f"<p>{SECRET}</p>", "summary": SECRET, "tags": [SECRET]}
    a_draft(sam, **hidden)
    a_returned_story(sam, edi, note=SECRET, **hidden)
    a_story_in_review(sam, **hidden)
    a_scheduled_story(sam, edi, **hidden)
    a_forced_story(sam, mira, **hidden)
    assert SECRET in signed_in(edi).get(HOME).content.decode()
    assert SECRET not in signed_in(rita).get(HOME).content.decode()


def test_an_account_without_a_role_reads_a_sentence(signed_in, rita):
    rita.role = ""
    rita.save()
    page = text_of(signed_in(rita).get(HOME, follow=True))
    assert "akun ini tidak (lagi) mempunyai peran di redaksi" in page


def test_the_queue_says_how_long_each_waits_and_begins_with_the_longest(signed_in, rita, edi):
    now = timezone.now()
    for title, waited in (
        ("Baru", timedelta(seconds=20)),
        ("Menit", timedelta(minutes=5)),
        ("Lama", timedelta(days=3, hours=20)),
        ("Jam", timedelta(hours=2, minutes=59)),
    ):
        story = a_draft(rita, title=title, now=now - timedelta(days=9))
        workflow.submit(story, by=rita, seen=1, now=now - waited)
    response = signed_in(edi).get(HOME)
    assert lists(response)["in_review"] == ["Lama", "Jam", "Menit", "Baru"]
    page = text_of(response)
    for words in ("3 hari", "2 jam", "5 menit", "kurang dari semenit"):
        assert f"menunggu {words}" in page


def test_an_edit_in_the_queue_does_not_begin_the_waiting_anew(rita, edi):
    at = datetime(2026, 9, 1, 3, tzinfo=UTC)
    story = a_draft(rita, now=at)
    story = workflow.submit(story, by=rita, seen=1, now=at)
    later = at + timedelta(hours=5)
    story = workflow.edit(story, by=edi, fields={"title": "Lain"}, seen=1, now=later)
    assert story.submitted_at == at
    story = workflow.send_back(story, by=edi, note="Lagi.", now=later)
    assert story.submitted_at is None
    story = workflow.submit(story, by=rita, seen=story.version, now=later)
    assert story.submitted_at == later
    story = workflow.publish(story, by=edi, seen=story.version, now=later)
    assert story.submitted_at is None


def test_what_came_back_says_why_and_who(signed_in, rita, edi):
    a_returned_story(rita, edi, note="Sebutkan tarifnya.")
    page = text_of(signed_in(rita).get(HOME))
    assert "Sebutkan tarifnya. Edi Kurniawan," in page


def test_how_a_story_is_read_stands_beside_it(signed_in, rita, edi):
    story = a_published_story(rita, edi)
    set_baseline(story, reads=2480, source="uji", now=timezone.now())
    read(story, timezone.localdate(), 5)
    page = text_of(signed_in(rita).get(HOME))
    assert "dibaca 2.485 kali hari ini 5" in page


@pytest.mark.parametrize(
    ("days", "words"),
    [(-2, "lewat tenggat 2 hari"), (0, "tenggat hari ini"), (1, "tenggat besok")],
)
def test_a_due_date_says_how_near_it_is(signed_in, rita, edi, days, words):
    story = a_draft(edi, title="Titipan")
    due = timezone.localdate() + timedelta(days=days)
    Article.objects.filter(pk=story.pk).update(assigned_to=rita, due_date=due)
    for person in (rita, edi):
        html = signed_in(person).get(HOME).content.decode()
        assert words in html
        assert ("desk-wait late" in html) == (days < 0)


def test_scheduled_stories_stand_below_their_days(signed_in, rita, edi):
    tomorrow = timezone.localtime() + timedelta(days=1)
    nine = tomorrow.replace(hour=9, minute=5, second=0, microsecond=0)
    a_scheduled_story(rita, edi, title="Pagi", at=nine)
    a_scheduled_story(rita, edi, title="Sore", at=nine.replace(hour=16))
    a_scheduled_story(rita, edi, title="Lusa", at=nine + timedelta(days=1))
    page = text_of(signed_in(edi).get(HOME))
    assert page.index("Besok,") < page.index("Pagi 09.05 WIB") < page.index("Sore 16.05 WIB")
    assert page.index("Sore 16.05") < page.index("Lusa 09.05 WIB")
    assert page.count("Besok,") == 1


def test_a_long_list_is_broken_off_and_leads_to_the_rest(signed_in, rita, edi):
    for number in range(12):
        a_draft(rita, title=f"Draf {number}")
        a_draft(edi, title=f"Draf {number}")
    newest = [f"Draf {number}" for number in range(11, -1, -1)]
    for person, address in ((edi, "queue=mine&amp;state=draft"), (rita, "state=draft")):
        client = signed_in(person)
        response = client.get(HOME)
        assert lists(response)["drafts"] == newest[:10]
        assert "Lihat semua (12)" in text_of(response)
        assert f'href="{LIST}?{address}"' in response.content.decode()
        rest = client.get(f"{LIST}?{address.replace('&amp;', '&')}").context["cl"].result_list
        assert [story.title for story in rest] == newest


def test_one_button_is_the_first_thing_on_every_home(signed_in, rita, edi, mira, root):
    for person in (rita, edi, mira, root):
        html = signed_in(person).get(HOME).content.decode()
        assert html.count(f'class="button primary" href="{ADD}"') == 1
        assert "Tulis Berita" in html


def test_what_else_there_is_follows_the_queues_and_a_persons_rights(signed_in, rita, mira):
    for person, links in ((rita, {LIST, "/admin/calendar/"}), (mira, {"/admin/articles/page/"})):
        html = signed_in(person).get(HOME).content.decode()
        rest = html[html.index('class="desk-block desk-elsewhere"') :]
        assert html.rindex("<section") < html.index(rest)
        assert all(f'href="{link}"' in rest for link in links)
    assert "/admin/accounts/user/" not in rest


@pytest.fixture
def a_letter(rita, edi):
    """A letter that should have left an hour ago."""
    hour_ago = timezone.now() - timedelta(hours=1)
    Notice.objects.all().delete()
    notice = Notice.objects.create(
        person=rita, article=a_draft(rita), kind="returned", by_name="Edi", at=hour_ago
    )
    return Letter.objects.create(notice=notice, next_try_at=hour_ago)


def test_side_effects_that_are_late_are_red_and_say_when_they_last_ran(signed_in, edi, a_letter):
    client = signed_in(edi)
    html = client.get(HOME).content.decode()
    assert "desk-effects late" in html
    assert "run_due belum pernah berjalan." in html
    ran = timezone.now() - timedelta(hours=2)
    DueRun.objects.create(host="satu", began_at=ran, ended_at=ran, done={})
    response = client.get(HOME)
    assert "desk-effects late" in response.content.decode()
    assert "(2 jam lalu)" in text_of(response)
    DueRun.objects.update(ended_at=timezone.now())
    response = client.get(HOME)
    assert "desk-effects late" not in response.content.decode()
    assert "surel yang belum terkirim: 1" in text_of(response)


def test_when_nothing_is_late_the_home_still_says_when_it_last_ran(signed_in, edi):
    ran = timezone.now() - timedelta(minutes=3)
    DueRun.objects.create(host="satu", began_at=ran, ended_at=ran, done={})
    page = text_of(signed_in(edi).get(HOME))
    assert "Tidak ada yang tertunda. run_due terakhir berjalan" in page
    assert "(3 menit lalu)" in page


def test_a_reporter_is_told_nothing_of_the_machinery(signed_in, rita, a_letter):
    assert "run_due" not in signed_in(rita).get(HOME).content.decode()


def test_what_is_new_for_a_person_stands_first(signed_in, rita, edi):
    a_returned_story(rita, edi, title="Kembali", note="Tarifnya?")
    page = text_of(signed_in(rita).get(HOME))
    assert "Kabar untuk Anda" in page
    assert page.index("Kabar untuk Anda") < page.index("Dikembalikan kepada Anda")


@pytest.mark.parametrize("who", ["rita", "edi", "mira", "root"])
def test_the_home_takes_few_queries(signed_in, who, request, everything):
    client = signed_in(request.getfixturevalue(who))
    client.get(HOME)
    with CaptureQueriesContext(connection) as queries:
        client.get(HOME)
    assert len(queries) <= 24
