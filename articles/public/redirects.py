"""Old and mistyped addresses lead to the right one."""

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe


@require_safe
def with_slash(request: HttpRequest) -> HttpResponsePermanentRedirect:
    """Send a reader who left out the slash at the end to the address that has it."""
    return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
