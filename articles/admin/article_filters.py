"""How the list of stories is narrowed: one small form, whose answers are the address of the page.

A value that cannot be read is said beside its field and narrows nothing; so a mistyped date shows
a sentence and the list, never an error page. A name nobody bears finds nothing, and says so.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property

from django import forms
from django.contrib import admin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import EDITOR, REPORTER
from articles.admin.list_places import Names
from articles.editorial import queues
from articles.models import Article, Category, Reporter
from articles.models.article import STATE_NAMES, ArticleQuerySet, Status
from articles.readership.days import day_of

SUGGESTED = 300  # names the browser offers while typing; any other name can be typed as well
_SECTIONS = 200
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9998, 12, 31)  # their moments fit every database
_OUTSIDE = gettext_lazy("Choose a year between 1900 and 9998.")
_DAYS = (MinValueValidator(FIRST_DAY, _OUTSIDE), MaxValueValidator(LAST_DAY, _OUTSIDE))
_UNREADABLE = gettext_lazy("This day could not be read; write it as 2025-09-02.")

ANYBODYS = ("", gettext_lazy("All stories"))
FOR_ME = ("me", gettext_lazy("Waiting for me"))
MINE = ("mine", gettext_lazy("My stories"))
MARKED = ("second_look", gettext_lazy("Waiting for a second look"))
DUE = ("due", gettext_lazy("With a due date"))
TIMES = (
    ("", gettext_lazy("At any time")),
    ("today", gettext_lazy("Today")),
    ("week", gettext_lazy("The last 7 days")),
    ("month", gettext_lazy("This month")),
)
SORTS = {
    "saved": (gettext_lazy("Last saved first"), queues.LAST_SAVED),
    "newest": (gettext_lazy("Newest first"), ("-published_at", "-id")),
    "oldest": (gettext_lazy("Oldest first"), ("published_at", "id")),
}


def _day(label) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        validators=_DAYS,
        error_messages={"invalid": _UNREADABLE},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class FilterForm(forms.Form):
    """The questions. `period` and `reporters` are what the answers about them mean."""

    queue = forms.ChoiceField(label=gettext_lazy("Which"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("All but the trash")), *STATE_NAMES.items()],
    )
    category = forms.TypedChoiceField(label=gettext_lazy("Category"), required=False, coerce=int)
    reporter = forms.CharField(
        label=gettext_lazy("Name under the story"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"list": "reporter-names", "autocomplete": "off"}),
    )
    when = forms.ChoiceField(
        label=gettext_lazy("Time of publication"), required=False, choices=TIMES
    )
    since = _day(gettext_lazy("Published from"))
    until = _day(gettext_lazy("up to and including"))
    sort = forms.ChoiceField(
        label=gettext_lazy("Order"),
        required=False,
        choices=[
            ("", gettext_lazy("As suits the list")),
            *((name, label) for name, (label, _order) in SORTS.items()),
        ],
    )

    def __init__(self, data, *, person, today: date):
        super().__init__(data, label_suffix="", auto_id="filter-%s")
        self.today = today
        editors = (MINE, MARKED) if person.is_at_least(EDITOR) else ()
        self.fields["queue"].choices = [ANYBODYS, FOR_ME, *editors, DUE]
        sections = Category.objects.values_list("pk", "name")[:_SECTIONS]
        self.fields["category"].choices = [("", _("All categories")), *sections]
        self.names = list(Reporter.objects.values_list("name", flat=True)[:SUGGESTED])
        self.reporters: list[int] | None = None

    def clean_reporter(self) -> str:
        name = self.cleaned_data["reporter"]
        if name:
            numbers = Reporter.objects.values_list("pk", flat=True)
            exactly = list(numbers.filter(name__iexact=name)[:20])
            self.reporters = exactly or list(numbers.filter(name__icontains=name)[:20])
            if not self.reporters:
                raise forms.ValidationError(_("Nobody of this name writes here."))
        return name

    def clean(self) -> dict:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day lies before the first one."))
        return self.cleaned_data

    @property
    def period(self) -> tuple[date, date] | None:
        """The days asked for, both included; a chosen day outweighs a named period."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since or until:
            return since or FIRST_DAY, until or LAST_DAY
        return {
            "today": (self.today, self.today),
            "week": (self.today - timedelta(days=6), self.today),
            "month": (self.today.replace(day=1), self.today),
        }.get(self.cleaned_data.get("when", ""))

    @property
    def asked(self) -> int:
        """How many questions are answered."""
        return sum(1 for name in self.fields if self.data.get(name))


