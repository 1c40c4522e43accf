"""Prints which pages of a newsroom are measured; run inside its site, answers in JSON."""

import json

import django

django.setup()

from django.utils import timezone  # noqa: E402 - the site has to stand first

from articles.models import Article, Category, Reporter, Tag  # noqa: E402
from benchmarks._texts import COMMON  # noqa: E402

COLD = 40_000  # stories that are each asked for once


def addresses() -> dict:
    """Return the addresses of single pages, and of many stories from the whole archive."""
    public = Article.objects.published(timezone.now())
    every = max(1, public.count() // COLD)
    numbers = list(public.order_by("id").values_list("pk", "slug"))[::every]
    stories = [f"/berita/{pk}/{slug}/" for pk, slug in numbers]
    newest = public.newest().values_list("published_at", flat=True)[0]
    return {
        "home": "/",
        "article": stories[-1],
        "category": Category.objects.order_by("-position")[0].get_absolute_url(),
        "tag": Tag.objects.first().get_absolute_url(),
        "reporter": Reporter.objects.first().get_absolute_url(),
        "search": f"/cari/?q={COMMON}",
        "month": timezone.localtime(newest).strftime("/arsip/%Y/%m/"),
        "stories": stories,
    }


if __name__ == "__main__":
    print(json.dumps(addresses()))
