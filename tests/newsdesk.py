"""Stories for tests, made through the desk's own verbs, so that each is one that can really exist.

Plain functions: `a_draft(rita)` is a draft of Rita's with everything the checklist asks for;
`a_published_story(rita, edi)` was written by her and published by him.
People come from conftest's cast; the category, the byline and the photo are made when missing.
"""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import AuditEntry, User
from articles.editorial import workflow
from articles.editorial.writing import BylineEntry
from articles.models import Article, Category, Photo, Reporter

TITLE = "Posyandu Sukatani Buka Layanan Malam"
BODY = "<p>Posyandu Melati di Desa Sukatani kini buka sampai pukul 21.00 WIB.</p>"
RALAT = {"wrong": "dibuka Selasa", "right": "dibuka Rabu"}


def a_category(name: str = "Pemerintahan", slug: str = "pemerintahan") -> Category:
    return Category.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def a_reporter(name: str = "Fajar CQA", slug: str = "fajar-cqa") -> Reporter:
    return Reporter.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def a_photo(by: User | None = None) -> Photo:
    """A row only: its file is a name that no test of the editorial part opens."""
    return Photo.objects.create(
        file=ContentFile(b"not opened", name="uji.jpg"),
        width=1200,
        height=800,
        sha256="0" * 64,
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )


def with_photo(by: User | None = None, **changes) -> dict:
    """The fields of a photo that is ready to appear."""
    return {
        "photo": a_photo(by),
        "photo_alt": "Antrean warga di teras posyandu",
        "photo_caption": "Warga mengantre di Posyandu Melati.",
        "photo_credit": "Ist.",
        **changes,
    }


def a_draft(by: User, *, bylines=None, tags=None, now: datetime | None = None, **fields) -> Article:
    """A draft that meets every required point, unless the fields say otherwise."""
    if "category" not in fields:
        fields["category"] = a_category()
    if bylines is None:
        bylines = [BylineEntry(a_reporter())]
    return workflow.create(
        by=by,
        fields={"title": TITLE, "body": BODY, **fields},
        bylines=bylines,
        tags=tags,
        now=now,
    )


def a_rewritten_draft(by: User) -> Article:
    """Return a draft with three versions: the text changed, then all that stands around it."""
    story = a_draft(by, title="Posyandu buka Selasa", tags=["Posyandu"])
    story = workflow.edit(
        story,
        by=by,
        fields={
            "title": "Posyandu buka Rabu",
            "body": "<p>Posyandu Melati di Desa Sukatani kini buka sampai pukul 22.00 WIB.</p>",
        },
        seen=1,
    )
    return workflow.edit(
        story,
        by=by,
        fields={
            "category": a_category("Kesehatan", "kesehatan"),
            "is_reprint": True,
            "source": "Antara",
        },
        bylines=[BylineEntry(a_reporter("Budi", "budi"))],
        tags=["Gizi"],
        seen=2,
    )


def a_story_in_review(by: User, **fields) -> Article:
    draft = a_draft(by, **fields)
    return workflow.submit(draft, by=by, seen=draft.version, now=fields.get("now"))


def a_returned_story(by: User, editor: User, *, note: str = "Sebutkan tarifnya.", **fields):
    return workflow.send_back(a_story_in_review(by, **fields), by=editor, note=note)


def a_published_story(
    by: User, editor: User, *, at: datetime | None = None, now: datetime | None = None, **fields
) -> Article:
    """Published by the editor; a moment `at` in the past is when he did it."""
    if at is not None and at <= timezone.now() and now is None:
        now = at
    story = a_draft(by, now=now, **fields)
    return workflow.publish(story, by=editor, seen=story.version, at=at, now=now)


def a_scheduled_story(by: User, editor: User, *, at: datetime | None = None, **fields) -> Article:
    at = at or timezone.now() + timedelta(days=1)
    return a_published_story(by, editor, at=at, **fields)


def a_forced_story(by: User, managing_editor: User, **fields) -> Article:
    story = a_draft(by, **fields)
    return workflow.force_publish(
        story, by=managing_editor, seen=story.version, reason="Banjir, warga menunggu kabar."
    )


def a_withdrawn_story(by: User, editor: User, managing_editor: User, **fields) -> Article:
    story = a_published_story(by, editor, **fields)
    return workflow.withdraw(
        story, by=managing_editor, ground="child", text="Identitas anak terungkap."
    )


def a_trashed_story(by: User, **fields) -> Article:
    return workflow.trash(a_draft(by, **fields), by=by)


def all_about(story: Article) -> dict:
    """Everything a verb could have touched, to show that a refused one touched nothing."""
    return {
        "row": Article.objects.filter(pk=story.pk).values().get(),
        "bylines": list(story.bylines.values_list("reporter", "role", "position")),
        "tags": list(story.tags.values_list("key", flat=True)),
        "events": story.events.count(),
        "versions": story.history.count(),
        "notes": list(story.notes.values()),
        "corrections": story.corrections.count(),
        "log": AuditEntry.objects.count(),
    }
