"""A minute without the database, a database that is killed, a disk that is full: no read is lost.

The minute is a real one (`tests.minute_away`). It begins with the first test of the group, and most
of it passes while the others do their work.
"""

import json
import resource
import secrets
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from tests import telltale
from tests.conftest import PHONE
from tests.database import WANTED
from tests.minute_away import AWAY_SECONDS, GROUP
from tests.running_site import RunningSite
from tests.site_readers import (
    Statuses,
    a_story,
    asked,
    assert_nothing_acknowledged_was_lost,
    connected,
    constant_readers,
    counted,
    journal_of,
    more_readers,
    read,
    stranger,
    wait_until,
)
from tests.traces import files_below, found_in, spellings

pytestmark = [pytest.mark.server, GROUP]

RECORD = 64
PLANTED = "198.51.100.23"  # somebody writes it down, so it must be found


@pytest.fixture(scope="module", autouse=True)
def _begun(minute, suffering_site):
    yield
    suffering_site.stop()


@contextmanager
def full_disk(site, at: int) -> Iterator[None]:
    """Let no file that the site writes grow beyond so many bytes: its log and SQLite neither."""
    usual = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in site.worker_pids()}
    for pid, (_soft, hard) in usual.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (at, hard))
    yield
    for pid, limits in usual.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


def turned_away(site, kind: str) -> int:
    question = f"SELECT COALESCE(SUM(times), 0) FROM articles_readreceipt WHERE kind = '{kind}'"
    return int(asked(site, question)[0][0])


def test_a_full_disk_acknowledges_nothing_it_does_not_keep_and_counting_goes_on():
    env = {"TRUSTED_PROXIES": "127.0.0.1", "READS_MODE": "both"}
    with RunningSite(env=env) as site:
        story = a_story(site)
        report = f"/baca/{story.split('/')[2]}/"

        def reported() -> int:
            """Let a script report that somebody new reads, as the page told it to."""
            headers = {"User_Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Firefox/127.0"}
            return site.post(report, {}, X_Forwarded_For=stranger(), **headers).status

        assert [read(site, story, stranger()) for _ in range(20)] == [200] * 20
        assert counted(site, story=story)[0] == 20
        [segment] = journal_of(site).glob("*.open")
        whole = segment.stat().st_size
        with full_disk(site, at=whole + 36):
            pages = [read(site, story, stranger()) for _ in range(10)]
            reports = [reported() for _ in range(10)]
        assert pages == [200] * 10  # a page does not fail because it is not counted
        assert reports == [503] * 10
        # The first of them found room for a part of itself.
        assert segment.stat().st_size == whole + 36
        again = [reported() for _ in range(10)], [read(site, story, stranger()) for _ in range(10)]
        assert again == ([200] * 10, [200] * 10)
        assert (segment.stat().st_size - whole - 36) % RECORD == 0
        assert counted(site, story=story)[0] == 40
        wait_until(lambda: turned_away(site, "not_kept") == 20)
        assert turned_away(site, "damaged") == 1
        assert "add up" in site.manage("check_reads")


def test_two_servers_that_reload_and_stop_while_people_read_come_to_the_exact_sum():
    with ExitStack() as sites:
        first = sites.enter_context(RunningSite(env={"TRUSTED_PROXIES": "127.0.0.1"}))
        shared = {"TRUSTED_PROXIES": "127.0.0.1", "DATABASE_URL": first.database_url}
        second = sites.enter_context(RunningSite(env=shared | {"HOST_ID": "web-2"}))
        story, statuses = a_story(first), Statuses()
        with constant_readers(first, story) as here, constant_readers(second, story) as there:
            more_readers(here)
            before = set(first.worker_pids())
            first.server.send_signal(signal.SIGHUP)
            wait_until(lambda: before.isdisjoint(first.worker_pids()))
            more_readers(here)
            more_readers(there)
            second.stop()
            more_readers(here)
        for answers in (here, there):
            statuses += answers
        assert min(here.count(200), there.count(200)) > 40
        assert None in there  # nobody is there any more
        second.manage("run_due")  # what its last process left waits in its own folder
        wait_until(lambda: counted(first, second, story=story))
        assert journal_of(first) != journal_of(second)
        assert_nothing_acknowledged_was_lost(first, story, statuses)


def test_what_is_answered_in_a_minute_without_the_database_is_counted(suffering_site, minute):
    (story, statuses, lasted), site = minute.result(), suffering_site
    assert lasted >= AWAY_SECONDS
    assert statuses.count(200) > 200
    assert_nothing_acknowledged_was_lost(site, story, statuses)
    assert "waits on disk" in site.log
    assert "is applied again" in site.log


