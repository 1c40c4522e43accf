"""Slips around the numbers of readers: the database refuses every one of them."""

from datetime import date, datetime

from articles.models import Article, ReadReceipt

SOME_DAY = date(2025, 9, 2)


def read_slips(public: Article, now: datetime) -> dict[str, list]:
    """Constraint → ways to break it."""

    def receipt(**values):
        line = {"day": SOME_DAY, "kind": "robot", "times": 1}
        return lambda: ReadReceipt.objects.create(**(line | values))

    return {
        "receipt_is_positive": [receipt(times=0)],
        "receipt_kind_is_known": [receipt(kind=""), receipt(kind="mood")],
    }
