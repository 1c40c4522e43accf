"""Takes a demonstration story through the desk: every step is a verb of the workflow."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from articles.editorial import workflow
from articles.editorial.credits import BylineEntry
from articles.management.demo import pictures
from articles.management.demo.stories import Story, at_clock
from articles.models import Article, Category, ImportedRecord, Photo, Reporter
from articles.pictures import intake
from articles.readership.baselines import set_baseline

SOURCE = "demo"
WRITING = timedelta(hours=3)  # from the first line to publication
REVIEW = timedelta(hours=1)


@dataclass(frozen=True)
class Newsroom:
    """Who and what the stories are made with, and the moment their dates are counted from."""

    users: dict[str, User]
    reporters: dict[str, Reporter]
    sections: dict[str, Category]
    anchor: datetime


def load(story: Story, newsroom: Newsroom) -> Article:
    """Put one story into its state and tie it to its key, in one transaction."""
    picture = story.record.get("photo")
    upload = pictures.upload_of(picture["file"], seed=story.key) if picture else None
    with transaction.atomic():
        fields = _fields(story, newsroom)
        if upload is not None:
            fields |= _photo(story, newsroom, upload)
        article = _WAYS[story.state](story, newsroom, fields)
        ImportedRecord.objects.create(
            article=article,
            source=SOURCE,
            key=story.key,
            version=article.version,
            imported_at=newsroom.anchor,
        )
    return article


def _fields(story: Story, newsroom: Newsroom) -> dict[str, object]:
    record, plan = story.record, story.plan
    return {
        "title": record["title"],
        "summary": record["summary"],
        "dateline": record["dateline"],
        "body": story.body,
        "category": newsroom.sections.get(record["category"]),
        "is_reprint": "reprint_of" in plan,
        "source": plan.get("reprint_of", ""),
        "needs_verification": plan.get("needs_verification", False),
    }


def _photo(story: Story, newsroom: Newsroom, upload: object) -> dict[str, object]:
    picture = story.record["photo"]
    by = newsroom.users.get(story.plan["author"])
    photo: Photo = intake.accept(upload, by=by, now=story.at - WRITING)
    words = {key: picture[key] for key in ("caption", "credit", "alt")}
    return {"photo": photo, **{f"photo_{key}": text for key, text in words.items()}}


def _bylines(story: Story, newsroom: Newsroom) -> list[BylineEntry]:
    names = story.record["byline"].items()
    return [BylineEntry(newsroom.reporters[name], role) for role, name in names]


def _written(story: Story, newsroom: Newsroom, fields: dict, *, at: datetime) -> Article:
    return workflow.create(
        by=newsroom.users[story.plan["author"]],
        fields=fields,
        bylines=_bylines(story, newsroom),
        tags=story.record["tags"],
        now=at,
    )


def _handed_in(story: Story, newsroom: Newsroom, fields: dict, *, at: datetime) -> Article:
    article = _written(story, newsroom, fields, at=at - WRITING + REVIEW)
    return workflow.submit(
        article, by=newsroom.users[story.plan["author"]], seen=article.version, now=at
    )


def _checked_by(story: Story, newsroom: Newsroom) -> User:
    """Return the editor under the story, who is never its author."""
    name = story.record["byline"].get("editor")
    return next(user for user in newsroom.users.values() if user.display_name == name)


def _draft(story: Story, newsroom: Newsroom, fields: dict) -> Article:
    return _written(story, newsroom, fields, at=story.at)


def _in_review(story: Story, newsroom: Newsroom, fields: dict) -> Article:
    return _handed_in(story, newsroom, fields, at=story.at)


def _returned(story: Story, newsroom: Newsroom, fields: dict) -> Article:
    article = _handed_in(story, newsroom, fields, at=story.at - REVIEW)
    return workflow.send_back(
        article, by=newsroom.users["edi"], note=story.plan["note"], now=story.at
    )


def _trashed(story: Story, newsroom: Newsroom, fields: dict) -> Article:
    article = _written(story, newsroom, fields, at=story.at - REVIEW)
    return workflow.trash(article, by=newsroom.users[story.plan["author"]], now=story.at)


def _published(story: Story, newsroom: Newsroom, fields: dict) -> Article:
    if story.plan["author"] is None:
        return _adopted(story, newsroom, fields)
    article = _handed_in(story, newsroom, fields, at=story.at - REVIEW)
    editor = _checked_by(story, newsroom)
    article = workflow.publish(article, by=editor, seen=article.version, now=story.at)
    return _mended(article, story, by=editor)


def _adopted(story: Story, newsroom: Newsroom, fields: dict) -> Article:
    """Take over what an older site published, with the reads it had there."""
    article = workflow.adopt(
        Article(**fields),
        source=SOURCE,
        status="published",
        at=story.at,
        bylines=_bylines(story, newsroom),
        tags=story.record["tags"],
        now=story.at,
    )
    set_baseline(article, reads=story.record["views"], source=SOURCE, now=newsroom.anchor)
    return article


def _mended(article: Article, story: Story, *, by: User) -> Article:
    """Change the published story as its plan says: a correction, or an update."""
    for kind in {"correction", "update"} & story.plan.keys():
        change = story.plan[kind]
        body, summary = article.body, change.get("summary", article.summary)
        if "replace" in change:
            body, summary = (text.replace(*change["replace"]) for text in (body, summary))
        if "append" in change:
            body += f"<p>{change['append']}</p>"
        article = workflow.update(
            article,
            by=by,
            seen=article.version,
            kind=kind,
            fields={"body": body, "summary": summary},
            wrong=change.get("wrong", ""),
            right=change.get("right", ""),
            now=story.at + timedelta(hours=change["hours_later"]),
        )
    return article


def _scheduled(story: Story, newsroom: Newsroom, fields: dict) -> Article:
    article = _handed_in(story, newsroom, fields, at=story.at)
    at = at_clock(newsroom.anchor, story.plan["publish_in_days"], story.plan["publish_time"])
    editor = _checked_by(story, newsroom)
    return workflow.publish(article, by=editor, seen=article.version, at=at, now=story.at + REVIEW)


def _forced(story: Story, newsroom: Newsroom, fields: dict) -> Article:
    article = _written(story, newsroom, fields, at=story.at - REVIEW / 2)
    return workflow.force_publish(
        article,
        by=newsroom.users[story.plan["author"]],
        seen=article.version,
        reason=story.plan["reason"],
        now=story.at,
    )


def _withdrawn(story: Story, newsroom: Newsroom, fields: dict) -> Article:
    article = _published(story, newsroom, fields)
    plan = story.plan["withdrawn"]
    return workflow.withdraw(
        article,
        by=newsroom.users["mira"],
        ground=plan["ground"],
        text=plan["text"],
        now=story.at + timedelta(hours=plan["hours_later"]),
    )


_WAYS: dict[str, Callable[[Story, Newsroom, dict], Article]] = {
    "draft": _draft,
    "in_review": _in_review,
    "returned": _returned,
    "trashed": _trashed,
    "published": _published,
    "scheduled": _scheduled,
    "force_published": _forced,
    "withdrawn": _withdrawn,
}