@pytest.mark.skipif(WANTED == "sqlite", reason="an SQLite database has no server to kill")
def test_a_killed_postgresql_loses_no_acknowledged_read(suffering_site, own_database, minute):
    minute.result()
    site, story = suffering_site, a_story(suffering_site)
    with constant_readers(site, story) as statuses:
        for _ in range(2):
            more_readers(statuses, 60)
            assert own_database.kill() > 1
            more_readers(statuses)
            own_database.start()
            more_readers(statuses)
        wait_until(lambda: statuses[-20:] == [200] * 20)
    assert_nothing_acknowledged_was_lost(site, story, statuses)


def test_a_forgotten_salt_is_in_no_file_of_a_running_site(suffering_site, own_database, minute):
    """PostgreSQL's journal excepted, which it overwrites in its own time."""
    minute.result()
    site, salt = suffering_site, secrets.token_bytes(32)
    literal = f"'\\x{salt.hex()}'" if own_database else f"X'{salt.hex()}'"

    def where() -> list[Path]:
        if own_database:
            own_database.execute("CHECKPOINT")
        folders = [site.folder] + ([own_database.folder] if own_database else [])
        spellings = (salt, salt.hex().encode())
        return [
            path
            for path, content in files_below(*folders).items()
            if path.parent.name != "pg_wal" and any(one in content for one in spellings)
        ]

    def is_gone() -> bool:
        site.manage("purge_visitors")  # which says so when somebody was still reading
        return not where()

    with closing(connected(site)) as connection:
        row = f"INSERT INTO articles_readsalt (day, salt) VALUES ('2020-01-01', {literal})"
        connection.cursor().execute(row)
        connection.commit()
    assert where()
    wait_until(is_gone)
    assert asked(site, "SELECT COUNT(*) FROM articles_readsalt") >= [(2,)]


def dumps(site, database) -> dict[str, bytes]:
    """Return what a backup would hold, as the database's own tool and as Django writes it."""
    written = {"dumpdata": site.manage("dumpdata").encode()}
    if database:
        command = [str(database.programs / "pg_dump"), "--dbname", database.url]
        written["pg_dump"] = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    else:
        with connected(site) as connection:
            written["dump"] = "\n".join(connection.iterdump()).encode()
        connection.close()
    return written


def test_after_all_this_no_file_log_or_dump_knows_who_read(suffering_site, own_database, minute):
    """What nginx writes down is searched in test_nginx_callers."""
    minute.result()
    site, database, story = suffering_site, own_database, a_story(suffering_site)
    statuses = telltale.read_at_every_door(site, story)
    assert statuses >= {200, 204, 301, 302, 400, 403, 404, 405}
    assert statuses & {500, 503}
    # Somebody writes an address into a story, and asks for one that is not there.
    site.python(
        "from articles.models import Article\n"
        f"Article.objects.update(summary='Dihubungi dari {PLANTED}.')"
    )
    site.get(f"/{PLANTED}/")
    wait_until(lambda: counted(site, story=story)[0] == 3)
    wait_until(lambda: turned_away(site, "robot"))
    if database:
        database.execute("CHECKPOINT")

    folders = [site.folder] + ([database.folder] if database else [])
    kept = {str(path): content for path, content in files_below(*folders).items()}
    kept |= dumps(site, database)
    assert_all_is_searched(kept, site, database)

    secret = site.environment["SECRET_KEY"]
    wanted = set().union(*(spellings(text, secret) for text in telltale.SECRETS))
    wanted |= {network.encode() for network in telltale.NETWORKS}
    wanted |= spellings(PHONE, secret) | {b"sm-a135f"}  # all who read while things broke
    assert {name: traces for name in kept if (traces := found_in(kept[name], wanted))} == {}


def assert_all_is_searched(kept: dict[str, bytes], site, database) -> None:
    """See that the search finds what is there, in every kind of place."""
    planted = {name for name in kept if found_in(kept[name], [PLANTED.encode()])}
    logs = {str(site.log_path)}
    if database:
        tables = {name for name in kept if "/base/" in name} & planted
        journals = {name for name in kept if "/pg_wal/" in name} & planted
        assert tables
        assert journals
        assert {"pg_dump", "dumpdata"} <= planted
    else:
        path = str(site.folder / "newsroom.sqlite3")
        assert planted & {path, f"{path}-wal"}
        assert {"dump", "dumpdata"} <= planted
        assert {path, f"{path}-wal"} <= set(kept)
    assert logs <= planted
    visits = [kept[str(path)] for path in journal_of(site).glob("*.open")]
    assert visits
    assert all(found_in(content, [b"baca"]) for content in visits)
    assert json.loads(kept["dumpdata"])
