"""What counting costs a reader: the article page counted against the same page not counted.

Both are asked in turn on the same machine at the same time, so that a slow minute slows both; the
ratio is what to look at, not the milliseconds. A temporary SQLite database, DEBUG off.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAIRS = 300
PHONE = "Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile"
# A robot by name gets the same page from the same code and is not counted.
ROBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def prepare(folder: str) -> None:
    """Make a site with the demonstration news in the folder, and point the settings at it."""
    Path(folder, "static").mkdir()  # nothing is collected here, and nothing complains
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DEBUG": "0",
        "SECRET_KEY": "only-for-benchmarks-0123456789-abcdefghijklmnopqrstuvwxyz",
        "SITE_URL": "http://127.0.0.1",
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "VAR_DIR": folder,
        "MEDIA_ROOT": f"{folder}/media",
        "DATABASE_URL": f"sqlite:///{folder}/newsroom.sqlite3",
        "LANGUAGE": "id",
    }
    manage = [sys.executable, str(Path(__file__).resolve().parent.parent / "manage.py")]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], check=True)
    subprocess.run([*manage, "load_demo", "--force"], check=True, stdout=subprocess.DEVNULL)


def milliseconds(client, path: str, **headers: str) -> float:
    begun = time.perf_counter()
    answer = client.get(path, **headers)
    assert answer.status_code == 200
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    """Print the two medians and their ratio."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        prepare(folder)
        import django  # the settings are read here, after the environment is ready
        from django.test import Client

        django.setup()
        from django.conf import settings

        from articles.models import Article

        settings.STORAGES["staticfiles"]["BACKEND"] = (
            "django.contrib.staticfiles.storage.StaticFilesStorage"  # nothing was collected
        )
        story = Article.objects.filter(status="published").order_by("published_at").first()
        client, path = Client(), story.get_absolute_url()
        counted, uncounted = [], []
        for n in range(PAIRS + 20):
            address = f"10.{n // 65536}.{n // 256 % 256}.{n % 256}"  # a new visitor each time
            new = {"REMOTE_ADDR": address, "HTTP_USER_AGENT": PHONE}
            counted.append(milliseconds(client, path, **new))
            uncounted.append(milliseconds(client, path, HTTP_USER_AGENT=ROBOT))
        with_reads, without = statistics.median(counted[20:]), statistics.median(uncounted[20:])
        print(f"article page, {PAIRS} times each, in turn:")
        print(f"  counted      {with_reads:6.2f} ms (median)")
        print(f"  not counted  {without:6.2f} ms (median)")
        print(f"  ratio        {with_reads / without:6.2f}")


if __name__ == "__main__":
    main()
