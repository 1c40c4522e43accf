"""The preview at the desk: a story as readers will see it, at the width of a phone or a desktop.

The readers' page stands whole in a frame of this page (`srcdoc`), so there is no second address
that could be guessed, kept or indexed. The frame is sandboxed: it runs nothing, and its links open
windows of their own. Both widths work without a script.
"""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.sheet import Sheet
from articles.admin.typed_proof import typed_proof
from articles.models import Article
from articles.public.proofs import page_for_the_desk

PHONE, DESKTOP = 390, 1280


def preview_page(request: HttpRequest, article: Article | None) -> HttpResponse:
    """Show what was typed, or on GET what is stored. Nothing is saved and nothing is counted."""
    now = timezone.now()
    sheet = Sheet.of(request, article, now)
    typed = typed_proof(sheet)
    is_typed = sheet.data is not None and sheet.can_write
    context = {
        **admin.site.each_context(request),
        "title": _("Preview"),
        "subtitle": typed.proof.article.title,
        "article": article,
        "opts": Article._meta,
        "is_popup": True,  # the desk's own frame stays away: what matters is in the other one
        "is_typed": is_typed,
        "is_public": article is not None and article.is_public(now),
        "remarks": typed.remarks,
        "page": page_for_the_desk(request, typed.proof, now=now),
        "widths": [(PHONE, _("Phone")), (DESKTOP, _("Desktop"))],
    }
    response = TemplateResponse(request, "admin/articles/article/preview.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
