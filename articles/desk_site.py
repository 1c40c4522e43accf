"""The desk itself: its name, its front page, and what every page of it is guarded by.

It imports no admin module: those import `admin.site`, which is an instance of this class.
"""

from datetime import datetime

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from articles.models import Article
from articles.models.article import STATE_NAMES, Status

_MOST = 20  # stories in one block of the front page
_LARGEST_ID = 2**63 - 1
_METHODS = ("GET", "HEAD", "POST")

_MENU = (
    ("articles.view_article", "admin:articles_article_changelist", gettext_lazy("Stories")),
    ("articles.add_category", "admin:articles_category_changelist", gettext_lazy("Categories")),
    ("articles.add_tag", "admin:articles_tag_changelist", gettext_lazy("Tags")),
    ("articles.add_reporter", "admin:articles_reporter_changelist", gettext_lazy("Reporters")),
    ("articles.view_page", "admin:articles_page_changelist", gettext_lazy("Standing pages")),
    (
        "articles.view_checklistpoint",
        "admin:articles_checklistpoint_changelist",
        gettext_lazy("Checklist"),
    ),
    ("articles.view_official", "admin:articles_official_changelist", gettext_lazy("Officials")),
    ("accounts.add_user", "admin:accounts_user_changelist", gettext_lazy("Accounts")),
    ("accounts.view_auditentry", "admin:accounts_auditentry_changelist", gettext_lazy("Log")),
)


class DeskSite(admin.AdminSite):
    site_title = gettext_lazy("Newsroom")
    site_header = gettext_lazy("Newsroom")
    index_title = gettext_lazy("The desk")
    enable_nav_sidebar = False
    index_template = "admin/desk.html"

    def get_urls(self) -> list:
        """Leave out the page that turns a number into an address: its slug tells hidden titles."""
        return [page for page in super().get_urls() if getattr(page, "name", "") != "view_on_site"]

    def admin_view(self, view, cacheable=False):
        """Guard a page as Django does, without losing a text or stumbling over a row's number."""
        guarded = super().admin_view(view, cacheable)

        def desk_view(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.method not in _METHODS:  # Django would answer as if it were a GET
                return HttpResponseNotAllowed(_METHODS)
            request.GET = _without_empty_field(request.GET)
            if request.method == "POST":
                if _is_writing(request) and not self.has_permission(request):
                    return self._signed_out(request)
                _keep_numbers(request)
            return guarded(request, *args, **kwargs)

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
        blocks = {"blocks": _blocks(request.user)}
        return super().index(request, {**(extra_context or {}), **blocks})


def _is_writing(request: HttpRequest) -> bool:
    """Whether a story or a standing page is being sent; nothing else takes long to type again."""
    lists = ("admin:articles_article_changelist", "admin:articles_page_changelist")
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
        entries.append({"address": address, "label": label, "here": here})
    return entries


def _blocks(user: User) -> list[dict]:
    """Return what waits for this person, each story with its state; nothing that is not open."""
    now = timezone.now()
    kept = Article.objects.open_to(user).filter(trashed_at=None)
    kept = kept.select_related("category", "created_by")
    own = kept.filter(Q(created_by=user) | Q(assigned_to=user))
    blocks = [
        _block(_("My stories"), own.order_by("-saved_at", "-id"), now, always=True),
    ]
    if user.is_at_least("editor"):
        queue = kept.filter(status=Status.IN_REVIEW).order_by("saved_at", "id")
        marked = kept.filter(marked_at__isnull=False).order_by("marked_at", "id")
        ahead = kept.filter(status=Status.PUBLISHED, published_at__gt=now)
        blocks = [
            _block(_("Waiting for review"), queue, now, always=True, state="in_review"),
            _block(_("Waiting for a second look"), marked, now),
            _block(_("Scheduled"), ahead.order_by("published_at", "id"), now, state="scheduled"),
            *blocks,
        ]
    return [block for block in blocks if block["stories"] or block["always"]]


def _block(title: str, stories: QuerySet, now: datetime, *, always=False, state="") -> dict:
    """Return one block of the front page: its first stories, and where the rest is."""
    found = list(stories[: _MOST + 1])
    listed = reverse("admin:articles_article_changelist")
    rows = [
        (story, state_of, STATE_NAMES[state_of])
        for story in found[:_MOST]
        for state_of in [story.state(now)]
    ]
    more = f"{listed}?state={state}" if state else listed
    return {
        "title": title,
        "stories": rows,
        "always": always,
        "more": more if len(found) > _MOST else "",
    }
