"""The history of a story at the desk: who did what, in words a colleague understands."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.admin.article_history import steps_of
from articles.editorial import workflow


@pytest.fixture
def published(rita, edi, health):
    story = workflow.create(
        by=rita,
        fields={"title": "Posyandu baru", "body": "<p>Isi.</p>", "category": health},
        tags=["Setu", "Gizi", "Balita"],
    )
    story = workflow.submit(story, by=rita, seen=story.version)
    return workflow.publish(story, by=edi, seen=story.version)


def test_a_step_that_only_moves_the_story_names_no_changed_field(published):
    changed = {str(step["what"]): step["changed"] for step in steps_of(published)}
    assert changed["Ajukan untuk Ditinjau"] == []


def test_a_changed_tag_is_named_and_another_spelling_is_not(published, edi):
    same = ["gizi", "balita", "SETU"]
    story = workflow.update(
        published, by=edi, seen=1, kind="typo", fields={"dateline": "SETU"}, tags=same
    )
    assert steps_of(story)[0]["changed"] == ["Titimangsa"]
    story = workflow.update(story, by=edi, seen=2, kind="typo", fields={}, tags=["Gizi"])
    assert steps_of(story)[0]["changed"] == ["Tag"]


def test_kinds_and_grounds_are_told_in_words(published, edi, mira):
    story = workflow.update(
        published,
        by=edi,
        seen=1,
        kind="correction",
        fields={"title": "Posyandu lama"},
        wrong="baru",
        right="lama",
    )
    assert steps_of(story)[0]["reason"].startswith("Ralat: ")
    story = workflow.withdraw(story, by=mira, ground="child", text="Kami cabut.")
    assert steps_of(story)[0]["reason"] == "Masa depan anak: Kami cabut."


def test_the_page_shows_it_to_whoever_may_open_the_story(published, rita, sam, signed_in):
    address = f"/admin/articles/article/{published.pk}/history/"
    assert "Rita Anggraini" in signed_in(rita).get(address).content.decode()
    assert signed_in(sam).get(address).status_code == 404


def test_what_a_page_saved_by_itself_is_one_line_that_can_be_opened(rita, edi, signed_in):
    story = workflow.create(by=rita, fields={"title": "Satu"})
    start = timezone.now()
    for n, (person, title) in enumerate(
        [(rita, "Dua"), (rita, "Tiga"), (rita, "Empat"), (edi, "Edi"), (rita, "Rita")]
    ):
        now = start + timedelta(minutes=n)
        fields = {"title": title, "dateline": f"SETU {n}"}
        story = workflow.autosave(story, by=person, fields=fields, seen=story.version, now=now)
    steps = steps_of(story)
    assert [(step["who"], step["version"], len(step["sitting"])) for step in steps] == [
        ("Rita Anggraini", 6, 0),
        ("Edi Kurniawan", 5, 0),
        ("Rita Anggraini", 4, 3),
        ("Rita Anggraini", 1, 0),
    ]
    assert steps[2]["changed"] == ["Judul", "Titimangsa"]
    assert steps[2]["before"] == 1
    page = signed_in(rita).get(f"/admin/articles/article/{story.pk}/history/").content.decode()
    assert "3 kali sejak" in page
    for number in range(1, 7):
        assert f"/history/{number}/" in page
    chosen = page.split("</select>")[0]
    assert [n for n in range(1, 7) if f'value="{n}"' in chosen] == [1, 4, 5, 6]


def test_an_evening_and_a_morning_are_two_lines(rita):
    story = workflow.create(by=rita, fields={"title": "Satu"})
    for n, title in enumerate(["Malam", "Pagi"]):
        now = timezone.now() + timedelta(hours=12 * n)
        story = workflow.autosave(
            story, by=rita, fields={"title": title}, seen=story.version, now=now
        )
    assert [len(step["sitting"]) for step in steps_of(story)] == [0, 0, 0]
