"""The history of a story at the desk: who did what, in words a colleague understands."""

import pytest

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
