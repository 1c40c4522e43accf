"""What must hold is held by the database, whatever the code above it does."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.models import AuditEntry, User
from articles.editorial import workflow
from articles.models import (
    Article,
    ArticleDay,
    ArticleEvent,
    Byline,
    Category,
    ChecklistPoint,
    Correction,
    EditorialNote,
    ImportedRecord,
    Official,
    Page,
    Photo,
    ReadBaseline,
    Reporter,
    SiteDay,
    Tag,
    VisitorBaseline,
)
from tests.address_slips import address_slips
from tests.conftest import person
from tests.desk_slips import slips, two_runs_of_one_machine
from tests.newsdesk import a_draft, a_photo, a_published_story, a_reporter, a_story_in_review
from tests.preview_slips import preview_slips
from tests.read_slips import read_slips
from tests.site_slips import site_slips

pytestmark = pytest.mark.usefixtures("filled_checklist")
NOW = timezone.now()
EARLIER = NOW - timezone.timedelta(hours=1)


def row(story: Article, **values):
    """Write to the row past every rule, as a slip in the code would."""
    return lambda: Article.objects.filter(pk=story.pk).update(**values)


def a_page(slug: str, **values) -> Page:
    return Page.objects.create(title="Kontak", slug=slug, updated_at=NOW, **values)


def official(**values):
    """Make a line of the list of officials, with a slip in it."""
    line = {"name": "Ade Kuswara", "title": "Bupati Bekasi", "from_day": date(2025, 2, 20)}
    return lambda: Official.objects.create(**(line | values))


def violations(draft: Article, public: Article) -> dict[str, list]:
    """Constraint → ways to break it."""
    imported = {"digest": "x", "version": 1, "imported_at": NOW}
    return {
        "article_slug_not_empty": [row(draft, slug="")],
        "article_title_not_empty": [row(draft, title=""), lambda: Article.objects.create(slug="a")],
        "article_status_is_known": [row(draft, status="approved"), row(draft, status="")],
        "published_article_has_a_time": [
            row(public, published_at=None, first_published_at=None),
            row(public, first_published_at=None),
        ],
        "published_article_has_a_category": [row(public, category=None)],
        "withdrawn_article_says_when_and_why": [
            row(public, status="withdrawn"),
            row(public, status="withdrawn", withdrawn_at=NOW),
            row(public, status="withdrawn", withdrawal_text="Anak."),
            row(public, withdrawn_at=NOW),
        ],
        "only_drafts_are_trashed": [
            row(public, trashed_at=NOW),
            row(draft, trashed_at=NOW, status="in_review"),
            row(draft, trashed_at=NOW, published_at=NOW, first_published_at=NOW),
        ],
        "first_published_before_published": [
            row(public, published_at=EARLIER, first_published_at=NOW),
            row(draft, first_published_at=NOW),
        ],
        "marked_article_says_by_whom": [row(public, marked_at=NOW)],
        "article_version_is_positive": [row(draft, version=0)],
        "one_byline_per_name_and_role": [
            lambda: Byline.objects.create(article=draft, reporter=a_reporter(), position=1)
        ],
        "category_slug_not_empty": [lambda: Category.objects.create(name="Olahraga", slug="")],
        "checklist_point_has_a_key": [lambda: ChecklistPoint.objects.create(key="")],
        "structural_point_is_required": [
            lambda: ChecklistPoint.objects.filter(key="title").update(required=False),
            lambda: ChecklistPoint.objects.filter(key="category").update(required=False),
        ],
        "official_has_a_name": [official(name="")],
        "official_has_a_title": [official(title="")],
        "official_ends_after_he_begins": [official(until_day=date(2025, 2, 19))],
        "one_line_per_official_and_day": [lambda: [official()() for _ in range(2)]],
        "correction_says_wrong_and_right": [
            lambda: Correction.objects.create(article=public, wrong="", right="b", at=NOW),
            lambda: Correction.objects.create(article=public, wrong="a", right="", at=NOW),
        ],
        "note_is_not_empty": [
            lambda: EditorialNote.objects.create(article=draft, kind="note", text="", at=NOW)
        ],
        "one_story_per_record": [
            lambda: [
                ImportedRecord.objects.create(article=story, source="s", key="1", **imported)
                for story in (draft, public)
            ]
        ],
        "page_slug_not_empty": [lambda: Page.objects.create(title="Kontak", updated_at=NOW)],
        "page_title_not_empty": [lambda: Page.objects.create(slug="kontak", updated_at=NOW)],
        "page_version_is_positive": [lambda: a_page("kontak", version=0)],
        "public_page_has_a_text": [lambda: a_page("kontak", is_public=True)],
        "photo_has_a_size": [
            lambda: Photo.objects.create(file="a.jpg", width=0, height=9, uploaded_at=NOW),
            lambda: Photo.objects.create(file="a.jpg", width=9, height=0, uploaded_at=NOW),
        ],
        "photo_has_a_file": [
            lambda: Photo.objects.create(file="", width=9, height=9, uploaded_at=NOW)
        ],
        "reporter_slug_not_empty": [lambda: Reporter.objects.create(name="Budi", slug="")],
        "tag_slug_not_empty": [lambda: Tag.objects.create(name="Posyandu", slug="")],
        "article_day_is_positive": [
            lambda: ArticleDay.objects.create(article=public, day=date(2025, 9, 2), reads=0)
        ],
        "site_day_is_positive": [lambda: SiteDay.objects.create(day=date(2025, 9, 2), visitors=0)],
        "one_account_per_name": [lambda: person("RITA", "Rita kedua", "reporter")],
        "user_role_is_known": [lambda: person("x", "X", "owner")],
        **slips(draft, public),
        **address_slips(public, NOW),
        **site_slips(public, NOW),
        **read_slips(public, NOW),
        **preview_slips(draft, NOW),
    }


def our_models() -> list[type[models.Model]]:
    return [
        *apps.get_app_config("articles").get_models(),
        *apps.get_app_config("accounts").get_models(),
    ]


@pytest.fixture
def broken(rita, edi):
    return violations(a_draft(rita), a_published_story(rita, edi))


def names_of_constraints(kind: type[models.BaseConstraint] = models.BaseConstraint) -> list[str]:
    every = (c for model in our_models() for c in model._meta.constraints)
    return sorted(c.name for c in every if isinstance(c, kind))


@pytest.mark.parametrize("name", names_of_constraints())
def test_the_database_refuses_a_row_that_breaks(name, broken):
    for attempt in broken[name]:
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            attempt()
        if name not in names_of_constraints(models.UniqueConstraint):  # SQLite names their columns
            assert name in str(error.value)


def test_each_constraint_has_a_row_that_breaks_it(broken):
    assert sorted(broken) == names_of_constraints()


@pytest.mark.parametrize(
    "twice",
    [
        lambda n: Category.objects.create(name="Olahraga", slug=f"olahraga-{n}"),
        lambda n: Category.objects.create(name=f"Olahraga {n}", slug="olahraga"),
        lambda n: Tag.objects.create(name=" Posyandu "[n:], slug=f"posyandu-{n}"),
        lambda n: Tag.objects.create(name=f"Posyandu {n}", slug="posyandu"),
        lambda n: ChecklistPoint.objects.create(key="uji"),
        lambda n: Reporter.objects.create(name="Budi", slug="budi"),
        lambda n: a_page("kontak"),
        two_runs_of_one_machine,
        lambda n: Reporter.objects.create(name="B", slug=f"b-{n}", user=User.objects.get()),
        lambda n: SiteDay.objects.bulk_create([SiteDay(day=date(2025, 9, 2), visitors=n + 1)]),
        lambda n: VisitorBaseline.objects.create(visitors=5, source="uji", imported_at=NOW),
    ],
    ids=[
        *("category name", "category slug", "tag key", "tag slug", "checklist key"),
        *("reporter slug", "page slug", "run per machine"),
        *("one name per account", "one row per day", "one baseline per source"),
    ],
)
def test_there_is_only_one_of(twice, edi):
    twice(0)
    with pytest.raises(IntegrityError), transaction.atomic():
        twice(1)


def test_a_story_has_one_row_of_reads_a_day_and_one_baseline(rita, edi):
    story = a_published_story(rita, edi)
    for make in (
        lambda: ArticleDay.objects.bulk_create(
            [ArticleDay(article=story, day=date(2025, 9, 2), reads=1)]
        ),
        lambda: ReadBaseline.objects.bulk_create(
            [ReadBaseline(article=story, reads=2485, source="uji", imported_at=NOW)]
        ),
    ):
        make()
        with pytest.raises(IntegrityError), transaction.atomic():
            make()


@pytest.mark.parametrize(
    "negative",
    [
        lambda s: ReadBaseline.objects.create(article=s, reads=-1, source="u", imported_at=NOW),
        lambda s: VisitorBaseline.objects.create(visitors=-1, source="u", imported_at=NOW),
        lambda s: Byline.objects.filter(article=s).update(position=-1),
    ],
    ids=["reads", "visitors", "position"],
)
def test_no_number_is_negative(negative, rita, edi):
    story = a_published_story(rita, edi)
    with pytest.raises(IntegrityError), transaction.atomic():
        negative(story)


# --- nothing editorial is cascaded away -------------------------------------------------------


def test_what_a_story_stands_on_cannot_be_deleted(rita, sam, edi):
    story = a_draft(rita, photo=a_photo(rita))
    story = workflow.edit(story, by=edi, fields={"assigned_to": sam}, seen=1)
    for thing in (story.category, story.bylines.get().reporter, story.photo, rita, sam):
        with pytest.raises(ProtectedError):
            thing.delete()
    assert Article.objects.get() == story


def test_neither_can_who_published_or_forced_it_or_brought_the_photo(rita, edi, mira):
    a_published_story(rita, edi)
    workflow.force_publish(a_draft(rita), by=mira, seen=1, reason="Banjir.")
    photographer = person("fani", "Fani", "reporter")
    a_photo(photographer)
    for user in (edi, mira, photographer):
        with pytest.raises(ProtectedError):
            user.delete()


def test_a_story_with_a_life_cannot_be_deleted(rita, edi):
    story = a_story_in_review(rita)
    with pytest.raises(ProtectedError):
        story.delete()
    with pytest.raises(ProtectedError):
        a_published_story(rita, edi).delete()


def test_the_logs_outlive_their_people(rita, edi):
    story = workflow.send_back(a_story_in_review(rita), by=edi, note="Sebutkan tarifnya.")
    edi.delete()
    event = ArticleEvent.objects.get(article=story, verb="send_back")
    note = story.notes.get()
    entry = AuditEntry.objects.get(action="send_back")
    assert (event.by, event.by_name) == (None, "Edi Kurniawan")
    assert (note.by, note.by_name) == (None, "Edi Kurniawan")
    assert (entry.actor, entry.actor_name) == (None, "Edi Kurniawan")
    row_of_history = story.history.get(history_change_reason="send_back")
    assert row_of_history.history_user is None


@pytest.mark.parametrize("log", [ArticleEvent, AuditEntry])
def test_the_logs_are_written_once(log, rita):
    a_draft(rita)
    entry = log.objects.get()
    for change in (
        entry.save,
        entry.delete,
        lambda: log.objects.update(reason="x"),
        lambda: log.objects.all().delete(),
    ):
        with pytest.raises(TypeError):
            change()
    assert log.objects.get() == entry
