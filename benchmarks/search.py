"""What a search costs: a common word against a rare one, at 1,000 and at 100,000 stories.

The pages are asked through the whole application, in turn on the same machine, so that a slow
minute slows all; the ratios are what to look at, not the milliseconds. A temporary SQLite
database or the one of DATABASE_URL, DEBUG off. `python -m benchmarks.search 20000` takes another
number.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.article_page import milliseconds

FEW, MANY = 1_000, 100_000
TIMES = 15
WORDS_OF_A_STORY = 120
COMMON, HALF, RARE = "warga", "pemerintah", "kecapi"  # in every story, every second, every 5,000th
SEARCHES = {
    "rare word, best first": {"q": RARE},
    "common word, best first": {"q": COMMON},
    "common word, newest first": {"q": COMMON, "urut": "terbaru"},
    "two common words": {"q": f"{COMMON} {HALF}"},
    "phrase of common words": {"q": f'"{COMMON} {HALF}"'},
    "common word of a section": {"q": COMMON, "kategori": "ekonomi"},
    "common word of a year": {"q": COMMON, "dari": "2020-01-01", "sampai": "2020-12-31"},
    "common word, page 50": {"q": COMMON, "page": "50"},
    "nothing, a slip of the pen": {"q": "kecpai"},
}
WITHOUT = "(a page without a search)"  # what stands around every page costs this much


def prepare(folder: str) -> None:
    """Make an empty site in the folder, or in the database that DATABASE_URL names."""
    Path(folder, "static").mkdir()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DEBUG": "0",
        "SECRET_KEY": "only-for-benchmarks-0123456789-abcdefghijklmnopqrstuvwxyz",
        "SITE_URL": "http://127.0.0.1",
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "VAR_DIR": folder,
        "LANGUAGE": "id",
    }
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/newsroom.sqlite3")
    manage = [sys.executable, str(Path(__file__).resolve().parent.parent / "manage.py")]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], check=True)


def fill(number: int) -> None:
    """Bring the paper to a number of published stories, an hour apart, the newest now."""
    from django.utils import timezone

    from articles.models import Article, ArticleDay, Category, search_text

    dice = random.Random(number)
    vocabulary = [f"{a}{b}{c}" for a in _STARTS for b in _MIDDLES for c in _ENDS]
    weights = [1 / (n + 5) for n in range(len(vocabulary))]
    names = ("Pemerintahan", "Ekonomi", "Kesehatan", "Olahraga")
    sections = [Category.objects.get_or_create(name=name, slug=name.lower())[0] for name in names]
    now = timezone.now()
    there = Article.objects.count()
    for start in range(there, number, 500):
        stories = []
        for n in range(start, min(start + 500, number)):
            words = dice.choices(vocabulary, weights, k=WORDS_OF_A_STORY)
            words.insert(dice.randrange(len(words)), COMMON)
            words[dice.randrange(len(words))] = HALF if n % 2 else "desa"
            words[dice.randrange(len(words))] = RARE if n % 5000 == 7 else "lurah"
            stories.append(
                Article(
                    title=f"{words[0]} {words[1]} {words[2]} {n}".capitalize(),
                    slug=f"berita-{n}",
                    body=f"<p>{' '.join(words)}.</p>",
                    category=sections[1 if n % 40 == 3 else (0, 2, 3)[n % 3]],
                    status="published",
                    published_at=now - timedelta(hours=number - n),
                    first_published_at=now - timedelta(hours=number - n),
                )
            )
        search_text.keep(Article.objects.bulk_create(stories))
    newest = Article.objects.newest().values_list("pk", flat=True)[:300]
    day = timezone.localdate(now)
    ArticleDay.objects.all().delete()
    ArticleDay.objects.bulk_create(ArticleDay(article_id=pk, day=day, reads=9) for pk in newest)


_STARTS = ("ba", "ce", "di", "ga", "ji", "ka", "lo", "ma", "ne", "pu", "ra", "si", "ta", "wu")
_MIDDLES = ("bak", "cor", "dal", "gem", "kir", "lum", "mat", "nas", "pon", "rit", "sul", "tar")
_ENDS = ("a", "i", "u", "ang", "ung", "ir", "ok", "us", "an", "em")


def measure(client) -> dict[str, float]:
    """Return the median time of each search, asked in turn."""
    times: dict[str, list[float]] = {name: [] for name in (*SEARCHES, WITHOUT)}
    for _ in range(TIMES + 2):
        for name, asked in SEARCHES.items():
            address = f"/cari/?{urlencode(asked)}"
            times[name].append(milliseconds(client, address))
        times[WITHOUT].append(milliseconds(client, "/ralat/"))
    return {name: statistics.median(taken[2:]) for name, taken in times.items()}


def main() -> None:
    """Print a line for each search: milliseconds at few and at many stories, and their ratio."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        prepare(folder)
        import django  # the settings are read here, after the environment is ready
        from django.test import Client

        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connection

        settings.STORAGES["staticfiles"]["BACKEND"] = (
            "django.contrib.staticfiles.storage.StaticFilesStorage"  # nothing was collected
        )
        client, taken = Client(), {}
        call_command("check")
        for number in (FEW, many):
            begun = time.perf_counter()
            fill(number)
            print(f"{number:,} stories written in {time.perf_counter() - begun:.0f} s", flush=True)
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("VACUUM ANALYZE")  # as its own housekeeping does in time
            taken[number] = measure(client)
        rare = {number: taken[number]["rare word, best first"] for number in taken}
        print(f"search page on {connection.vendor}, median of {TIMES}, in turn:")
        print(f"  {'':28} {FEW:>9,} {many:>9,}  ratio  to the rare word")
        for name in (*SEARCHES, WITHOUT):
            few, lots = taken[FEW][name], taken[many][name]
            print(
                f"  {name:28} {few:6.1f} ms {lots:6.1f} ms {lots / few:6.2f}"
                f" {lots / rare[many]:6.2f}"
            )


if __name__ == "__main__":
    main()
