"""What the writing page has to know so that nothing typed into it is lost: see desk-*.js."""

from django.urls import reverse

from articles.admin.sheet import Sheet
from articles.admin.writing_words import presence_words, saved_words
from articles.editorial.open_forms import saved_by_pages_of
from articles.editorial.rules import DRAFT, place_of


def keeping_of(sheet: Sheet) -> dict:
    """Return where the page asks, what it has to say, and what has arrived of earlier pages."""
    return {
        "autosave": _autosave_address(sheet),
        "presence": _address(sheet, "presence"),
        "arrived": " ".join(f"{key}:{turn}" for key, turn in saved_by_pages_of(sheet.person)),
        # Filled with a template or an older version it holds nothing that somebody typed.
        "is_unsaved": sheet.can_write and "page_key" in (sheet.data or {}),
        "said": saved_words(sheet.article.saved_at, now=sheet.now) if sheet.article else "",
        "others": presence_words(sheet.article, by=sheet.person, now=sheet.now)
        if sheet.article
        else "",
    }


def _autosave_address(sheet: Sheet) -> str:
    """Return where this page saves by itself; nowhere when others may meet the text already."""
    if sheet.article is None:
        return reverse("admin:articles_article_begin_autosave")
    is_draft = place_of(sheet.article, sheet.now) == DRAFT
    return _address(sheet, "autosave") if is_draft and sheet.can_save else ""


def _address(sheet: Sheet, name: str) -> str:
    if sheet.article is None:
        return ""
    return reverse(f"admin:articles_article_{name}", args=[sheet.article.pk])
