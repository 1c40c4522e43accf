"""What somebody sent a moment too late is carried over the next sign-in.

A story written through a long night must not be lost because the session was over, or because he
signed in anew in another window. The form waits in the browser's session, for the same person
only, and is sent by his own click.
"""

from dataclasses import dataclass

from django.http import HttpRequest

_KEY = "carried"
_NOT_CARRIED = {"csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Carried:
    """A form that waits: where it was going, what it says, whether files have to be chosen anew."""

    path: str
    fields: list[tuple[str, str]]
    had_files: bool


def keep(request: HttpRequest, *, by: int) -> None:
    """Keep the form of this request for the account of this number, and for no other."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _NOT_CARRIED
        for value in values
    ]
    request.session[_KEY] = {
        "user": by,
        "path": request.get_full_path(),
        "fields": fields,
        "had_files": bool(request.FILES),
    }


def waiting(request: HttpRequest) -> Carried | None:
    """Return the form that waits for whoever is signed in; one of somebody else is dropped."""
    kept = request.session.get(_KEY)
    if kept is None:
        return None
    if kept["user"] != request.user.pk:
        drop(request)
        return None
    fields = [(name, value) for name, value in kept["fields"]]
    return Carried(path=kept["path"], fields=fields, had_files=kept["had_files"])


def drop(request: HttpRequest) -> None:
    """Forget the form that waited, if there is one."""
    request.session.pop(_KEY, None)


def arrives(request: HttpRequest) -> bool:
    """Say whether this request is the waiting form, sent at last."""
    kept = request.session.get(_KEY)
    return kept is not None and request.method == "POST" and kept["path"] == request.get_full_path()
