"""Letters leave once, wait while the mail server is away, and hold nobody up."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone

from articles.editorial import due, letters, workflow
from articles.models import DueRun, Letter, Notice
from tests.newsdesk import a_draft, a_returned_story, a_story_in_review
from tests.test_verbs_race import at_once

pytestmark = pytest.mark.django_db

NO_SERVER = "tests.test_letters.NoServer"
REFUSING = "tests.test_letters.Refusing"


class NoServer(BaseEmailBackend):
    """A mail server that is not there."""

    def send_messages(self, messages):
        raise ConnectionRefusedError(111, "Connection refused")


class Refusing(BaseEmailBackend):
    """A mail server that knows no such address."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such user")})


@pytest.fixture
def returned(rita, edi):
    return a_returned_story(rita, edi, note="Sebutkan tarifnya.\nDan jam bukanya.")


def test_a_letter_says_who_did_what_and_leads_to_the_story(returned, settings):
    settings.SITE_URL = "https://berita.bekasikab.example"
    letters.send_waiting()
    [letter] = mail.outbox
    assert letter.to == ["rita@bekasikab.example"]
    assert letter.subject == (
        "Edi Kurniawan mengembalikan “Posyandu Sukatani Buka Layanan Malam” kepada Anda."
    )
    assert letter.body == (
        "Halo Rita Anggraini,\n\n"
        "Edi Kurniawan mengembalikan “Posyandu Sukatani Buka Layanan Malam” kepada Anda.\n\n"
        "> Sebutkan tarifnya.\n> Dan jam bukanya.\n\n"
        "https://berita.bekasikab.example/admin/articles/article/"
        f"{returned.pk}/change/\n\nNewsroom Diskominfosantik\n"
    )
    assert letter.extra_headers["Message-ID"].endswith("@berita.bekasikab.example>")


def test_a_letter_speaks_the_language_of_who_gets_it(rita, edi):
    rita.language = "en"
    rita.save()
    a_returned_story(rita, edi)
    letters.send_waiting()
    assert mail.outbox[0].subject.endswith("back to you.")
    assert mail.outbox[0].body.startswith("Hello Rita Anggraini,")


def test_a_title_cannot_begin_a_header_of_its_own(returned):
    type(returned).objects.filter(pk=returned.pk).update(title="Judul\r\nBcc: musuh@contoh.example")
    letters.send_waiting()
    [letter] = mail.outbox
    assert "\n" not in letter.message()["Subject"].replace("\n ", " ")
    assert letter.recipients() == ["rita@bekasikab.example"]


def test_a_letter_leaves_once_however_often_it_is_tried(returned):
    assert [letters.send_waiting().sent for _ in range(3)] == [1, 0, 0]
    assert len(mail.outbox) == 1
    letter = Letter.objects.get()
    assert (letter.state, letter.attempts, letter.sent_at is not None) == ("sent", 1, True)


def test_without_a_server_the_letter_waits_longer_each_time_and_leaves_later(returned, settings):
    settings.EMAIL_BACKEND = NO_SERVER
    now, waits = timezone.now() + timedelta(minutes=1), []
    for _attempt in range(8):
        assert letters.send_waiting(now).failed == 1
        letter = Letter.objects.get()
        waits.append((letter.next_try_at - now) / timedelta(minutes=1))
        assert letters.send_waiting(now).failed == 0
        now = letter.next_try_at
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert (letter.state, letter.last_error) == ("waiting", "ConnectionRefusedError: 0")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert letters.send_waiting(now).sent == 1
    assert len(mail.outbox) == 1


def test_a_dead_server_is_asked_once_in_a_run_not_once_a_letter(rita, edi, settings):
    for _number in range(3):
        a_returned_story(rita, edi)
    settings.EMAIL_BACKEND = NO_SERVER
    assert letters.send_waiting().failed == 1
    assert sorted(Letter.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_an_address_that_nobody_takes_is_given_up_and_stops_no_other_letter(
    rita, sam, edi, settings
):
    a_returned_story(rita, edi)
    a_returned_story(sam, edi)
    settings.EMAIL_BACKEND = REFUSING
    now = timezone.now() + timedelta(minutes=1)
    for _attempt in range(letters.REFUSALS):
        assert letters.send_waiting(now).failed == 2
        now += timedelta(hours=2)
    assert set(Letter.objects.values_list("state", flat=True)) == {"dropped"}
    assert Notice.objects.filter(kind="returned", seen_at=None).count() == 2


def test_who_left_or_may_not_open_the_story_any_more_gets_no_letter(rita, sam, edi):
    a_returned_story(rita, edi)
    story = workflow.edit(a_draft(edi), by=edi, fields={"assigned_to": sam}, seen=1)
    story = workflow.send_back(
        workflow.submit(story, by=sam, seen=story.version), by=edi, note="Lengkapi."
    )
    kinds = sorted(Letter.objects.values_list("notice__kind", flat=True))
    assert kinds == ["assigned", "returned", "returned"]
    type(rita).objects.filter(pk=rita.pk).update(is_active=False)
    type(story).objects.filter(pk=story.pk).update(assigned_to=None)
    assert (letters.send_waiting().dropped, mail.outbox) == (3, [])


def test_who_has_no_address_is_told_in_the_desk_only(rita, edi):
    type(rita).objects.filter(pk=rita.pk).update(email="")
    a_returned_story(rita, edi)
    assert (Notice.objects.filter(person=rita).count(), Letter.objects.count()) == (1, 0)


def test_a_refused_verb_writes_no_letter(rita, edi):
    story = a_story_in_review(rita)
    with pytest.raises(workflow.Refused):
        workflow.send_back(story, by=edi, note=" ")
    assert Letter.objects.count() == 0


def test_a_sender_that_died_is_followed_by_another(returned):
    [taken] = [letters._take_one(timezone.now())]
    assert taken.attempts == 1
    assert letters.send_waiting().sent == 0
    assert letters.send_waiting(timezone.now() + letters.LEASE).sent == 1


def test_run_due_says_what_it_did_and_fails_when_the_server_is_away(returned, settings, capsys):
    settings.EMAIL_BACKEND = NO_SERVER
    with pytest.raises(CommandError, match="letters"):
        call_command("run_due")
    assert "0 sent, 1 put off" in capsys.readouterr().out
    assert DueRun.objects.get().failed is True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Letter.objects.update(next_try_at=timezone.now())
    call_command("run_due")
    assert "Letters: 1 sent, 0 put off" in capsys.readouterr().out
    run = DueRun.objects.get()
    assert (run.failed, run.done["letters_sent"]) == (False, 1)
    assert due.last_run() == run.ended_at


def test_what_waits_is_late_when_nobody_runs_it(returned):
    now = timezone.now()
    waiting = due.overdue(now)
    assert (waiting.letters, waiting.appearances, waiting.is_late) == (1, 0, True)
    due.run()
    waiting = due.overdue(timezone.now() + timedelta(days=1))
    assert (bool(waiting), waiting.is_late) == (False, False)


@pytest.mark.django_db(transaction=True)
def test_four_runs_at_once_send_each_letter_once(rita, edi):
    for _number in range(10):
        a_returned_story(rita, edi)
    results = at_once(*[due.run] * 4)
    connections.close_all()
    assert sum(report.done["letters_sent"] for report in results) == len(mail.outbox) == 10
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 10
    assert set(Letter.objects.values_list("state", "attempts")) == {("sent", 1)}
