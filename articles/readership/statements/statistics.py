"""How many visitors there were: sums of months, and of the running month without days to come."""

from django.db.backends.utils import CursorWrapper

from articles.readership.statements.days import Day


def visitors(cursor: CursorWrapper, *, today: Day, month: Day) -> tuple[int, int, int]:
    """Return the visitors of today, of the month that begins on a day, and of all months."""
    cursor.execute(
        """
        SELECT COALESCE((SELECT visitors FROM articles_siteday WHERE day = %(today)s), 0),
               COALESCE((SELECT SUM(visitors) FROM articles_siteday
                         WHERE day BETWEEN %(month)s AND %(today)s), 0),
               COALESCE((SELECT SUM(visitors) FROM articles_sitemonth), 0)
               + COALESCE((SELECT SUM(visitors) FROM articles_visitorbaseline), 0)
        """,
        {"today": today, "month": month},
    )
    today_number, month_number, total = cursor.fetchone()
    return int(today_number), int(month_number), int(total)
