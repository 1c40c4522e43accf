"""What a story needs before it may appear, and how it is told."""

import pytest
from django.utils import translation

from articles.editorial import checklist, workflow
from articles.editorial.checklist import Point
from articles.editorial.writing import BylineEntry
from articles.models import Article
from tests.newsdesk import a_draft, a_reporter, with_photo


def keys(points: list[Point]) -> list[str]:
    return [point.key for point in points]


def test_a_complete_story_has_no_open_point(rita):
    story = a_draft(rita, **with_photo(rita), is_reprint=True, source="Humas Setda")
    assert checklist.missing(story) == []
    assert keys(checklist.points(story)) == [
        *("title", "category", "byline", "body"),
        *("photo_alt", "photo_caption", "photo_credit", "source"),
    ]


def test_points_about_photo_and_source_appear_only_where_they_matter(rita):
    assert keys(checklist.points(a_draft(rita))) == ["title", "category", "byline", "body"]


def test_a_story_of_nothing_but_a_title_has_everything_else_to_do(edi):
    story = workflow.create(by=edi, fields={"title": "Judul"})
    assert checklist.missing(story) == [
        Point("category", "Pilih kategori.", met=False, required=True),
        Point("byline", "Cantumkan paling sedikit satu nama pada byline.", False, True),
        Point("body", "Tulis isi berita: isinya masih kosong.", False, True),
    ]


@pytest.mark.parametrize(
    ("changes", "open_point"),
    [
        ({"photo_alt": ""}, "photo_alt"),
        ({"photo_caption": " "}, "photo_caption"),
        ({"photo_credit": ""}, "photo_credit"),
        ({"is_reprint": True}, "source"),
        ({"category": None}, "category"),
        ({"body": ""}, "body"),
    ],
)
def test_each_point_stands_alone(changes, open_point, rita, edi):
    story = a_draft(rita, **with_photo(rita))
    story = workflow.edit(story, by=edi, fields=changes, seen=1)
    assert keys(checklist.missing(story)) == [open_point]
    with pytest.raises(checklist.Incomplete) as refused:
        workflow.publish(story, by=edi, seen=story.version)
    assert keys(refused.value.missing) == [open_point]


@pytest.mark.parametrize(
    "body", ["<p></p>", "<p>&nbsp;</p>", "<p><br></p>", "<ul><li> </li></ul>", "\u200b"]
)
def test_a_body_is_empty_when_there_is_nothing_to_read(body, rita):
    story = a_draft(rita, body=body)
    assert keys(checklist.missing(story)) == ["body"]


def test_the_names_may_be_given_before_they_are_stored(government):
    story = Article(title="Judul", body="<p>Isi.</p>", category=government)
    assert keys(checklist.missing(story)) == ["byline"]
    names = [BylineEntry(a_reporter())]
    assert checklist.missing(story, bylines=names) == []
    assert keys(checklist.missing(story, bylines=[])) == ["byline"]


def test_points_are_told_in_the_language_of_the_reader(rita):
    story = a_draft(rita, category=None)
    with translation.override("en"):
        [point] = checklist.missing(story)
    assert point.sentence == "Choose a category."
