"""Slips around the numbers of readers: the database refuses every one of them."""

from datetime import date, datetime

from articles.models import (
    AddressDay,
    AddressMinute,
    Article,
    ArticleHour,
    ArticleMonth,
    ArticleYear,
    ReadAdjustment,
    ReadReceipt,
    SectionDay,
    SiteMonth,
)

SOME_DAY = date(2025, 9, 2)
FIRST_DAY = date(2025, 1, 1)


def read_slips(public: Article, now: datetime) -> dict[str, list]:
    """Constraint → ways to break it."""

    def receipt(**values):
        line = {"day": SOME_DAY, "kind": "robot", "times": 1}
        return lambda: ReadReceipt.objects.create(**(line | values))

    def adjustment(**values):
        line = {
            "article": public,
            "reads": -5,
            "reason": "Uji",
            "signed_by_name": "Mira",
            "at": now,
        }
        return lambda: ReadAdjustment.objects.create(**(line | values))

    def hour(**values):
        line = {"article": public, "hour": 0, "reads": 1}
        return lambda: ArticleHour.objects.create(**(line | values))

    return {
        "address_day_is_positive": [
            lambda: AddressDay.objects.create(day=SOME_DAY, address=b"a" * 16, story=1, visitors=0)
        ],
        "address_minute_is_positive": [
            lambda: AddressMinute.objects.create(day=SOME_DAY, address=b"a" * 16, minute=1, reads=0)
        ],
        "adjustment_changes_something": [adjustment(reads=0)],
        "adjustment_has_a_reason": [adjustment(reason="")],
        "adjustment_is_signed": [adjustment(signed_by_name="")],
        "article_hour_is_positive": [hour(reads=0)],
        "article_hour_is_of_the_first_day": [hour(hour=24)],
        "article_month_is_positive": [
            lambda: ArticleMonth.objects.create(article=public, month=FIRST_DAY, reads=0)
        ],
        "article_year_is_positive": [
            lambda: ArticleYear.objects.create(article=public, year=FIRST_DAY, reads=0)
        ],
        "section_day_is_positive": [
            lambda: SectionDay.objects.create(category=public.category, day=SOME_DAY, reads=0)
        ],
        "site_month_is_not_empty": [lambda: SiteMonth.objects.create(month=FIRST_DAY)],
        "receipt_is_positive": [receipt(times=0)],
        "receipt_kind_is_known": [receipt(kind=""), receipt(kind="mood")],
    }
