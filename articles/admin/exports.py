"""The list of stories as a table to take along: what the list shows to this person, and no more."""

from collections.abc import Callable, Iterator

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from accounts import audit
from accounts.csv_files import csv_answer
from articles.models import Article
from articles.models.article import STATE_NAMES
from articles.readership.totals import reads_of

audit.name_actions({"stories_exported": _lazy("list of stories exported")})

MOST = 20_000  # stories in one table; whoever needs more narrows the list
_AT_ONCE = 200
_MOST_TICKED = 500  # a page of the list has fifty
_HEADING = (
    "title", "state", "category", "created_by", "assigned_to", "due_date", "bylines",
    "published_by", "published_at", "updated_at", "saved_at", "version", "reads", "address",
)  # fmt: skip


class Exports:
    """The part of `ArticleAdmin` that sends its list as a table."""

    def export_urls(self, guard: Callable) -> list[URLPattern]:
        post = require_http_methods(["POST"])(self.export_view)
        return [path("export/", guard(post), name="articles_article_export")]

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """Send the stories ticked in the list, or all of it as it is narrowed by the address.

        The log notes it.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            listed = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            messages.warning(request, _("The list cannot be narrowed like that."))
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        if ticked := request.POST.getlist("_selected_action"):  # numbers: `DeskSite` saw to it
            listed = listed.filter(pk__in=ticked[:_MOST_TICKED])
        ids = list(listed.values_list("pk", flat=True)[:MOST])
        asked = request.GET.urlencode()[:200]
        audit.record("stories_exported", by=request.user, detail=f"{len(ids)} {asked}".strip())
        names = {state: str(name) for state, name in STATE_NAMES.items()}
        return csv_answer(f"berita-{localtime():%Y-%m-%d}", _HEADING, _rows(ids, names))


def _rows(ids: list[int], names: dict[str, str]) -> Iterator[tuple]:
    now = timezone.now()
    people = ("category", "created_by", "assigned_to", "published_by")
    stories = Article.objects.select_related(*people).prefetch_related("bylines__reporter")
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        found = {story.pk: story for story in stories.defer("body").filter(pk__in=some)}
        reads = reads_of(some)
        for number in some:
            if number in found:
                yield _row(found[number], names, reads.get(number, 0), now)


def _row(story: Article, names: dict[str, str], reads: int, now) -> tuple:
    moments = (story.published_at, story.updated_at, story.saved_at)
    return (
        story.title,
        names[story.state(now)],
        story.category,
        story.created_by,
        story.assigned_to,
        story.due_date,
        "; ".join(byline.reporter.name for byline in story.bylines.all()),
        story.published_by,
        *(localtime(moment).isoformat(timespec="minutes") if moment else "" for moment in moments),
        story.version,
        reads,
        story.get_absolute_url() if story.is_public(now) else "",
    )
