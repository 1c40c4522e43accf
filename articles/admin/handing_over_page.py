"""Handing over in the desk: whose stories lie open, what they are, and to whom they all go."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.db.models import Count
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts import audit
from accounts.models import User
from accounts.roles import MANAGING_EDITOR
from articles.editorial.handing_over import (
    HandedOver,
    hand_over,
    open_stories,
    open_to_everybody,
    successors,
)
from articles.editorial.refusals import record_refusal
from articles.editorial.rules import Refused
from articles.models import Article
from articles.models.article import STATE_NAMES

audit.name_actions({"hand_over": _lazy("stories handed over")})

_SHOWN = 200  # stories named on the page; all of them are handed over
_LARGEST_ID = 2**63 - 1


class HandOverForm(forms.Form):
    """To whom, why, and whether the account ends with it."""

    to = forms.ModelChoiceField(
        User.objects.none(),
        label=_lazy("Who takes over"),
        empty_label=_lazy("— choose —"),
        error_messages={
            "required": _lazy("Choose who takes over."),
            "invalid_choice": _lazy("Choose somebody from the list."),
        },
    )
    reason = forms.CharField(
        label=_lazy("reason"),
        required=False,
        max_length=300,
        help_text=_lazy("Stands in the history of each story, such as: moved to another office."),
    )
    switch_off = forms.BooleanField(
        label=_lazy("Also switch the account off"),
        required=False,
        help_text=_lazy("It ends at once; what it wrote keeps its author."),
    )

    def __init__(self, data=None, *, person: User, by: User):
        super().__init__(data, label_suffix="")
        self.fields["to"].queryset = successors(person)
        if not (by.is_superuser and person.is_active and person.pk != by.pk):
            del self.fields["switch_off"]


class HandingOver:
    """The part of `ArticleAdmin` with the pages of handing over, for managing editors."""

    def handing_over_urls(self, guard: Callable) -> list[URLPattern]:
        look = require_http_methods(["GET", "HEAD"])(self.leavers_view)
        both = require_http_methods(["GET", "HEAD", "POST"])(self.hand_over_view)
        return [
            path("hand-over/", guard(look), name="articles_article_leavers"),
            path("hand-over/<int:number>/", guard(both), name="articles_article_hand_over"),
        ]

    def leavers_view(self, request: HttpRequest) -> HttpResponse:
        """List who has something open, most first."""
        _check(request)
        counted = _open_by_person(timezone.now())
        people = User.objects.in_bulk(counted)
        rows = [(people[key], count) for key, count in counted.most_common()]
        context = {"title": _("Hand stories over"), "rows": rows}
        return _page(request, "hand_over_people.html", context)

    def hand_over_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show what somebody has open, and hand all of it over."""
        _check(request)
        person = User.objects.filter(pk=number).first() if number <= _LARGEST_ID else None
        if person is None:
            raise Http404
        data = request.POST if request.method == "POST" else None
        form = HandOverForm(data, person=person, by=request.user)
        if not form.is_valid():
            return _form_page(request, person, form)
        try:
            done = hand_over(
                person,
                to=form.cleaned_data["to"],
                by=request.user,
                switch_account_off=form.cleaned_data.get("switch_off", False),
                reason=form.cleaned_data["reason"],
            )
        except Refused as refusal:
            record_refusal(refusal, by=request.user, article=None)
            form.add_error(None, refusal.sentence)
            return _form_page(request, person, form)
        except OperationalError:
            form.add_error(None, _("The database is busy; try again."))
            return _form_page(request, person, form, status=503)
        messages.success(request, _what_was_done(person, done))
        return HttpResponseRedirect(reverse("admin:articles_article_leavers"))


def _check(request: HttpRequest) -> None:
    if not request.user.is_at_least(MANAGING_EDITOR):
        raise PermissionDenied


def _open_by_person(now: datetime) -> Counter[int]:
    """Return how many open stories lie with each account; those of nobody are left out."""
    with_whom = Coalesce("assigned_to", "created_by")
    rows = open_to_everybody(now).annotate(with_whom=with_whom).exclude(with_whom=None)
    return Counter(dict(rows.order_by().values_list("with_whom").annotate(Count("pk"))))


def _form_page(
    request: HttpRequest, person: User, form: HandOverForm, *, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    stories = open_stories(person, now=now).defer("body").select_related("category")
    context = {
        "title": _("Hand over the stories of %(name)s") % {"name": person},
        "person": person,
        "form": form,
        "count": stories.count(),
        "today": timezone.localdate(now),
        "rows": [_row(story, now) for story in stories[:_SHOWN]],
        "trashed": Article.objects.filter(created_by=person).exclude(trashed_at=None).count(),
    }
    return _page(request, "hand_over.html", context, status=status)


def _row(story: Article, now: datetime) -> dict:
    state = story.state(now)
    return {"story": story, "state": state, "state_name": STATE_NAMES[state]}


def _page(request: HttpRequest, template: str, context: dict, *, status: int = 200) -> HttpResponse:
    context = {**admin.site.each_context(request), "opts": Article._meta, **context}
    return TemplateResponse(request, f"admin/articles/article/{template}", context, status=status)


def _what_was_done(person: User, done: HandedOver) -> str:
    sentence = ngettext(
        "%(count)d story of %(name)s is with %(to)s now.",
        "%(count)d stories of %(name)s are with %(to)s now.",
        len(done.stories),
    )
    words = {"count": len(done.stories), "name": person, "to": done.to}
    ended = " " + _("The account is switched off.") if done.switched_off else ""
    return sentence % words + ended
