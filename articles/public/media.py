"""Serves the pictures, and nothing else that may ever lie in the media folder.

The name in the address must look like one that `articles.pictures.intake` gives: plain words and
the ending of a picture. A web server in front may take `/media/` over; it needs the same rules.
"""

import re
from pathlib import Path

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.pictures import making

TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
LONGEST_NAME = 200  # as in Photo.file; a longer one is an error to the file system
_NAME = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9_-]*/)*[A-Za-z0-9][A-Za-z0-9_-]*\.(jpe?g|png|webp)")


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send one picture. Its name is never used twice, so browsers may keep it for a year."""
    name = _NAME.fullmatch(path) if len(path) <= LONGEST_NAME else None
    file = _file_of(path) if name else None
    if name and file is None and making.make_missing(path):
        file = _file_of(path)  # an old photo is asked for in a size it did not have yet
    if file is None:
        raise Http404(_("There is no such picture."))
    request.META.pop("HTTP_ACCEPT_ENCODING", None)  # compressing a JPEG again only costs time
    stat = file.stat()
    response = _answer(request, file, size=stat.st_size, changed=int(stat.st_mtime))
    response["Content-Type"] = TYPES[name[1]]
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _file_of(path: str) -> Path | None:
    """Return the file of this name, unless it is no file or a link leads out of the folder."""
    folder = Path(default_storage.path("")).resolve()
    file = (folder / path).resolve()
    return file if file.is_file() and file.is_relative_to(folder) else None


def _answer(request: HttpRequest, file: Path, *, size: int, changed: int) -> HttpResponseBase:
    unchanged = get_conditional_response(request, last_modified=changed)
    if unchanged is not None:
        return unchanged
    response = HttpResponse() if request.method == "HEAD" else FileResponse(file.open("rb"))
    response["Content-Length"] = size
    response["Last-Modified"] = http_date(changed)
    return response
