"""What load_demo tells: the same facts as JSON for scripts and as a table for people."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import roles
from articles.management.demo import people
from articles.management.demo.loading import ids_by_key
from articles.management.demo.stories import Story
from articles.models import Article, ArticleEvent, Page, Reporter
from articles.models.article import Status


def facts(stories: list[Story], passwords: dict[str, str], now: datetime) -> dict:
    """Return everything a script needs to know; the form is fixed and must not change."""
    names = {name for story in stories for name in story.names}
    return {
        "site_url": settings.SITE_URL,
        "users": _users(passwords),
        "articles": _articles(stories, now),
        "categories": [
            {"slug": section.slug, "url": section.get_absolute_url()}
            for section in people.sections().values()
        ],
        "reporters": [
            {"slug": reporter.slug, "url": reporter.get_absolute_url()}
            for reporter in Reporter.objects.filter(name__in=names).order_by("name")
        ],
        "pages": [
            {"slug": page.slug, "url": page.get_absolute_url()} for page in Page.objects.shown()
        ],
    }


def _users(passwords: dict[str, str]) -> list[dict]:
    return [
        {
            "username": person.username,
            "password": passwords.get(person.username),  # null: it is not ours to know any more
            "role": person.role or None,
            "name": person.name,
        }
        for person in people.PEOPLE
    ]


def _articles(stories: list[Story], now: datetime) -> list[dict]:
    ids = ids_by_key()
    found = Article.objects.select_related("created_by").in_bulk(ids.values())
    forced = set(
        ArticleEvent.objects.filter(article__in=found, verb="force_publish").values_list(
            "article_id", flat=True
        )
    )
    return [
        _article(story.key, found[ids[story.key]], forced, now)
        for story in stories
        if ids.get(story.key) in found
    ]


def _article(key: str, article: Article, forced: set[int], now: datetime) -> dict:
    state = str(article.state(now))
    if state == Status.PUBLISHED and article.marked_at and article.pk in forced:
        state = "force_published"
    return {
        "key": key,
        "id": article.pk,
        "state": state,
        "title": article.title,
        "url": article.get_absolute_url(),
        "admin_url": reverse("admin:articles_article_change", args=[article.pk]),
        "author": article.created_by.username if article.created_by else None,
        "published_at": _local(article.published_at),
    }


def _local(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat() if moment else None


def table(report: dict) -> str:
    """Return the addresses and the demonstration logins for a terminal."""
    site = report["site_url"]
    rows = [(_("user name"), _("password"), _("role"), _("name"))]
    for user in report["users"]:
        password = user["password"] or _("(unchanged)")
        role = str(roles.ROLES[user["role"]].name) if user["role"] else _("superuser")
        rows.append((user["username"], password, role, user["name"]))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(
        [
            _("Public pages:  %(address)s") % {"address": f"{site}/"},
            _("The desk:      %(address)s") % {"address": site + reverse("admin:index")},
            "",
            *(line.rstrip() for line in lines),
        ]
    )
