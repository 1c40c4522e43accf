"""How the page of a story reports that it was shown, where its script does that."""

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import ngettext

from articles.models import Article
from articles.readership.counting import works_here

register = template.Library()

_MANY = 2


@register.simple_tag(takes_context=True)
def report_read(context: dict, article: Article) -> str:
    """Write the script that reports the read, and in its stead a picture where no script runs.

    Who works here gets neither; the script sends no cookie by which he would be known. Where the
    page counts itself there is no need of the picture.
    """
    mode = settings.READS_MODE
    request = context.get("request")
    if mode == "server" or request is None or works_here(request):
        return ""
    words = {"one": _words(1).replace("#", "1"), "many": _words(_MANY)}
    reporting = {"article": article, "has_picture": mode == "beacon", **words}
    return render_to_string("articles/_report.html", reporting)


def _words(reads: int) -> str:
    return ngettext("Read %(number)s time", "Read %(number)s times", reads) % {"number": "#"}
