"""What is thrown away comes back whole: nothing that hangs on a story is lost on the way."""

from django.utils import timezone

from articles.editorial import previews, workflow
from articles.models import PreviewLink
from tests.newsdesk import a_draft, with_photo


def test_a_story_comes_back_from_the_trash_with_everything_attached(rita, edi):
    story = a_draft(rita, tags=["Posyandu", "Sukatani"], **with_photo(rita))
    story = workflow.submit(story, by=rita, seen=1)
    story = workflow.send_back(story, by=edi, note="Sebutkan tarifnya.")
    story = workflow.edit(story, by=rita, fields={"title": "Posyandu Buka Malam"}, seen=1)
    link = previews.share(story, by=rita, version=story.version, days=7)
    previews.record_open(link, kind="person", now=timezone.now())

    def attached() -> dict:
        return {
            "photo": (story.photo_id, story.photo_caption, story.photo_credit, story.photo_alt),
            "bylines": list(story.bylines.values_list("reporter__name", "role", "position")),
            "tags": list(story.tags.values_list("name", flat=True)),
            "notes": list(story.notes.values_list("text", "kind", "closed_at")),
            "versions": sorted(set(story.history.values_list("version", "title"))),
            "links": list(story.preview_links.values()),
            "opens": link.opens.count(),
            "state": story.state(),
        }

    before = attached()
    assert [len(before[name]) for name in ("notes", "links", "versions", "tags")] == [1, 1, 2, 2]
    story = workflow.trash(story, by=rita)
    assert previews.state_of(PreviewLink.objects.get(), now=timezone.now()) == "void"
    story = workflow.restore(story, by=rita)
    assert attached() == before
    assert previews.state_of(PreviewLink.objects.get(), now=timezone.now()) == "working"
