"""The buttons of the desk: what each is called, what it needs, and which verb it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.admin.publication_time import LONGEST, TimeOfPublication, check_ahead, label_for
from articles.editorial import workflow
from articles.editorial.moments import in_words
from articles.editorial.rules import VERBS, verbs_open_to
from articles.models import Article
from articles.models.article import Ground

SCHEDULE = "schedule"  # the button that publishes at a time and never at once
_AT_A_TIME = frozenset({SCHEDULE, "publish", "force_publish", "reschedule"})

KINDS = [
    ("typo", _("Typing error: put right silently")),
    ("update", _("Update: readers see “Updated …”")),
    ("correction", _("Correction: readers see what was wrong and what is right")),
]


class VerbForm(forms.Form):
    """What the verbs ask for besides the story itself."""

    publish_at = TimeOfPublication(label=_("time of publication"), required=False)
    # The moment that stood on the button when it was pressed.
    publish_at_said = forms.CharField(
        required=False, max_length=LONGEST, widget=forms.HiddenInput()
    )
    reason = forms.CharField(label=_("reason"), required=False, max_length=2000)
    note = forms.CharField(
        label=_("note to the author"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kind = forms.ChoiceField(
        label=_("What kind of change is it?"),
        required=False,
        choices=KINDS,
        widget=forms.RadioSelect(),
        error_messages={"invalid_choice": _("Choose what kind of change it is.")},
    )
    wrong = forms.CharField(
        label=_("what was wrong"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    right = forms.CharField(
        label=_("what is right"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    ground = forms.ChoiceField(
        label=_("ground of the withdrawal"),
        required=False,
        choices=[("", _("— choose —")), *Ground.choices],
        error_messages={"invalid_choice": _("Choose a ground from the list.")},
    )
    text = forms.CharField(
        label=_("text for readers"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data=None, *, verb: str = "", article: Article | None = None):
        self.verb = verb
        self.said: datetime | None = None  # the moment the buttons name on the page to be shown
        initial = {}
        if article is not None and article.state() == "scheduled":
            initial["publish_at"] = article.published_at
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["publish_at"].help_text = timezone.localtime().tzname()

    def clean(self) -> dict:
        if self.verb in {SCHEDULE, "reschedule"}:
            self._ask("publish_at", _("Fill in the time of publication."))
        if self.verb == "update":
            self._ask("kind", _("Choose what kind of change it is."))
        moment = self.cleaned_data.get("publish_at")
        if moment is not None and self.verb in _AT_A_TIME:
            self._check_moment(moment)
        return self.cleaned_data

    def _check_moment(self, moment: datetime) -> None:
        """Ask again for a moment that has passed, or that no button has said in words."""
        try:
            check_ahead(moment)
        except forms.ValidationError as passed:
            self.add_error("publish_at", passed)
            return
        said = self.cleaned_data.get("publish_at_said", "")
        must_be_said = self.verb == SCHEDULE and "publish_at_said" in self.data
        if (said or must_be_said) and said != moment.isoformat():
            self.said = moment
            sentence = _("The story would appear on %(moment)s. Is that right? Then press again.")
            self.add_error("publish_at", sentence % {"moment": in_words(moment)})

    @property
    def said_label(self) -> str:
        """What the button says that was asked about a moment, on the page that is shown again."""
        return label_for(self.said, moved=self.verb == "reschedule")

    def _ask(self, name: str, sentence: Promise) -> None:
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, sentence)


@dataclass(frozen=True)
class Button:
    """One button: its verb, its words, the inputs it needs, and what is said when it is done."""

    verb: str
    label: Promise
    done: Promise
    inputs: tuple[str, ...] = ()


_DONE: dict[str, tuple] = {
    "submit": (_("Sent to the editors."),),
    "take_back": (_("Taken back; it is a draft again."),),
    "publish": (_("Published."),),
    SCHEDULE: (_("Scheduled."), "publish_at"),
    "reschedule": (_("The new time stands."), "publish_at"),
    "unschedule": (_("Taken off the schedule."),),
    "send_back": (_("Returned to the author."), "note"),
    "force_publish": (_("Published; it waits for a second look."), "reason"),
    "update": (_("The change is published."), "kind", "wrong", "right"),
    "second_look": (_("The mark is removed."),),
    "withdraw": (_("Withdrawn; readers are told why."), "ground", "text"),
    "reinstate": (_("Readers see it again."), "reason"),
    "trash": (_("Moved to the trash."),),
    "restore": (_("Back among the drafts."),),
}


def _button(verb: str, done: Promise, *inputs: str) -> Button:
    label = VERBS["publish"].label_at if verb == SCHEDULE else VERBS[verb].label
    return Button(verb, label, done, inputs)


BUTTONS: dict[str, Button] = {verb: _button(verb, *rest) for verb, rest in _DONE.items()}


def buttons_for(verbs: list[str]) -> list[Button]:
    """Return the buttons of the verbs that are open, the schedule beside the publication."""
    wanted = set(verbs) | ({SCHEDULE} if "publish" in verbs else set())
    return [button for verb, button in BUTTONS.items() if verb in wanted]


def new_story_verbs(person: User, now: datetime) -> list[str]:
    """Return what can be done with a story in the moment it is written."""
    open_now = verbs_open_to(person, Article(created_by=person), now=now)
    alone = {"publish"} if settings.TWO_PERSON_RULE else set()
    return [v for v in open_now if v in {"submit", "publish", "force_publish"} - alone]


def perform(verb: str, article: Article, *, by: User, seen: int, given: dict) -> Article:
    """Call the verb of a button. `given` is what `VerbForm` read; `update` is not among them."""
    return _CALLS[verb](article, by=by, seen=seen, given=given)


def _publish(article, *, by, seen, given):
    return workflow.publish(article, by=by, seen=seen, at=given.get("publish_at"))


def _force_publish(article, *, by, seen, given):
    return workflow.force_publish(
        article,
        by=by,
        seen=seen,
        reason=given.get("reason", ""),
        at=given.get("publish_at"),
    )


_CALLS: dict[str, Callable[..., Article]] = {
    "submit": lambda a, *, by, seen, given: workflow.submit(a, by=by, seen=seen),
    "take_back": lambda a, *, by, seen, given: workflow.take_back(a, by=by),
    "send_back": lambda a, *, by, seen, given: workflow.send_back(
        a, by=by, note=given.get("note", "")
    ),
    "publish": _publish,
    SCHEDULE: _publish,
    "force_publish": _force_publish,
    "reschedule": lambda a, *, by, seen, given: workflow.reschedule(
        a, by=by, at=given.get("publish_at")
    ),
    "unschedule": lambda a, *, by, seen, given: workflow.unschedule(a, by=by),
    "second_look": lambda a, *, by, seen, given: workflow.second_look(a, by=by, seen=seen or None),
    "withdraw": lambda a, *, by, seen, given: workflow.withdraw(
        a, by=by, ground=given.get("ground", ""), text=given.get("text", "")
    ),
    "reinstate": lambda a, *, by, seen, given: workflow.reinstate(
        a, by=by, reason=given.get("reason", "")
    ),
    "trash": lambda a, *, by, seen, given: workflow.trash(a, by=by),
    "restore": lambda a, *, by, seen, given: workflow.restore(a, by=by),
}
