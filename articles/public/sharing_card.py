"""The picture that stands for a page without a photo where it is passed on: the paper's own card.

It is drawn of the paper's name and colours, so it follows the settings of the site. A process
draws each name once.
"""

import io
from functools import lru_cache
from hashlib import sha256
from textwrap import wrap

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw, ImageFont

from articles.pictures.renditions import SHARED
from articles.public.documents import one_line
from articles.public.site import name_of_site

GREEN, WHITE, GOLD = "#0a5446", "#ffffff", "#f0b429"  # as in site.css and mark.svg
MARGIN = 96
SIZES = ((84, 22, 3), (64, 30, 4), (48, 40, 5))  # of the letters, letters a line, lines


@require_safe
def card(request: HttpRequest) -> HttpResponseBase:
    """Send the card; whoever has it asks before using his copy, for the name may change."""
    content = drawn(one_line(name_of_site()))
    etag = quote_etag(sha256(content).hexdigest()[:32])
    response = HttpResponse(content, content_type="image/jpeg")
    response["Content-Length"] = len(content)
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=3600"
    request.META.pop("HTTP_ACCEPT_ENCODING", None)  # compressing a JPEG again only costs time
    return get_conditional_response(request, etag, None, response)


@lru_cache(maxsize=4)
def drawn(name: str) -> bytes:
    """Return the card of a paper of this name as a JPEG of exactly SHARED."""
    image = Image.new("RGB", SHARED, GREEN)
    pen = ImageDraw.Draw(image)
    _draw_mark(pen)
    size, lines = _fitted(name)
    font = ImageFont.load_default(size)
    pen.multiline_text((MARGIN, 290), "\n".join(lines), WHITE, font=font, spacing=size // 4)
    pen.rectangle((0, SHARED[1] - 18, SHARED[0], SHARED[1]), fill=GOLD)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=88, optimize=True, progressive=True)
    return buffer.getvalue()


def _fitted(name: str) -> tuple[int, list[str]]:
    """Return the largest size in which the name fits, and its lines; the smallest cuts the rest."""
    for size, letters, most in SIZES:
        lines = wrap(name, letters)
        if len(lines) <= most:
            return size, lines
    return size, lines[:most]


def _draw_mark(pen: ImageDraw.ImageDraw) -> None:
    """Draw the paper's mark, a page with its picture, as in mark.svg."""
    left, top, unit = MARGIN, 96, 4
    pen.rounded_rectangle((left, top, left + 36 * unit, top + 38 * unit), 12, fill=WHITE)
    pen.rectangle((left + 20, top + 20, left + 124, top + 42), fill=GREEN)
    for row in (62, 84, 106):
        pen.rectangle((left + 20, top + row, left + 64, top + row + 9), fill=GREEN)
    pen.rectangle((left + 20, top + 128, left + 124, top + 137), fill=GREEN)
    pen.rectangle((left + 76, top + 62, left + 124, top + 115), fill=GOLD)
