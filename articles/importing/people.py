"""Finds the categories and reporters a record names, and makes those that are new."""

from django.db.models import Max, Model

from articles.models import Category, Reporter
from articles.slugs import MAX_LENGTH, slugify

DEFAULT_CATEGORY = "Berita"  # for a record that names none, or only a number of its old database


def category_called(name: str) -> Category:
    """Return the category of this name or address, making it when it is new."""
    if not name or name.isdecimal():
        name = DEFAULT_CATEGORY
    name = _fit(Category, name)
    slug = slugify(name, fallback="kategori")
    found = (
        Category.objects.filter(name__iexact=name).first()
        or Category.objects.filter(slug=slug).first()
    )
    if found is not None:
        return found
    last = Category.objects.aggregate(last=Max("position"))["last"] or 0
    return Category.objects.create(name=name, slug=slug, position=min(last + 1, 32767))


def reporter_called(name: str) -> Reporter:
    """Return the reporter of this name, making him when he is new."""
    name = _fit(Reporter, name)
    found = Reporter.objects.filter(name__iexact=name).order_by("pk").first()
    return found or Reporter.objects.create(name=name, slug=_free_slug(name))


def _fit(model: type[Model], name: str) -> str:
    return name[: model._meta.get_field("name").max_length].strip()


def _free_slug(name: str) -> str:
    slug = slugify(name, fallback="reporter")
    taken = set(
        Reporter.objects.filter(slug__startswith=slug[: MAX_LENGTH - 5]).values_list(
            "slug", flat=True
        )
    )
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug[: MAX_LENGTH - 5]}-{number}"
    return free
