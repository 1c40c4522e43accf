"""Who may do what from where, as tests have it: written down here, not read from the code.

The same table is held against the verbs themselves (tests/test_rules.py) and against the doors
that lead to them (tests/test_verb_doors.py).
"""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from articles.editorial import workflow
from articles.editorial.writing import BylineEntry
from articles.models import Article, Reporter
from tests.conftest import person
from tests.newsdesk import a_draft

TOMORROW = timedelta(days=1)

STATES = [
    "draft",
    "returned",
    "in_review",
    "scheduled",
    "published",
    "forced",
    "withdrawn",
    "trashed",
]

# Rita created the story, Sam is assigned to it, Gita's name stands under it and opens nothing.
# Tono has no role, Dewi was a managing editor until her account was switched off.
PEOPLE = ["rita", "sam", "gita", "edi", "mira", "root", "tono", "dewi"]
OWN, EDITORS, MANAGING = "rita sam", "edi mira root", "mira root"
ALL = f"{OWN} {EDITORS}"

ALLOWED = {
    "edit": {"draft": ALL, "returned": ALL, "in_review": EDITORS, "scheduled": EDITORS},
    "autosave": {"draft": ALL, "returned": ALL},
    "submit": {"draft": ALL, "returned": ALL},
    "take_back": {"in_review": OWN},
    "send_back": {"in_review": EDITORS},
    "publish": {"draft": EDITORS, "returned": EDITORS, "in_review": EDITORS},
    "force_publish": {"draft": MANAGING, "returned": MANAGING, "in_review": MANAGING},
    "second_look": {"forced": "edi root"},  # Mira forced it
    "reschedule": {"scheduled": EDITORS},
    "unschedule": {"scheduled": EDITORS},
    "update": {"published": EDITORS, "forced": EDITORS},
    "withdraw": {"published": MANAGING, "forced": MANAGING},
    "reinstate": {"withdrawn": MANAGING},
    "trash": {"draft": ALL, "returned": ALL},
    "restore": {"trashed": ALL},
}

ENDS_IN = {
    "edit": None,  # stays where it is
    "autosave": None,
    "submit": "in_review",
    "take_back": "draft",
    "send_back": "returned",
    "publish": "published",
    "force_publish": "published",
    "second_look": "published",
    "reschedule": "scheduled",
    "unschedule": "in_review",
    "update": "published",
    "withdraw": "withdrawn",
    "reinstate": "published",
    "trash": "trashed",
    "restore": "draft",
}


def cast(rita: User, sam: User, edi: User, mira: User, root: User) -> dict[str, User]:
    """Return everybody by name, with those whom the table opens nothing to."""
    gita = person("gita", "Gita Pertiwi", "reporter")
    Reporter.objects.create(name="Gita Pertiwi", slug="gita-pertiwi", user=gita)
    tono = person("tono", "Tono Wijaya", "")
    dewi = person("dewi", "Dewi Sartika", "managing_editor", is_active=False)
    everybody = (rita, sam, gita, edi, mira, root, tono, dewi)
    return dict(zip(PEOPLE, everybody, strict=True))


def a_story_that_is(state: str, people: dict[str, User]) -> Article:
    """Return a story of Rita's in a state of `STATES`, made by the verbs."""
    rita, edi, mira = people["rita"], people["edi"], people["mira"]
    story = a_draft(rita, bylines=[BylineEntry(people["gita"].reporter)])
    story = workflow.edit(story, by=edi, fields={"assigned_to": people["sam"]}, seen=1)
    seen = story.version
    if state in ("in_review", "returned"):
        story = workflow.submit(story, by=rita, seen=seen)
    if state == "returned":
        story = workflow.send_back(story, by=edi, note="Sebutkan tarifnya.")
    if state == "scheduled":
        story = workflow.publish(story, by=edi, seen=seen, at=timezone.now() + TOMORROW)
    if state in ("published", "withdrawn"):
        story = workflow.publish(story, by=edi, seen=seen)
    if state == "forced":
        story = workflow.force_publish(story, by=mira, seen=seen, reason="Banjir.")
    if state == "withdrawn":
        story = workflow.withdraw(story, by=mira, ground="child", text="Anak.")
    if state == "trashed":
        story = workflow.trash(story, by=rita)
    return story
