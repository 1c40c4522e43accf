"""The lists of topics and reporters hold every published story, and nothing else, in every state.

What ought to stand in them is said here in a second way: from tags, bylines and the story itself.
"""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.editorial import workflow
from articles.editorial.credits import BylineEntry
from articles.editorial.merging import merge
from articles.models import Article, Byline, Listing, Reporter, Tag
from tests.newsdesk import a_draft, a_published_story, a_scheduled_story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled_checklist")]


def wanted() -> set[tuple]:
    """Return what ought to be listed: which list, which story, since when."""
    rows = set()
    for story in Article.objects.filter(status="published"):
        for tag in story.tags.all():
            rows.add((tag.pk, None, story.pk, story.published_at))
        for byline in story.bylines.all():
            rows.add((None, byline.reporter_id, story.pk, story.published_at))
    return rows


def listed() -> set[tuple]:
    rows = list(Listing.objects.values_list("tag", "reporter", "article", "published_at"))
    assert len(rows) == len(set(rows))
    return set(rows)


def test_a_story_is_listed_while_it_is_published_whatever_happens_to_it(rita, edi, mira):
    sam = Reporter.objects.create(name="Sam Hidayat", slug="sam-hidayat")
    draft = a_draft(rita, tags=["Padi"])
    assert listed() == wanted() == set()
    story = a_published_story(rita, edi, tags=["Padi", "Sawah"])
    assert listed() == wanted() != set()
    parts = {"tags": ["Sawah", "Pasar"], "bylines": [BylineEntry(sam, "reporter")]}
    workflow.update(story, by=edi, seen=story.version, kind="typo", fields={}, **parts)
    assert listed() == wanted()
    assert {row[1] for row in listed()} == {None, sam.pk}
    workflow.withdraw(story, by=mira, ground="child", text="Identitas anak.")
    assert listed() == wanted() == set()
    workflow.reinstate(story, by=mira, reason="Keliru ditarik.")
    assert listed() == wanted() != set()
    workflow.edit(draft, by=rita, seen=draft.version, fields={}, tags=["Padi", "Pasar"])
    assert not Listing.objects.filter(article=draft).exists()


def test_a_scheduled_story_is_listed_with_its_time_and_leaves_with_it(client, rita, edi):
    at = timezone.now() + timedelta(hours=1)
    story = a_scheduled_story(rita, edi, at=at, tags=["Padi"])
    assert listed() == wanted() != set()
    assert client.get("/tag/padi/").status_code == 404  # the clock has not come to it
    workflow.reschedule(story, by=edi, at=at + timedelta(hours=1))
    assert listed() == wanted() != set()
    workflow.unschedule(story, by=edi)
    assert listed() == wanted() == set()


@pytest.mark.parametrize("kind", ["tag", "reporter"])
def test_merging_moves_the_lists_too(rita, edi, kind):
    story = a_published_story(rita, edi, tags=["Padi", "Sawah"])
    both = Reporter.objects.create(name="Rita A.", slug="rita-a")
    Byline.objects.create(article=story, reporter=both, role="photographer", position=2)
    if kind == "tag":
        gone, into = (Tag.objects.get(key=key) for key in ("sawah", "padi"))
    else:
        gone, into = both, Reporter.objects.get(slug="fajar-cqa")
    merge(gone, into=into, by=edi)
    assert listed() == wanted() != set()


def test_rows_written_past_the_newsroom_are_put_right(rita, edi, capsys):
    story = a_published_story(rita, edi, tags=["Padi"])
    story.tags.add(Tag.objects.create(name="Baru", slug="baru"))
    Listing.objects.filter(reporter__isnull=False).delete()
    assert listed() != wanted()
    call_command("rebuild_lists")
    assert listed() == wanted()
    assert "Written: the places of 1 stories in the lists; 3 in all." in capsys.readouterr().out
    call_command("rebuild_lists", after=story.pk)
    assert listed() == wanted()
