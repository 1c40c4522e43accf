"""What the tests of the desk type into its pages, and how they read what comes back."""

import io
import re
from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.models import Article

LIST = "/admin/articles/article/"
ADD = f"{LIST}add/"


def page_of(article: Article, page: str = "change") -> str:
    return f"{LIST}{article.pk}/{page}/"


def version_of(story: Article, number: int | str) -> str:
    """Return the address of one version of a story."""
    return page_of(story, f"history/{number}")


def comparison_of(story: Article, older: object, newer: object) -> str:
    """Return the address where two versions of a story are compared."""
    return f"{page_of(story, 'history/compare')}?dari={older}&ke={newer}"


def typed(article: Article | None = None, **more) -> dict:
    """Return what the pinned fields of the form send, of a story or of an empty page."""
    if article is None:
        return {"title": "Panen raya di Karang Bahagia", "body": "Padi menguning."} | more
    names = ("title", "summary", "dateline", "body", "photo_caption", "photo_credit", "photo_alt")
    stored = {name: getattr(article, name) for name in names}
    return stored | {"category": article.category_id or "", "version": article.version} | more


def text_of(response) -> str:
    """Return the words of a page, without markup and with white space folded."""
    html = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def value_of(response, name: str) -> str:
    """Return what stands in an input or a textarea of the page."""
    html = response.content.decode()
    area = re.search(rf'<textarea name="{name}"[^>]*>\n?(.*?)</textarea>', html, re.S)
    if area:
        return unescape(area[1]).strip()
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', html)[0]
    value = re.search(r'value="([^"]*)"', tag)
    return unescape(value[1]) if value else ""


def buttons_of(response) -> dict[str, str]:
    """Return the verb buttons of a page: value → words."""
    found = re.findall(
        r'<button[^>]*name="_verb" value="(\w+)"[^>]*>(.*?)</button>', response.content.decode()
    )
    return {verb: unescape(label) for verb, label in found}


def picture(name="panen.jpg", *, size=(640, 480), form="JPEG") -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", size, (30, 120, 60)).save(data, form)
    return SimpleUploadedFile(name, data.getvalue(), content_type="image/jpeg")
