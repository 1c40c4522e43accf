"""The table of verbs, cell by cell, through the doors of the desk.

Through the form as it is drawn, through a form that nobody's page drew, and through the list's
actions. What is refused changes nothing and is in the log; what is allowed is one step.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry
from articles.models import Article
from tests.conftest import PHONE
from tests.desk import LIST, page_of, typed
from tests.newsdesk import RALAT, all_about
from tests.reading import page_of as read
from tests.verb_table import ALLOWED, ENDS_IN, STATES, TOMORROW, a_story_that_is, cast

pytestmark = pytest.mark.once

# Those who can sign in; Gita may not know of the story, and Tono not enter the desk.
AT_THE_DESK = ("rita", "sam", "edi", "mira", "root")
OUTSIDE = ("gita", "tono")
# The writing page keeps a draft by itself; to no story is done what these say.
WITHOUT_A_BUTTON = ("create", "autosave", "assign", "adopt", "duplicate")
VERBS = tuple(verb for verb in ALLOWED if verb not in WITHOUT_A_BUTTON)

ASKED = {
    "edit": {"title": "Baru"},
    "send_back": {"note": "Sebutkan tarifnya."},
    "force_publish": {"reason": "Banjir."},
    "update": {"title": "Baru", "kind": "correction", **RALAT},
    "withdraw": {"ground": "child", "text": "Identitas anak terungkap."},
    "reinstate": {"reason": "Identitas dihapus."},
}
ON_THE_LIST = {
    "reporter": {"submit", "take_back", "trash", "restore"},
    "editor": {"submit", "publish", "unschedule", "take_back", "trash", "restore"},
}


@pytest.fixture
def people(rita, sam, edi, mira, root):
    return cast(rita, sam, edi, mira, root)


@pytest.fixture
def clients(people):
    found = {}
    for name in (*AT_THE_DESK, *OUTSIDE):
        found[name] = Client(headers={"user-agent": PHONE})
        found[name].force_login(people[name], "django.contrib.auth.backends.ModelBackend")
    return found


def is_allowed(verb: str, state: str, name: str) -> bool:
    return name in ALLOWED.get(verb, {}).get(state, "").split()


def given(verb: str) -> dict:
    """Return what the verb asks for."""
    if verb == "reschedule":
        return {"publish_at": f"{timezone.localtime() + TOMORROW * 2:%Y-%m-%dT%H:%M}"}
    return ASKED.get(verb, {})


def outcome(story: Article, verb: str, person, send) -> str:
    """Send, and say what became of the story: its state after one step, or that it was refused."""
    before, logged = all_about(story), AuditEntry.objects.count()
    send()
    after = all_about(story)
    entries = [(e.action, e.actor, e.refused) for e in AuditEntry.objects.order_by("id")[logged:]]
    attempt = verb if person.is_staff else "enter"
    if entries == [(attempt, person, True)] and after | {"log": 0} == before | {"log": 0}:
        return "refused"
    stored = Article.objects.get(pk=story.pk)
    last = stored.events.order_by("id").last()
    step = (after["events"] - before["events"], last.verb, last.by)
    if entries == [(verb, person, False)] and step == (1, verb, person):
        return stored.state()
    return f"{entries}, {step}"


def undone(*arguments) -> str:
    with transaction.atomic():
        found = outcome(*arguments)
        transaction.set_rollback(True)
    return found


def differences(found: dict, expected: dict) -> dict:
    return {cell: (found[cell], expected[cell]) for cell in found if found[cell] != expected[cell]}


@pytest.mark.parametrize("state", STATES)
def test_a_crafted_form_does_what_the_table_says_and_nothing_else(state, people, clients):
    story = a_story_that_is(state, people)
    here, address = story.state(), page_of(story)
    found, expected = {}, {}
    for verb in (*VERBS, *WITHOUT_A_BUTTON):
        form = typed(story, _verb=verb, **given(verb))
        for name, client in clients.items():
            allowed = is_allowed(verb, state, name) and verb in VERBS
            expected[verb, name] = (ENDS_IN[verb] or here) if allowed else "refused"
            asked = (story, verb, people[name], lambda c=client, f=form: c.post(address, f))
            found[verb, name] = undone(*asked)
    assert differences(found, expected) == {}


@pytest.mark.parametrize("state", STATES)
def test_the_form_offers_what_the_table_says_and_its_buttons_work(state, people, clients):
    story = a_story_that_is(state, people)
    here, address = story.state(), page_of(story)
    found, expected = {}, {}
    for name in AT_THE_DESK:
        form = read(clients[name].get(address)).one("form", id="article_form")
        offered = {button.attributes["value"] for button in form.all("button", name_="_verb")}
        offered |= {"edit"} if form.all("button", name_="_save") else set()
        open_here = {verb for verb in VERBS if is_allowed(verb, state, name)}
        assert offered - {"schedule"} == open_here, name
        for verb in open_here:
            press = {"_save": "1"} if verb == "edit" else {"_verb": verb}
            data = fields_of(form) | given(verb) | press
            expected[verb, name] = ENDS_IN[verb] or here
            asked = (story, verb, people[name], lambda n=name, d=data: clients[n].post(address, d))
            found[verb, name] = undone(*asked)
    assert differences(found, expected) == {}
    assert clients["gita"].get(address).status_code == 404
    assert clients["tono"].get(address).status_code == 302


def fields_of(form) -> dict:
    """Return what a browser would send of a form in which nothing was typed."""
    data = {}
    for field in form.all("input"):
        kind, name = field.attributes.get("type", "text"), field.attributes.get("name", "")
        if name and (kind not in {"radio", "checkbox", "file"} or "checked" in field.attributes):
            data[name] = field.attributes.get("value", "on" if kind == "checkbox" else "")
    for field in form.all("textarea"):
        data[field.attributes["name"]] = "".join(map(str, field.children))
    for field in form.all("select"):
        chosen = [o for o in field.all("option") if "selected" in o.attributes]
        first = (chosen or field.all("option"))[0]
        data[field.attributes["name"]] = first.attributes.get("value", "")
    return data


@pytest.mark.parametrize("name", [*AT_THE_DESK, *OUTSIDE])
def test_the_list_does_it_row_by_row_as_the_table_says(name, people, clients):
    stories = {state: a_story_that_is(state, people) for state in STATES}
    offered = offered_on_the_list(name)
    for verb in (*VERBS, *WITHOUT_A_BUTTON):
        done = [state for state in STATES if verb in offered and is_allowed(verb, state, name)]
        before = look_at(stories)
        with transaction.atomic():
            logged = AuditEntry.objects.count()
            for address, rows in lists_of(stories).items():
                clients[name].post(address, {"action": verb, "_selected_action": rows})
            after = look_at(stories)
            entries = list(AuditEntry.objects.order_by("id")[logged:])
            transaction.set_rollback(True)
        expected = before | {state: (ENDS_IN[verb], before[state][1] + 1) for state in done}
        assert {state: facts[:2] for state, facts in after.items()} == {
            state: facts[:2] for state, facts in expected.items()
        }, verb
        assert {s: after[s] for s in STATES if s not in done} == {
            s: before[s] for s in STATES if s not in done
        }, verb
        # A row that stays is one refusal; so is a list that shows none of them, or not this verb.
        row_by_row = verb in offered and name in AT_THE_DESK
        refused = sum(entry.refused for entry in entries)
        assert refused == (len(STATES) - len(done) if row_by_row else len(lists_of(stories)))
        assert {e.action for e in entries} == {verb if name != "tono" else "enter"}, verb


def offered_on_the_list(name: str) -> set[str]:
    if name == "tono":
        return set()
    return ON_THE_LIST["reporter" if name in {"rita", "sam", "gita"} else "editor"]


def lists_of(stories: dict[str, Article]) -> dict[str, list[int]]:
    """Return the rows that are chosen in each list; the trash has one of its own."""
    rows = {state: story.pk for state, story in stories.items()}
    return {f"{LIST}?state=trashed": [rows.pop("trashed")], LIST: list(rows.values())}


def look_at(stories: dict[str, Article]) -> dict[str, tuple]:
    """Return the state of each story, its steps, and everything else about it."""
    facts = {state: all_about(story) | {"log": 0} for state, story in stories.items()}
    now = {state: Article.objects.get(pk=story.pk).state() for state, story in stories.items()}
    return {state: (now[state], facts[state]["events"], facts[state]) for state in stories}
