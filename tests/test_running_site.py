"""The production-like site that other tests use: it starts, survives a crash and cleans up."""

import os
import time

import pytest

from tests.running_site import RunningSite

pytestmark = pytest.mark.server


def test_a_running_site_is_alive_and_has_its_own_empty_database(running_site):
    assert running_site.get("/livez").status == 200
    assert running_site.manage("migrate", "--check", "--verbosity", "0") == ""
    assert (
        running_site.python("from articles.models import Article; print(Article.objects.count())")
        == "0\n"
    )


def test_tests_that_share_a_site_share_a_process(request, running_site):
    if "PYTEST_XDIST_WORKER" not in os.environ:
        pytest.skip("not run: there is one process only")
    assert request.node.nodeid.endswith("@test_running_site.py")


def test_a_killed_worker_is_replaced(running_site):
    killed = running_site.kill_worker()
    deadline = time.monotonic() + 10
    while killed in running_site.worker_pids() or len(running_site.worker_pids()) < 2:
        assert time.monotonic() < deadline, "gunicorn did not replace the worker"
        time.sleep(0.05)
    assert running_site.get("/livez").status == 200


def test_two_sites_know_nothing_of_each_other_and_leave_nothing_behind(running_site):
    with RunningSite(workers=1) as other:
        assert other.database_url != running_site.database_url
        other.python("from accounts.models import User; User.objects.create_user('only-here')")
        assert (
            running_site.python("from accounts.models import User; print(User.objects.count())")
            == "0\n"
        )
    assert not other.folder.exists()
    assert other.server.poll() is not None
