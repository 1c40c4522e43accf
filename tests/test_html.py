"""vnu, the checker of the W3C, finds no error in any page: readers', accounts', desk, errors.

Here the desk has real stories on it; every address of it is looked at in tests/test_desk_pages.py.
"""

from pathlib import Path

import pytest

from tests.html_checker import errors_in, file_name
from tests.pages import account_pages, desk_pages, public_pages, shared_preview
from tests.source import ROOT
from tests.suite import need
from tests.visitor import Visitor

pytestmark = [pytest.mark.once, pytest.mark.server]


def fetch_everything(site, folder: Path) -> None:
    """Write every page into the folder, one file each, named after who saw which address."""

    def keep(name: str, html: str) -> None:
        (folder / file_name(name)).write_text(html)

    stranger = Visitor(site)
    for path, status in public_pages(site).items():
        answer = stranger.get(path)
        assert answer.status == status, path
        keep(f"public_{path}", answer.text)
    keep("shared_preview", stranger.get(shared_preview(site)).text)
    for path in account_pages():
        keep(f"account_{path}", stranger.get(path).text)
    keep("wrong_password", stranger.post("/admin/login/", {"username": "x", "password": "y"}).text)
    refused = site.post("/admin/login/", {"username": "x"})
    assert refused.status == 403
    keep("forged_form", refused.text)
    for role, paths in desk_pages(site).items():
        somebody = Visitor(site).sign_in(site.user(role))
        for path in paths:
            answer = somebody.get(path)
            assert answer.status == 200, f"{role}: {path}"
            keep(f"{role}_{path}", answer.text)
    for name in ("500.html", "503.html"):
        keep(name, (ROOT / "templates" / name).read_text())


def test_no_page_has_an_error(demo_site, tmp_path):
    need("java", "vnu")
    fetch_everything(demo_site, tmp_path)
    assert errors_in(tmp_path) == []


def test_the_checker_would_find_one(tmp_path):
    need("java", "vnu")
    (tmp_path / "wrong.html").write_text("<!doctype html><title>x</title><p><div></p>")
    assert errors_in(tmp_path) != []
