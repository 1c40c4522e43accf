"""A newsroom of any size, written past the desk in one go: rows to look at, not to work with.

Nothing here is a story that the verbs made: it has one event and no older versions. What pages
read is there, in the proportions of a paper that has been running for five years: names, tags,
photos (without files), corrections, search texts, and the reads of every day.
"""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from articles.models import (
    Article,
    ArticleEvent,
    Byline,
    Category,
    Correction,
    EditorialNote,
    Listing,
    Photo,
    ReadBaseline,
    Reporter,
    SearchText,
    SearchWord,
    Tag,
    search_text,
)
from articles.models.edition import advance
from benchmarks._bulk import Table, moment, unwatched
from benchmarks._reads import Reads
from benchmarks._texts import DATELINE, SUMMARY, Texts

YEARS = 5
SECTIONS, REPORTERS, EDITORS, PHOTOS, TAGS = 8, 20, 5, 2000, 400
BATCH = 5000
# Among the newest stories some are not finished; of older ones few were left lying or withdrawn.
FRESH = 400
UNFINISHED = {"draft": 4, "returned": 1, "in_review": 2, "scheduled": 1, "withdrawn": 1}
STATES = [state for state, share in UNFINISHED.items() for _ in range(share)]
MARKED_EVERY, LEFT_EVERY, WITHDRAWN_EVERY, CORRECTED_EVERY, BROUGHT_EVERY = 50, 211, 307, 101, 10
# What is made of other tables is made as the migrations made it that brought it.
MADE_OF_OTHERS = ("0026_fill_the_sums", "0030_fill_the_lists")
SMALL_SECTION_EVERY = 200  # one section is small: half a percent of all stories


def build(
    stories: int, *, now: datetime, tell: Callable[[int], None] = lambda written: None
) -> None:
    """Write a newsroom with this many stories, alike from run to run, into an empty database.

    `tell` hears how many stories are written.
    """
    now = now.replace(microsecond=0)
    with transaction.atomic():
        around = _Around(stories, now)
    with unwatched():
        for first in range(1, stories + 1, BATCH):
            with transaction.atomic():
                for number in range(first, min(first + BATCH, stories + 1)):
                    around.add(number)
                around.write()
            tell(min(first + BATCH - 1, stories))
        with transaction.atomic():
            around.reads.finish()
            for made in MADE_OF_OTHERS:
                migration = import_module(f"articles.migrations.{made}")
                migration.fill(apps, connection.schema_editor())
            SearchWord.objects.learn(around.texts.vocabulary())
    advance(now)
    connection.close()  # what this connection was told for the filling is forgotten


def _account(username: str, role: str) -> User:
    user = User(username=username, display_name=username.title(), role=role)
    user.set_unusable_password()
    user.save()
    return user


