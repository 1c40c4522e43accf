"""A newsroom of any size, written past the desk in one go: rows to look at, not to work with.

Nothing here is a story that the verbs made: there is no history and one event each. What the pages
of the desk read is there, in the proportions of a paper that has been running for years.
"""

import random
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from articles.models import (
    Article,
    ArticleDay,
    ArticleEvent,
    Byline,
    Category,
    EditorialNote,
    Reporter,
    search_text,
)

SECTIONS, REPORTERS, EDITORS = 8, 20, 5
BATCH = 2000
PARAGRAPH = (
    "<p>Warga Desa Sukatani mengantre sejak pagi di Posyandu Melati, yang kini buka sampai pukul"
    " 21.00 WIB. Petugas menimbang balita, memeriksa ibu hamil dan mencatat hasilnya.</p>\n"
)
PLACES = ("Sukatani", "Cibitung", "Tambun", "Setu", "Babelan", "Muaragembong", "Cabangbungin")
THINGS = ("Posyandu", "Jembatan", "Pasar", "Sekolah", "Puskesmas", "Irigasi", "Terminal")
# Of a hundred stories of a reporter, the oldest first: so many are not published; the rest is.
UNFINISHED = {"draft": 4, "returned": 1, "in_review": 2, "scheduled": 1, "withdrawn": 1}
STATES = [state for state, share in UNFINISHED.items() for _ in range(share)]


def build(stories: int, *, now: datetime) -> None:
    """Write a newsroom with this many stories, all of them alike from run to run."""
    chance = random.Random(stories)
    people = _people()
    sections = Category.objects.bulk_create(
        Category(name=f"Rubrik {n}", slug=f"rubrik-{n}", position=n) for n in range(SECTIONS)
    )
    for first in range(0, stories, BATCH):
        numbers = range(first, min(first + BATCH, stories))
        rows = [_story(n, stories, people, sections, chance, now) for n in numbers]
        written = Article.objects.bulk_create(rows)
        search_text.keep(written)
        _write(written, people, now)


def _people() -> dict[str, list]:
    reporters = [_account(f"reporter{n}", "reporter") for n in range(REPORTERS)]
    editors = [_account(f"editor{n}", "editor") for n in range(EDITORS)]
    names = [Reporter(name=str(user), slug=user.username, user=user) for user in reporters]
    return {
        "reporters": reporters,
        "editors": editors,
        "names": Reporter.objects.bulk_create(names),
    }


def _account(username: str, role: str) -> User:
    user = User(username=username, display_name=username.title(), role=role)
    user.set_unusable_password()
    user.save()
    return user


def _story(number: int, stories: int, people: dict, sections: list, chance, now) -> Article:
    """Return one row; the newest stories bear the highest numbers, ten of them to a day."""
    saved_at = now - timedelta(hours=2.4 * (stories - number))
    turn = number // REPORTERS % 100
    state = STATES[turn] if turn < len(STATES) else "published"
    title = f"{chance.choice(THINGS)} {chance.choice(PLACES)} dibuka kembali, kabar ke-{number}"
    story = Article(
        title=title,
        slug=f"kabar-{number}",
        summary="Warga menyambutnya dengan syukuran.",
        body=PARAGRAPH * chance.randint(1, 4),
        category=chance.choice(sections),
        created_by=people["reporters"][number % REPORTERS],
        saved_at=saved_at,
        created_at=saved_at - timedelta(hours=5),
    )
    _put_into_state(story, state, saved_at, people["editors"][number % EDITORS], number, now)
    return story


def _put_into_state(story, state: str, saved_at, editor: User, number: int, now) -> None:
    if state == "draft":
        story.due_date = timezone.localdate(now) + timedelta(days=number % 9 - 4)
    elif state == "returned":
        story.returned_at = saved_at
    elif state == "in_review":
        story.status, story.submitted_at = "in_review", saved_at
    else:
        moment = now + timedelta(minutes=1 + number % 9999) if state == "scheduled" else saved_at
        story.published_at = story.first_published_at = moment
        story.published_by = editor
        story.status = "withdrawn" if state == "withdrawn" else "published"
    if state == "withdrawn":
        story.withdrawn_at, story.withdrawal_text = saved_at, "Identitas anak terungkap."
    if state == "published" and number % 50 == 0:
        story.marked_at, story.marked_by = saved_at, editor


def _write(stories: list[Article], people: dict, now: datetime) -> None:
    day = timezone.localdate(now)
    Byline.objects.bulk_create(
        Byline(article=story, reporter=people["names"][story.pk % REPORTERS]) for story in stories
    )
    ArticleEvent.objects.bulk_create(
        ArticleEvent(
            article=story, verb="edit", to_status=story.status, at=story.saved_at, version=1,
            by=story.created_by, by_name=str(story.created_by),
        )
        for story in stories
    )  # fmt: skip
    EditorialNote.objects.bulk_create(
        EditorialNote(
            article=story, kind="return", text="Sebutkan tarifnya.", at=story.saved_at,
            by_name="Editor",
        )
        for story in stories
        if story.returned_at
    )  # fmt: skip
    ArticleDay.objects.bulk_create(
        ArticleDay(article=story, day=day - timedelta(days=back), reads=1 + story.pk % 97)
        for story in stories
        if story.status == "published"
        for back in range(3)
    )
