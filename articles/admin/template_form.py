"""A new story that begins with a desk template: the writing form, filled in and not saved."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.admin.sheet import Sheet
from articles.admin.version_pages import whole_number
from articles.models import DeskTemplate

PARAMETER = "template"


def templates_for(sheet: Sheet) -> list[DeskTemplate]:
    """Return the templates a new story can begin with; none once something was typed."""
    if sheet.article is not None or sheet.data is not None:
        return []
    return list(DeskTemplate.objects.filter(is_active=True).only("name"))


def take_up_template(request: HttpRequest, sheet: Sheet) -> None:
    """Fill the form of a new story from the template that the address names."""
    if PARAMETER not in request.GET or sheet.article is not None:
        return
    number = whole_number(request.GET[PARAMETER])
    template = DeskTemplate.objects.filter(pk=number, is_active=True).first()
    if template is None:
        messages.warning(request, _("There is no such template any more. The form is empty."))
        return
    sheet.form.initial |= {
        "title": template.title,
        "summary": template.summary,
        "body": template.body,
        "category": template.category_id,
        "tags": template.tags,
    }
    told = _("The form begins with the template “%(name)s”. Fill in what stands in brackets.")
    messages.info(request, told % {"name": template})
