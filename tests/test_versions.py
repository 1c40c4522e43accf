"""Every state a story was ever in is kept: by whom, through what, with its names and tags."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from simple_history.models import HistoricalRecords

from articles.editorial import workflow
from articles.editorial.writing import BylineEntry
from tests.newsdesk import (
    BODY,
    TITLE,
    a_category,
    a_draft,
    a_photo,
    a_published_story,
    a_reporter,
    a_scheduled_story,
)


def versions(story) -> list[tuple]:
    rows = story.history.order_by("history_id")
    return [(r.version, r.history_change_reason, r.history_user, r.text_changed) for r in rows]


def test_every_save_is_one_row_with_its_person_and_verb(rita, edi):
    story = a_draft(rita)
    story = workflow.edit(story, by=rita, fields={"body": "<p>Lebih panjang.</p>"}, seen=1)
    story = workflow.submit(story, by=rita, seen=2)
    story = workflow.edit(story, by=edi, fields={"dateline": "SUKATANI"}, tags=["a"], seen=2)
    workflow.publish(story, by=edi, seen=3)
    assert versions(story) == [
        (1, "create", rita, True),
        (2, "edit", rita, True),
        (2, "submit", rita, False),
        (3, "edit", edi, False),
        (3, "publish", edi, False),
    ]


def test_a_version_is_told_whole(rita):
    story = a_draft(rita, tags=["Posyandu", "Bekasi"])
    workflow.edit(story, by=rita, fields={"body": "<p>Baru.</p>"}, seen=1)
    first = story.history.order_by("history_id").first()
    assert (first.title, first.body, first.status) == (TITLE, BODY, "draft")
    reporter = a_reporter()
    assert first.bylines == [{"reporter": reporter.pk, "name": "Fajar CQA", "role": "reporter"}]
    assert first.tag_names == ["Posyandu", "Bekasi"]


def test_a_version_remembers_the_name_a_reporter_had(rita):
    story = a_draft(rita)
    reporter = a_reporter()
    reporter.name = "Fajar Nugraha"
    reporter.save()
    workflow.submit(story, by=rita, seen=1)
    names = [row.bylines[0]["name"] for row in story.history.order_by("history_id")]
    assert names == ["Fajar CQA", "Fajar Nugraha"]


def test_the_acting_person_is_the_verbs_not_the_requests(rita, edi):
    HistoricalRecords.context.request = SimpleNamespace(
        user=SimpleNamespace(is_authenticated=True, pk=edi.pk)
    )
    try:
        story = a_draft(rita)
    finally:
        del HistoricalRecords.context.request
    assert story.history.get().history_user == rita


def test_the_row_bears_the_time_of_the_verb(rita):
    now = timezone.now() - timedelta(days=3)
    story = a_draft(rita, now=now)
    assert (story.created_at, story.saved_at, story.history.get().history_date) == (now, now, now)


def test_what_was_saved_leaves_no_trace_on_the_story_in_memory(rita):
    story = a_draft(rita)
    left = [name for name in vars(story) if name.startswith("_history") or "facts" in name]
    assert left == []


@pytest.mark.parametrize(
    "part",
    [
        lambda: {"fields": {"title": "Judul Lain"}},
        lambda: {"fields": {"photo": a_photo()}},
        lambda: {"fields": {"photo_credit": "Budi"}},
        lambda: {"fields": {"category": a_category("Kesehatan", "kesehatan")}},
        lambda: {"fields": {"is_reprint": True}},
        lambda: {"fields": {"needs_verification": True}},
        lambda: {"fields": {}, "bylines": []},
        lambda: {"fields": {}, "bylines": [BylineEntry(a_reporter(), "photographer")]},
        lambda: {"fields": {}, "tags": ["Posyandu"]},
        lambda: {"fields": {}, "tags": []},
    ],
    ids=[
        *("title", "photo", "credit", "category", "reprint", "verification"),
        *("no byline", "other byline", "one tag less", "no tags"),
    ],
)
def test_whatever_would_be_published_counts_a_version(part, rita, edi):
    story = a_draft(rita, tags=["Posyandu", "Bekasi"])
    story = workflow.edit(story, by=edi, seen=1, **part())
    assert (story.version, story.history.count()) == (2, 2)
    assert story.events.order_by("id").last().version == 2


def test_nothing_new_is_no_version(rita):
    story = a_draft(rita, tags=["Posyandu", "Bekasi"], summary="Ringkas.")
    saved_at = story.saved_at
    same = workflow.edit(
        story,
        by=rita,
        fields={"title": f" {TITLE}\n", "summary": "Ringkas.\r\n", "category": a_category()},
        bylines=[BylineEntry(a_reporter()), BylineEntry(a_reporter())],
        tags=["bekasi ", "POSYANDU", ""],
        seen=1,
    )
    assert (same.version, same.saved_at) == (1, saved_at)
    assert (same.history.count(), same.events.count()) == (1, 1)


def test_the_order_of_the_names_is_part_of_the_version(rita):
    budi, fajar = a_reporter("Budi", "budi"), a_reporter()
    story = a_draft(rita, bylines=[BylineEntry(fajar), BylineEntry(budi)])
    story = workflow.edit(
        story, by=rita, fields={}, bylines=[BylineEntry(budi), BylineEntry(fajar)], seen=1
    )
    assert [str(row) for row in story.bylines.all()] == ["Reporter : Budi", "Reporter : Fajar CQA"]
    assert [[b["name"] for b in row.bylines] for row in story.history.all()] == [
        ["Budi", "Fajar CQA"],
        ["Fajar CQA", "Budi"],
    ]


def test_the_address_follows_the_title_until_the_story_is_public(rita, edi):
    story = a_scheduled_story(rita, edi)
    story = workflow.edit(story, by=edi, fields={"title": "Rp1,5 Triliun"}, seen=1)
    assert story.slug == "rp1-5-triliun"
    public = a_published_story(rita, edi)
    public = workflow.update(public, by=edi, seen=1, kind="update", fields={"title": "Lain"})
    assert public.slug == "posyandu-sukatani-buka-layanan-malam"