class _Around:
    """The people and things of the newsroom, and the tables its stories are written to."""

    def __init__(self, stories: int, now: datetime):
        self.stories, self.now = stories, now
        self.chance = random.Random(stories)
        self.texts = Texts(seed=1)
        self.reads = Reads(timezone.localdate(now), days=YEARS * 365, seed=stories)
        self.step = timedelta(days=YEARS * 365) / stories
        self.reporters = [_account(f"reporter{n}", "reporter") for n in range(REPORTERS)]
        self.editors = [_account(f"editor{n}", "editor") for n in range(EDITORS)]
        names = [Reporter(name=str(user), slug=user.username, user=user) for user in self.reporters]
        self.names = [row.pk for row in Reporter.objects.bulk_create(names)]
        sections = [
            Category(name=f"Rubrik {n}", slug=f"rubrik-{n}", position=n) for n in range(SECTIONS)
        ]
        self.sections = [row.pk for row in Category.objects.bulk_create(sections)]
        topics = [Tag(name=f"topik {n}", key=f"topik {n}", slug=f"topik-{n}") for n in range(TAGS)]
        self.tags = [row.pk for row in Tag.objects.bulk_create(topics)]
        self.tag_weights = [1 / (n + 4) for n in range(TAGS)]
        self.photos = self._photos()
        models = (Article, Article.tags.through, Byline, ArticleEvent, EditorialNote, Correction,
                  Listing, SearchText, ReadBaseline)  # fmt: skip
        self.tables = {model: Table(model) for model in models}

    def _photos(self) -> list[int]:
        photos = (
            Photo(
                file=f"foto/{n:032x}.jpg", width=1600, height=1067, sha256=f"{n:064x}",
                alt="Warga di balai desa", uploaded_at=self.now,
            )
            for n in range(min(PHOTOS, self.stories))
        )  # fmt: skip
        return [row.pk for row in Photo.objects.bulk_create(photos)]

    def add(self, number: int) -> None:
        """Keep all rows of one story; the newest stories bear the highest numbers."""
        at = self.now - self.step * (self.stories - number)
        story = self._story(number, at)
        self.tables[Article].add(**story)
        self._words(story)
        self._beside(number, story, at)
        if story["first_published_at"]:
            self.reads.add(number, story["category_id"], at)

    def write(self) -> None:
        for table in self.tables.values():
            table.write()
        self.reads.write()

    def _story(self, number: int, at: datetime) -> dict:
        self.text = text = self.texts.story(number)
        author = self.reporters[number % REPORTERS].pk
        section = 0 if number % SMALL_SECTION_EVERY == 5 else 1 + number * 5 % (SECTIONS - 1)
        story = {
            "id": number, "title": text.title, "slug": text.slug, "summary": SUMMARY,
            "dateline": DATELINE, "body": text.body, "category_id": self.sections[section],
            "photo_id": self.photos[number % len(self.photos)] if number % 5 < 3 else None,
            "photo_credit": "Ist.", "created_by_id": author, "attachments": "[]",
            "created_at": moment(at - timedelta(hours=5)), "saved_at": moment(at),
            "published_at": None, "first_published_at": None, "posted_by": "",
        }  # fmt: skip
        state = self._state(number)
        story |= getattr(self, f"_{state}")(number, at)
        return story

    def _state(self, number: int) -> str:
        if self.stories - number < FRESH:
            turn = (number + number // REPORTERS) % 20  # each reporter has some of each
            return STATES[turn] if turn < len(STATES) else "published"
        if number % LEFT_EVERY == 0:
            return "draft"
        return "withdrawn" if number % WITHDRAWN_EVERY == 0 else "published"

    def _draft(self, number: int, at: datetime) -> dict:
        due = timezone.localdate(self.now) + timedelta(days=number % 9 - 4)
        return {"due_date": due.isoformat() if self.stories - number < FRESH else None}

    def _returned(self, number: int, at: datetime) -> dict:
        return {"returned_at": moment(at)}

    def _in_review(self, number: int, at: datetime) -> dict:
        return {"status": "in_review", "submitted_at": moment(at)}

    def _published(self, number: int, at: datetime) -> dict:
        editor = self.editors[number % EDITORS].pk
        fresh = self.stories - number < FRESH and number % MARKED_EVERY == 0
        return {
            "status": "published", "published_at": moment(at), "first_published_at": moment(at),
            "published_by_id": editor, "posted_by": "Newsroom Diskominfosantik",
            "marked_at": moment(at) if fresh else None, "marked_by_id": editor if fresh else None,
        }  # fmt: skip

    def _scheduled(self, number: int, at: datetime) -> dict:
        ahead = moment(self.now + timedelta(days=365, minutes=number % 9999))
        return self._published(number, at) | {
            "published_at": ahead, "first_published_at": ahead,
        }  # fmt: skip

    def _withdrawn(self, number: int, at: datetime) -> dict:
        return self._published(number, at) | {
            "status": "withdrawn", "withdrawn_at": moment(at), "withdrawal_ground": "child",
            "withdrawal_text": "Identitas anak terungkap.", "marked_at": None, "marked_by_id": None,
        }  # fmt: skip

    def _words(self, story: dict) -> None:
        at = datetime.fromisoformat((story["published_at"] or story["created_at"]) + "+00:00")
        place = search_text.place_at(at) | story["id"]
        self.tables[SearchText].add(
            article_id=story["id"], place=place, headline=self.text.headline,
            opening=self.text.opening, stems=self.text.stems,
        )  # fmt: skip

    def _listed(self, story: dict, **owner: int) -> None:
        """Keep where a published story stands in a list."""
        if story.get("status") == "published":
            self.tables[Listing].add(
                article_id=story["id"], published_at=story["published_at"], **owner
            )

    def _beside(self, number: int, story: dict, at: datetime) -> None:
        """Keep the names, tags, event, note, correction and brought reads of a story."""
        tables, when = self.tables, moment(at)
        author = self.reporters[number % REPORTERS]
        name = self.names[number % REPORTERS]
        tables[Byline].add(article_id=number, reporter_id=name)
        self._listed(story, reporter_id=name)
        for tag in set(self.chance.choices(self.tags, self.tag_weights, k=3)):
            tables[Article.tags.through].add(article_id=number, tag_id=tag)
            self._listed(story, tag_id=tag)
        public = story["first_published_at"]
        by = self.editors[number % EDITORS] if public else author
        tables[ArticleEvent].add(
            article_id=number, verb="publish" if public else "edit", at=when, version=1,
            to_status=story.get("status", "draft"), by_id=by.pk, by_name=str(by),
            published_at=story["published_at"],
        )  # fmt: skip
        if story.get("returned_at"):
            tables[EditorialNote].add(
                article_id=number, kind="return", text="Sebutkan tarifnya.", at=when,
                by_name="Editor",
            )  # fmt: skip
        if public and number % CORRECTED_EVERY == 0:
            tables[Correction].add(
                article_id=number, wrong="pukul 20.00", right="pukul 21.00", at=when,
                by_name="Editor",
            )  # fmt: skip
        if public and number % BROUGHT_EVERY == 0 and number * 5 < self.stories:
            tables[ReadBaseline].add(
                article_id=number, reads=100 + number % 997, source="situs lama",
                imported_at=moment(self.now),
            )  # fmt: skip
