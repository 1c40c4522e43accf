"""Slips around old addresses, for the test that the database refuses every one of them."""

from datetime import datetime

from articles.models import Category, FormerAddress, Reporter, Tag


def address_slips(now: datetime) -> dict[str, list]:
    """Constraint → ways to break it."""
    owners = {
        "category": Category.objects.create(name="Cuaca", slug="cuaca"),
        "tag": Tag.objects.create(name="Cuaca", slug="cuaca"),
        "reporter": Reporter.objects.create(name="Cuaca", slug="cuaca"),
    }

    def left(slug: str, **owner) -> FormerAddress:
        return FormerAddress.objects.create(slug=slug, left_at=now, **owner)

    def twice(kind: str):
        return lambda: [left("iklim", **{kind: owners[kind]}) for _ in range(2)]

    return {
        "former_address_slug_not_empty": [lambda: left("", tag=owners["tag"])],
        "former_address_of_one_thing": [
            lambda: left("iklim"),
            lambda: left("iklim", tag=owners["tag"], reporter=owners["reporter"]),
        ],
        **{f"one_former_address_of_a_{kind}": [twice(kind)] for kind in owners},
    }
