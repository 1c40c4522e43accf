"""What the writing page asks by itself while it is open, and how it is answered: in JSON.

The page stays where it is whatever the answer says, so none of them leads elsewhere, and nothing
is carried over a sign-in: the text is still in the page. It sends whose page it is. Somebody else
who has signed in on the same device since is told so, and nothing is saved in his name.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _


def answer(state: str, said: str = "", *, status: int = 200, **more: object) -> JsonResponse:
    """Return an answer to the page: a word for the script, and a sentence for the person."""
    return JsonResponse({"state": state, "said": said, **more}, status=status)


def for_its_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view answer only the person whose page asks, and everybody else with a reason."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method != "POST":
            response = answer("method", status=405)
            response["Allow"] = "POST"
            return response
        if not request.user.is_authenticated:
            return answer("signed_out", _("Your session has ended."), status=401)
        if not admin.site.has_permission(request):
            return answer("no_role", _("Your account has no role at the desk."), status=403)
        if request.POST.get("person", str(request.user.pk)) != str(request.user.pk):
            return answer("other_person", other_person(request), status=409)
        return view(request, *args, **kwargs)

    return guarded


def other_person(request: HttpRequest) -> str:
    """Return the sentence for somebody on whose device another person's page is still open."""
    return _(
        "You are signed in as %(name)s now, but somebody else opened this page."
        " Nothing is saved in your name; the text stays on this device for whoever wrote it."
    ) % {"name": request.user}
