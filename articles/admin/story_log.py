"""The part of the log that is about one story, refusals included, for those who read the log."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.audit import name_of_action
from accounts.models import AuditEntry
from articles.models import Article

MOST = 50  # on the story's page; the log itself has all of them
_READ_THE_LOG = "accounts.view_auditentry"


def log_of(request: HttpRequest, article: Article) -> dict:
    """Return the newest entries about a story, and whether there are more; {} for everybody else.

    A refusal may name what a colleague tried; who only writes stories has no business with it.
    """
    if not request.user.has_perm(_READ_THE_LOG):
        return {}
    rows = AuditEntry.objects.filter(target_type="article", target_id=str(article.pk))
    found = list(rows.order_by("-at", "-id")[: MOST + 1])
    return {"rows": [_row(entry) for entry in found[:MOST]], "has_more": len(found) > MOST}


def _row(entry: AuditEntry) -> dict:
    name = name_of_action(entry.action)
    return {
        "at": entry.at,
        "who": entry.actor_name or "–",
        "what": _("%(action)s (refused)") % {"action": name} if entry.refused else name,
        "is_refused": entry.refused,
        "detail": entry.detail,
    }
