"""Makes a newsroom of any size with five years of daily reads, and says how far it is.

    python -m benchmarks.generate 100000                          SQLite, kept in var/bench
    python -m benchmarks.generate 1000000 --database postgresql   our own server, kept as well
    python -m benchmarks.generate 10000 --database postgres://user@host/name

A database that is named by its address is migrated and has to be without stories; on PostgreSQL
its user has to be a superuser. What is kept is used by `make bench`, and is not made again.
"""

import argparse
import os
import subprocess
import sys
import time

from benchmarks import _databases


def main() -> None:
    """Read the command line, and make the newsroom where it is to stand."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stories", type=int)
    parser.add_argument("--database", default="sqlite", help="sqlite, postgresql or an address")
    options = parser.parse_args()
    if options.database in _databases.KINDS:
        newsroom = _databases.ready(options.database, options.stories)
        print(f"{newsroom.size:,} stories are kept in {newsroom.home}: {newsroom.url}")
        return
    fill(options.stories, options.database)


def fill(stories: int, url: str) -> None:
    """Fill the database at an address; this process is then one of the site's."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    os.environ.setdefault("SECRET_KEY", _databases.SECRET)
    os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1")
    os.environ["DATABASE_URL"] = url
    subprocess.run(
        [sys.executable, str(_databases.ROOT / "manage.py"), "migrate", "--verbosity", "0"],
        check=True,
    )
    import django  # the settings are read here, after the environment is ready

    django.setup()
    from django.utils import timezone

    from articles.models import Article
    from benchmarks._newsroom import build

    if Article.objects.exists():
        sys.exit("There are stories in this database already; nothing was written.")
    begun = time.perf_counter()

    def tell(written: int) -> None:
        per_second = written / (time.perf_counter() - begun)
        print(f"\r{written:>9,} of {stories:,} stories, {per_second:,.0f} a second", end="")
        sys.stdout.flush()

    build(stories, now=timezone.now(), tell=tell)
    taken = time.perf_counter() - begun
    print(f"\n{stories:,} stories with indexes in {taken:.0f} s, {stories / taken:,.0f} a second")


if __name__ == "__main__":
    main()
