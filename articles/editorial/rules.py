"""Who may do what to a story, and when: one table, read by the verbs and by the desk's buttons.

`check` guards every verb and `verbs_open_to` decides which buttons are
shown; both ask `_objection`, so a button that is shown is a button that works (what the verb needs
besides, such as a reason or the required points, is asked when it is pressed).
"""

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import EDITOR, MANAGING_EDITOR, REPORTER
from articles.models import Article
from articles.models.article import STATE_NAMES

# Where a story stands, as far as the rules care: a returned story is a draft like any other.
NEW, DRAFT, IN_REVIEW, SCHEDULED = "new", "draft", "in_review", "scheduled"
PUBLISHED, WITHDRAWN, TRASHED = "published", "withdrawn", "trashed"
PLACES = (NEW, DRAFT, IN_REVIEW, SCHEDULED, PUBLISHED, WITHDRAWN, TRASHED)

DUPLICATE = "duplicate"  # makes another story of this one

# Who: the people a cell of the table is open to.
STAFF = "staff"
AUTHOR = "author"  # who created the story or is assigned to it
AUTHOR_OR_EDITOR = "author_or_editor"
AN_EDITOR = "editor"
A_MANAGING_EDITOR = "managing_editor"

WHO_NAMES = {
    STAFF: gettext_lazy("somebody with a role"),
    AUTHOR: gettext_lazy("its author"),
    AUTHOR_OR_EDITOR: gettext_lazy("its author or an editor"),
    AN_EDITOR: gettext_lazy("an editor"),
    A_MANAGING_EDITOR: gettext_lazy("a managing editor"),
}


TEXT = ("title", "summary", "body")  # who changes one of these is an author of the text


@dataclass(frozen=True)
class Verb:
    """One thing that can be done to a story: its button, and to whom it is open from where."""

    label: Promise
    open_from: MappingProxyType[str, str]  # place → who
    label_at: Promise | None = None  # the button's name when a time is given
    is_button: bool = True  # somebody presses it; otherwise the page does it by itself


def _verb(
    label: Promise, *, label_at: Promise | None = None, is_button: bool = True, **open_from: str
) -> Verb:
    return Verb(label, MappingProxyType(open_from), label_at, is_button)


# In the order in which buttons stand on the page.
VERBS: dict[str, Verb] = {
    "create": _verb(gettext_lazy("Write a story"), new=STAFF),
    "edit": _verb(
        gettext_lazy("Save"), draft=AUTHOR_OR_EDITOR, in_review=AN_EDITOR, scheduled=AN_EDITOR
    ),
    # What colleagues, the schedule or readers may meet already changes by a press of somebody.
    "autosave": _verb(gettext_lazy("Autosave"), is_button=False, draft=AUTHOR_OR_EDITOR),
    # Who works on it and by when: fields of the form, no button.
    "assign": _verb(
        gettext_lazy("Assign"),
        is_button=False,
        draft=AN_EDITOR,
        in_review=AN_EDITOR,
        scheduled=AN_EDITOR,
    ),
    "submit": _verb(gettext_lazy("Hand in for review"), draft=AUTHOR_OR_EDITOR),
    "take_back": _verb(gettext_lazy("Take back"), in_review=AUTHOR),
    "send_back": _verb(gettext_lazy("Return to the author"), in_review=AN_EDITOR),
    "publish": _verb(
        gettext_lazy("Publish now"),
        label_at=gettext_lazy("Schedule"),
        draft=AN_EDITOR,
        in_review=AN_EDITOR,
    ),
    "force_publish": _verb(
        gettext_lazy("Force publication"), draft=A_MANAGING_EDITOR, in_review=A_MANAGING_EDITOR
    ),
    "second_look": _verb(
        gettext_lazy("I have looked at it"), scheduled=AN_EDITOR, published=AN_EDITOR
    ),
    "reschedule": _verb(gettext_lazy("Change the time"), scheduled=AN_EDITOR),
    "unschedule": _verb(gettext_lazy("Cancel the schedule"), scheduled=AN_EDITOR),
    "update": _verb(gettext_lazy("Update the story"), published=AN_EDITOR),
    "withdraw": _verb(gettext_lazy("Withdraw the story"), published=A_MANAGING_EDITOR),
    "reinstate": _verb(gettext_lazy("Publish again"), withdrawn=A_MANAGING_EDITOR),
    "trash": _verb(gettext_lazy("Move to the trash"), draft=AUTHOR_OR_EDITOR),
    "restore": _verb(gettext_lazy("Restore"), trashed=AUTHOR_OR_EDITOR),
    DUPLICATE: _verb(gettext_lazy("Duplicate")),  # has a door of its own: `duplicating`
    # Not done to one story: editors merge two tags or two reporters (`editorial.merging`).
    "merge": _verb(gettext_lazy("Tags or names merged"), is_button=False),
    "adopt": _verb(gettext_lazy("Import")),  # no door of the desk: imports and load_demo only
}


class Refused(Exception):
    """A verb that was not carried out; nothing changed. `sentence` says what is open instead."""

    def __init__(self, sentence: str, *, verb: str):
        super().__init__(sentence)
        self.sentence = str(sentence)
        self.verb = verb


def place_of(article: Article | None, now: datetime) -> str:
    """Say where a story stands at this moment; `None` is a story that is still to be written."""
    if article is None:
        return NEW
    state = article.state(now)
    return DRAFT if state == "returned" else state


def is_own(user: User, article: Article) -> bool:
    """Say whether it is this person's own: created by him or assigned to him. A byline is not."""
    return user.pk in (article.created_by_id, article.assigned_to_id)


