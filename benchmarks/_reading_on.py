"""Reads a story on and on while servers die, and tells who was answered; a process of its own.

A line of JSON on standard input is a job, the next line ends it, a line on standard output is what
came of it. A reader who gets no whole page is not waited for: the next one comes. Visitors are told
apart by their number and by which browser they have, for whoever looks for them afterwards.
"""

import json
import selectors
import sys
import time

from benchmarks._client import Connection, Requests

_AGAIN_SECONDS = 0.02  # after nobody took the connection
_PATIENCE = 30  # seconds for the last answers


class Reading:
    """The readers of one job, and what they were answered."""

    def __init__(self, job: dict) -> None:
        self.selector, self.requests = selectors.DefaultSelector(), Requests(job)
        address = ("127.0.0.1", job["port"])
        self.resting = [Connection(address, self.selector) for _ in range(job["connections"])]
        self.under_way: dict[Connection, tuple[int, int]] = {}  # whose request it is
        self.acknowledged: list[tuple[int, int]] = []
        self.refused = self.broken = 0

    def run(self) -> dict:
        """Read until a line comes in, then wait for the last answers."""
        self.selector.register(sys.stdin, selectors.EVENT_READ)
        until = float("inf")
        while time.monotonic() < until and (until == float("inf") or self.under_way):
            if until == float("inf"):
                self._begin()
            for key, _mask in self.selector.select(timeout=_AGAIN_SECONDS):
                if key.data is None:
                    sys.stdin.readline()
                    self.selector.unregister(sys.stdin)
                    until = time.monotonic() + _PATIENCE
                else:
                    self._go_on(key.data)
        return {
            "acknowledged": self.acknowledged,
            "refused": self.refused,
            "broken": self.broken + len(self.under_way),
        }

    def _begin(self) -> None:
        resting, self.resting = self.resting, []
        for connection in resting:
            turn = self.requests.turn % len(self.requests.heads)
            request = self.requests.next()
            try:
                connection.ask(request)
            except OSError:
                self._give_up(connection)
            else:
                self.under_way[connection] = (self.requests.visitor, turn)

    def _go_on(self, connection: Connection) -> None:
        try:
            if not connection.more():
                return
            status, _size = connection.end()
        except (OSError, ValueError):
            self._give_up(connection)
            return
        visitor = self.under_way.pop(connection)
        if status == 200:
            self.acknowledged.append(visitor)
        else:
            self.refused += 1
        self.resting.append(connection)

    def _give_up(self, connection: Connection) -> None:
        self.under_way.pop(connection, None)
        self.broken += 1
        connection.close()
        self.resting.append(connection)


def main() -> None:
    while line := sys.stdin.readline():
        print(json.dumps(Reading(json.loads(line)).run()), flush=True)


if __name__ == "__main__":
    main()
