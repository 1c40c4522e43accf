"""The page of numbers as tests read it, and a year of reads to be shown on it."""

from datetime import date, timedelta

from django.db import connection, transaction

from articles.models import Article, VisitorBaseline
from articles.readership import receipts
from tests.readers import jakarta, read, story, visited
from tests.reading import Element, page_of

NOON = jakarta(2026, 9, 20)
TODAY = date(2026, 9, 20)
PAGE = "/statistik/"


def page(client, **asked: str) -> Element:
    return page_of(client.get(PAGE, asked)).one("main")


def top(main: Element) -> dict[str, str]:
    figures = main.one("dl", class_="figures__top")
    return {
        name.text: number.text
        for name, number in zip(figures.all("dt"), figures.all("dd"), strict=True)
    }


def rows(table: Element) -> list[list[str]]:
    return [[cell.text for cell in row.children if cell_of(cell)] for row in table.all("tr")]


def cell_of(cell) -> bool:
    return not isinstance(cell, str) and cell.tag in {"th", "td"}


def table(main: Element, heading: str, number: int = 0) -> list[list[str]]:
    return rows(main.section(heading).all("table")[number])


def an_autumn(government, health) -> list[Article]:
    """Two sections, read in two years, with visitors and what was turned away."""
    at = jakarta(2025, 5, 1)
    made = [
        story(section, f"Berita {n}", published_at=at + timedelta(hours=n))
        for n, section in enumerate((government, health, government))
    ]
    for number, (pk, on) in enumerate(
        [(0, "2025-12-31"), (1, "2026-08-01"), (1, "2026-08-31"), (0, "2026-09-01"),
         (2, "2026-09-19"), (1, "2026-09-20")],
        start=1,
    ):  # fmt: skip
        read(made[pk], date.fromisoformat(on), number * 100)
        visited(date.fromisoformat(on), number * 10)
    with transaction.atomic():
        receipts.add(connection, TODAY, {"robot": 4_000, "repeat": 1_000, "proxy": 7})
        receipts.add(connection, date(2026, 8, 3), {"staff": 5})
    VisitorBaseline.objects.create(visitors=4_812, source="situs lama", imported_at=NOON)
    return made
