"""One address of every kind of page of the demonstration site, for tests that look at all."""

import re
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tests.running_site import RunningSite
from tests.visitor import Visitor

JAKARTA = ZoneInfo("Asia/Jakarta")

# The form alone, stories that were found, and what is said where none is.
SEARCHES = ("/cari/", "/cari/?q=warga&periode=tahun", "/cari/?q=warag")

DESK_KINDS = ("category", "tag", "reporter", "page", "desktemplate")
TOOLS = ("preview", "links", "duplicate")  # of a story


def story(site: RunningSite, state: str) -> dict:
    """Return a demonstration story in a state."""
    return next(found for found in site.demo["articles"] if found["state"] == state)


def public_pages(site: RunningSite) -> dict[str, int]:
    """Return the readers' pages and the status each must answer with."""
    pages = {
        "/": 200,
        site.demo["categories"][0]["url"]: 200,
        site.demo["reporters"][0]["url"]: 200,
        story(site, "published")["url"]: 200,
        story(site, "force_published")["url"]: 200,
        story(site, "withdrawn")["url"]: 410,
        "/tidak-ada/": 404,
        **dict.fromkeys(
            ["/arsip/", "/terpopuler/", "/ralat/", "/statistik/", *SEARCHES],
            200,
        ),
        **dict.fromkeys(_archive_of_newest(site), 200),
    }
    standing = [page["url"] for page in site.demo["pages"]]
    return pages | dict.fromkeys([*_longest_and_newest(site), *standing], 200)


def _longest_and_newest(site: RunningSite) -> list[str]:
    published = [s for s in site.demo["articles"] if s["state"] == "published"]
    longest_title = max(published, key=lambda story: len(story["title"]))
    return [longest_title["url"], _newest(site)["url"]]


def _newest(site: RunningSite) -> dict:
    published = [s for s in site.demo["articles"] if s["state"] == "published"]
    return max(published, key=lambda story: story["published_at"])


def _archive_of_newest(site: RunningSite) -> list[str]:
    at = datetime.fromisoformat(_newest(site)["published_at"]).astimezone(JAKARTA)
    return [at.strftime(f"/arsip/{form}/") for form in ("%Y", "%Y/%m", "%Y/%m/%d")]


def shared_preview(site: RunningSite) -> str:
    """Make a link to a demonstration draft and return its path, for somebody without a login."""
    editor = Visitor(site).sign_in(site.user("editor"))
    page = story(site, "draft")["admin_url"].replace("change", "links")
    assert editor.post(page, {"version": "1", "days": "7"}).status == 302
    address = re.search(r'readonly value="([^"]+)"', editor.get(page).text)[1]
    return urlsplit(address).path


def account_pages() -> list[str]:
    """Return the pages that anybody may open on the way to the desk."""
    return ["/admin/login/", "/admin/password_reset/", "/admin/password_reset/done/"]


def desk_pages(site: RunningSite) -> dict[str | None, list[str]]:
    """Return what each role may open at the desk; None is the superuser."""
    stories = {state: story(site, state)["admin_url"] for state in _states(site)}
    every_kind = [f"/admin/articles/{kind}/{page}" for kind in DESK_KINDS for page in ("", "add/")]
    rows = [f"/admin/articles/{kind}/1/change/" for kind in DESK_KINDS]
    return {
        "reporter": [
            "/admin/",
            "/admin/calendar/",
            "/admin/schedule/",
            "/admin/articles/article/",
            "/admin/articles/article/add/",
            "/admin/profile/",
            "/admin/password_change/",
        ],
        "editor": [
            "/admin/",
            "/admin/calendar/",
            "/admin/schedule/",
            "/admin/articles/article/",
            stories["published"].replace("/change/", "/history/"),
            *[stories["draft"].replace("change", page) for page in TOOLS],
            *stories.values(),
            stories["published"].replace("change", "reads"),
            *[f"/admin/numbers/{page}" for page in ("stories/?period=year", "monthly/")],
        ],
        "managing_editor": [
            stories["published"],
            *_version_pages(site),
            *every_kind,
            *rows,
            "/admin/articles/page/1/history/",
            *[f"/admin/articles/{kind}/" for kind in ("sitesettings", "banner", "leadstory")],
            *[f"/admin/articles/checklistpoint/{page}" for page in ("", "1/change/")],
            *[f"/admin/articles/official/{page}" for page in ("", "add/")],
            "/admin/articles/searchmiss/",
            "/admin/accounts/auditentry/",
            "/admin/accounts/auditentry/1/change/",
        ],
        None: [
            "/admin/",
            "/admin/accounts/user/",
            "/admin/accounts/user/add/",
            "/admin/accounts/user/1/change/",
        ],
    }


def _version_pages(site: RunningSite) -> list[str]:
    """Return the pages of a published story with two versions: compared, and one of them."""
    corrected = next(found for found in site.demo["articles"] if found["key"] == "paspor-keliling")
    history = corrected["admin_url"].replace("/change/", "/history/")
    return [f"{history}compare/?dari=1&ke=2", f"{history}1/"]


def _states(site: RunningSite) -> list[str]:
    return sorted({found["state"] for found in site.demo["articles"]})
