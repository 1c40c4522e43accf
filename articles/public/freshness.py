"""Since when a page for readers is as it is, and answering a browser that has it already.

The ETag is of the exact page, its numbers included. Last-Modified is the last moment at which
something in the newspaper changed or appeared: reads do not move it, so that a crawler that asks
by date alone fetches a page again when there is news, not when somebody has read it.
"""

from datetime import datetime
from hashlib import sha256

from django.db.models import Subquery
from django.db.models.query import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from articles.models import Article, Banner, Edition, LeadStory
from articles.models.edition import THE_ROW


def changed_at(now: datetime) -> datetime:
    """Return when readers' pages last changed, by somebody's hand or by the clock; one query.

    By the clock a story appears, a banner or a lead story begins or ends, and the day in the head
    of each page turns.
    """
    moments = {"appeared": _latest(Article.objects.published(now), "published_at", now)}
    for name, model in (("banner", Banner), ("lead", LeadStory)):
        for edge in ("starts_at", "ends_at"):
            moments[f"{name}_{edge}"] = _latest(model.objects.all(), edge, now)
    row = Edition.objects.filter(pk=THE_ROW).values_list("changed_at", *moments.values()).first()
    if row is None:  # nothing was ever published by a verb: there is no date to rely on
        return now
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return max([midnight, *(moment for moment in row if moment is not None)])


def _latest(rows: QuerySet, column: str, now: datetime) -> Subquery:
    begun = rows.filter(**{f"{column}__lte": now}).order_by(f"-{column}")
    return Subquery(begun.values(column)[:1])


def unless_unchanged(request: HttpRequest, response: HttpResponse, now: datetime) -> HttpResponse:
    """Return the answer with its ETag and date, or 304 where the browser has the same already."""
    if response.status_code != 200:
        return response
    response["ETag"] = etag = quote_etag(sha256(response.content).hexdigest()[:32])
    seconds = int(changed_at(now).timestamp())
    response["Last-Modified"] = http_date(seconds)
    return get_conditional_response(request, etag, seconds, response)
