"""One story on the desk of one person: what is open to him, what he typed, what was answered."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.forms import BaseFormSet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from articles.admin.article_form import MAX_FIELDS, ArticleForm
from articles.admin.byline_forms import byline_rows
from articles.admin.verbs import VerbForm, buttons_for, new_story_verbs, perform
from articles.editorial import notes, open_forms, workflow
from articles.editorial.plain_text import is_blank
from articles.editorial.rules import Refused, verbs_open_to
from articles.models import Article, OpenForm
from articles.richtext import plain

_TEXTS = (
    "title", "summary", "dateline", "body", "photo_caption", "photo_credit", "photo_alt", "source",
)  # fmt: skip


@dataclass
class Sheet:
    """The writing page while it is being answered."""

    person: User
    article: Article | None
    now: datetime
    verb: str = ""  # the button that was pressed; empty is Save
    data: QueryDict | None = None
    files: dict | None = None
    sentences: list[str] = field(default_factory=list)  # what stands above the form
    differences: list[dict] = field(default_factory=list)  # when somebody saved in between
    page: OpenForm | None = None  # what is known of the page that sent the form

    @classmethod
    def of(cls, request: HttpRequest, article: Article | None, now: datetime) -> "Sheet":
        """Take a request for what it is: a look at the page, or a form that was sent."""
        if request.method != "POST":
            return cls(request.user, article, now)
        verb = request.POST.get("_verb", "")
        verb = "" if verb == ("create" if article is None else "edit") else verb
        return cls(request.user, article, now, verb, request.POST, request.FILES)

    @cached_property
    def page_key(self) -> str:
        """What this page is recognised by; the one that was sent, or a new one."""
        sent = self.data.get("page_key", "") if self.data is not None else ""
        return sent if open_forms.is_key(sent) else open_forms.new_key()

    @property
    def turn(self) -> int:
        """How often the page has sent something; 0 without script."""
        return self._number("page_turn")

    @cached_property
    def verbs(self) -> list[str]:
        if self.article is None:
            return new_story_verbs(self.person, self.now)
        return verbs_open_to(self.person, self.article, now=self.now)

    @cached_property
    def buttons(self) -> list:
        return buttons_for(self.verbs)

    @property
    def can_save(self) -> bool:
        return self.article is None or "edit" in self.verbs

    @property
    def can_write(self) -> bool:
        """Whether the story stands in inputs; otherwise it is shown to be read."""
        return self.can_save or "update" in self.verbs

    @cached_property
    def form(self) -> ArticleForm:
        data = self.data if self.can_write else None
        return ArticleForm(data, self.files, person=self.person, article=self.article, now=self.now)

    @cached_property
    def rows(self) -> BaseFormSet:
        return byline_rows(self.data, article=self.article, person=self.person)

    @cached_property
    def verb_form(self) -> VerbForm:
        return VerbForm(self.data, verb=self.verb, article=self.article)

    def is_valid(self) -> bool:
        """Check everything that was typed, so that all sentences come at once.

        What the verbs ask for is no business of a mere save: an unfinished draft is saved.
        """
        self.has_too_many_fields()
        self._look_whose_page_it_is()
        asked = not self.verb or self.verb_form.is_valid()
        if not self.can_write:
            return asked and not self.sentences
        typed = self.form.is_valid()
        named = not self.rows.is_bound or self.rows.is_valid()
        return asked and typed and named and not self.sentences

    def has_too_many_fields(self) -> bool:
        """Say whether this is no form of ours, and why nothing is read of it."""
        if sum(len(values) for _name, values in self.data.lists()) <= MAX_FIELDS:
            return False
        self.sentences.append(_("This form has far too many fields; the rest was not read."))
        return True

    def _look_whose_page_it_is(self) -> None:
        if self.data.get("person", str(self.person.pk)) != str(self.person.pk):
            sentence = _(
                "Somebody else opened this page, and you are signed in as %(name)s now."
                " Nothing is saved yet. Save again if the text is yours."
            )
            self.sentences.append(sentence % {"name": self.person})

    def carry_out(self) -> Article:
        """Save what was typed and do what the button says. Call it in a transaction.

        Raises `Refused` (or `Outdated`); the transaction has then to be rolled back.
        """
        key = self.data.get("page_key", "")
        page = open_forms.held(key, by=self.person, article=self.article, now=self.now)
        self.page = page
        if self.article is None and page is not None and page.article is not None:
            self._look_again(page.article)  # sent twice: the first one has begun the story
        article = self._carried_out()
        self._write_note(article)
        open_forms.note_saved(page, article, turn=self.turn, now=self.now, is_leaving=True)
        return article

    def _write_note(self, article: Article) -> None:
        """Open the thread of a story with what its editor says to whom he gives it."""
        text = self.data.get("assignment_note", "").replace("\x00", "")
        if not is_blank(text):
            notes.write(article, by=self.person, text=text)

    def _carried_out(self) -> Article:
        if self.verb == "update":
            return self._update()
        if self.article is None:
            article = workflow.create(by=self.person, **self._written())
        elif self.can_save or not self.verb:
            article = self._edit()
        else:
            self._check_nothing_is_lost()
            article = self.article
        if not self.verb:
            return article
        saved_here = self.can_save
        return perform(
            self.verb,
            article,
            by=self.person,
            seen=article.version if saved_here else self.seen,
            given=self.verb_form.cleaned_data,
        )

    @property
    def seen(self) -> int:
        """The version the person had before him; 0, which is none, when the form does not say."""
        return open_forms.seen_by(self.page, self.article, self._number("version"))

    def _number(self, name: str) -> int:
        raw = self.data.get(name, "") if self.data is not None else ""
        return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else 0

    def _written(self) -> dict:
        return {
            "fields": self.form.values(),
            "tags": self.form.cleaned_data["tags"],
            "bylines": self.rows.entries() if self.rows.is_bound else None,
        }

    def _edit(self) -> Article:
        # Where nothing may be written nothing was read: the rule says why not.
        written = self._written() if self.can_write else {"fields": {}}
        return workflow.edit(self.article, by=self.person, seen=self.seen, **written)

    def _update(self) -> Article:
        if self.article is None:
            raise Refused(_("Only what is published can be updated."), verb="update")
        given = self.verb_form.cleaned_data
        written = self._written() if self.can_write else {"fields": {}}
        return workflow.update(
            self.article,
            by=self.person,
            seen=self.seen,
            kind=given["kind"],
            wrong=given["wrong"],
            right=given["right"],
            **written,
        )

    def _check_nothing_is_lost(self) -> None:
        """Refuse a verb that would drop what was typed: a public text changes only by an update."""
        if self.can_write and self.form.changes():
            raise Refused(
                _("You have changed the text. Publish the change first, or take it back."),
                verb=self.verb,
            )

    def take(self, data: QueryDict) -> None:
        """Go on as if this had been typed."""
        self.data = data
        for name in ("form", "rows", "verb_form"):
            self.__dict__.pop(name, None)

    def place(self, refusal: Refused) -> None:
        """Put the sentence of a refusal where it belongs: at its field, or above the form."""
        if self.article is not None:
            self._look_again(Article.objects.get(pk=self.article.pk))
        name = getattr(refusal, "field", "")
        if self.can_write and name in self.form.fields:
            self.form.add_error(name, refusal.sentence)
        else:
            self.sentences.append(refusal.sentence)

    def face(self, stored: Article) -> None:
        """Set what is stored now beside what was typed, and let the next save build on both."""
        self.form.data["version"] = str(stored.version)
        self.differences = differences(self.form, stored)
        self._look_again(stored)

    def _look_again(self, stored: Article) -> None:
        """Take the story as it is now, and with it what is open to the person."""
        self.article = stored
        for name in ("verbs", "buttons"):
            self.__dict__.pop(name, None)

    @property
    def kept_to_copy(self) -> list[dict]:
        """What was typed where nothing can be written any more: shown, so that it is not lost."""
        if self.data is None or self.can_write:
            return []
        stored = {name: getattr(self.article, name) for name in _TEXTS}
        return [
            {"label": Article._meta.get_field(name).verbose_name, "text": self.data[name]}
            for name, value in stored.items()
            if self.data.get(name) and self.data[name] != value
        ]


def differences(form: ArticleForm, stored: Article) -> list[dict]:
    """Return what differs between a stored story and what was typed, as text to be read."""
    found = []
    for name in form.names:
        if name == "people_confirmed":  # no words: it speaks of the text, which is compared
            continue
        typed, kept = form.cleaned_data.get(name), getattr(stored, name)
        if typed == kept:
            continue
        if name == "body":
            typed, kept = plain(typed), plain(kept)
        label = form.fields[name].label
        found.append({"name": name, "label": label, "stored": kept, "typed": typed})
    return found
