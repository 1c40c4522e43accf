"""Numbers beside a drawing, where there is no room for all of their digits."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import pgettext

from articles.templatetags.newsroom import thousands

register = template.Library()


@register.filter
def briefly(number: int) -> str:
    """Write a level of a scale: 9.000, 50 rb, 1,5 jt; in English 9,000, 50K, 1.5M."""
    if number < 10_000:
        return thousands(number)
    if number < 1_000_000:
        return pgettext("brief number", "%(number)sK") % {"number": _digits(number / 1_000)}
    return pgettext("brief number", "%(number)sM") % {"number": _digits(number / 1_000_000)}


def _digits(number: float) -> str:
    is_whole = float(number).is_integer()
    return number_format(
        number, decimal_pos=0 if is_whole else 1, use_l10n=True, force_grouping=True
    )