NAMES = tuple(FilterForm.base_fields)


class StoryFilter(admin.ListFilter):
    """Django's door for the form: it takes the parameters and narrows the list."""

    title = gettext_lazy("filter")
    template = "admin/articles/article/_no_filter.html"  # the form stands above the list instead

    def __init__(self, request: HttpRequest, params: dict, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.now = timezone.now()
        self.person = request.user
        for name in NAMES:
            params.pop(name, None)
        data = request.GET
        self.form = FilterForm(data, person=request.user, today=day_of(self.now))
        self.form.is_valid()
        self.answers = self.form.cleaned_data

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str]:
        return list(NAMES)

    def choices(self, changelist) -> list:
        return []

    def queryset(self, request: HttpRequest, stories: ArticleQuerySet) -> ArticleQuerySet:
        """Return those of the stories that meet every answer; they are not yet ordered."""
        stories = self._meeting(stories)
        if self._is_own:
            stories = queues.own_of(stories, self.person)
        for question in self.questions:
            stories = question.narrow(stories)
        return stories

    @property
    def questions(self) -> list[Names]:
        """What no index answers in the order of the list."""
        return [] if self.form.reporters is None else [Names(self.form.reporters)]

    @property
    def parts(self) -> tuple[ArticleQuerySet, ...]:
        """The stories that meet every other answer: lists that an index has in their order.

        Beside "created by him" nothing says that a reporter sees only his own: PostgreSQL would
        take that for a second, independent condition, and expect far fewer stories.
        """
        if not self.person.is_at_least(REPORTER):
            return ()
        stories = self._meeting(Article.objects.order_by(*self.order))
        if self._is_own:
            return queues.own_parts(stories, self.person)
        given = self.answers
        by_status: Iterable[Status] = ()
        if given.get("queue") == "due":
            by_status = queues.UNFINISHED
        elif given.get("category") and not given.get("state") and not given.get("queue"):
            by_status = Status
        return tuple(stories.filter(status=status) for status in by_status) or (stories,)

    @property
    def _is_own(self) -> bool:
        return self.answers.get("queue") == "mine" or not self.person.is_at_least(EDITOR)

    def _meeting(self, stories: ArticleQuerySet) -> ArticleQuerySet:
        if self.form.reporters is None and self.form.data.get("reporter"):
            return stories.none()
        stories = self._of_state(stories, self.answers.get("state", ""))
        stories = self._of_queue(stories, self.answers.get("queue", ""))
        if self.answers.get("category"):
            stories = stories.filter(category=self.answers["category"])
        return self._of_period(stories)

    def _of_state(self, stories: ArticleQuerySet, state: str) -> ArticleQuerySet:
        if state == "published" and self.order == queues.LAST_SAVED and not self.form.period:
            # Written so that no database takes the index of publication, and sorts all of it.
            appeared = stories.alias(at=Coalesce("published_at", self.now)).filter(at__lte=self.now)
            return appeared.filter(status=Status.PUBLISHED, trashed_at=None)
        return queues.in_state(stories, state, self.now)

    def _of_queue(self, stories: ArticleQuerySet, queue: str) -> ArticleQuerySet:
        if queue == "me":
            return stories.filter(pk__in=self._waiting)
        if queue == "second_look":
            return queues.marked(stories)
        return queues.expected(stories) if queue == "due" else stories

    @cached_property
    def _waiting(self) -> list[int]:
        return queues.waiting_for(self.person, self.now)

    def _of_period(self, stories: ArticleQuerySet) -> ArticleQuerySet:
        if self.form.period is not None:
            begins, ends = queues.bounds(*self.form.period)
            stories = stories.filter(published_at__gte=begins, published_at__lt=ends)
        elif self.answers.get("sort") in {"newest", "oldest"}:
            stories = stories.filter(published_at__isnull=False)
        return stories

    @property
    def order(self) -> tuple[str, ...]:
        """In which order the list stands: as chosen, or as suits what is listed."""
        if self.answers.get("sort"):
            return SORTS[self.answers["sort"]][1]
        if self.answers.get("queue") == "due":
            return ("due_date", "id")
        if self.answers.get("queue") == "second_look":
            return ("marked_at", "id")
        if self.answers.get("state") in queues.ORDERS:
            return queues.ORDERS[self.answers["state"]]
        return ("-published_at", "-id") if self.form.period else queues.LAST_SAVED
