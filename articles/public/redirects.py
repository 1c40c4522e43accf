"""Old and mistyped addresses lead to the right one."""

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.editorial.former_addresses import Named, now_called
from articles.models import Article, Tag
from articles.public.lists import LAST_PAGE_DIGITS


@require_safe
def with_slash(request: HttpRequest) -> HttpResponsePermanentRedirect:
    """Send a reader who left out the slash at the end to the address that has it."""
    return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))


def moved(
    request: HttpRequest, model: type[Named], slug: str, *, to: str = ""
) -> HttpResponsePermanentRedirect:
    """Lead from an address that a section, topic or reporter had to the one it has, or say 404.

    Browsers remember a 301 for good; asked to check it each time, one that was renamed back is
    found. A topic that only unpublished stories have is not told of, by no address.
    """
    found = now_called(model, slug)
    if found is None or (isinstance(found, Tag) and not _is_public(found)):
        raise Http404
    address = reverse(to or model._meta.model_name, args=[found.slug])
    response = HttpResponsePermanentRedirect(address + _page(request))
    response["Cache-Control"] = "no-cache"
    return response


def _is_public(tag: Tag) -> bool:
    return Article.objects.published(timezone.now()).filter(tags=tag).exists()


def _page(request: HttpRequest) -> str:
    """Return the page that was asked for, where it is a number; nothing else goes along."""
    page = request.GET.get("page", "")
    return (
        f"?page={page}"
        if page.isascii() and page.isdigit() and len(page) <= LAST_PAGE_DIGITS
        else ""
    )
