"""A story's page says of itself and of those around it what a plain reading of the tables says."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from articles.models import Article, Correction, Photo, Reporter, Tag, listing
from articles.public import stories
from tests.newsdesk import RALAT
from tests.readers import jakarta, story

pytestmark = pytest.mark.django_db

NOW = jakarta(2026, 11, 20)
STATES = ("published",) * 7 + ("draft", "in_review", "withdrawn")


@pytest.fixture
def newspaper(government, health, rita):
    """Seventy stories in every state, at few moments and with few tags, so that many are equal."""
    random = Random(11)
    tags = [Tag.objects.create(name=f"Tag {n}", slug=f"tag-{n}") for n in range(6)]
    people = [Reporter.objects.create(name=f"Orang {n}", slug=f"orang-{n}") for n in range(3)]
    photo = Photo.objects.create(
        file="foto/a.jpg", width=900, height=600, uploaded_by=rita, uploaded_at=NOW
    )
    made = [_one(random, random.choice([government, health]), photo) for _ in range(70)]
    for article in made:
        article.tags.set(random.sample(tags, random.randrange(4)))
        for position, person in enumerate(random.sample(people, random.randrange(3))):
            article.bylines.create(reporter=person, role="editor", position=position)
        if random.random() < 0.2:
            Correction.objects.create(article=article, at=NOW - timedelta(days=1), **RALAT)
    listing.write(made)
    return made


def _one(random: Random, section, photo) -> Article:
    status = random.choice(STATES)
    at = NOW + timedelta(hours=random.randrange(-20, 4)) if status != "draft" else None
    gone = {"withdrawn_at": NOW, "withdrawal_text": "Keliru."} if status == "withdrawn" else {}
    return story(
        section,
        f"Berita {random.randrange(1000)}",
        status=status,
        published_at=at,
        photo=random.choice([photo, None]),
        summary=random.choice(["", "Ringkasan."]),
        attachments=random.choice([[], [{"key": "a" * 32, "title": "Surat", "size": 9}]]),
        updated_at=random.choice([None, at]),
        **gone,
    )


def is_public(article: Article) -> bool:
    return article.status == "published" and article.published_at <= NOW


def place(article: Article):
    return (article.published_at, article.pk)


def test_what_a_page_is_made_of_is_what_is_stored(newspaper, django_assert_num_queries):
    stories.find(newspaper[0].pk, NOW)  # PostgreSQL plans the statement when it is asked for first
    for article in newspaper:
        article.refresh_from_db()
        with django_assert_num_queries(1):
            found = stories.find(article.pk, NOW)
        if not is_public(article) and article.status != "withdrawn":
            assert found is None
            continue
        with django_assert_num_queries(0):
            seen = found.article
            assert seen.category.name
            assert seen.photo is None or seen.photo.file.name
        for name in stories.columns.ARTICLE:
            assert getattr(seen, name) == getattr(article, name), name
        assert seen.get_absolute_url() == article.get_absolute_url()
        assert (seen.category, seen.photo) == (article.category, article.photo)
        assert found.tags == list(article.tags.all())
        assert [vars_of(row) for row in found.bylines] == [
            vars_of(row) for row in article.bylines.select_related("reporter")
        ]
        assert [(row.at, row.wrong, row.right) for row in found.corrections] == [
            (row.at, row.wrong, row.right) for row in article.corrections.all()
        ]
        assert found.reads == 0


def vars_of(byline) -> tuple:
    reporter = byline.reporter
    return (byline.pk, byline.role, reporter.pk, reporter.name, reporter.get_absolute_url())


def test_what_stands_around_a_story_is_what_a_plain_reading_finds(newspaper):
    public = sorted((s for s in newspaper if is_public(s)), key=place, reverse=True)
    tags = {article.pk: {tag.pk for tag in article.tags.all()} for article in newspaper}
    seen_related = Counter()
    for article in public:
        on = stories.reading_on(stories.find(article.pk, NOW), NOW)
        shared = {s.pk: len(tags[s.pk] & tags[article.pk]) for s in public if s != article}
        related = [s.pk for s in public if shared.get(s.pk)]
        related.sort(key=lambda pk: -shared[pk])  # stable: of equals the newer stays first
        assert [card.pk for card in on.related] == related[: stories.RELATED]
        seen_related[len(on.related)] += 1
        older = [s for s in public if place(s) < place(article)]
        newer = [s for s in reversed(public) if place(s) > place(article)]
        assert getattr(on.older, "pk", None) == (older[0].pk if older else None)
        assert getattr(on.newer, "pk", None) == (newer[0].pk if newer else None)
        for card in on.related:
            stored = Article.objects.get(pk=card.pk)
            assert (card.title, card.published_at) == (stored.title, stored.published_at)
            assert card.get_absolute_url() == stored.get_absolute_url()
            assert (card.category, card.photo) == (stored.category, stored.photo)
    assert min(seen_related[0], seen_related[stories.RELATED]) > 0


def test_of_a_crowded_topic_the_newest_are_looked_at(government, monkeypatch):
    topic = Tag.objects.create(name="Padi", slug="padi")
    rare = Tag.objects.create(name="Langka", slug="langka")
    now = timezone.now()
    made = [
        story(government, f"Berita {n}", published_at=now - timedelta(hours=n + 1))
        for n in range(stories.columns.LOOKED_AT + 6)
    ]
    for article in made:
        article.tags.add(topic)
    made[-1].tags.add(rare)
    made[0].tags.add(rare)
    listing.write(made)
    related = stories.reading_on(stories.find(made[0].pk, now), now).related
    # The oldest shares both topics, but is beyond the newest of the crowded one: it counts once.
    assert [card.pk for card in related] == [s.pk for s in made[1:5]]
