"""Sends a PDF of a public story, as a file to keep; that of any other story does not exist."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article, Attachment
from articles.slugs import slugify


@require_safe
def attachment(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """Send the file while its story is public and shows it; `name` is for people only."""
    found = get_object_or_404(Attachment, key=key)
    story = get_object_or_404(Article.objects.published(timezone.now()), pk=found.article_id)
    if not any(line["key"] == key for line in story.attachments):
        raise Http404
    return sent(found, story)


def sent(found: Attachment, story: Article) -> HttpResponseBase:
    """Return the answer with the file: nothing a browser would open as a page of ours."""
    titles = {line["key"]: line["title"] for line in story.attachments}
    try:
        file = default_storage.open(found.path)
    except FileNotFoundError:
        raise Http404 from None
    name = f"{slugify(titles.get(found.key, ''), fallback='lampiran')}.pdf"
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")
    response["Content-Length"] = found.size
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-cache"  # a withdrawn story takes its files along
    return response
