"""What applying the journal decides, and what stands around it: caps, salts, commands."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import AddressDay, ReadSalt
from articles.models.read_receipt import Kind
from articles.readership import applying, counting, forgetting, salts
from articles.readership.applying import Applied
from tests.conftest import PHONE
from tests.readers import count, counted, jakarta, request_of, story, visit, visitors_counted
from tests.test_applying import Refuse, apply, folder, read, road, turned_away

__all__ = ["folder", "road"]  # fixtures of that file

pytestmark = pytest.mark.django_db

NOON = jakarta(2026, 11, 20)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


# --- who does not count --------------------------------------------------------------------


def test_a_story_that_is_unknown_or_never_was_public_is_noted_and_not_counted(road, government):
    draft = story(government, "Draf", status="draft", published_at=None)
    gone = story(government, "Terhapus", published_at=jakarta(2026, 1, 1))
    for number in (draft.pk, gone.pk, 987_654, 2**63 - 1):
        assert counting.count_shown(request_of(), number, now=NOON) is True
    read(road, 1)
    gone.delete()
    assert apply() == Applied(records=5, reads=1)
    assert (turned_away(), visitors_counted()) == ({"unknown": 4}, 1)


def test_one_address_brings_so_many_new_visitors_and_no_more(road, health, settings):
    settings.READS_ADDRESS_CAP = 3
    clinic = story(health, "Puskesmas buka malam", published_at=jakarta(2026, 1, 1))
    phones = [PHONE.replace("SM-A135F", f"SM-A{n}F") for n in range(10)]
    for phone in phones:
        count(request_of(agent=phone), road, now=NOON)
    assert (counted(road), visitors_counted(), turned_away()) == (3, 3, {"over_cap": 7})
    assert count(request_of(agent=phones[0]), road, now=NOON + 30 * MINUTE) is True  # no new one
    assert count(request_of("36.68.1.10", phones[5]), road, now=NOON) is True
    assert count(request_of(agent=phones[5]), clinic, now=NOON) is True
    assert count(request_of(agent=phones[9]), road, now=NOON + DAY) is True
    assert dict(AddressDay.objects.filter(story=road.pk).values_list("day", "visitors")) != {}
    for phone in phones:
        visit(request_of("36.68.1.99", phone), now=NOON)
    assert AddressDay.objects.get(story=0).visitors == 3


def test_addresses_of_one_ipv6_line_share_a_cap(road, settings):
    settings.READS_ADDRESS_CAP = 2
    for number in range(5):
        agent = PHONE.replace("SM-A135F", f"SM-A{number}F")
        count(request_of(f"2001:448a:2020:1::{number}", agent), road, now=NOON)
    assert counted(road) == 2


def test_every_reason_of_the_rule_is_one_that_readers_are_told():
    assert {"repeat", "unknown", "over_cap", "too_fast", "not_kept", "damaged"} <= set(Kind.values)


# --- salts, purge, commands ----------------------------------------------------------------


def test_salts_are_kept_for_this_user_alone_and_forgotten_with_the_keys(road, folder):
    today = NOON.date()
    salts.fetch_ahead(today, using="default")
    file = folder / "salts.json"
    assert file.stat().st_mode & 0o777 == 0o600
    old = salts.salt_of(today).secret.hex()
    tomorrow = salts.salt_of(today + DAY).secret.hex()
    assert old in file.read_text()
    assert tomorrow in file.read_text()
    with file.open("rb") as before:
        forgetting.forget(today + 2 * DAY, using="default")
        assert before.read().strip(b"\0") == b""  # what it said before is overwritten too
    assert old not in file.read_text()
    assert tomorrow in file.read_text()
    assert not ReadSalt.objects.filter(day=today).exists()
    assert [path.name for path in folder.iterdir() if "salt" in path.name] == ["salts.json"]


@pytest.mark.parametrize("rubbish", [b"", b"{", b"[]", b'{"2026-11-20": "xyz"}', b"\xff\0"])
def test_a_file_of_salts_that_cannot_be_read_is_made_anew(road, folder, rubbish):
    read(road, 1)
    secret = salts.salt_of(NOON.date()).secret
    (folder / "salts.json").write_bytes(rubbish)
    salts.forget()
    assert salts.salt_of(NOON.date()).secret == secret
    salts.fetch_ahead(NOON.date(), using="default")
    assert secret.hex() in (folder / "salts.json").read_text()


def test_a_database_put_back_without_todays_salt_gets_the_one_everybody_works_with(road):
    salts.fetch_ahead(NOON.date(), using="default")
    mine = salts.salt_of(NOON.date()).secret
    ReadSalt.objects.all().delete()
    salts.fetch_ahead(NOON.date(), using="default")
    assert bytes(ReadSalt.objects.get(day=NOON.date()).salt) == mine


def test_run_due_applies_what_no_server_has_applied(road):
    with time_machine.travel(NOON, tick=False):
        read(road, 1)
        said = StringIO()
        call_command("run_due", stdout=said)
        assert said.getvalue().strip().endswith("Visits applied: 1.")
        with connection.execute_wrapper(Refuse(road.pk)):
            call_command("run_due", stdout=StringIO())
    assert counted(road) == 1


def test_run_due_fails_and_keeps_the_visits_when_the_database_cannot_take_them(road, folder):
    with time_machine.travel(NOON, tick=False):
        read(road, 1)
        folder.rename(folder.with_name("elsewhere"))
        folder.mkdir()
        (folder / "applier.lock").mkdir()
        complaints = StringIO()
        with pytest.raises(CommandError, match="reads"):
            call_command("run_due", stdout=StringIO(), stderr=complaints)
    assert "was not applied" in complaints.getvalue()


def test_only_one_process_of_a_machine_applies(road, folder):
    read(road, 1)
    holder = applying.Applier(folder, using="default")
    assert holder.is_mine() is True
    assert apply() == Applied()
    assert holder.apply(now=NOON) == Applied(records=1, reads=1)
    read(road, 2)
    holder.let_go()
    assert apply() == Applied(records=1, reads=1)