def authors_of(article: Article) -> set[int]:
    """Return the ids of the users with a version that changed the title, summary or body.

    A text that went back to what it was is by those who had written it then: whoever changed it in
    between has no word in it.
    """
    same = {name: getattr(article, name) for name in TEXT}
    first = article.history.filter(**same).order_by("history_id").values_list("history_id").first()
    rows = article.history.filter(text_changed=True, history_user_id__isnull=False)
    if first is not None:
        rows = rows.filter(history_id__lte=first[0])
    return set(rows.order_by().values_list("history_user_id", flat=True).distinct())


def is_only_author(user: User, article: Article) -> bool:
    """Say whether nobody but this person has written the text."""
    return authors_of(article) == {user.pk}


def verbs_open_to(user: User, article: Article | None, *, now: datetime) -> list[str]:
    """Return the verbs this person can carry out now, in the order of their buttons."""
    place = place_of(article, now)
    buttons = [name for name, verb in VERBS.items() if verb.is_button]
    return [verb for verb in buttons if _objection(verb, article, user, place) is None]


def check(verb: str, article: Article | None, *, by: User, now: datetime) -> None:
    """Raise Refused unless this person may do this to this story now."""
    place = place_of(article, now)
    objection = _objection(verb, article, by, place)
    if objection is not None:
        raise Refused(_sentence(objection, verb, article, by, place, now), verb=verb)


def belongs_to(who: str, user: User, article: Article | None) -> bool:
    """Say whether this person is among the `who` of a cell of the table."""
    if who == STAFF:
        return user.is_at_least(REPORTER)
    if who == AN_EDITOR:
        return user.is_at_least(EDITOR)
    if who == A_MANAGING_EDITOR:
        return user.is_at_least(MANAGING_EDITOR)
    if who == AUTHOR_OR_EDITOR and user.is_at_least(EDITOR):
        return True
    return user.is_at_least(REPORTER) and is_own(user, article)


def _objection(verb: str, article: Article | None, user: User, place: str) -> str | None:
    """Return why not, as a word, or None. The order decides which sentence a person reads."""
    if not user.is_at_least(REPORTER):
        return "no_role"
    if article is not None and not belongs_to(AUTHOR_OR_EDITOR, user, article):
        return "not_own"
    who = VERBS[verb].open_from.get(place)
    if who is None:
        return "place"
    if not belongs_to(who, user, article):
        return "who"
    return _further_objection(verb, article, user)


def _further_objection(verb: str, article: Article | None, user: User) -> str | None:
    if verb == "publish" and settings.TWO_PERSON_RULE:
        return _objection_to_publishing(article, user)
    if verb == "second_look":
        return _objection_to_a_second_look(article, user)
    if verb == "trash" and article.first_published_at is not None:
        return "once_public"
    return None


def _objection_to_publishing(article: Article, user: User) -> str | None:
    """Ask for a second person. Nobody has written a copy that says what its original says."""
    authors = authors_of(article)
    if authors == {user.pk}:
        return "only_author"
    if not authors and article.pk and article.events.filter(verb=DUPLICATE).exists():
        return "unchanged_copy"
    return None


def _objection_to_a_second_look(article: Article, user: User) -> str | None:
    if article.marked_at is None:
        return "not_marked"
    # A later update may have marked it anew in another's name: who forced it still cannot look.
    last = article.events.filter(verb__in=("force_publish", "second_look")).order_by("-id").first()
    forced = last is not None and last.verb == "force_publish" and last.by_id == user.pk
    return "own_mark" if forced or article.marked_by_id == user.pk else None


def _sentence(
    objection: str, verb: str, article: Article | None, user: User, place: str, now: datetime
) -> str:
    if objection == "only_author":
        return _only_author_sentence(user, place)
    if objection in _SENTENCES:
        return str(_SENTENCES[objection])
    label = VERBS[verb].label
    if objection == "who":
        who = WHO_NAMES[VERBS[verb].open_from[place]]
        why = _("“%(verb)s” is for %(who)s.") % {"verb": label, "who": who}
    else:
        state = place if article is None else STATE_NAMES[article.state(now)]
        why = _("“%(verb)s” is not possible: the story is in the state “%(state)s”.") % {
            "verb": label,
            "state": state,
        }
    return f"{why} {_offer(user, article, now)}"


def _offer(user: User, article: Article | None, now: datetime) -> str:
    """Say what is open to the person instead."""
    labels = [str(VERBS[verb].label) for verb in verbs_open_to(user, article, now=now)]
    if not labels:
        return _("Nothing is open to you on this story now.")
    return _("Open to you now: %(verbs)s.") % {"verbs": ", ".join(labels)}


def _only_author_sentence(user: User, place: str) -> str:
    parts = [_("You are the only author of this text, so somebody else has to publish it.")]
    names = {name: VERBS[name].label for name in ("submit", "force_publish")}
    if place == DRAFT:
        parts.append(_("Ask for a review with “%(submit)s”.") % names)
    else:
        parts.append(_("It waits for review: ask another editor to publish it."))
    if user.is_at_least(MANAGING_EDITOR):
        parts.append(_("When it cannot wait: “%(force_publish)s”, with a reason.") % names)
    return " ".join(parts)


_SENTENCES = {
    "no_role": gettext_lazy("Your account has no role at the desk. Ask an administrator for one."),
    "not_own": gettext_lazy(
        "You can work on stories that you created or that are assigned to you; this is neither."
    ),
    "unchanged_copy": gettext_lazy(
        "This copy says what the story it was made of says. Change its text first."
    ),
    "not_marked": gettext_lazy("This story is not waiting for a second look."),
    "own_mark": gettext_lazy(
        "The second look is for somebody else: ask another editor to read the story."
    ),
    "once_public": format_lazy(
        "{} {}",
        gettext_lazy("What was once public is not thrown away."),
        gettext_lazy("A managing editor can withdraw it, and readers are told why."),
    ),
}
