"""Where the script of a story's page reports that it was shown, and the picture for those without.

No cookie and no authority is needed to report, so there is nothing a forged form could misuse; who
can forge headers could ask for the page as well. What bounds it are the window and the caps.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from articles.readership import reporting
from articles.readership.reporting import Outcome

TRY_AGAIN = "5"  # seconds; the script does, once
# The smallest picture there is, and nobody sees it: one transparent point.
GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00"
    b",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


@csrf_exempt
@require_POST
def report(request: HttpRequest, id: int) -> HttpResponse:
    """Count a read that was reported, and say how often the story was read, if it counted."""
    answer = reporting.report(request, id, now=timezone.now())
    if answer.outcome == Outcome.COUNTED:
        return _kept_by_nobody(JsonResponse({"reads": answer.reads}))
    if answer.outcome == Outcome.NOT_COUNTED:
        return _kept_by_nobody(HttpResponse(status=204))
    return _not_kept()


@require_safe
def picture(request: HttpRequest, id: int) -> HttpResponse:
    """Count a read where no script runs, and send a picture that nobody sees."""
    if request.method == "GET":
        answer = reporting.report(request, id, now=timezone.now(), at_once=False)
        if answer.outcome == Outcome.NOT_KEPT:
            return _not_kept()
    return _kept_by_nobody(HttpResponse(GIF, content_type="image/gif"))


def _not_kept() -> HttpResponse:
    response = HttpResponse(status=503)
    response["Retry-After"] = TRY_AGAIN
    return _kept_by_nobody(response)


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
