"""Slips around addresses, lists, editions and searches: the database refuses every one of them."""

from datetime import datetime

from articles.models import (
    Article,
    Category,
    Edition,
    FormerAddress,
    LegacyUrl,
    Listing,
    Reporter,
    SearchMiss,
    Tag,
)


def address_slips(public: Article, now: datetime) -> dict[str, list]:
    """Constraint → ways to break it."""
    owners = {
        "category": Category.objects.create(name="Cuaca", slug="cuaca"),
        "tag": Tag.objects.create(name="Cuaca", slug="cuaca"),
        "reporter": Reporter.objects.create(name="Cuaca", slug="cuaca"),
    }

    def left(slug: str, **owner) -> FormerAddress:
        return FormerAddress.objects.create(slug=slug, left_at=now, **owner)

    def listed(**owner) -> Listing:
        return Listing.objects.create(article=public, published_at=now, **owner)

    def listed_twice(kind: str):
        return lambda: [listed(**{kind: owners[kind]}) for _ in range(2)]

    def old(address: str) -> LegacyUrl:
        return LegacyUrl.objects.create(address=address, article=public, added_at=now)

    def twice(kind: str):
        return lambda: [left("iklim", **{kind: owners[kind]}) for _ in range(2)]

    return {
        "former_address_slug_not_empty": [lambda: left("", tag=owners["tag"])],
        "former_address_of_one_thing": [
            lambda: left("iklim"),
            lambda: left("iklim", tag=owners["tag"], reporter=owners["reporter"]),
        ],
        "listing_of_one_thing": [
            listed,
            lambda: listed(tag=owners["tag"], reporter=owners["reporter"]),
        ],
        "story_stands_once_in_a_topic": [listed_twice("tag")],
        "story_stands_once_under_a_name": [listed_twice("reporter")],
        "legacy_url_begins_with_a_slash": [lambda: old("lama/7")],
        "edition_has_one_row": [lambda: Edition.objects.create(pk=2, changed_at=now)],
        "search_miss_once_a_day": [
            lambda: [SearchMiss.objects.create(day=now.date(), words="banjr") for _ in range(2)]
        ],
        **{f"one_former_address_of_a_{kind}": [twice(kind)] for kind in owners},
    }
