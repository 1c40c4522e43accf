"""/livez and /readyz: what probes of load balancers and monitors are told."""

import pytest
from django.db.migrations.recorder import MigrationRecorder

ADDRESSES = ["/livez", "/readyz"]


def test_livez_touches_no_database(client):
    answer = client.get("/livez", headers={"host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_readyz_says_that_everything_is_there(client, db):
    answer = client.get("/readyz", headers={"host": "10.0.0.7:8000"})
    everything = {"status": "ok", "database": "ok", "migrations": "ok", "media": "ok"}
    assert (answer.status_code, answer.json()) == (200, everything)


def test_readyz_names_a_migration_that_was_not_run(client, db):
    MigrationRecorder.Migration.objects.filter(app="articles").order_by("-name")[0].delete()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "unavailable",
        "database": "ok",
        "migrations": "pending",
        "media": "ok",
    }


def test_readyz_names_a_folder_for_pictures_that_cannot_be_written(client, db, settings, tmp_path):
    in_the_way = tmp_path / "a-file"
    in_the_way.write_text("not a folder")
    settings.MEDIA_ROOT = in_the_way / "media"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "unavailable",
        "database": "ok",
        "migrations": "ok",
        "media": "unavailable",
    }


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_health_check_is_never_stored_and_needs_no_https(client, db, settings, address):
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_health_check_is_asked_with_get_or_head_only(client, db, address):
    assert client.head(address).status_code == 200
    refused = client.post(address)
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD")
