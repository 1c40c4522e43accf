"""The page of a story's PDF files: adding one, removing one, reading them before readers can."""

from django import forms
from django.contrib import admin, messages
from django.db import OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.version_pages import whole_number
from articles.editorial import attachments, workflow
from articles.editorial.refusals import record_refusal
from articles.editorial.rules import PUBLISHED, Refused, check, place_of, verbs_open_to
from articles.editorial.steps import Outdated
from articles.editorial.updating import UPDATE
from articles.models import Article, Attachment
from articles.pictures import papers
from articles.public.attachments import sent


class FileForm(forms.Form):
    """A file and what readers are told it is."""

    title = forms.CharField(
        label=gettext_lazy("name for readers"),
        required=False,
        help_text=gettext_lazy("Such as: Siaran pers nomor 12, Pengumuman seleksi."),
    )
    file = forms.FileField(
        label=gettext_lazy("PDF file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )


def attachments_page(request: HttpRequest, article: Article) -> HttpResponseBase:
    """Show the files of a story, send one of them, or change the list and say so."""
    if request.method != "POST":
        key = request.GET.get("berkas")
        return (
            _page(request, article, FileForm(label_suffix=""))
            if key is None
            else _file(article, key)
        )
    form = FileForm(request.POST, request.FILES, label_suffix="")
    if not form.is_valid():
        return _page(request, article, form)
    try:
        _change(request, article, form)
    except papers.PaperRefused as refused:
        form.add_error("file", str(refused))
        return _page(request, article, form)
    except Outdated as refusal:
        record_refusal(refusal, by=request.user, article=article)
        return _page(request, refusal.current, form, refusal.sentence, status=409)
    except Refused as refusal:
        record_refusal(refusal, by=request.user, article=article)
        return _page(request, article, form, refusal.sentence, status=409)
    except OperationalError:
        sentence = _("The database is busy. Nothing is saved yet; save it again.")
        return _page(request, article, form, sentence, status=503)
    return HttpResponseRedirect(reverse("admin:articles_article_attachments", args=[article.pk]))


def _change(request: HttpRequest, article: Article, form: FileForm) -> None:
    verb = _verb(article)
    check(verb, article, by=request.user, now=timezone.now())  # before a file is taken in
    if key := request.POST.get("_remove"):
        _store(request, article, attachments.without_file(article, key))
        messages.success(request, _("The attachment is taken off the story."))
        return
    upload = form.cleaned_data["file"]
    if upload is None:
        raise papers.PaperRefused(_("Choose a PDF file."))
    attachments.with_file(article, Attachment(size=1), title=form.cleaned_data["title"])
    stored = papers.accept(upload, article=article, by=request.user, now=timezone.now())
    try:
        _store(
            request,
            article,
            attachments.with_file(article, stored, title=form.cleaned_data["title"]),
        )
    except Exception:
        stored.delete()
        papers.discard(stored)
        raise
    messages.success(request, _("The attachment belongs to the story now."))


def _store(request: HttpRequest, article: Article, listed: list[dict]) -> None:
    """Write the list as one change of the story; what readers see changes by an update."""
    seen = whole_number(request.POST.get("version", ""))
    fields = {"attachments": listed}
    with transaction.atomic():
        if _verb(article) == "update":
            workflow.update(article, by=request.user, seen=seen, kind=UPDATE, fields=fields)
        else:
            workflow.edit(article, by=request.user, seen=seen, fields=fields)


def _verb(article: Article) -> str:
    return "update" if place_of(article, timezone.now()) == PUBLISHED else "edit"


def _file(article: Article, key: str) -> HttpResponseBase:
    """Send a file of this story to whoever may open the story."""
    if not any(line["key"] == key for line in article.attachments):
        raise Http404
    found = Attachment.objects.filter(key=key, article=article).first()
    if found is None:
        raise Http404
    response = sent(found, article)
    response["Cache-Control"] = "private, no-store"
    return response


def _page(
    request: HttpRequest, article: Article, form: FileForm, sentence: str = "", *, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    context = {
        **admin.site.each_context(request),
        "title": _("PDF attachments"),
        "subtitle": article.title,
        "article": article,
        "opts": Article._meta,
        "form": form,
        "sentence": sentence,
        "limit": papers.MAX_BYTES // 1024**2,
        "is_public": article.is_public(now),
        "can_change": _verb(article) in verbs_open_to(request.user, article, now=now),
    }
    template = "admin/articles/article/attachments.html"
    return TemplateResponse(request, template, context, status=status)
