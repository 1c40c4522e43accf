"""What changes on a page with every reader: numbers, and what is read most.

Where the page is rendered to be kept, these tags leave a place that is filled for each answer;
anywhere else they write what is so now. Both ways the page is the same, byte for byte.
"""

from django import template
from django.template import TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils.translation import ngettext

from articles.models import Article
from articles.templatetags.newsroom import thousands

register = template.Library()

MOST_READ = "articles/_most_read_list.html"
STATISTICS = "articles/_statistics.html"
# In the context of what {% remember %} writes: no page's own place may get into it.
REMEMBERED = "is_remembered"


@register.simple_tag(takes_context=True)
def live_statistics(context: dict) -> str:
    """Write the block of the numbers of visitors."""
    places = _places(context)
    if places:
        return places.mark("statistics")
    return render_to_string(STATISTICS, {"visitors": context.get("visitors")})


@register.simple_tag(takes_context=True)
def live_reads(context: dict, article: Article, reads: int) -> str:
    """Write how often a story was read, for programs."""
    places = _places(context)
    return places.mark_reads("reads", story=article.pk, reads=reads) if places else str(reads)


@register.simple_tag(takes_context=True)
def live_reads_sentence(context: dict, article: Article, reads: int) -> str:
    """Write how often a story was read, for people."""
    places = _places(context)
    if not places:
        return reads_sentence(reads)
    return places.mark_reads("reads_sentence", story=article.pk, reads=reads)


@register.simple_tag(takes_context=True)
def live_most_read(context: dict) -> str:
    """Write the block of the most read stories."""
    places = _places(context)
    if places:
        return places.mark("most_read")
    return render_to_string(MOST_READ, {"most_read": context.get("most_read")})


def reads_sentence(reads: int) -> str:
    """Return how often a story was read as a sentence: Dibaca 2.485 kali."""
    sentence = ngettext("Read %(number)s time", "Read %(number)s times", reads)
    return sentence % {"number": thousands(reads)}


def _places(context: dict):
    if context.get(REMEMBERED):
        raise TemplateSyntaxError(
            "A tag of `live` stands inside {% remember %}: its number would be shown for ever, and"
            " on other pages. Write it after {% endremember %}."
        )
    return getattr(context.get("request"), "places", None)
