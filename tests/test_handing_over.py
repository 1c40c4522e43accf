"""A leaver's open stories go to a colleague, all of them in one step, or none."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from articles.editorial import workflow
from articles.editorial.assigning import assign
from articles.editorial.handing_over import hand_over, open_stories, successors
from articles.editorial.rules import Refused, verbs_open_to
from articles.models import Article, Letter, Notice
from tests.conftest import person
from tests.newsdesk import (
    a_draft,
    a_published_story,
    a_returned_story,
    a_scheduled_story,
    a_story_in_review,
    a_trashed_story,
    a_withdrawn_story,
    all_about,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk_of_rita(rita, sam, edi, mira) -> dict[str, Article]:
    """One story in every state, and two that are open but not hers alone to hand over."""
    lent = assign(a_draft(edi, title="Dari Edi"), by=edi, to=rita, due=date(2099, 1, 2))
    given = assign(a_draft(rita, title="Sudah di Sam"), by=edi, to=sam, due=None)
    return {
        "draft": a_draft(rita),
        "returned": a_returned_story(rita, edi),
        "in_review": a_story_in_review(rita),
        "scheduled": a_scheduled_story(rita, edi),
        "assigned": lent,
        "given away": given,
        "published": a_published_story(rita, edi),
        "withdrawn": a_withdrawn_story(rita, edi, mira),
        "trashed": a_trashed_story(rita),
        "foreign": a_draft(sam),
    }


OPEN = {"draft", "returned", "in_review", "scheduled", "assigned"}


def test_what_is_open_is_what_readers_cannot_see_and_nobody_else_works_on(desk_of_rita, rita):
    numbers = {story.pk: name for name, story in desk_of_rita.items()}
    found = open_stories(rita, now=timezone.now())
    assert {numbers[story.pk] for story in found} == OPEN


def test_everything_open_goes_to_the_colleague_and_nothing_else_changes(
    desk_of_rita, rita, sam, mira
):
    eka = person("eka", "Eka Putri", "reporter")
    before = {name: all_about(story) for name, story in desk_of_rita.items()}
    done = hand_over(rita, to=eka, by=mira, reason="Pindah dinas.")
    assert {story.pk for story in done.stories} == {desk_of_rita[name].pk for name in OPEN}
    for name, story in desk_of_rita.items():
        now = all_about(story)
        if name not in OPEN:
            assert now | {"log": 0} == before[name] | {"log": 0}
            continue
        touched = ("assigned_to_id", "saved_at")
        same = {key: value for key, value in before[name]["row"].items() if key not in touched}
        assert {key: now["row"][key] for key in same} == same
        assert now["row"]["assigned_to_id"] == eka.pk
        event = story.events.last()
        assert (event.verb, event.by, event.version) == ("assign", mira, story.version)
        assert "Serah terima dari Rita Anggraini. Pindah dinas." in event.reason
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.actor, entry.target_name) == ("hand_over", mira, "Rita Anggraini")
    assert entry.detail == "Rita Anggraini → Eka Putri: 5. Pindah dinas."


def test_the_colleague_can_go_on_and_is_told_once_by_letter(desk_of_rita, rita, mira):
    eka = person("eka", "Eka Putri", "reporter")
    Letter.objects.all().delete()
    hand_over(rita, to=eka, by=mira)
    now = timezone.now()
    assert set(Article.objects.open_to(eka)) == {desk_of_rita[name] for name in OPEN}
    story = Article.objects.get(pk=desk_of_rita["in_review"].pk)
    assert "take_back" in verbs_open_to(eka, story, now=now)
    draft = desk_of_rita["draft"]
    assert workflow.edit(draft, by=eka, fields={"title": "Lanjut"}, seen=1).created_by == rita
    assert Notice.objects.filter(person=eka, kind="assigned").count() == len(OPEN)
    assert Letter.objects.filter(notice__person=eka).count() == 1


def test_who_created_a_story_keeps_it_while_the_account_is_on(desk_of_rita, rita, sam, mira):
    hand_over(rita, to=sam, by=mira)
    draft = desk_of_rita["draft"]
    assert draft in Article.objects.open_to(rita)
    draft.refresh_from_db()
    assert (draft.created_by, draft.assigned_to) == (rita, sam)


def test_a_superuser_switches_the_account_off_in_the_same_step(desk_of_rita, rita, sam, root):
    done = hand_over(rita, to=sam, by=root, switch_account_off=True)
    rita.refresh_from_db()
    assert (done.switched_off, rita.is_active) == (True, False)
    entry = AuditEntry.objects.get(action="active_changed")
    assert (entry.actor, entry.target_id, entry.detail) == (root, str(rita.pk), "on → off")


@pytest.mark.parametrize("why", ["not a superuser", "himself", "a reporter", "an editor"])
def test_all_of_it_or_nothing(desk_of_rita, rita, sam, edi, mira, root, why):
    leaver, by, off = {
        "not a superuser": (rita, mira, True),
        "himself": (root, root, True),
        "a reporter": (rita, rita, False),
        "an editor": (rita, edi, False),
    }[why]
    before = {name: all_about(story) for name, story in desk_of_rita.items()}
    with pytest.raises(Refused):
        hand_over(leaver, to=sam, by=by, switch_account_off=off)
    assert {name: all_about(story) for name, story in desk_of_rita.items()} == before
    leaver.refresh_from_db()
    assert leaver.is_active


@pytest.mark.parametrize("who", ["himself", "switched off", "without a role", "gone"])
def test_only_somebody_who_works_here_takes_over(desk_of_rita, rita, mira, who):
    other = {
        "himself": rita,
        "switched off": person("eka", "Eka", "reporter", is_active=False),
        "without a role": person("tamu", "Tamu", ""),
        "gone": person("lama", "Lama", "reporter"),
    }[who]
    if who == "gone":
        type(other).objects.get(pk=other.pk).delete()
    with pytest.raises(Refused, match="tidak dapat menerima"):
        hand_over(rita, to=other, by=mira)
    assert not Article.objects.filter(assigned_to=other).exclude(assigned_to=rita).exists()
    assert other not in successors(rita)


def test_due_dates_that_have_passed_go_along(rita, sam, edi, mira):
    story = a_draft(rita)
    Article.objects.filter(pk=story.pk).update(due_date=date(2020, 1, 2))
    hand_over(rita, to=sam, by=mira)
    story.refresh_from_db()
    assert (story.assigned_to, story.due_date) == (sam, date(2020, 1, 2))
