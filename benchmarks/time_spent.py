"""Where the time of a page goes: a warm counted story and a cold one, by Python's own profiler.

`python -m benchmarks.time_spent` (SQLite; `--database postgresql`). No gunicorn, no network, and
no applier: what Django and our own code do between the request and the answer. The profiler slows
small functions most, so its seconds are shares; the first line of each page is measured without it.
"""

import argparse
import cProfile
import io
import json
import os
import pstats
import socket
import struct
import sys
import time
from itertools import count, cycle

from benchmarks._client import AGENTS
from benchmarks._copies import copy_of
from benchmarks._databases import KINDS, Newsroom, alone, ready

PAGES, SHOWN = {"warm": 4000, "cold": 500}, 16


class Asking:
    """The application itself, asked by visitors who were never here."""

    def __init__(self, newsroom: Newsroom):
        os.environ.update(newsroom.environment())
        from django.core.wsgi import get_wsgi_application  # the environment is ready only now

        django = get_wsgi_application()
        from articles.public.given_again import GivenAgain  # and the models are there only now

        self._application = GivenAgain(django)
        self._numbers = count(time.time_ns() % 2**31)
        self._agents = cycle(AGENTS)

    def page(self, path: str) -> None:
        address = socket.inet_ntoa(struct.pack("!I", next(self._numbers)))
        environment = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "",
            "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1", "HTTP_ACCEPT": "text/html",
            "HTTP_X_FORWARDED_FOR": address, "HTTP_USER_AGENT": next(self._agents),
            "HTTP_ACCEPT_ENCODING": "gzip, deflate, br", "HTTP_ACCEPT_LANGUAGE": "id-ID,id;q=0.9",
            "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
        }  # fmt: skip
        statuses = []
        answer = self._application(environment, lambda status, *_rest: statuses.append(status))
        b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        if statuses != ["200 OK"]:
            raise RuntimeError(f"{path} answered {statuses}.")


def main() -> None:
    """Print both pages: microseconds each, and the functions that take most of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", choices=KINDS, default="sqlite")
    kind = parser.parse_args().database
    with alone(), copy_of(ready(kind, 10_000)) as newsroom:
        _print(newsroom)


def _print(newsroom: Newsroom) -> None:
    addresses = json.loads(newsroom.run("benchmarks._addresses"))
    asking = Asking(newsroom)
    stories = iter(addresses["stories"])
    paths = {"warm": cycle([addresses["article"]]), "cold": stories}
    for page, times in PAGES.items():
        for _ in range(50):
            asking.page(next(paths[page]))
        print(f"{page} article: {_microseconds(asking, paths[page], times):,.0f} µs of CPU each")
        print(_profile(asking, paths[page], times))


def _microseconds(asking: Asking, paths, times: int) -> float:
    begun = time.process_time()
    for _ in range(times):
        asking.page(next(paths))
    return 1e6 * (time.process_time() - begun) / times


def _profile(asking: Asking, paths, times: int) -> str:
    profiler, text = cProfile.Profile(), io.StringIO()
    profiler.enable()
    for _ in range(times):
        asking.page(next(paths))
    profiler.disable()
    pstats.Stats(profiler, stream=text).strip_dirs().sort_stats("tottime").print_stats(SHOWN)
    lines = text.getvalue().splitlines()
    start = next(n for n, line in enumerate(lines) if "ncalls" in line)
    return "\n".join(line for line in lines[start:] if line.strip())


if __name__ == "__main__":
    main()
