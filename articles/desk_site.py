"""The desk itself: its name, its front page, and what every page of it is guarded by.

It imports no admin module: those import `admin.site`, which is an instance of this class.
"""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.refused_pages import note_refused_page
from articles.overview import home
from articles.overview.calendar import calendar
from articles.overview.monthly import monthly_report, printed_report, report_table
from articles.overview.numbers import (
    first_days,
    most_read_stories,
    numbers,
    turned_away,
    whole_ledger,
)
from articles.overview.schedule import schedule

_LARGEST_ID = 2**63 - 1
_METHODS = ("GET", "HEAD", "POST")
ENTER = "enter"  # as the log calls it when an account without a role sends a form

audit.name_actions({ENTER: gettext_lazy("enter the desk")})

_MENU = (
    ("articles.view_article", "admin:articles_article_changelist", gettext_lazy("Stories")),
    ("articles.view_article", "admin:calendar", gettext_lazy("Calendar")),
    ("articles.view_article", "admin:numbers", gettext_lazy("Readers in numbers")),
    ("articles.add_leadstory", "admin:articles_leadstory_changelist", gettext_lazy("Lead story")),
    (
        "articles.change_banner",
        "admin:articles_banner_changelist",
        gettext_lazy("Urgent information"),
    ),
    ("articles.add_category", "admin:articles_category_changelist", gettext_lazy("Categories")),
    ("articles.add_tag", "admin:articles_tag_changelist", gettext_lazy("Tags")),
    ("articles.add_reporter", "admin:articles_reporter_changelist", gettext_lazy("Reporters")),
    (
        "articles.view_missingaddress",
        "admin:articles_missingaddress_changelist",
        gettext_lazy("Missing addresses"),
    ),
    (
        "articles.view_searchmiss",
        "admin:articles_searchmiss_changelist",
        gettext_lazy("Searches without result"),
    ),
    (
        "articles.view_legacyurl",
        "admin:articles_legacyurl_changelist",
        gettext_lazy("Old addresses"),
    ),
    ("articles.view_page", "admin:articles_page_changelist", gettext_lazy("Standing pages")),
    (
        "articles.view_desktemplate",
        "admin:articles_desktemplate_changelist",
        gettext_lazy("Desk templates"),
    ),
    (
        "articles.view_checklistpoint",
        "admin:articles_checklistpoint_changelist",
        gettext_lazy("Checklist"),
    ),
    ("articles.view_official", "admin:articles_official_changelist", gettext_lazy("Officials")),
    (
        "articles.change_sitesettings",
        "admin:articles_sitesettings_changelist",
        gettext_lazy("Site settings"),
    ),
    ("accounts.view_auditentry", "admin:articles_article_leavers", gettext_lazy("Hand over")),
    ("accounts.add_user", "admin:accounts_user_changelist", gettext_lazy("Accounts")),
    ("accounts.view_auditentry", "admin:accounts_auditentry_changelist", gettext_lazy("Log")),
)
# What everybody needs every day stands in the bar; the rest unfolds from it.
_ALWAYS = ("admin:articles_article_changelist", "admin:calendar")
_NUMBERS = (
    ("", numbers, "numbers"),
    ("stories/", most_read_stories, "most_read_stories"),
    ("first-day/", first_days, "first_days"),
    ("turned-away/", turned_away, "turned_away"),
    ("ledger/", whole_ledger, "whole_ledger"),
    ("monthly/", monthly_report, "monthly_report"),
    ("monthly/print/", printed_report, "printed_report"),
    ("monthly/table/", report_table, "report_table"),
)


class DeskSite(admin.AdminSite):
    site_title = gettext_lazy("Newsroom")
    site_header = gettext_lazy("Newsroom")
    index_title = gettext_lazy("The desk")
    enable_nav_sidebar = False
    index_template = "admin/desk.html"

    def get_urls(self) -> list:
        """Add the calendar, the schedule and the numbers of readers; leave out the page that makes
        an address of a row's number: its slug tells hidden titles."""
        rest = [page for page in super().get_urls() if getattr(page, "name", "") != "view_on_site"]
        guard = self.admin_view
        return [
            path("calendar/", guard(calendar), name="calendar"),
            path("calendar/<int:year>/<int:month>/", guard(calendar), name="calendar_month"),
            path("schedule/", guard(schedule), name="schedule"),
            *(path(f"numbers/{route}", guard(view), name=name) for route, view, name in _NUMBERS),
            *rest,
        ]

    def admin_view(self, view, cacheable=False):
        """Guard a page as Django does, without losing a text or stumbling over a row's number."""
        guarded = super().admin_view(view, cacheable)

        def desk_view(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.method not in _METHODS:  # Django would answer as if it were a GET
                return HttpResponseNotAllowed(_METHODS)
            request.GET = _without_empty_field(request.GET)
            if request.method == "POST":
                _note_whom_it_is_closed_to(request)
                if _is_writing(request) and not self.has_permission(request):
                    return self._signed_out(request)
                _keep_numbers(request)
            try:
                return guarded(request, *args, **kwargs)
            except PermissionDenied:
                note_refused_page(request)
                raise

        # `guarded` bears what Django reads from a view, csrf exemption included.
        desk_view.__dict__.update(guarded.__dict__)
        return desk_view

    def _signed_out(self, request: HttpRequest) -> HttpResponse:
        """Give a text back to somebody whose session ended while he wrote it."""
        context = {**self.each_context(request), "title": _("Sign in again")}
        response = TemplateResponse(request, "admin/signed_out.html", context, status=403)
        response["Cache-Control"] = "private, no-store"
        return response

    def each_context(self, request: HttpRequest) -> dict:
        return {**super().each_context(request), "desk_menu": _menu(request)}

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().index(request, {**(extra_context or {}), **home.context_of(request)})


def _note_whom_it_is_closed_to(request: HttpRequest) -> None:
    """Log a form from an account without a role: no page of the desk was drawn for it."""
    if request.user.is_authenticated and not request.user.is_staff:
        audit.record(ENTER, by=request.user, refused=True)


def _is_writing(request: HttpRequest) -> bool:
    """Whether a text is being sent; nothing else takes long to type again."""
    lists = (f"admin:articles_{kind}_changelist" for kind in ("article", "page", "desktemplate"))
    return request.path.startswith(tuple(map(reverse, lists))) and bool(
        request.POST.get("title") or request.POST.get("body")
    )


def _without_empty_field(query: QueryDict) -> QueryDict:
    """Drop a `_to_field` that names no field; Django would answer it with a 500."""
    if query.get("_to_field", "x"):
        return query
    query = query.copy()
    del query["_to_field"]
    return query


def _keep_numbers(request: HttpRequest) -> None:
    """Drop selected rows that are no number a row can have; Django would answer them with a 500."""
    if "_selected_action" not in request.POST:
        return
    chosen = request.POST.getlist("_selected_action")
    real = [v for v in chosen if v.isascii() and v.isdigit() and len(v) < 20]
    data = request.POST.copy()
    data.setlist("_selected_action", [v for v in real if int(v) <= _LARGEST_ID])
    request.POST = data


def _menu(request: HttpRequest) -> list[dict]:
    entries = []
    for permission, name, label in _MENU:
        if not request.user.is_authenticated or not request.user.has_perm(permission):
            continue
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        here = request.path.startswith(address)
        entry = {"address": address, "label": label, "here": here, "always": name in _ALWAYS}
        entries.append(entry)
    return entries
