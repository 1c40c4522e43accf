"""Asks one server for pages over kept connections, as fast as it answers; a process of its own.

A line of JSON on standard input is a job, a line on standard output is what came of it. Visitors
differ by address (X-Forwarded-For), their browsers come from a pool of 36. A server that closes
connections, as gunicorn's `sync` workers do, gets a new one for each request.
"""

import json
import re
import selectors
import socket
import struct
import sys
import time

_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
PHONES = ("SM-A135F", "CPH2599", "RMX3834", "M2101K7BG", "V2247", "Infinix X6525")
AGENTS = [
    f"Mozilla/5.0 (Linux; Android {9 + n}; {phone}) AppleWebKit/537.36 (KHTML, like Gecko)"
    f" Chrome/{118 + 2 * n}.0.0.0 Mobile Safari/537.36"
    for phone in PHONES
    for n in range(6)
]
# A robot by name gets the same page from the same code and is not counted.
ROBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
HEAD = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: {agent}\r\n"
    "Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8\r\nAccept-Encoding: {encoding}\r\n"
    "Accept-Language: id-ID,id;q=0.9,en;q=0.8\r\n{cookie}X-Forwarded-For: "
)


class Connection:
    """One connection, with the request that is under way on it."""

    def __init__(self, address: tuple[str, int], selector):
        self.address, self.selector = address, selector
        self.socket: socket.socket | None = None
        self.begun = 0.0
        self.read = b""
        self.wanted = 0  # bytes of the whole answer; 0 while its head is not read

    def ask(self, request: bytes) -> None:
        self.begun = time.perf_counter()
        self.read, self.wanted = b"", 0
        if self.socket is None:
            self.socket = socket.create_connection(self.address)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.selector.register(self.socket, selectors.EVENT_READ, self)
        self.socket.sendall(request)

    def more(self) -> bool:
        """Read what has come; say whether the answer is whole."""
        piece = self.socket.recv(262144)
        if not piece:
            raise ConnectionError("The server ended an answer early.")
        self.read = self.read + piece if self.read else piece
        if not self.wanted:
            end = self.read.find(b"\r\n\r\n")
            if end < 0:
                return False
            length = _LENGTH.search(self.read, 0, end)
            self.wanted = end + 4 + (int(length[1]) if length else 0)
        return len(self.read) >= self.wanted

    def end(self) -> tuple[int, int]:
        """Return status and length of the page; close where the server does."""
        head = self.read.index(b"\r\n\r\n") + 4
        if b"connection: close" in self.read[:head].lower():
            self.close()
        return int(self.read[9:12]), self.wanted - head

    def close(self) -> None:
        if self.socket is not None:
            self.selector.unregister(self.socket)
            self.socket.close()
            self.socket = None


def address_of(visitor: int) -> str:
    """Return a visitor's address, 11.0.0.0 and up: a number is one, and no two runs share it."""
    return socket.inet_ntoa(struct.pack("!I", 0x0B000000 + visitor))


class Requests:
    """The requests of a job in their order, without end."""

    def __init__(self, job: dict):
        agents = AGENTS if job.get("agents", "people") == "people" else [ROBOT]
        fields = {"encoding": job.get("encoding", "gzip, deflate, br"), "cookie": ""}
        self.heads = [
            HEAD.format(path=path, agent=agents[n % len(agents)], **fields).encode()
            for n, path in enumerate(job["paths"] * (len(agents) if len(job["paths"]) < 9 else 1))
        ]
        self.visitor = job.get("visitor", 0)  # the number of the first one
        self.turn = job.get("turn", 0)

    def next(self) -> bytes:
        head = self.heads[self.turn % len(self.heads)]
        self.turn += 1
        self.visitor += 1
        return head + address_of(self.visitor).encode() + b"\r\n\r\n"


def work(job: dict) -> dict:
    """Ask for so many seconds or so many pages, and say what came."""
    selector, requests = selectors.DefaultSelector(), Requests(job)
    connections = [
        Connection(("127.0.0.1", job["port"]), selector) for _ in range(job.get("connections", 16))
    ]
    took, sizes, statuses = [], {}, {}
    begun = time.perf_counter()
    until = begun + job["seconds"] if "seconds" in job else float("inf")
    most, asked = job.get("pages", float("inf")), 0
    for connection in connections:
        connection.ask(requests.next())
        asked += 1
    busy, end = len(connections), begun
    while busy:
        for key, _mask in selector.select(timeout=60):
            connection = key.data
            if not connection.more():
                continue
            end = time.perf_counter()
            took.append(end - connection.begun)
            status, size = connection.end()
            statuses[status] = statuses.get(status, 0) + 1
            sizes[size] = sizes.get(size, 0) + 1
            if end < until and asked < most:
                connection.ask(requests.next())
                asked += 1
            else:
                busy -= 1
    for connection in connections:
        connection.close()
    took.sort()
    return {
        "answers": len(took),
        "seconds": end - begun,
        "p99": 1000 * took[int(len(took) * 0.99)],
        "size": max(sizes, key=sizes.get),
        "statuses": statuses,
        "turn": requests.turn,
    }


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(work(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
