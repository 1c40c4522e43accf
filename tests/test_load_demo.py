"""The demonstration: its contract for scripts, its content, and that a second run adds nothing."""

import json
from collections import Counter
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.management import call_command
from django.db import transaction
from django.db.models import Max, Min
from django.test import override_settings
from django.utils import timezone
from PIL import Image

from accounts.models import User
from articles import richtext
from articles.editorial import checklist
from articles.management.demo.people import FIXED_PASSWORD
from articles.management.demo.stories import read_stories
from articles.models import (
    Article,
    ArticleDay,
    ArticleEvent,
    Correction,
    EditorialNote,
    ImportedRecord,
    Letter,
    Notice,
    Photo,
    ReadBaseline,
    Reporter,
    SiteDay,
    Tag,
)
from articles.readership import statistics
from tests.standing_pages import write_first_pages

pytestmark = pytest.mark.xdist_group("load_demo")  # one process loads it once for all

STATES = {
    "draft",
    "returned",
    "in_review",
    "scheduled",
    "published",
    "force_published",
    "withdrawn",
    "trashed",
}
QUICK = {
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "READS_DATABASE": "default",
}


def load_demo(*options: str) -> str:
    out = StringIO()
    call_command("load_demo", *options, stdout=out)
    return out.getvalue()


