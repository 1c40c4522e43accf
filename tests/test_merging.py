"""Merging two tags or two reporters: every story keeps its own, and nothing is forgotten."""

import pytest

from accounts.models import AuditEntry
from articles.editorial import workflow
from articles.editorial.credits import BylineEntry, bylines_of
from articles.editorial.merging import merge
from articles.editorial.past import content_of
from articles.editorial.rules import Refused, authors_of
from articles.editorial.tagging import tag_names_of
from articles.models import Article, FormerAddress, Reporter, Tag
from tests.newsdesk import (
    a_draft,
    a_published_story,
    a_reporter,
    a_scheduled_story,
    a_trashed_story,
    a_withdrawn_story,
)

pytestmark = pytest.mark.django_db


def test_every_story_keeps_its_tag_once(rita, edi, mira):
    stories = {
        "old": a_draft(rita, tags=["Posyandu", "Gizi"]),
        "both": a_draft(rita, tags=["Posyandu", "Pos Yandu"]),
        "new": a_draft(rita, tags=["Pos Yandu"]),
        "none": a_draft(rita, tags=["Gizi"]),
        "public": a_published_story(rita, edi, tags=["Posyandu"]),
        "ahead": a_scheduled_story(rita, edi, tags=["Posyandu"]),
        "away": a_withdrawn_story(rita, edi, mira, tags=["Posyandu"]),
        "trashed": a_trashed_story(rita, tags=["Posyandu"]),
    }
    gone, into = Tag.objects.get(name="Posyandu"), Tag.objects.get(name="Pos Yandu")
    assert merge(gone, into=into, by=edi) == 6
    found = {name: tag_names_of(story) for name, story in stories.items()}
    assert found == {
        "old": ["Gizi", "Pos Yandu"],
        "both": ["Pos Yandu"],
        "new": ["Pos Yandu"],
        "none": ["Gizi"],
        **{key: ["Pos Yandu"] for key in ("public", "ahead", "away", "trashed")},
    }
    assert list(Tag.objects.order_by("key").values_list("name", flat=True)) == ["Gizi", "Pos Yandu"]


def test_names_stand_in_their_order_and_once_in_each_role(rita, edi):
    gone, into = a_reporter("Fajar CQA", "fajar-cqa"), a_reporter("Fajar", "fajar")
    other = a_reporter("Budi", "budi")
    entries = [
        BylineEntry(other, "writer"),
        BylineEntry(gone, "reporter"),
        BylineEntry(gone, "photographer"),
        BylineEntry(into, "reporter"),
        BylineEntry(other, "editor"),
    ]
    story = a_draft(rita, bylines=entries)
    assert merge(gone, into=into, by=edi) == 1
    assert bylines_of(story) == [
        BylineEntry(other, "writer"),
        BylineEntry(into, "reporter"),
        BylineEntry(into, "photographer"),
        BylineEntry(other, "editor"),
    ]
    positions = story.bylines.order_by("position").values_list("position", flat=True)
    assert list(positions) == [0, 1, 2, 3]
    assert not Reporter.objects.filter(name="Fajar CQA").exists()


@pytest.mark.parametrize("kind", ["tag", "reporter"])
def test_a_merging_is_a_version_that_makes_nobody_an_author(rita, edi, mira, kind):
    gone, into = a_pair(kind)
    story = a_published_story(rita, edi, **bearing(gone))
    was = Article.objects.filter(pk=story.pk).values().get()
    merge(gone, into=into, by=mira)
    now = Article.objects.filter(pk=story.pk).values().get()
    assert now["version"] == was["version"] + 1
    touched = {"version", "saved_at"}
    assert {k: v for k, v in now.items() if k not in touched} == {
        k: v for k, v in was.items() if k not in touched
    }
    event = story.events.last()
    assert (event.verb, event.by, event.version) == ("merge", mira, now["version"])
    assert event.reason == "Lama → Baru"
    assert authors_of(story) == {rita.pk}
    # The old version still says the old name, the new one the new.
    said = [said_in(story, number) for number in (1, 2)]
    assert said == ["Lama", "Baru"]
    assert content_of(story, 2).body == story.body
    # Whoever had it open before is asked to look.
    with pytest.raises(Refused):
        workflow.update(story, by=edi, seen=1, kind="typo", fields={"title": "Baru"})


def test_a_merging_is_one_entry_of_the_log(rita, edi):
    gone, into = a_pair("tag")
    a_draft(rita, **bearing(gone))
    before = AuditEntry.objects.count()
    merge(gone, into=into, by=edi)
    entry = AuditEntry.objects.latest("id")
    assert AuditEntry.objects.count() == before + 1
    assert (entry.action, entry.target_name, entry.detail) == (
        "entries_merged", "Baru", "Lama → Baru (1)",
    )  # fmt: skip


def test_old_addresses_follow_however_often_one_is_merged(edi):
    a, b, c = (Tag.objects.create(name=name, slug=name) for name in "abc")
    merge(a, into=b, by=edi)
    merge(b, into=c, by=edi)
    found = FormerAddress.objects.order_by("slug").values_list("slug", "tag__name")
    assert list(found) == [("a", "c"), ("b", "c")]


def test_the_account_of_a_name_goes_along_unless_the_other_has_one(rita, sam, edi):
    gone, into = Reporter.objects.get(user=rita), a_reporter("Rita A.", "rita-a")
    merge(gone, into=into, by=edi)
    into.refresh_from_db()
    assert into.user == rita
    merge(into, into=Reporter.objects.get(user=sam), by=edi)
    assert Reporter.objects.get().user == sam


@pytest.mark.parametrize("kind", ["tag", "reporter"])
def test_editors_merge_and_nobody_else(rita, edi, kind):
    gone, into = a_pair(kind)
    story = a_draft(rita, **bearing(gone))
    with pytest.raises(Refused, match="Hanya editor"):
        merge(gone, into=into, by=rita)
    with pytest.raises(Refused, match="yang masih ada"):
        merge(gone, into=gone, by=edi)
    assert said_in(story, 1) == "Lama"
    assert type(gone).objects.filter(pk=gone.pk).exists()


def test_what_somebody_merged_already_is_a_sentence(edi):
    gone, into = a_pair("tag")
    merge(gone, into=into, by=edi)
    gone.pk = into.pk + 1000
    with pytest.raises(Refused, match="yang masih ada"):
        merge(gone, into=into, by=edi)


def test_merging_costs_no_query_more_for_more_stories(rita, edi, django_assert_max_num_queries):
    costs = []
    for count in (1, 6):
        Tag.objects.all().delete()
        gone, into = a_pair("tag")
        for number in range(count):
            a_draft(rita, title=f"Judul {number}", tags=["Lama"])
        with django_assert_max_num_queries(40) as queries:
            merge(gone, into=into, by=edi)
        costs.append(len(queries))
        Article.tags.through.objects.all().delete()
    assert costs[1] <= costs[0]  # the first one writes the first row of the edition


def a_pair(kind: str) -> tuple:
    model = {"tag": Tag, "reporter": Reporter}[kind]
    return tuple(model.objects.create(name=name, slug=name.lower()) for name in ("Lama", "Baru"))


def bearing(named: Tag | Reporter) -> dict:
    if isinstance(named, Tag):
        return {"tags": [named.name]}
    return {"bylines": [BylineEntry(named)], "tags": []}


def said_in(story: Article, number: int) -> str:
    row = content_of(story, number)
    return row.tag_names[0] if row.tag_names else row.bylines[0]["name"]
