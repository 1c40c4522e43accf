"""What will appear by itself, day by day."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.editorial import queues
from articles.models import Article
from articles.overview.rows import rows_of
from articles.readership.days import day_of

SHOWN = 100  # beyond these the list of all stories goes on, page by page


@require_safe
def schedule(request: HttpRequest) -> HttpResponse:
    """Show the scheduled stories that this person may open, the next one first."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    now = timezone.now()
    stories = queues.queue(request.user, "scheduled", now)
    ids = list(stories.values_list("pk", flat=True)[: queues.MOST + 1])
    found = rows_of(ids[:SHOWN], now=now)
    context = {
        **admin.site.each_context(request),
        "title": _("The schedule"),
        "opts": Article._meta,
        "now": now,
        "today": day_of(now),
        "rows": [found[pk] for pk in ids[:SHOWN] if pk in found],
        "count": len(ids),
        "most": queues.MOST,
        "has_more": len(ids) > SHOWN,
    }
    return TemplateResponse(request, "admin/schedule.html", context)