def everything() -> dict[str, list]:
    models = (
        *(Article, Article.history.model, ArticleEvent, ArticleDay, Correction, EditorialNote),
        *(ImportedRecord, Photo, ReadBaseline, Reporter, SiteDay, Tag, User),
    )
    return {model.__name__: sorted(map(str, model.objects.values_list())) for model in models}


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Load the demonstration once for all tests of this file, and roll it back after them."""
    with (
        django_db_blocker.unblock(),
        override_settings(DEBUG=True, **QUICK),
        transaction.atomic(),
    ):
        write_first_pages()  # a test before this one may have emptied their table
        yield json.loads(load_demo("--json"))
        transaction.set_rollback(True)


@pytest.fixture
def debug(demo, db, settings):
    settings.DEBUG = True


def of_state(demo: dict, state: str) -> list[dict]:
    return [article for article in demo["articles"] if article["state"] == state]


def test_the_json_has_exactly_the_agreed_form(demo):
    assert list(demo) == ["site_url", "users", "articles", "categories", "reporters", "pages"]
    assert demo["site_url"] == "http://testserver"
    assert {tuple(user) for user in demo["users"]} == {("username", "password", "role", "name")}
    assert {tuple(article) for article in demo["articles"]} == {
        ("key", "id", "state", "title", "url", "admin_url", "author", "published_at")
    }
    assert {tuple(row) for row in demo["categories"] + demo["reporters"]} == {("slug", "url")}
    assert demo["pages"] == [
        {"slug": slug, "url": f"/halaman/{slug}/"}
        for slug in ("pedoman-media-siber", "kode-etik", "redaksi", "privasi", "hak-jawab")
    ]


def test_there_is_somebody_in_every_role_with_a_password_that_opens_the_desk(demo, db, client):
    roles = {user["username"]: user["role"] for user in demo["users"]}
    assert roles == {
        "rita": "reporter",
        "sam": "reporter",
        "edi": "editor",
        "eka": "editor",
        "mira": "managing_editor",
        "tika": None,
    }
    for row in demo["users"]:
        user = User.objects.get(username=row["username"])
        assert user.check_password(row["password"])
        assert user.is_staff
        validate_password(row["password"], user)
    assert User.objects.get(username="tika").is_superuser


def test_every_state_is_there_and_is_what_the_story_says_of_itself(demo, db):
    assert {article["state"] for article in demo["articles"]} == STATES
    for article in demo["articles"]:
        stored = Article.objects.get(pk=article["id"])
        said = "published" if article["state"] == "force_published" else article["state"]
        assert stored.state() == said
    assert Article.objects.exclude(marked_at=None).count() == 1


def test_two_reporters_each_have_a_draft(demo):
    assert {article["author"] for article in of_state(demo, "draft")} == {"rita", "sam"}


def test_there_is_enough_to_read_in_enough_sections_by_enough_people(demo, db):
    public = Article.objects.published()
    assert public.count() >= 30
    per_section = Counter(public.values_list("category__slug", flat=True))
    assert len(per_section) == len(demo["categories"]) == 8
    assert min(per_section.values()) >= 3
    names = set(public.filter(bylines__role="reporter").values_list("bylines__reporter", flat=True))
    assert len(names) >= 4


def test_the_addresses_lead_where_they_say(demo, db):
    for article in of_state(demo, "published"):
        stored = Article.objects.get(pk=article["id"])
        assert article["url"] == f"/berita/{stored.pk}/{stored.slug}/"
        assert article["admin_url"] == f"/admin/articles/article/{stored.pk}/change/"
        assert datetime.fromisoformat(article["published_at"]) == stored.published_at
    assert {"slug": "kesehatan", "url": "/kategori/kesehatan/"} in demo["categories"]
    assert {"slug": "rita-anggraini", "url": "/reporter/rita-anggraini/"} in demo["reporters"]


def test_every_public_story_would_pass_the_checklist(demo, db):
    for article in Article.objects.published():
        assert [p.key for p in checklist.points(article) if not p.met] == []
        assert article.posted_by == "Newsroom Diskominfosantik"


def test_bodies_are_clean_already_and_no_date_was_left_open(demo, db):
    for article in Article.objects.all():
        assert richtext.clean(article.body) == article.body
        assert "{" not in article.title + article.summary + article.body + article.photo_caption


def test_every_picture_is_a_real_one_and_no_two_are_the_same(demo, db):
    photos = Photo.objects.all()
    assert len({photo.sha256 for photo in photos}) == len(photos) >= 30
    for photo in photos:
        with photo.file.open() as file, Image.open(file) as picture:
            assert picture.size == (photo.width, photo.height) == (1600, 900)
            assert len(set(picture.resize((16, 9)).get_flattened_data())) > 20  # no grey box


def test_the_special_cases_are_among_the_public_stories(demo, db):
    public = Article.objects.published()
    assert public.filter(photo=None).count() == 1
    assert public.filter(is_reprint=True).exclude(source="").count() == 1
    assert public.filter(needs_verification=True).count() == 1
    assert public.filter(body__contains="<table>").count() == 2
    assert public.filter(body__contains="<blockquote>").count() == 1
    assert public.exclude(updated_at=None).count() == 2
    assert Correction.objects.get().article.body.count("2,1 kilometer") == 1
    longest = max(public.values_list("title", flat=True), key=len)
    assert 170 <= len(longest) <= 200
    shortest = min(
        (richtext.plain(body) for body in public.values_list("body", flat=True)), key=len
    )
    assert len(shortest) < 200


def test_the_numbers_end_two_days_ago_and_begin_sixty_days_before(demo, db):
    today = timezone.localdate(ImportedRecord.objects.earliest("imported_at").imported_at)
    for model in (ArticleDay, SiteDay):
        days = model.objects.aggregate(first=Min("day"), last=Max("day"))
        assert days["last"] == today - timedelta(days=2)
        assert days["first"] >= today - timedelta(days=61)
    assert SiteDay.objects.count() == 60
    assert ReadBaseline.objects.count() == 4


def test_nothing_was_read_before_it_was_published_and_visitors_explain_the_reads(demo, db):
    reads = Counter()
    for row in ArticleDay.objects.select_related("article"):
        assert row.day >= timezone.localdate(row.article.first_published_at)
        reads[row.day] += row.reads
    for day in SiteDay.objects.all():
        assert reads[day.day] / 4 < day.visitors < reads[day.day] + 200
    visitors = statistics.visitors(now=timezone.now())
    assert visitors.today == 0
    assert visitors.today <= visitors.month <= visitors.total


def test_every_story_came_through_the_verbs(demo, db):
    for article in Article.objects.all():
        last = article.events.order_by("at", "id").last()
        assert last.to_status == article.status
        assert article.history.count() == article.events.count()
    assert all(at <= timezone.now() for at in ArticleEvent.objects.values_list("at", flat=True))


def test_a_second_run_changes_nothing_and_says_the_same(demo, debug):
    before = everything()
    assert json.loads(load_demo("--json")) == demo
    assert everything() == before


def test_without_json_it_tells_addresses_and_logins_to_a_person(debug):
    told = load_demo()
    assert "http://testserver/admin/" in told
    assert [line.split()[0] for line in told.splitlines() if FIXED_PASSWORD in line] == [
        *("rita", "sam", "edi", "eka", "mira", "tika")
    ]


def test_what_somebody_changed_since_is_left_as_it_is(demo, debug):
    some = of_state(demo, "published")[0]
    Article.objects.filter(pk=some["id"]).update(title="Diubah seorang pengunjung")
    again = {row["key"]: row for row in json.loads(load_demo("--json"))["articles"]}
    assert again[some["key"]]["title"] == "Diubah seorang pengunjung"
    assert len(again) == len(demo["articles"])


@pytest.mark.once
def test_the_same_moment_gives_the_same_stories_and_every_date_its_weekday():
    moment = datetime(2026, 3, 1, 8, 0, tzinfo=timezone.get_current_timezone())
    once, twice = read_stories(moment), read_stories(moment)
    assert once == twice
    story = next(story for story in once if story.key == "jembatan-bojongmangu")
    assert "Rabu (25/02/2026)" in story.body  # it was a Wednesday
    assert story.record["photo"]["caption"].endswith("Rabu (25/02/2026).")


def test_nobody_made_up_gets_letters_and_only_what_is_new_waits_to_be_seen(demo, db):
    assert Letter.objects.count() == 0
    unseen = Notice.objects.filter(seen_at=None)
    assert Notice.objects.count() > unseen.count() > 0
